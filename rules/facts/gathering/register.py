"""The reader of the register for a batch of cases: a fixed number of queries, whatever the number of cases.

The steps are those of `scope`, over all cases at once: the data read here covers every case. Each case then keeps only
the statements in its own scope that it may read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q

from institutions.access.callers import AssessedCases
from institutions.access.statements import SHARED, scope_of
from institutions.models import Statement, table_of
from institutions.models.conditions import SqlCondition
from institutions.models.sql_lists import among
from institutions.parties.ownership.walking import WalkingArm
from institutions.values.written_day import written_day
from rules.facts.gathering.anchors import (
    ABOUT_COMPANIES,
    ABOUT_LINES,
    ABOUT_MARKETS,
    ABOUT_NAMED_BODIES,
    ABOUT_PEOPLE,
    AWARD_YEARS,
    COMPANY_TIES,
    FAVOURABLE,
    KEEPS_OUT,
    OWN_ONLY,
)
from rules.facts.gathering.answers import RegisterAnswers
from rules.facts.gathering.awarded_cases import AwardQuery, awarded_rows
from rules.facts.gathering.candidates import Conditions, kinds_found
from rules.facts.gathering.closure import downward_arms, reached_ids, superior_arms, upward_arms
from rules.facts.gathering.document import import_source, submission_source
from rules.facts.gathering.history import HistoryRequest, SponsorAct, awards_asked, calls_asked, latest_first
from rules.facts.gathering.parties import Identities
from rules.facts.gathering.rows import GatheredRow
from rules.facts.gathering.selecting import (
    column_differs,
    column_empty,
    column_equals,
    column_holds,
    row_is,
    select_statements,
    source_column,
)
from rules.facts.gathering.statements import GatheredStatement, StatementSource, Value

CALL_COLUMNS: Final = ("pk", "lineage", "body_id", "domain", "object", "closed_on")
PERSON: Final = "person"
# The kinds of which a case reads its own statements; competitors are read first and in any case.
READ: Final = (
    *COMPANY_TIES, *ABOUT_PEOPLE, *ABOUT_COMPANIES, *ABOUT_MARKETS, *ABOUT_NAMED_BODIES, *ABOUT_LINES, *OWN_ONLY,
    "measure", "dispute", "history_known",
    "award", "call", "bid",
)  # fmt: skip
AWARD_COLUMNS: Final = ("pk", "lineage", "call", "body_id", "company_id", "domain", "object", "on")


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """The request of a batch of cases: their roots combined."""

    partnerships: frozenset[UUID]
    bodies: frozenset[UUID]
    parties: frozenset[UUID]
    domains: frozenset[str]
    lines: frozenset[UUID]  # the sponsors and co-sponsors, and the bodies above and under them
    named: frozenset[UUID]  # the bodies that the documents name
    asked: frozenset[tuple[UUID, HistoryRequest]]  # of the history of a sponsor
    seated: frozenset[UUID] = frozenset()  # those whom a draft seats in a council


@dataclass(slots=True)
class RegisterReader:
    """A reader of statements as known at a moment, which makes rows of them."""

    known_at: datetime
    identity: Identities
    wanted: BatchRequest
    answers: RegisterAnswers
    cut: bool = False  # the cases lead to more parties than are followed
    kinds: set[str] = field(default_factory=set)  # that have something for the cases, as far as they were asked

    @property
    def cases(self) -> AssessedCases:
        """The cases, as those who read."""
        return AssessedCases(self.wanted.partnerships, self.wanted.bodies)

    def read(self) -> tuple[list[GatheredRow], set[UUID]]:
        """Return the rows that the cases may read, and every party that they name."""
        found = [self.answers.row(each, self.identity, row_of) for each in self.statements()]
        rows = [each.row for each in found]
        stated = {award_in(row) for row in rows if row.stated.kind == "award"}
        awarded, companies = self.awarded_partnerships()
        rows += [row for row in awarded if award_in(row) not in stated]
        return rows, {party for each in found for party in each.keys} | companies | self.wanted.parties

    def statements(self) -> Iterator[Statement]:
        """Yield all statements in steps: rivals, groups, measures, claims, ties of people, people, companies, calls.

        Two queries say which kinds have something for the cases, by their companies and then by the people found.
        """
        start = self.also_known_as(self.wanted.parties)
        competitors = self.about("competitor", company=start, of=start)
        yield from competitors
        rivals = start | self.also_known_as(ids_in(competitors, "company", "of"))
        groups = self.reached(rivals, upward_arms()) | self.reached(start, downward_arms())
        first = {
            **self.ways_of_markets(competitors),
            **self.ways_of_disputes(rivals),
            **self.ways_by_party(groups, start),
            **self.ways_of_sponsors(),
            **self.ways_of_bodies(),
            "measure": self.ways_of_measures(groups),
        }
        self.find_kinds(first, own=READ)
        for kind in ABOUT_MARKETS:
            yield from self.found(kind, first[kind])
        measures = self.measures(first["measure"])
        yield from measures
        disputes = self.found("dispute", first["dispute"])
        yield from disputes
        affected = (ids_in(measures, "company") | ids_in(disputes, "claimant")) - groups
        companies = groups | self.reached(affected, upward_arms()) if affected else groups
        if further := companies - groups:
            self.find_kinds(self.ways_by_party(further, ()))
        for kind in ABOUT_LINES:
            yield from self.found(kind, first[kind])
        seats = [each for kind in ABOUT_NAMED_BODIES for each in self.found(kind, first[kind])]
        yield from seats
        yield from self.about_people(start, companies, ids_in(seats, "holder") | self.wanted.seated)
        for kind, fields in ABOUT_COMPANIES.items():
            yield from self.found(kind, ways_about_companies(kind, fields, companies))
        for kind in OWN_ONLY:
            yield from self.found(kind)
        yield from self.history()

    def find_kinds(self, ways: Conditions, own: Iterable[str] = ()) -> None:
        """Note the kinds that have rows which meet one of their conditions, and those with own rows of the cases."""
        given = tuple(own)
        question = (tuple(sorted(ways.items())), given, self.cases)
        self.kinds |= self.answers.once(question, lambda: kinds_found(ways, given, self.cases, self.known_at))

    def found(self, kind: str, ways: Iterable[SqlCondition] = ()) -> list[Statement]:
        """Return the statements of a kind that meet one of the conditions; none unless the kind was found."""
        return self.select(kind, *ways) if kind in self.kinds else []

    def about_people(self, start: set[UUID], companies: set[UUID], seated: set[UUID]) -> Iterator[Statement]:
        """Yield the ties of people to the companies, which lead to further people, and the statements about all people.

        `seated`: the holders of seats in councils that the cases name.

        A kind that has nothing of the companies and the parties named may have something of the people found before it.
        Nobody is found by such a row who was not known, so that it is read after the others.
        """
        people: set[UUID] = start | seated
        later: dict[str, tuple[SqlCondition, ...]] = {}
        for kind, fields in COMPANY_TIES.items():
            if kind in self.kinds:
                ties = self.about(kind, **{name: people if name == PERSON else companies for name in fields})
                yield from ties
                people |= ids_in(ties, PERSON, "holder")
            elif PERSON in fields and (fresh := people - start):
                later[kind] = ways_of((PERSON,), fresh)
        people = self.reached(people, superior_arms())
        later |= {kind: ways_of(fields, people) for kind, fields in ABOUT_PEOPLE.items()}
        self.find_kinds({kind: ways for kind, ways in later.items() if kind not in self.kinds})
        for kind, ways in later.items():
            yield from self.found(kind, ways)

    def also_known_as(self, parties: Iterable[UUID]) -> set[UUID]:
        """Return the parties, and every other id of the register that was found to be one of them."""
        return set(self.identity.every_id(parties))

    def reached(self, roots: Collection[UUID], arms: tuple[WalkingArm, ...]) -> set[UUID]:
        """Return everything that the roots lead to."""
        question = (frozenset(roots), arms)
        found, cut = self.answers.once(question, lambda: reached_ids(roots, arms, self.known_at))
        self.cut |= cut
        return found

    def about(self, kind: str, **anchors: Collection[UUID]) -> list[Statement]:
        """Return the statements of a kind with one of the parties in one of the fields; and the cases' own."""
        return self.select(kind, *(column_holds(f"{name}_id", parties) for name, parties in anchors.items()))

    def select(self, kind: str, *conditions: SqlCondition) -> list[Statement]:
        """Return the statements of a kind that meet one of the conditions; and the cases' own."""
        question = (kind, conditions, self.cases)
        return self.answers.once(question, lambda: select_statements(kind, conditions, self.cases, self.known_at))

    def ways_of_measures(self, companies: Collection[UUID]) -> tuple[SqlCondition, ...]:
        """Return how measures are found: by these companies, by the domains, and those that keep a company out."""
        lines = self.also_known_as(self.wanted.lines)
        of_nobody = column_empty("company_id") & column_differs("type", FAVOURABLE)
        against = column_equals("domain", self.wanted.domains) & (of_nobody | column_equals("type", KEEPS_OUT))
        anywhere = column_holds("body_id", lines) & column_equals("type", KEEPS_OUT) & column_empty("domain")
        return (column_holds("company_id", companies), against, anywhere)

    def measures(self, ways: Iterable[SqlCondition]) -> list[Statement]:
        """Return the measures that are found so, and all about companies that the signatories keep out."""
        found = self.found("measure", ways)
        lines = self.also_known_as(self.wanted.lines)
        of_lines = [each for each in found if not ids_in([each], "body").isdisjoint(lines)]
        keeping = [each for each in of_lines if getattr(each, "type", None) in KEEPS_OUT]
        kept_out = self.also_known_as(ids_in(keeping, "company"))
        read = {each.pk for each in found}
        more = self.about("measure", company=kept_out) if kept_out else ()
        return [*found, *(each for each in more if each.pk not in read)]

    def ways_of_markets(self, competitors: Iterable[Statement]) -> Conditions:
        """Return how shares of markets are found: in the cases' domains, and where their parties compete."""
        domains = self.wanted.domains | {domain for each in competitors if (domain := getattr(each, "domain", None))}
        return dict.fromkeys(ABOUT_MARKETS, (column_equals("domain", domains),))

    def ways_of_disputes(self, companies: Collection[UUID]) -> Conditions:
        """Return how claims are found: those of these companies, and those of others in the domains of the cases."""
        by_domain = column_equals("domain", self.wanted.domains)
        return {"dispute": (column_holds("claimant_id", companies), by_domain)}

    def ways_by_party(self, companies: Collection[UUID], people: Collection[UUID]) -> Conditions:
        """Return how the ties of companies and people and the statements about companies are found."""
        ties = {
            kind: tuple(column_holds(f"{name}_id", people if name == PERSON else companies) for name in fields)
            for kind, fields in COMPANY_TIES.items()
        }
        return {
            **ties,
            **{kind: ways_about_companies(kind, fields, companies) for kind, fields in ABOUT_COMPANIES.items()},
        }

    def ways_of_sponsors(self) -> Conditions:
        """Return how the acts of the sponsors are found, and whether they are known in full."""
        sponsors = self.also_known_as(sponsor for sponsor, _ in self.wanted.asked)
        return dict.fromkeys(("history_known", "call", "award"), ways_of(("body",), sponsors))

    def ways_of_bodies(self) -> Conditions:
        """Return how statements about the bodies of the cases are found."""
        lines, named = self.also_known_as(self.wanted.lines), self.also_known_as(self.wanted.named)
        return {
            **{kind: ways_of(fields, lines) for kind, fields in ABOUT_LINES.items()},
            **{kind: ways_of(fields, named) for kind, fields in ABOUT_NAMED_BODIES.items()},
        }

    def history(self) -> Iterator[Statement]:
        """Yield the earlier calls of the sponsors with all their bids, and their earlier awards with their calls."""
        sponsors = self.also_known_as(sponsor for sponsor, _ in self.wanted.asked)
        yield from self.found("history_known", ways_of(("body",), sponsors))
        calls = self.calls_of(sponsors) if "call" in self.kinds else {}
        awards = self.awards_of(sponsors, calls) if calls or "award" in self.kinds else {}
        calls_in_time = {sponsor: latest_first(of_sponsor.values()) for sponsor, of_sponsor in calls.items()}
        earlier, read = dict[int, UUID](), dict[int, UUID | None]()
        for sponsor, asked in self.wanted.asked:
            of_sponsor = self.identity.true_id(sponsor)
            earlier |= dict(calls_asked(calls_in_time.get(of_sponsor, ()), asked))
            read |= dict(awards_asked(awards.get(of_sponsor, ()), asked))
        rows = {lineage: act.found[0] for of_sponsor in calls.values() for lineage, act in of_sponsor.items()}
        of_awards = {rows[call] for call in read.values() if call in rows}
        for kind, way, is_asked in (
            ("award", row_is(read), read),
            ("call", row_is({*earlier, *of_awards}), earlier or of_awards),
            ("bid", column_holds("call", earlier.values()), earlier),
        ):
            if is_asked or kind in self.kinds:
                yield from self.select(kind, way)

    def awarded_partnerships(self) -> tuple[list[GatheredRow], set[UUID]]:
        """Return awards that follow from partnerships of the submitting bodies, and the companies that they went to."""
        sponsors = frozenset(self.also_known_as(sponsor for sponsor, _ in self.wanted.asked))
        asked = AwardQuery(self.wanted.bodies, sponsors, self.wanted.domains)
        return awarded_rows(asked, self.known_at, self.identity)

    def calls_of(self, sponsors: Collection[UUID]) -> dict[UUID, dict[UUID, SponsorAct[tuple[int, UUID]]]]:
        """Return every call of the sponsors, row and lineage, by sponsor and lineage: one query over few columns."""
        known = table_of("call").objects.known_at(self.known_at)
        found: dict[UUID, dict[UUID, SponsorAct[tuple[int, UUID]]]] = {sponsor: {} for sponsor in sponsors}
        asked = known.filter(SHARED.q(), among("body_id", sponsors)).values_list(*CALL_COLUMNS)
        rows = self.answers.once(("calls", frozenset(sponsors)), lambda: list(asked))
        for row, lineage, body, domain, procured, closed_on in rows:
            act = SponsorAct(
                (row, lineage), str(lineage), domain, procured, closed_on.isoformat() if closed_on else None
            )
            found.setdefault(self.identity.true_id(body), {})[lineage] = act
        return found

    def awards_of(
        self, sponsors: Collection[UUID], calls: Mapping[UUID, Mapping[UUID, SponsorAct[tuple[int, UUID]]]]
    ) -> dict[UUID, list[SponsorAct[tuple[int, UUID | None]]]]:
        """Return the awards of the sponsors of the last years, by sponsor, in order of time: one query, few columns."""
        days = [written_day(asked.proposed_on) for _, asked in self.wanted.asked]
        since = min((day.replace(year=day.year - AWARD_YEARS, day=1) for day in days), default=date.max)
        by_lineage = {lineage: (body, call) for body, of_body in calls.items() for lineage, call in of_body.items()}
        of_sponsors = among("body_id", sponsors) | (Q(body__isnull=True) & among("call", by_lineage))
        known = table_of("award").objects.known_at(self.known_at).filter(of_sponsors, SHARED.q())
        asked_rows = known.filter(Q(on__isnull=True) | Q(on__gte=since)).values_list(*AWARD_COLUMNS)
        question = ("awards", frozenset(sponsors), frozenset(by_lineage), since)
        rows = self.answers.once(question, lambda: list(asked_rows))
        found: dict[UUID, list[SponsorAct[tuple[int, UUID | None]]]] = {}
        for row, lineage, of_call, body, company, domain, procured, on in rows:
            caller, call = by_lineage.get(of_call, (body, None))
            sponsor = self.identity.true_id(body or caller)
            call = call if sponsor == caller else None  # the call of another body says nothing of an award
            act = SponsorAct(
                (row, of_call),
                str(lineage),
                domain or (call.domain if call else None),
                procured or (call.procured if call else None),
                on.isoformat() if on else call.on if call else None,
                self.identity.key(company),
            )
            found.setdefault(sponsor, []).append(act)
        return {sponsor: latest_first(acts) for sponsor, acts in found.items()}


def row_of(statement: Statement, key_of: Callable[[UUID], str]) -> GatheredRow:
    """Make the row of one statement as cases read it."""
    kind = statement.kind
    values = statement.values(key_of, case=statement.partnership_id)
    case_only = {each.name: values.pop(each.name) for each in kind.fields if each.case_only and each.name in values}
    by = source_column(statement, "body")
    body = key_of(UUID(by)) if by else ""
    stated = GatheredStatement(
        ref=f"{kind.name}/{statement.lineage}",
        lineage=str(statement.lineage),
        kind=kind.name,
        values=values,
        from_on=statement.from_on.isoformat() if statement.from_on else None,
        until_on=statement.until_on.isoformat() if statement.until_on else None,
        source=statement_source(statement, body),
        confidence="claim" if statement.confidence == "claim" else "fact",
        body=body,
    )
    return GatheredRow(stated, scope_of(statement), str(statement.partnership_id or ""), case_only)


def ways_of(fields: Iterable[str], parties: Collection[UUID]) -> tuple[SqlCondition, ...]:
    """Return how rows are found with one of the parties in one of the fields."""
    return tuple(column_holds(f"{name}_id", parties) for name in fields)


def ways_about_companies(kind: str, fields: Iterable[str], companies: Collection[UUID]) -> tuple[SqlCondition, ...]:
    """Return how statements about companies are found; investments also by country."""
    by_country = column_equals("country", ["JP"]) & column_differs("investor_country", [""])
    return (*ways_of(fields, companies), *((by_country,) if kind == "investment" else ()))


def award_in(row: GatheredRow) -> tuple[str, Value, Value]:
    """Return the values that identify a stated award as that of its partnership: recipient and day."""
    return row.partnership, row.stated.values.get("company"), row.stated.values.get("on")


def statement_source(statement: Statement, body: str) -> StatementSource:
    """Return the source of a statement, else the submission or import of the body that stated it."""
    if statement.source_id is None and statement.imported_id:
        return import_source(source_column(statement, "file"), body)
    if statement.source_id is None:
        return submission_source(source_column(statement, "reference"), body)
    return StatementSource(
        **{name: source_column(statement, name) for name in ("title", "publisher", "url", "retrieved_on")}
    )


def ids_in(statements: Iterable[Statement], *names: str) -> set[UUID]:
    """Return the parties in some fields of statements; a kind may lack a field."""
    return {party for each in statements for name in names if (party := getattr(each, f"{name}_id", None))}
