"""The options of an import of OCDS data: what OCDS does not say, and what stands in for missing data."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldErrors
from institutions.drafts.near_words import nearest_word
from institutions.drafts.troubles.references import ChooseBody, UnknownBody
from institutions.drafts.troubles.values import UnknownWord
from institutions.formats.ocds.publishers import (
    NO_PROFILE,
    NONE,
    RESERVE_FIELDS,
    PublisherProfile,
    profile_named,
    shipped_profiles,
)
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.formats.ocds.reading.rates import WrongRateError, add_rates, rate_of, rates_in
from institutions.imports.numbering import REPLACE, check_numbering
from institutions.imports.options import Options, refuse_unknown
from institutions.imports.troubles.file import NoAmount, NoDayInOption, NotInOcds
from institutions.kinds.base import Label
from institutions.kinds.document import DOCUMENT, SELECTION
from institutions.kinds.fields import text_field, word_field
from institutions.kinds.words import DOMAINS, METHODS, OBJECTS, TAX_BASES
from institutions.models import GovernmentBody
from institutions.values.written_day import written_day
from institutions.values.written_number import written_number

REQUIRED: Final = ("sponsor", "domain", "proposed_on")
RATE: Final = "yen_per_"  # followed by a currency: yen_per_USD=150.25
RATES: Final = text_field(
    "yen_per_unit",
    "Yen for one unit of a currency, as in USD=150.25 (several with commas between)",
    "外国通貨1単位当たりの円（例：USD=150.25。複数はコンマで区切る）",
)
PUBLISHER: Final = word_field(
    "publisher",
    "Profile of the publisher: how it fills in prices and tax",
    "公表者の設定（価格及び税の記載方法）",
    {NONE: Label("None", "なし"), **{each.key: each.name for each in shipped_profiles()}},
)
RESERVE_FROM: Final = word_field(
    "reserve_from",
    "Field of the file that holds the reserve price",
    "予定価格が記載されているファイルの項目",
    {name: Label(name, name) for name in RESERVE_FIELDS},
)
OF_DOCUMENT: Final = (*REQUIRED, "co_sponsors", "tax", "method", "object", "value_yen")
KNOWN: Final = (*OF_DOCUMENT, RATES.name, PUBLISHER.name, RESERVE_FROM.name, REPLACE.name)
_OF_DOCUMENT: Final = {**SELECTION.by_name, **DOCUMENT.by_name}
ASKED: Final = (*(_OF_DOCUMENT[name] for name in OF_DOCUMENT), RATES, PUBLISHER, RESERVE_FROM)


def check_ocds_options(given: Options, body: str) -> None:
    """Check the options; DraftInvalid with every trouble."""
    ocds_options(given, body)


def ocds_options(given: Options, body: str) -> OcdsOptions:
    """Return the options of an import of OCDS data, given as texts or JSON values; DraftInvalid with every trouble."""
    refuse_unknown([name for name in given if not name.startswith(RATE)], (*KNOWN, f"{RATE}USD"))
    reading = OptionReading(given)
    options = OcdsOptions(
        submitted_by=body,
        sponsor=reading.sponsor(),
        co_sponsors=reading.co_sponsors(),
        tax=reading.word("tax", TAX_BASES),
        domain=reading.word("domain", DOMAINS) or "",
        proposed_on=reading.day("proposed_on"),
        method=reading.word("method", METHODS),
        object=reading.word("object", OBJECTS),
        value_yen=reading.whole("value_yen"),
        yen_per_unit=reading.rates(),
        publisher=reading.publisher(),
        reserve_from=reading.word(RESERVE_FROM.name, RESERVE_FROM.words),
        of_import=True,
    )
    check_numbering(given, reading.troubles)
    reading.troubles.refuse_if_any()
    return options


class OptionReading:
    """The reading of options one by one, which collects their troubles."""

    def __init__(self, given: Options) -> None:
        self.given = given
        self.troubles = FieldErrors()
        for name in REQUIRED:
            if not given.get(name):
                self.add(name, NotInOcds(name=Label(name, _OF_DOCUMENT[name].label.ja)))

    def add(self, name: str, said: Coded) -> None:
        """Note one trouble."""
        self.troubles.add(f"/options/{name}", said)

    def sponsor(self) -> str:
        """Return the code of the sponsor; note a trouble where the register has no such body."""
        code = str(self.given.get("sponsor") or "")
        if code and ("\0" in code or not GovernmentBody.objects.filter(code=code).exists()):
            self.add("sponsor", UnknownBody(value=outside_value(code), near=None, choice=ChooseBody()))
        return code

    def co_sponsors(self) -> tuple[str, ...]:
        """Return the codes of the co-sponsors, a list or with commas between; note those that the register lacks."""
        given = self.given.get("co_sponsors") or ()
        listed = given if isinstance(given, list | tuple) else str(given).split(",")
        codes = tuple(dict.fromkeys(code for each in listed if (code := str(each).strip())))
        asked = [code for code in codes if "\0" not in code]
        known = set(GovernmentBody.objects.filter(code__in=asked).values_list("code", flat=True))
        for code in codes:
            if code not in known:
                self.add("co_sponsors", UnknownBody(value=outside_value(code), near=None, choice=ChooseBody()))
        return codes

    def word(self, name: str, words: Any) -> str | None:  # Any: the words with their labels
        """Return a word of a closed list; None if it is not given."""
        value = self.given.get(name)
        if value and value not in words:
            self.add(name, UnknownWord(value=outside_value(value), field=name, near=nearest_word(value, words)))
        return str(value) if value else None

    def publisher(self) -> PublisherProfile:
        """Return a profile that is shipped; the empty one if none is named."""
        name = self.word(PUBLISHER.name, PUBLISHER.words)
        return profile_named(name) if name and name in PUBLISHER.words else NO_PROFILE

    def day(self, name: str) -> str:
        """Return an ISO date; empty if there is none."""
        value = str(self.given.get(name) or "")
        try:
            return written_day(value).isoformat() if value else ""
        except ValueError:
            self.add(name, NoDayInOption(value=outside_value(value)))
            return ""

    def whole(self, name: str) -> int | None:
        """Return an amount in whole yen; None if there is none."""
        value = str(self.given.get(name) or "")
        found = written_number(value)
        if value and found is None:
            self.add(name, NoAmount(value=outside_value(value)))
        return found

    def rates(self) -> dict[str, Decimal]:
        """Return the yen for one unit of each currency: all in one option, or an option each."""
        found: dict[str, Decimal] = {}
        for name, value in self.given.items():
            if not name.startswith(RATE):
                continue
            try:
                if name == RATES.name and isinstance(value, Mapping):
                    add_rates(found, [(str(each), rate_of(str(each), str(yen))) for each, yen in value.items()])
                elif name == RATES.name:
                    add_rates(found, rates_in(str(value or "")))
                else:
                    currency = name.removeprefix(RATE)
                    add_rates(found, [(currency, rate_of(currency, str(value)))])
            except WrongRateError as trouble:
                self.add(name, trouble.said)
        return found
