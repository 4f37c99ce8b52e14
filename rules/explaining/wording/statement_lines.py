"""Statements of the register in words: content, parties, days and origin of each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from institutions.access.callers import Reader
from institutions.exports.stated import parties_by_id, parties_of
from institutions.kinds import Field, Sort
from institutions.models import Party, Statement
from institutions.models.statement import Value as Stated
from rules.engine.language.statements import Language
from rules.explaining.wording.origins import Origin, origin_of, stated_by
from rules.explaining.wording.party_links import party_url
from rules.explaining.wording.statement_values import country_words, value_words
from rules.explaining.wording.words import in_language, valid_words

NOT_SHOWN: Final = (Sort.KEY, Sort.CALL)  # they only link rows with each other


@dataclass(frozen=True, slots=True)
class Part:
    """A text, with the page of the party that it names."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One field."""

    label: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One statement."""

    values: tuple[Value, ...]
    days: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Words:
    """The words of statements for one reader. Parties are those of all statements, so that they take one query."""

    reader: Reader
    language: Language
    today: str
    parties: Mapping[UUID, Party]

    @classmethod
    def of(cls, rows: Iterable[Statement], reader: Reader, language: Language, today: str) -> "Words":
        """Read the parties that the statements name; return the words."""
        return cls(reader, language, today, parties_by_id({party for row in rows for party in parties_of(row)}))

    def line(self, row: Statement, beside: Collection[UUID] = (), *, on_page_of_source: bool = False) -> Line:
        """Return one statement, without parties in `beside`, whose page it is on, and without the page's own source."""
        days = {"from": iso(row.from_on), "until": iso(row.until_on)}
        return Line(
            tuple(self.values(row, beside)),
            valid_words(days, self.language),
            stated_by(row, self.reader) if on_page_of_source else self.origin(row),
        )

    def origin(self, row: Statement) -> Origin:
        """Return the origin of a statement."""
        return origin_of(row, self.reader, self.language, self.today)

    def values(self, row: Statement, beside: Collection[UUID]) -> Iterator[Value]:
        """Yield the values of a statement, field by field."""
        for name, value in row.values().items():
            field = row.kind.by_name.get(name)
            if field is None or field.sort in NOT_SHOWN:
                continue
            if field.sort is Sort.PARTY and getattr(row, f"{field.column}_id") in beside:
                continue
            yield Value(in_language(field.label, self.language), self.parts(field, value))

    def parts(self, field: Field, value: Stated) -> tuple[Part, ...]:
        """Return one value in words; a list has a part for each of its members."""
        if value is None:
            return (Part(_("none")),)
        if isinstance(value, tuple):
            return tuple(self.party(each) for each in value)
        return (
            (self.party(str(value)),) if field.sort is Sort.PARTY else (Part(value_words(field, value, self.language)),)
        )

    def party(self, key: str) -> Part:
        """Return a party by its id, or a country in its place."""
        if len(key) == 2:
            return Part(country_words(key, self.language))
        party = self.parties[UUID(key)]
        return Part(party.name or _("without a name"), party_url(party))


def iso(day: object) -> str:
    """Return a day as ISO text; empty for none."""
    return str(day) if day else ""
