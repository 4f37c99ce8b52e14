"""Changed calls and awards as acts of a body, completed from an award's call."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from institutions.access.partnerships import column_of_restriction
from institutions.access.statements import OF_ONE_CASE, scope_of_own_award, serves_others
from institutions.events.changes import RegisterChange
from institutions.models import DocumentParty, Submission, table_of
from institutions.models.partnership import AWARDED
from institutions.models.sql_lists import among

FIELDS: Final = ("body", "domain", "object", "on", "company")
COLUMNS: Final = {
    "call": ("lineage", "body_id", "domain", "object", "closed_on"),
    "award": ("call", "body_id", "domain", "object", "on", "company_id"),
}
RESTRICTION: Final = column_of_restriction("partnership")
Said = Mapping[str, object]  # of an act, by the names in FIELDS
Sort = Literal["call", "award", "history_known"]


@dataclass(frozen=True, slots=True)
class ChangedAct:
    """A call, an award, or that a history is known: a body's, and on a day if it has one.

    `domain` and `object` are those by which cases read it, else empty: calls by their object, awards by their domain,
    or by their object and company where it states no domain. `own`: only the submitter's cases read it.
    """

    sort: Sort
    body: UUID
    domain: str
    object: str
    on: str
    company: UUID | None = None
    own: bool = False


def changed_acts(change: RegisterChange) -> set[ChangedAct]:
    """Collect the acts that a change adds, alters or removes. Two queries where it is about calls or awards, else none;
    two more where companies became one.

    An award takes from its call whatever it does not state itself, so a changed call changes its awards. A case reads
    the winners of its sponsor's awards by their keys alone: those of companies that became one are then another.
    """
    calls: dict[UUID, list[Said]] = defaultdict(list)
    awards: list[tuple[UUID | None, Said]] = []
    found: set[ChangedAct] = {*awarded_partnerships(change), *partnerships_awarded_to(change.identities)}
    for each in change.statements:
        if each.kind == "call":
            of_call = {name: each.values.get("closed_on" if name == "on" else name) for name in FIELDS}
            calls[each.lineage].append(of_call)
            found |= set(act_of_row("call", of_call))
        elif each.kind == "award":
            call = each.values["call"]
            awards.append((call if isinstance(call, UUID) else None, {name: each.values[name] for name in FIELDS}))
        elif each.kind == "history_known":
            found |= set(act_of_row("history_known", {**each.values, "on": None}))
    awards += awards_won_by(change.identities)
    if not calls and not awards:
        return found
    awards += held_rows_of("award", "call", calls)
    for lineage, said in held_rows_of("call", "lineage", {call for call, _ in awards if call} - calls.keys()):
        calls[lineage].append(said)
    for call, said in awards:
        for also in calls.get(call, [{}]) if call else [{}]:
            found |= set(act_of_row("award", {name: said.get(name) or also.get(name) for name in FIELDS}))
            if also and said["body"] not in (None, also["body"]):  # a case reads the calls of its own sponsor alone
                found |= set(act_of_row("award", said))
    return found


def awarded_partnerships(change: RegisterChange) -> Iterator[ChangedAct]:
    """Yield each awarded partnership: it is an award to its body's other cases
    (`rules.facts.gathering.awarded_cases`).
    """
    for each in change.submissions:
        selection = each.document["selection"]
        if on := selection.get("awarded_on"):
            yield ChangedAct("award", each.sponsor_id, each.domain, "", on, own=True)


def awards_won_by(parties: Collection[UUID]) -> Iterator[tuple[UUID | None, Said]]:
    """Yield the awards to some parties that other cases read, each after its call."""
    if not parties:
        return
    rows = table_of("award").objects.current().filter(among("company_id", parties), ~OF_ONE_CASE.q())
    for call, *said in rows.values_list(*COLUMNS["award"]):
        yield call, dict(zip(FIELDS, said, strict=True))


def partnerships_awarded_to(parties: Collection[UUID]) -> Iterator[ChangedAct]:
    """Yield the awarded partnerships that name one of some parties, for the cases of every body: only those of its own
    body read one, and they are among them. Restricted ones are read by nobody else.
    """
    if not parties:
        return
    naming = DocumentParty.objects.filter(among("party", parties)).values("submission")
    current = Submission.objects.filter(AWARDED, superseded_at__isnull=True, pk__in=naming)
    columns = ("sponsor_id", "domain", "document__selection__awarded_on", RESTRICTION)
    for sponsor, domain, on, restricted in current.values_list(*columns):
        if on and serves_others(scope_of_own_award(restricted=restricted)):
            yield ChangedAct("award", sponsor, domain, "", on)


def held_rows_of(kind: str, column: str, lineages: Iterable[UUID]) -> Iterator[tuple[UUID, Said]]:
    """Read the calls of these lineages, or the awards under them, that the register holds."""
    wanted = list(lineages)
    if not wanted:
        return
    rows = table_of(kind).objects.current().filter(among(column, wanted))
    for lineage, *said in rows.values_list(*COLUMNS[kind]):
        yield lineage, dict(zip(FIELDS, said, strict=False))  # a call has no company


def act_of_row(sort: Sort, said: Said) -> Iterator[ChangedAct]:
    """Yield the act; none where no case reads it: without a body, or a call without an object or a day."""
    body, domain, procured, on, company = (said.get(name) for name in FIELDS)
    if not isinstance(body, UUID) or (sort == "call" and not (procured and on)):
        return
    day = on.isoformat() if isinstance(on, date) else ""
    in_domain = "" if sort == "call" else str(domain or "")
    for_object = "" if in_domain or sort == "history_known" else str(procured or "")
    to = company if isinstance(company, UUID) and not in_domain else None
    yield ChangedAct(sort, body, in_domain, for_object, day, to)
