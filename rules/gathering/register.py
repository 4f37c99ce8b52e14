"""Reading the register for a batch of cases: a fixed number of queries, whatever the number of cases and statements.

The steps are those of `rules.gathering.scope`, over all cases at once: what is read here is enough for each of them,
and each then takes what is in its own scope and reach.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from institutions.kinds import Reach, Sort
from institutions.models import Statement, table_of
from rules.gathering.anchors import (
    ABOUT_COMPANIES,
    ABOUT_PEOPLE,
    COMPANY_TIES,
    EARLIER_CALLS,
    FAVOURABLE,
    OWN_ONLY,
)
from rules.gathering.closure import Arm, among, downwards, reached, superiors, upwards
from rules.gathering.document import submission_source
from rules.gathering.parties import Identities
from rules.gathering.rows import Row
from rules.gathering.selecting import Condition, Readers, differs, equals, holds, row_is, told
from rules.gathering.stated import Source, Stated

CALL_COLUMNS: Final = ("pk", "lineage", "body_id", "object", "closed_on")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a batch of cases asks for: the union of where they start."""

    partnerships: frozenset[UUID]
    bodies: frozenset[UUID]
    parties: frozenset[UUID]
    domains: frozenset[str]
    calls: frozenset[tuple[UUID, str, date]]  # sponsor, object, before


@dataclass(slots=True)
class RegisterReader:
    """Reads statements as known at a moment and makes rows of them."""

    known_at: datetime
    identity: Identities
    wanted: Wanted
    cut: bool = False  # the cases lead to more parties than are followed

    def read(self) -> tuple[list[Row], set[UUID]]:
        """The rows that the cases may read, and every party that they name."""
        found = list(self.statements())
        parties = {party for each in found for party in parties_of(each)} | self.wanted.parties
        return [self.row(each) for each in found], parties

    def statements(self) -> Iterator[Statement]:
        """All statements, step by step: rivals and measures, owners, ties of people, people, companies, calls."""
        start = self.also_known_as(self.wanted.parties)
        competitors = self.about("competitor", company=start, of=start)
        yield from competitors
        rivals = start | self.also_known_as(ids_in(competitors, "company", "of"))
        measures = self.measures(rivals)
        yield from measures
        affected = rivals | ids_in(measures, "company")
        companies = self.reached(affected, upwards()) | self.reached(start, downwards())
        people: set[UUID] = set(start)
        for kind, fields in COMPANY_TIES.items():
            ties = self.about(kind, **{name: people if name == "person" else companies for name in fields})
            yield from ties
            people |= ids_in(ties, "person", "holder")
        people = self.reached(people, superiors())
        for kind, fields in ABOUT_PEOPLE.items():
            yield from self.about(kind, **dict.fromkeys(fields, people))
        for kind, fields in ABOUT_COMPANIES.items():
            yield from self.about(kind, **dict.fromkeys(fields, companies))
        yield from self.select("investment", equals("country", ["JP"]) & differs("investor_country", [""]))
        for kind in OWN_ONLY:
            yield from self.select(kind)
        yield from self.calls_and_bids()

    def also_known_as(self, parties: Iterable[UUID]) -> set[UUID]:
        """The parties, and every other id of the register that was found to be one of them."""
        true = {self.identity.true_id(party) for party in parties}
        return true | {party for party in self.identity.same_as if self.identity.true_id(party) in true}

    def reached(self, roots: Collection[UUID], arms: tuple[Arm, ...]) -> set[UUID]:
        """Everything that the roots lead to."""
        found, cut = reached(roots, arms, self.known_at)
        self.cut |= cut
        return found

    def about(self, kind: str, **anchors: Collection[UUID]) -> list[Statement]:
        """The statements of a kind of which one of the fields holds one of the parties; and the cases' own."""
        return self.select(kind, *(holds(f"{name}_id", parties) for name, parties in anchors.items()))

    def select(self, kind: str, *conditions: Condition) -> list[Statement]:
        """The statements of a kind that meet one of the conditions; and the cases' own."""
        readers = Readers(self.wanted.partnerships, self.wanted.bodies, self.known_at)
        return readers.select(kind, conditions)

    def measures(self, companies: Collection[UUID]) -> list[Statement]:
        """Measures about these companies, and those against others in the domains of the cases."""
        against = equals("domain", self.wanted.domains) & differs("type", FAVOURABLE)
        return self.select("measure", holds("company_id", companies), against)

    def calls_and_bids(self) -> Iterator[Statement]:
        """The last calls of the sponsors for the same objects before each case, with all their bids."""
        rows = self.earlier_calls()
        yield from self.select("call", row_is(rows))
        yield from self.select("bid", holds("call", rows.values()))

    def earlier_calls(self) -> dict[int, UUID]:
        """The rows of those calls and their lineages: one query over their dates alone."""
        sponsors = among({sponsor for sponsor, _, _ in self.wanted.calls})
        calls = table_of("call").objects.known_at(self.known_at)
        dated = calls.filter(Q(body_id__in=sponsors, closed_on__isnull=False), reach=Reach.REGISTER)
        by_scope: dict[tuple[UUID, str], list[tuple[date, str, int, UUID]]] = {}
        for row, lineage, body, procured, closed_on in dated.values_list(*CALL_COLUMNS):
            scope = (self.identity.true_id(body), procured)
            by_scope.setdefault(scope, []).append((closed_on, str(lineage), row, lineage))
        found: dict[int, UUID] = {}
        for sponsor, procured, before in self.wanted.calls:
            earlier = sorted((each for each in by_scope.get((sponsor, procured), ()) if each[0] < before), reverse=True)
            found |= {row: lineage for _, _, row, lineage in earlier[:EARLIER_CALLS]}
        return found

    def row(self, statement: Statement) -> Row:
        """One statement as cases read it."""
        kind = statement.kind
        values = statement.values(self.identity.key, case=statement.partnership_id)
        case_only = {each.name: values.pop(each.name) for each in kind.fields if each.case_only and each.name in values}
        body = self.identity.key(UUID(told(statement, "body"))) if statement.partnership_id else ""
        stated = Stated(
            ref=f"{kind.name}/{statement.lineage}",
            lineage=str(statement.lineage),
            kind=kind.name,
            values=values,
            from_on=statement.from_on.isoformat() if statement.from_on else None,
            until_on=statement.until_on.isoformat() if statement.until_on else None,
            source=source_of(statement, body),
            confidence="claim" if statement.confidence == "claim" else "fact",
            body=body,
        )
        return Row(stated, Reach(statement.reach), str(statement.partnership_id or ""), case_only)


def source_of(statement: Statement, body: str) -> Source:
    """The source of a statement as a reader looks it up, else the submission of the body that stated it."""
    if statement.source_id is None:
        return submission_source(told(statement, "reference"), body)
    return Source(**{name: told(statement, name) for name in ("title", "publisher", "url", "retrieved_on")})


def ids_in(statements: Iterable[Statement], *names: str) -> set[UUID]:
    """The parties that some fields of statements hold; a kind may lack a field."""
    return {party for each in statements for name in names if (party := getattr(each, f"{name}_id", None))}


def parties_of(statement: Statement) -> Iterator[UUID]:
    """Every party that a statement names."""
    for each in statement.kind.fields:
        if each.sort is Sort.PARTY and (party := getattr(statement, f"{each.column}_id")):
            yield party
        elif each.sort is Sort.PARTIES:
            yield from (member.pk for member in getattr(statement, each.column).all())
