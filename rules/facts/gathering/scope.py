"""The scope of one case in the register: its parties, the parties that they lead to, and the statements about those.

The same steps that `register` takes over all cases of a batch in the database, for one case and as it may read them.
Rows read there for another case of the batch are left out here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rules.facts.gathering.anchors import (
    ABOUT_COMPANIES,
    ABOUT_LINES,
    ABOUT_MARKETS,
    ABOUT_NAMED_BODIES,
    ABOUT_PEOPLE,
    COMPANY_TIES,
    EARLIER_CALLS,
    KEEPS_OUT,
    MOST_FOLLOWED,
)
from rules.facts.gathering.asked_rows import AskedRows
from rules.facts.gathering.conditions import (
    AGAINST,
    BY_COUNTRY,
    HALF,
    KEEPS_OUT_ANYWHERE,
    WITHOUT_DOMAIN,
    FieldCondition,
)
from rules.facts.gathering.history import HistoryRequest, awards_read, awards_since, calls_asked, latest_first
from rules.facts.gathering.mapping.reading import text_or_none
from rules.facts.gathering.questions import HistoryAsked
from rules.facts.gathering.rows import CaseReader, GatheredRow, RowIndex, case_reader
from rules.facts.gathering.sponsor_history import history_of_case
from rules.facts.gathering.statements import GatheredStatement

HOME: Final = "JP"
ABOVE: Final = (
    ("shareholding", "holder"),
    ("control", "controller"),
    ("group", "parent"),
    ("succession", "predecessor"),
)


@dataclass(frozen=True, slots=True)
class CaseRoots:
    """The start of a case: its partnership, submitting body, domain, the parties of its document, and its call.

    `parties` are the companies and people that are named. `bodies` are the government bodies: statements about them
    from elsewhere are not read.

    `partnership` is empty, and matches nothing, for one that is not in the register. `replaced` is a partnership of
    which nothing is read: the earlier revision of a document that is only prechecked. `sponsor` and `asked` name the
    earlier calls and awards that are read; the measures of `co_sponsors` are read as the sponsor's are. From
    `opened_on` on, a company may be kept out of the selection.
    """

    partnership: str
    body: str
    domain: str
    parties: frozenset[str]
    bodies: frozenset[str]
    sponsor: str
    asked: HistoryRequest
    opened_on: str
    co_sponsors: tuple[str, ...] = ()
    replaced: str = ""

    @property
    def signatories(self) -> tuple[str, ...]:
        """The bodies that would sign: the sponsor first."""
        return (self.sponsor, *self.co_sponsors)


@dataclass(frozen=True, slots=True)
class ScopedCase:
    """The data of a case: its statements, sorted by reference; whether its owners were cut; and its questions."""

    statements: tuple[GatheredStatement, ...]
    cut: bool
    asked: Mapping[str, Iterable[str]]  # values by place
    history: HistoryAsked


@dataclass(slots=True)
class CaseScope:
    """The statements of one case, found step by step."""

    rows: AskedRows
    roots: CaseRoots
    found: dict[str, GatheredStatement] = field(default_factory=dict)
    cut: bool = False
    case: CaseReader = field(init=False)

    def __post_init__(self) -> None:
        self.case = case_reader(self.roots.partnership, self.roots.body)

    def take(self, rows: Iterable[GatheredRow]) -> list[GatheredStatement]:
        """Add those of these rows that the case may read."""
        taken = self.readable(rows)
        self.found |= {stated.ref: stated for stated in taken}
        return taken

    def readable(self, rows: Iterable[GatheredRow]) -> list[GatheredStatement]:
        """Return those of these rows that the case may read."""
        kept = (row for row in rows if not row.partnership or row.partnership != self.roots.replaced)
        return [stated for row in kept if (stated := row.for_case(self.case))]

    def closure(self, start: Iterable[str], steps: Callable[[str], Iterable[str]]) -> set[str]:
        """Return the start and everything that the steps lead to, step by step; cut before a step too far."""
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

    def visible(self, kind: str, name: str, party: str, only: FieldCondition | None = None) -> list[GatheredStatement]:
        """Return the statements of a kind that the case may read and whose field holds the party."""
        return self.readable(self.rows.with_value(kind, (name,), (party,), only))

    def above(self, company: str) -> set[str]:
        """Return those who hold a part of a company, control it or are the parent of its group; and predecessors."""
        return {
            party
            for kind, name in ABOVE
            for stated in self.visible(kind, "company", company)
            if (party := text_or_none(stated.values, name))
        }

    def below(self, party: str) -> set[str]:
        """Return the companies that a party holds half of or more, controls, or has in its group."""
        held = self.visible("shareholding", "holder", party, HALF)
        held += [*self.visible("control", "controller", party), *self.visible("group", "parent", party)]
        return {company for stated in held if (company := text_or_none(stated.values, "company"))}

    def superiors(self, person: str) -> set[str]:
        """Return those whom a person reports to."""
        appointments = self.visible("appointment", "person", person)
        return {superior for stated in appointments if (superior := text_or_none(stated.values, "reports_to"))}


def scope_case(known: RowIndex, roots: CaseRoots, line: frozenset[str]) -> ScopedCase:
    """Find every statement that the case reads of the known rows. `line`: signatories and bodies above and under."""
    rows = AskedRows(known)
    scope = CaseScope(rows, roots)
    parties = roots.parties
    scope.take(rows.by_partnership.get(roots.partnership, ()))
    competitors = scope.take(rows.with_value("competitor", ("company", "of"), parties))
    rivals = parties_in_fields(competitors, "company", "of")
    for kind in ABOUT_MARKETS:
        scope.take(rows.with_value(kind, ("domain",), {roots.domain, *parties_in_fields(competitors, "domain")}))
    groups = scope.closure({*parties, *rivals}, scope.above) | scope.closure(parties, scope.below)
    measures = scope.take(rows.with_value("measure", ("company",), groups))
    measures += scope.take(rows.with_value("measure", ("domain",), (roots.domain,), AGAINST))
    measures += scope.take(rows.with_value("measure", ("body",), line, KEEPS_OUT_ANYWHERE))
    kept_out = [each for each in measures if keeps_out(each, line, roots.opened_on)]
    scope.take(rows.with_value("measure", ("company",), parties_in_fields(kept_out, "company")))
    disputes = scope.take(rows.with_value("dispute", ("claimant",), {*parties, *rivals}))
    disputes += scope.take(rows.with_value("dispute", ("domain",), (roots.domain,)))
    affected = parties_in_fields(measures, "company") | parties_in_fields(disputes, "claimant")
    companies = groups | scope.closure(affected - groups, scope.above)
    for kind, fields in ABOUT_LINES.items():
        scope.take(rows.with_value(kind, fields, line))
    seats = [
        each
        for kind, fields in ABOUT_NAMED_BODIES.items()
        for each in scope.take(rows.with_value(kind, fields, roots.bodies))
    ]
    people = set(parties) | parties_in_fields(seats, "holder")
    for kind, fields in COMPANY_TIES.items():
        anchors = {name: people if name == "person" else companies for name in fields}
        ties = [each for name in fields for each in scope.take(rows.with_value(kind, (name,), anchors[name]))]
        people |= parties_in_fields(ties, "person", "holder")
    people = scope.closure(people, scope.superiors)
    for kind, fields in ABOUT_PEOPLE.items():
        scope.take(rows.with_value(kind, fields, people))
    for kind, fields in ABOUT_COMPANIES.items():
        scope.take(rows.with_value(kind, fields, companies))
    scope.take(rows.with_value("investment", ("country",), (HOME,), BY_COUNTRY))
    history = take_history(scope)
    statements = tuple(stated for _, stated in sorted(scope.found.items()))
    return ScopedCase(statements, scope.cut, rows.asked, history)


def keeps_out(measure: GatheredStatement, line: frozenset[str], opened_on: str) -> bool:
    """Return whether a measure of one of these bodies may keep a company out of a selection opened on a day."""
    given, on = measure.values, text_or_none(measure.values, "on")
    return given.get("type") in KEEPS_OUT and given.get("body") in line and on is not None and on >= opened_on


def parties_in_fields(statements: Iterable[GatheredStatement], *names: str) -> set[str]:
    """Return the parties in some fields of statements."""
    return {value for stated in statements for name in names if (value := text_or_none(stated.values, name))}


def take_history(scope: CaseScope) -> HistoryAsked:
    """Add the sponsor's earlier calls with their bids and its earlier awards with their calls. Return the question.

    Where there are more awards than are read, a statement that all are stated does not count. The many acts of a body
    concern a case by their domain, object and dates: they are asked for by those, not by value.
    """
    rows, roots = scope.rows.rows, scope.roots
    history, own = history_of_case(rows, roots.sponsor, scope.case, roots.partnership, roots.replaced)
    earlier = calls_asked(history.calls, roots.asked)
    others = history.awards_without(roots.partnership)
    read, cut = awards_read(latest_first([*own, *others]) if own else others, roots.asked)
    of_awards = [call for award in read if (call := history.by_lineage.get(str(award.values.get("call"))))]
    scope.found |= {stated.ref: stated for stated in (*earlier, *read, *of_awards)}
    scope.rows.ask("award", "company", roots.parties, WITHOUT_DOMAIN)
    scope.take(scope.rows.with_value("bid", ("call",), {call.lineage for call in earlier}))
    histories = rows.with_value("history_known", ("body",), (roots.sponsor,))
    known = scope.take(row for row in histories if row.stated.values.get("domain") in (None, roots.asked.domain))
    for stated in known if cut else ():
        del scope.found[stated.ref]
    return history_asked(roots.sponsor, roots.asked, earlier)


def history_asked(sponsor: str, asked: HistoryRequest, earlier: Sequence[GatheredStatement]) -> HistoryAsked:
    """Return the question that a later act of the sponsor answers. The calls come in order, latest first."""
    full = len(earlier) == EARLIER_CALLS
    return HistoryAsked(
        sponsor=sponsor,
        domain=asked.domain,
        object=asked.procured,
        before=asked.before,
        calls_since=text_or_none(earlier[-1].values, "closed_on") if full else None,
        awards_since=awards_since(asked),
    )
