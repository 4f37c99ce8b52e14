"""The reader of the register for a batch of cases: a fixed number of queries, whatever the number of cases.

The steps are those of `scope`, over all cases at once: the data read here covers every case. Each case then keeps only
the statements in its own scope that it may read.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from institutions.access.callers import AssessedCases
from institutions.models import Statement
from institutions.models.conditions import SqlCondition
from institutions.parties.ownership.walking import WalkingArm
from rules.facts.gathering.anchors import (
    ABOUT_COMPANIES,
    ABOUT_LINES,
    ABOUT_MARKETS,
    ABOUT_NAMED_BODIES,
    ABOUT_PEOPLE,
    COMPANY_TIES,
    KEEPS_OUT,
    OWN_ONLY,
)
from rules.facts.gathering.answers import RegisterAnswers
from rules.facts.gathering.awarded_cases import AwardQuery, awarded_rows
from rules.facts.gathering.candidates import Conditions, kinds_found
from rules.facts.gathering.closure import downward_arms, reached_ids, superior_arms, upward_arms
from rules.facts.gathering.history import HistoryRequest, awards_asked, calls_asked, latest_first
from rules.facts.gathering.parties import Identities
from rules.facts.gathering.rows import GatheredRow
from rules.facts.gathering.selecting import (
    column_differs,
    column_empty,
    column_equals,
    column_holds,
    row_is,
    select_statements,
)
from rules.facts.gathering.sponsor_acts import SponsorActs
from rules.facts.gathering.stated_rows import award_in, ids_in, row_of

PERSON: Final = "person"
# The kinds of which a case reads its own statements; competitors are read first and in any case.
READ: Final = (
    *COMPANY_TIES, *ABOUT_PEOPLE, *ABOUT_COMPANIES, *ABOUT_MARKETS, *ABOUT_NAMED_BODIES, *ABOUT_LINES, *OWN_ONLY,
    "measure", "dispute", "history_known",
    "award", "call", "bid",
)  # fmt: skip


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
        bearing = column_empty("company_id") | column_equals("type", KEEPS_OUT)
        in_domain = column_equals("domain", self.wanted.domains) & bearing
        anywhere = column_holds("body_id", lines) & column_equals("type", KEEPS_OUT) & column_empty("domain")
        return (column_holds("company_id", companies), in_domain, anywhere)

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
        acts = SponsorActs(self.known_at, self.identity, self.answers, self.wanted.asked)
        calls = acts.calls_of(sponsors) if "call" in self.kinds else {}
        awards = acts.awards_of(sponsors, calls) if calls or "award" in self.kinds else {}
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


def ways_of(fields: Iterable[str], parties: Collection[UUID]) -> tuple[SqlCondition, ...]:
    """Return how rows are found with one of the parties in one of the fields."""
    return tuple(column_holds(f"{name}_id", parties) for name in fields)


def ways_about_companies(kind: str, fields: Iterable[str], companies: Collection[UUID]) -> tuple[SqlCondition, ...]:
    """Return how statements about companies are found; investments also by country."""
    by_country = column_equals("country", ["JP"]) & column_differs("investor_country", [""])
    return (*ways_of(fields, companies), *((by_country,) if kind == "investment" else ()))
