"""What one case reads of the register: its parties, whom they lead to, and the statements that are about those.

The same steps that `rules.gathering.register` takes over all cases of a batch in the database, for one case and with
its reach. What is read there for another case of the batch is left out here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rules.gathering.anchors import ABOUT_COMPANIES, ABOUT_PEOPLE, COMPANY_TIES, EARLIER_CALLS, MOST_FOLLOWED
from rules.gathering.questions import CallSeries
from rules.gathering.asking import AskedRows
from rules.gathering.conditions import AGAINST, BY_COUNTRY, HALF, Only
from rules.gathering.mapping.reading import text
from rules.gathering.rows import Row, Rows
from rules.gathering.stated import Stated

HOME: Final = "JP"


@dataclass(frozen=True, slots=True)
class Roots:
    """Where a case starts: its partnership, submitting body, domain, the parties that its document names, and its call.

    `partnership` is empty, and matches nothing, for one that is not in the register. `replaced` is a partnership of
    which nothing is read: the earlier revision of a document that is only prechecked. `sponsor`, `procured` and
    `before` name the earlier calls that are read: the sponsor's for the same object, closed before that day.
    """

    partnership: str
    body: str
    domain: str
    parties: frozenset[str]
    sponsor: str
    procured: str
    before: str
    replaced: str = ""


@dataclass(frozen=True, slots=True)
class InScope:
    """What a case reads: its statements, sorted by reference; whether its owners were cut; what it asked for."""

    statements: tuple[Stated, ...]
    cut: bool
    asked: Mapping[str, Iterable[str]]  # values by place
    calls: CallSeries


@dataclass(slots=True)
class Scope:
    """The statements of one case, found step by step."""

    rows: AskedRows
    roots: Roots
    found: dict[str, Stated] = field(default_factory=dict)
    cut: bool = False

    def take(self, rows: Iterable[Row]) -> list[Stated]:
        """Take up what the case may read of these rows."""
        taken = self.readable(rows)
        self.found |= {stated.ref: stated for stated in taken}
        return taken

    def readable(self, rows: Iterable[Row]) -> list[Stated]:
        """What the case may read of these rows."""
        kept = (row for row in rows if not row.partnership or row.partnership != self.roots.replaced)
        return [stated for row in kept if (stated := row.for_case(self.roots.partnership, self.roots.body))]

    def closure(self, start: Iterable[str], steps: Callable[[str], Iterable[str]]) -> set[str]:
        """The start and everything that the steps lead to, step by step; cut before the step that goes too far."""
        reached = set(start)
        most = len(reached) + MOST_FOLLOWED
        waiting = sorted(reached)
        while waiting:
            fresh = {each for party in waiting for each in steps(party)} - reached
            if len(reached) + len(fresh) > most:
                self.cut = True
                break
            reached |= fresh
            waiting = sorted(fresh)
        return reached

    def visible(self, kind: str, name: str, party: str, only: Only | None = None) -> list[Stated]:
        """The statements of a kind that the case may read and whose field holds the party."""
        return self.readable(self.rows.with_value(kind, (name,), (party,), only))

    def above(self, company: str) -> set[str]:
        """Who holds a part of a company, controls it or is the parent of its group."""
        return {
            party
            for kind, name in (("shareholding", "holder"), ("control", "controller"), ("group", "parent"))
            for stated in self.visible(kind, "company", company)
            if (party := text(stated.values, name))
        }

    def below(self, party: str) -> set[str]:
        """What a party holds half of or more, controls, or has in its group."""
        held = self.visible("shareholding", "holder", party, HALF)
        held += [*self.visible("control", "controller", party), *self.visible("group", "parent", party)]
        return {company for stated in held if (company := text(stated.values, "company"))}

    def superiors(self, person: str) -> set[str]:
        """Whom a person reports to."""
        appointments = self.visible("appointment", "person", person)
        return {superior for stated in appointments if (superior := text(stated.values, "reports_to"))}


def statements_of(known: Rows, roots: Roots) -> InScope:
    """Every statement that the case reads of what is known."""
    rows = AskedRows(known)
    scope = Scope(rows, roots)
    parties = roots.parties
    scope.take(rows.by_partnership.get(roots.partnership, ()))
    competitors = scope.take(rows.with_value("competitor", ("company", "of"), parties))
    rivals = values_in(competitors, "company", "of")
    measures = scope.take(rows.with_value("measure", ("company",), {*parties, *rivals}))
    measures += scope.take(rows.with_value("measure", ("domain",), (roots.domain,), AGAINST))
    affected = values_in(measures, "company")
    companies = scope.closure({*parties, *rivals, *affected}, scope.above)
    companies |= scope.closure(parties, scope.below)
    people = set(parties)
    for kind, fields in COMPANY_TIES.items():
        anchors = {"company": companies, "person": people}
        ties = [each for name in fields for each in scope.take(rows.with_value(kind, (name,), anchors[name]))]
        people |= values_in(ties, "person", "holder")
    people = scope.closure(people, scope.superiors)
    for kind, fields in ABOUT_PEOPLE.items():
        scope.take(rows.with_value(kind, fields, people))
    for kind, fields in ABOUT_COMPANIES.items():
        scope.take(rows.with_value(kind, fields, companies))
    scope.take(rows.with_value("investment", ("country",), (HOME,), BY_COUNTRY))
    # Not asked for by value: the many calls of a body concern a case by their object and dates alone.
    calls = latest_calls(scope.readable(known.with_value("call", ("body",), (roots.sponsor,))), roots)
    scope.found |= {call.ref: call for call in calls}
    scope.take(rows.with_value("bid", ("call",), {call.lineage for call in calls}))
    statements = tuple(stated for _, stated in sorted(scope.found.items()))
    return InScope(statements, scope.cut, rows.asked, series_of(calls, roots))


def values_in(statements: Iterable[Stated], *names: str) -> set[str]:
    """The parties that some fields of statements hold."""
    return {value for stated in statements for name in names if (value := text(stated.values, name))}


def latest_calls(calls: Iterable[Stated], roots: Roots) -> list[Stated]:
    """The last calls for the same object that closed before this selection, the latest first."""
    closed = [
        (closed_on, call.lineage, call)
        for call in calls
        if call.values.get("object") == roots.procured
        and (closed_on := text(call.values, "closed_on"))
        and closed_on < roots.before
    ]
    return [call for _, _, call in sorted(closed, key=lambda each: each[:2], reverse=True)[:EARLIER_CALLS]]


def series_of(calls: Sequence[Stated], roots: Roots) -> CallSeries:
    """By what a call that is stated later would be one of these, which stand in order, the latest first."""
    full = len(calls) == EARLIER_CALLS
    return CallSeries(
        body=roots.sponsor,
        object=roots.procured,
        before=roots.before,
        since=text(calls[-1].values, "closed_on") if full else None,
    )
