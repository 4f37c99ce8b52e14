"""The values of a statement besides its parties, field by field in the words of its kind's declaration."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from institutions.kinds import KINDS, Field, Sort
from institutions.kinds.base import PARTY_SORTS
from institutions.kinds.countries import COUNTRIES
from institutions.models import Statement
from institutions.parties.ownership.ties import OwningTie
from rules.engine.language.statements import FLAGS, Language, date_text, number_text
from rules.explaining.wording.words import in_language

UNSPOKEN: Final = frozenset({Sort.KEY, Sort.CALL, Sort.SOURCE})  # they point to other rows and tell a reader nothing
UNITS: Final = {Sort.YEN: "yen", Sort.BP: "bp", Sort.DAYS: "days"}


@dataclass(frozen=True, slots=True)
class Said:
    """One field."""

    label: str
    text: str


def said_in(row: Statement, language: Language, *, withheld: frozenset[str] = frozenset()) -> tuple[Said, ...]:
    """Return a row's own values; fields about one case alone, and those withheld from the reader, are left out."""
    return tuple(
        said(declared, getattr(row, declared.column), language)
        for declared in spoken(row.kind.fields)
        if declared.name not in withheld
        and (getattr(row, declared.column) not in (None, "") or declared.name in row.says_none)
    )


def spoken(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Yield the fields that mean something to a reader of any case, except parties."""
    return (each for each in fields if each.sort not in PARTY_SORTS | UNSPOKEN and not each.case_only)


def said_of_tie(tie: OwningTie, language: Language) -> tuple[Said, ...]:
    """Return the values of a tie of ownership: shares, the way in which they are held, the ground of control."""
    return said_by_name(
        tie.kind,
        {"share_bp": tie.share_bp, "voting_bp": tie.voting_bp, "vehicle": tie.vehicle, "by": tie.by},
        language,
    )


def said_by_name(kind: str, values: Mapping[str, object], language: Language) -> tuple[Said, ...]:
    """Return values given by their names in the document, in the order of the declaration."""
    fields = KINDS[kind].fields
    return tuple(said(each, values[each.name], language) for each in fields if values.get(each.name) is not None)


def said(declared: Field, value: object, language: Language) -> Said:
    """Return one field in words."""
    return Said(in_language(declared.label, language), value_words(declared, value, language))


def value_words(declared: Field, value: object, language: Language) -> str:
    """Return a value in words; None is a stated none."""
    if value is None:
        return _("none")
    if isinstance(value, bool):
        return FLAGS[language][value]
    if isinstance(value, int):
        return number_text(value, UNITS.get(declared.sort, ""), language)
    if isinstance(value, date) or declared.sort is Sort.DATE:
        return date_text(value.isoformat() if isinstance(value, date) else str(value), language)
    if declared.sort is Sort.WORD and (label := declared.words.get(str(value))):
        return in_language(label, language)
    return country_words(str(value), language) if declared.sort is Sort.COUNTRY else str(value)


def country_words(code: str, language: Language) -> str:
    """Return the name of a country by its code; the code itself if it has no name."""
    name = COUNTRIES.get(code)
    return in_language({"en": name.en, "ja": name.ja}, language) if name else code
