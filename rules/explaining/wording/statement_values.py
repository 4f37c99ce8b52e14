"""The values of a statement besides its parties, field by field in the words of its kind's declaration."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from institutions.kinds import KINDS, Field, FieldSort
from institutions.kinds.base import PARTY_SORTS
from institutions.kinds.countries import COUNTRIES
from institutions.models import Statement
from institutions.parties.ownership.ties import OwningTie
from rules.engine.language.statements import FLAGS, Language, date_text, number_with_unit
from rules.explaining.wording.words import text_in_language

UNSPOKEN: Final = frozenset(
    {FieldSort.KEY, FieldSort.CALL, FieldSort.SOURCE}
)  # they point to other rows and tell a reader nothing
UNITS: Final = {FieldSort.YEN: "yen", FieldSort.BP: "bp", FieldSort.DAYS: "days"}


@dataclass(frozen=True, slots=True)
class FieldText:
    """One field."""

    label: str
    text: str


def statement_fields_in_words(
    row: Statement, language: Language, *, withheld: frozenset[str] = frozenset()
) -> tuple[FieldText, ...]:
    """Return a row's own values; fields about one case alone, and those withheld from the reader, are left out."""
    return tuple(
        field_in_words(declared, getattr(row, declared.column), language)
        for declared in telling_fields(row.kind.fields)
        if declared.name not in withheld
        and row.party_in_text(declared) is None  # named as a party
        and (getattr(row, declared.column) not in (None, "") or declared.name in row.says_none)
    )


def telling_fields(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Yield the fields that mean something to a reader of any case, except parties."""
    return (each for each in fields if each.sort not in PARTY_SORTS | UNSPOKEN and not each.case_only)


def tie_fields_in_words(tie: OwningTie, language: Language) -> tuple[FieldText, ...]:
    """Return the values of a tie of ownership: shares, the way in which they are held, the ground of control."""
    return values_in_words(
        tie.kind,
        {"share_bp": tie.share_bp, "voting_bp": tie.voting_bp, "vehicle": tie.vehicle, "by": tie.by},
        language,
    )


def values_in_words(kind: str, values: Mapping[str, object], language: Language) -> tuple[FieldText, ...]:
    """Return values given by their names in the document, in the order of the declaration."""
    fields = KINDS[kind].fields
    return tuple(
        field_in_words(each, values[each.name], language) for each in fields if values.get(each.name) is not None
    )


def field_in_words(declared: Field, value: object, language: Language) -> FieldText:
    """Return one field in words."""
    return FieldText(text_in_language(declared.label, language), value_in_language(declared, value, language))


def value_in_language(declared: Field, value: object, language: Language) -> str:
    """Return a value in words; None is a stated none."""
    if value is None:
        return _("none")
    if isinstance(value, bool):
        return FLAGS[language][value]
    if isinstance(value, int):
        return number_with_unit(value, UNITS.get(declared.sort, ""), language)
    if isinstance(value, date) or declared.sort is FieldSort.DATE:
        return date_text(value.isoformat() if isinstance(value, date) else str(value), language)
    if declared.sort is FieldSort.WORD and (label := declared.words.get(str(value))):
        return text_in_language(label, language)
    return country_words(str(value), language) if declared.sort is FieldSort.COUNTRY else str(value)


def country_words(code: str, language: Language) -> str:
    """Return the name of a country by its code; the code itself if it has no name."""
    name = COUNTRIES.get(code)
    return text_in_language({"en": name.en, "ja": name.ja}, language) if name else code
