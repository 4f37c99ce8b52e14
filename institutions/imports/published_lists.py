"""The formats of lists that Japan's ministries publish: their options, and the work on a file of each."""

from collections.abc import Callable, Iterator, Mapping
from typing import IO, Final

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldErrors
from institutions.drafts.near_words import nearest_word
from institutions.drafts.troubles.references import ChooseBody, UnknownBody
from institutions.drafts.troubles.values import UnknownWord
from institutions.formats.published.contracts import PublishedContract, read_contract_list
from institutions.formats.published.portal import read_portal_awards
from institutions.formats.published.register_records import ListOptions, contract_record
from institutions.formats.register_document import Reader, Record
from institutions.imports.formats import ImportFormat
from institutions.imports.options import Options, refuse_unknown
from institutions.imports.whole_lists import WholeListWork
from institutions.kinds.base import Field, Label
from institutions.kinds.fields import text_field
from institutions.kinds.words import DOMAINS, OBJECTS, TAX_BASES, domain, procured, tax
from institutions.models import GovernmentBody, Import

BODY: Final = text_field(
    "body",
    "Code of the body whose list it is (the importing body's own if left out)",
    "公表した機関のコード（空欄のときは取込機関）",
)
ONLY: Final = text_field(
    "body",
    "Code of the one body whose awards are imported (all if left out)",
    "取込みの対象とする機関のコード（空欄のときは全機関）",
)
WORDS: Final[Mapping[str, Mapping[str, Label]]] = {"domain": DOMAINS, "object": OBJECTS, "tax": TAX_BASES}
OF_CONTRACTS: Final = (domain, procured, tax)
PORTAL_PUBLISHER: Final = "調達ポータル"
PORTAL_TITLE: Final = "調達ポータル 落札実績オープンデータ"
LIST_TITLE: Final = "公共調達の適正化について（平成18年8月25日財計第2017号）に基づく契約に係る情報の公表"


def check_list_options(given: Options, body: str) -> None:  # noqa: ARG001 - one signature
    """Check the options of a list; DraftInvalid with every trouble."""
    refuse_unknown(given, [BODY.name, *WORDS])
    troubles = FieldErrors()
    check_body(given, troubles)
    check_words(given, WORDS, troubles)
    troubles.refuse_if_any()


def check_body(given: Options, troubles: FieldErrors) -> None:
    """Note a code that is that of no body in the register."""
    code = str(given.get(BODY.name) or "").strip()
    if code and ("\0" in code or not GovernmentBody.objects.filter(code=code).exists()):
        troubles.add(f"/options/{BODY.name}", UnknownBody(value=outside_value(code), near=None, choice=ChooseBody()))


def check_words(given: Options, allowed: Mapping[str, Mapping[str, Label]], troubles: FieldErrors) -> None:
    """Note options with another word than their closed list has."""
    for name, words in allowed.items():
        value = given.get(name)
        if value and value not in words:
            near = nearest_word(value, words)
            troubles.add(f"/options/{name}", UnknownWord(value=outside_value(value), field=name, near=near))


def word_given(given: Options, name: str) -> str | None:
    """Return an option; None if it is not given."""
    return str(given.get(name) or "").strip() or None


def list_options(job: Import, *, portal: bool) -> ListOptions:
    """Return what the options of an import say of its list."""
    given: Options = job.options
    named = word_given(given, BODY.name) or ""
    body = "" if portal else named or job.body.code or ""
    codes = GovernmentBody.objects.values_list("code", flat=True) if portal else ()
    return ListOptions(
        publisher=PORTAL_PUBLISHER if portal else body,
        title=PORTAL_TITLE if portal else LIST_TITLE,
        body=body,
        only=named if portal else "",
        bodies=frozenset(code for code in codes if code),
        domain=word_given(given, "domain"),
        object=word_given(given, "object"),
        tax=word_given(given, "tax"),
    )


def list_reader(read: Callable[[IO[bytes]], Iterator[PublishedContract]], options: ListOptions) -> Reader:
    """Return the reader of a list as documents of the register."""

    def records(file: IO[bytes]) -> Iterator[Record]:
        for each in read(file):
            if not options.only or each.errors or each.body == options.only:
                yield contract_record(each, options)

    return records


def contract_list_work(job: Import) -> WholeListWork:
    """Return the work on a list of contracts."""
    return WholeListWork(job, list_reader(read_contract_list, list_options(job, portal=False)))


def portal_work(job: Import) -> WholeListWork:
    """Return the work on awards of the procurement portal."""
    return WholeListWork(job, list_reader(read_portal_awards, list_options(job, portal=True)))


def asked(body: Field) -> tuple[Field, ...]:
    """Return the options of a list, for a form."""
    return (body, *OF_CONTRACTS)


PUBLISHED_LISTS: Final = (
    ImportFormat(
        "contract_list",
        Label("Published list of contracts (ministries of Japan)", "契約に係る情報の公表（公表様式）"),
        contract_list_work,
        check_list_options,
        asked(BODY),
    ),
    ImportFormat(
        "portal_awards",
        Label("Awards of the procurement portal (open data)", "調達ポータル 落札実績オープンデータ"),
        portal_work,
        check_list_options,
        asked(ONLY),
    ),
)
