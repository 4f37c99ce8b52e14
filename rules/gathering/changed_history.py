"""Changed calls and awards: which acts of a body they are, with what an award's call says where it does not itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal
from uuid import UUID

from institutions.changes import Change
from institutions.models import table_of
from rules.gathering.closure import among

FIELDS: Final = ("body", "domain", "object", "on")
COLUMNS: Final = {
    "call": ("lineage", "body_id", "domain", "object", "closed_on"),
    "award": ("call", "body_id", "domain", "object", "on"),
}
Said = Mapping[str, object]  # of an act, by the names in FIELDS
Sort = Literal["call", "award", "history_known"]


@dataclass(frozen=True, slots=True)
class ChangedAct:
    """A call, an award, or that a history is known: a body's, and on a day if it has one.

    `domain` and `object` are those by which cases read it, else empty: calls by their object, awards by their domain
    and, where nothing is said of it, by their object.
    """

    sort: Sort
    body: UUID
    domain: str
    object: str
    on: str


def changed_acts(change: Change) -> set[ChangedAct]:
    """The acts that a change adds, alters or removes. Two queries where it is about calls or awards, else none.

    An award is what its call says where it does not say it itself, so that a changed call changes its awards.
    """
    calls: dict[UUID, list[Said]] = defaultdict(list)
    awards: list[tuple[UUID | None, Said]] = []
    found: set[ChangedAct] = set()
    for each in change.statements:
        if each.kind == "call":
            of_call = {name: each.values["closed_on" if name == "on" else name] for name in FIELDS}
            calls[each.lineage].append(of_call)
            found |= set(act("call", of_call))
        elif each.kind == "award":
            call = each.values["call"]
            awards.append((call if isinstance(call, UUID) else None, {name: each.values[name] for name in FIELDS}))
        elif each.kind == "history_known":
            found |= set(act("history_known", {**each.values, "on": None}))
    if not calls and not awards:
        return found
    awards += held("award", "call", calls)
    for lineage, said in held("call", "lineage", {call for call, _ in awards if call} - calls.keys()):
        calls[lineage].append(said)
    for call, said in awards:
        for also in calls.get(call, [{}]) if call else [{}]:
            found |= set(act("award", {name: said.get(name) or also.get(name) for name in FIELDS}))
            if also and said["body"] not in (None, also["body"]):  # a case reads the calls of its own sponsor alone
                found |= set(act("award", said))
    return found


def held(kind: str, column: str, lineages: Iterable[UUID]) -> Iterator[tuple[UUID, Said]]:
    """What the register holds of calls of these lineages, or of awards under them."""
    rows = table_of(kind).objects.current().filter(**{f"{column}__in": among(lineages)})
    for lineage, *said in rows.values_list(*COLUMNS[kind]):
        yield lineage, dict(zip(FIELDS, said, strict=True))


def act(sort: Sort, said: Said) -> Iterator[ChangedAct]:
    """The act that is said; none where no case can read it for want of a body, an object or a day."""
    body, domain, procured, on = (said.get(name) for name in FIELDS)
    read_by = {"call": ("", procured), "award": (domain, "" if domain else procured), "history_known": (domain, "")}
    readable = {"call": procured and on, "award": domain or procured, "history_known": True}
    if isinstance(body, UUID) and readable[sort]:
        in_domain, for_object = read_by[sort]
        day = on.isoformat() if isinstance(on, date) else ""
        yield ChangedAct(sort, body, str(in_domain or ""), str(for_object or ""), day)
