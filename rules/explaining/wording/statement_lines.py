"""Statements of the register in words: content, parties, days and origin of each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from institutions.access.callers import Reader
from institutions.exports.statements import named_party_ids, parties_by_id
from institutions.kinds import Field, FieldSort
from institutions.models import Party, Statement
from institutions.models.statement import Value as Stated
from rules.engine.language.statements import Language
from rules.explaining.wording.origins import OriginLine, document_origin_line, origin_line
from rules.explaining.wording.party_links import party_url
from rules.explaining.wording.statement_values import country_words, value_in_language
from rules.explaining.wording.words import text_in_language, valid_words

NOT_SHOWN: Final = (FieldSort.KEY, FieldSort.CALL)  # they only link rows with each other


@dataclass(frozen=True, slots=True)
class LinkedText:
    """A text, with the page of the party that it names."""

    text: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class StatementValue:
    """One field."""

    label: str
    parts: tuple[LinkedText, ...]


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One statement."""

    values: tuple[StatementValue, ...]
    days: str
    origin: OriginLine


@dataclass(frozen=True, slots=True)
class StatementWriter:
    """The words of statements for one reader. Parties are those of all statements, so that they take one query."""

    reader: Reader
    language: Language
    today: str
    parties: Mapping[UUID, Party]

    @classmethod
    def of(cls, rows: Iterable[Statement], reader: Reader, language: Language, today: str) -> "StatementWriter":
        """Read the parties that the statements name; return the words."""
        return cls(reader, language, today, parties_by_id({party for row in rows for party in named_party_ids(row)}))

    def line(self, row: Statement, beside: Collection[UUID] = (), *, on_page_of_source: bool = False) -> StatementLine:
        """Return one statement, without parties in `beside`, whose page it is on, and without the page's own source."""
        days = {"from": iso_or_empty(row.from_on), "until": iso_or_empty(row.until_on)}
        return StatementLine(
            tuple(self.values(row, beside)),
            valid_words(days, self.language),
            document_origin_line(row, self.reader) if on_page_of_source else self.origin(row),
        )

    def origin(self, row: Statement) -> OriginLine:
        """Return the origin of a statement."""
        return origin_line(row, self.reader, self.language, self.today)

    def values(self, row: Statement, beside: Collection[UUID]) -> Iterator[StatementValue]:
        """Yield the values of a statement, field by field."""
        for name, value in row.values().items():
            field = row.kind.by_name.get(name)
            if field is None or field.sort in NOT_SHOWN:
                continue
            if field.sort is FieldSort.PARTY and getattr(row, f"{field.column}_id") in beside:
                continue
            yield StatementValue(text_in_language(field.label, self.language), self.parts(field, value))

    def parts(self, field: Field, value: Stated) -> tuple[LinkedText, ...]:
        """Return one value in words; a list has a part for each of its members."""
        if value is None:
            return (LinkedText(_("none")),)
        if isinstance(value, tuple):
            return tuple(self.party(each) for each in value)
        return (
            (self.party(str(value)),)
            if field.sort is FieldSort.PARTY
            else (LinkedText(value_in_language(field, value, self.language)),)
        )

    def party(self, key: str) -> LinkedText:
        """Return a party by its id, or a country in its place."""
        if len(key) == 2:
            return LinkedText(country_words(key, self.language))
        party = self.parties[UUID(key)]
        return LinkedText(party.name or _("without a name"), party_url(party))


def iso_or_empty(day: object) -> str:
    """Return a day as ISO text; empty for none."""
    return str(day) if day else ""
