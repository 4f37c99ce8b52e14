"""Verification of the chains of events, their seals, the rows that they name and those computed from these.

It finds what was changed, removed, added or reordered.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from institutions.audit.coverage import COVERED
from institutions.audit.derived_rows import derived_row_troubles
from institutions.audit.disposed_rows import disposal_troubles
from institutions.audit.exported_seals import exported_files, seal_file_troubles
from institutions.audit.hidden_rows import hidden_row_troubles
from institutions.audit.missing_events import absent_chains, absent_numbers
from institutions.audit.older_hashes import OlderHashes
from institutions.audit.one_state import reading_one_state
from institutions.audit.recorded_rows import RecordedRows, UnreadableRowsError
from institutions.audit.row_troubles import RowComparison
from institutions.audit.seal_index import index_troubles, make_index, strange_indexes
from institutions.audit.seal_tree import add_lengths, lengths_in_trees, make_tree, readable_heads, tree_leaves
from institutions.audit.second_factors import second_factor_troubles
from institutions.audit.trigger_troubles import trigger_troubles
from institutions.models import AuditChain, AuditEvent, AuditSeal, Erasure
from institutions.models.audit import SEALS
from institutions.values.hashing import hash_json

ERASED = "person_erased"
CLOCKS = timedelta(hours=1)  # by which clocks of servers may differ
CHUNK = 2_000  # events that are read at once
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class VerifiedTrail:
    """The result: how much was read, the hash of the last seal, and the troubles.

    `unsealed_events` in `unsealed_chains` came after the last seal of their chain: a removal at their end, together
    with the head that names it, need not show yet. `older_events` are of before events named rows; `older_hashes`
    values and hashes in them agreed with the rows that they describe, or are among the troubles. `remarks` name events
    whose dates are odd: clocks were set, or somebody dated an act back. Nothing was changed afterwards.
    """

    events: int
    chains: int
    seals: int
    rows: int
    last_seal: str
    unsealed_events: int
    unsealed_chains: int
    older_events: int
    older_hashes: int
    troubles: tuple[str, ...]
    remarks: tuple[str, ...]


def ignore_progress(_events: int) -> None:
    """Do nothing with the progress."""


def verify_audit(
    *, rows: bool = True, since: datetime | None = None, progress: Progress = ignore_progress
) -> VerifiedTrail:
    """Verify every chain, every seal, every covered and every derived row; without `rows` the trail alone.

    `since`: only events from that moment on, each chain from the event before, and the rows that they name. A chain is
    followed to its first trouble: everything after it is in doubt. `progress` is called with the events that were read.
    Everything is read as it was when this began: an act meanwhile has neither events nor rows, and waits for nothing.
    """
    files = exported_files()
    with reading_one_state():
        return verify_state(files, rows=rows, since=since, progress=progress)


def verify_state(files: Sequence[Path], *, rows: bool, since: datetime | None, progress: Progress) -> VerifiedTrail:
    """Verify one state of the database, and the exported files of seals; see `verify_audit`."""
    older = OlderHashes()
    with closing(RecordedRows()) as recorded:
        found, compared = ChainReader(recorded, since, progress), RowComparison(recorded, whole=since is None)
        troubles = [
            *found.troubles(),
            *seal_troubles(since),
            *seal_file_troubles(files),
            *erasure_troubles(),
            *disposal_troubles(),
            *absent_chains(),
            *absent_numbers(),
            *trigger_troubles(),
            *hidden_row_troubles(),
            *second_factor_troubles(),
            *(compared.troubles() if rows else ()),
            *(derived_row_troubles(since) if rows else ()),
            *(older.troubles() if rows and since is None else ()),
        ]
    unsealed = unsealed_lengths()
    last = AuditSeal.objects.order_by("-number").values_list("hash", flat=True).first() or ""
    return VerifiedTrail(
        events=found.events,
        chains=found.chains,
        seals=AuditSeal.objects.count(),
        rows=compared.rows,
        last_seal=last,
        unsealed_events=sum(unsealed),
        unsealed_chains=len(unsealed),
        older_events=older.events,
        older_hashes=older.hashes,
        troubles=tuple(troubles),
        remarks=tuple(found.remarks),
    )


class ChainReader:
    """Every chain, event by event, in constant memory."""

    def __init__(
        self, recorded: RecordedRows, since: datetime | None = None, progress: Progress = ignore_progress
    ) -> None:
        self.recorded = recorded
        self._since = since
        self._progress = progress
        self.events = 0
        self.chains = 0
        self.remarks: list[str] = []

    def troubles(self) -> Iterator[str]:
        """Yield the first problem of each chain that has one."""
        followed: FollowedChain | None = None
        ended_tables = {each.ended_by: table for table, each in COVERED.items() if each.ended_by}
        events = AuditEvent.objects.select_related("chain").order_by("chain", "number")
        if self._since:
            events = events_since(events, self._since)
        for event in events.iterator(CHUNK):
            self.events += 1
            if self.events % CHUNK == 0:
                self._progress(self.events)
            if followed is None or followed.chain.pk != event.chain_id:
                if followed:
                    yield from followed.end()
                self.chains += 1
                followed = FollowedChain(event.chain, before=event.number - 1 if self._since else 0)
            if said := followed.remark(event):
                self.remarks.append(said)
            followed.follow(event)
            if event.rows:
                with suppress(UnreadableRowsError):  # the hash of the event shows it
                    self.recorded.add(event.pk, event.rows)
            if event.verb in ended_tables:
                self.recorded.end(ended_tables[event.verb], rows_ended(event.after))
        if followed:
            yield from followed.end()
        chains = AuditChain.objects.order_by()
        lost = AuditEvent.objects.exclude(chain__in=chains.values("pk")).order_by()
        for pk in lost.values_list("chain_id", flat=True).distinct():
            yield f"chain with id {pk}: is missing, while events of it are there"
        empty = chains.filter(length__gt=0, events=None).exclude(name=SEALS)
        for name in empty.values_list("name", flat=True):
            yield f"{name}: all its events are missing"


def rows_ended(after: Any) -> dict[str, str]:  # Any: plain data, as it was stored
    """Return the hashes, by key, of rows that an event says to be done; none where it has another form."""
    listed = after.get("ended") if isinstance(after, dict) else None
    return {key: str(said) for key, said in listed.items()} if isinstance(listed, dict) else {}


def events_since(events: QuerySet[AuditEvent], since: datetime) -> QuerySet[AuditEvent]:
    """Keep, in each chain, the first event from a moment on and all with higher numbers, whatever clocks said.

    An event that came in after the first of them counts too, though it is dated before.
    """
    newer = AuditEvent.objects.filter(at__gte=since).order_by()
    if (first_in := newer.aggregate(pk=Min("pk"))["pk"]) is not None:
        newer = AuditEvent.objects.filter(pk__gte=first_in).order_by()
    first = newer.filter(chain=OuterRef("chain")).values("chain").annotate(first=Min("number")).values("first")
    return events.filter(chain__in=newer.values("chain"), number__gte=Subquery(first))


class FollowedChain:
    """One chain, as far as it was followed: from its beginning, or after the event with the number `before`."""

    def __init__(self, chain: AuditChain, before: int = 0) -> None:
        self.chain = chain
        first = chain.events.filter(number=before).values_list("pk", "hash").first() if before else None
        self.number = before if first else 0
        self.pk, self.hash = first or (0, "")
        self.trouble = ""
        self.at: datetime | None = None

    def remark(self, event: AuditEvent) -> str:
        """Return what is odd about the moment of the next event; empty if nothing is."""
        where = f"{self.chain.name}, event {event.number}"
        if self.at and event.at < self.at - CLOCKS:
            return f"{where}: is dated {event.at.isoformat()}, before the event that it follows ({self.at.isoformat()})"
        if event.at > timezone.now() + CLOCKS:
            return f"{where}: is dated {event.at.isoformat()}, which is still to come"
        return ""

    def follow(self, event: AuditEvent) -> None:
        """Check the next event by number."""
        if not self.trouble:
            self.trouble = self.trouble_of(event)
        self.number, self.pk, self.hash, self.at = event.number, event.pk, event.hash, event.at

    def trouble_of(self, event: AuditEvent) -> str:
        """Return the trouble of an event, after the one before it; empty if it is right."""
        where = f"{self.chain.name}, event {event.number}"
        if event.number != self.number + 1:
            return f"{self.chain.name}: event {self.number + 1} is missing"
        if event.previous != self.hash:
            return f"{where}: does not match the previous event"
        if event.pk <= self.pk:  # the newest event about something is found by it, and no hash covers it
            return f"{where}: its id is lower than that of the event before it"
        return "" if content_hash(event) == event.hash else f"{where}: was changed"

    def end(self) -> Iterator[str]:
        """Yield the trouble of the chain, its end included."""
        if self.trouble:
            yield self.trouble
        elif (self.number, self.hash) != (self.chain.length, self.chain.head):
            yield f"{self.chain.name}: ends with event {self.number}, not with event {self.chain.length} that it had"


def content_hash(event: AuditEvent) -> str:
    """Return the hash of an event as it is; empty where its rows have no form that could be hashed."""
    try:
        return hash_json(event.content)
    except (AttributeError, TypeError, ValueError):
        return ""


def seal_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield the troubles of the seals, and the sealed events that are missing; `since`: of seals from then on."""
    number, previous = 0, ""
    seals = AuditSeal.objects.order_by("number")
    if since and (before := seals.filter(at__lt=since).last()):
        number, previous = before.number, before.hash
        seals = seals.filter(number__gt=number)
    lengths, sound = lengths_in_trees(before=number + 1), True
    for seal in seals.iterator(100):
        troubles = [*trouble_of_seal(seal, number, previous), *missing_heads(seal)]
        sound = sound and not troubles  # afterwards it is in doubt which events belong into a tree
        if sound and seal.tree is not None:
            heads = readable_heads(seal.heads)
            leaves = tree_leaves(heads, lengths)
            if make_tree(leaves) != seal.tree:
                troubles = [f"seal {seal.number}: its events are not those that it sealed"]
            else:
                troubles = [*index_troubles(seal.number, make_index(seal.heads, lengths, leaves))]
            add_lengths(lengths, heads)
        yield from troubles
        number, previous = seal.number, seal.hash
    if sound:
        yield from strange_indexes()
    head = AuditChain.objects.filter(name=SEALS).first()
    if number and head is None:
        yield "seal: the head of the seals is missing"
    elif head and (head.length, head.head) != (number, previous):
        yield f"seal {head.length} was the last one, and is missing or was changed"


def trouble_of_seal(seal: AuditSeal, number: int, previous: str) -> Iterator[str]:
    """Yield the trouble of a seal after the one with this number and hash, if there is one."""
    if seal.number != number + 1:
        yield f"seal {number + 1} is missing"
    elif seal.previous != previous:
        yield f"seal {seal.number}: does not match the previous seal"
    elif hash_json(seal.content) != seal.hash:
        yield f"seal {seal.number}: was changed"


def missing_heads(seal: AuditSeal) -> Iterator[str]:
    """Yield the heads that a seal names and that are not in their chains."""
    heads = readable_heads(seal.heads)
    names = sorted(heads)
    for start in range(0, len(names), CHUNK):
        part = names[start : start + CHUNK]
        rows = AuditEvent.objects.filter(chain__name__in=part, hash__in=[heads[name][1] for name in part])
        held = {(name, number, each) for name, number, each in rows.values_list("chain__name", "number", "hash")}
        for name in part:
            length, head = heads[name]
            if (name, length, head) not in held:
                yield f"{name}: event {length}, sealed in seal {seal.number}, is missing or was changed"


def named_redactions(after: Any) -> tuple[object, object, object] | None:  # Any: as it is stored
    """Return erasure, number and hash that an event names; None where it has another form."""
    names = ("erasure", "redactions", "sha256")
    if not isinstance(after, dict) or not all(isinstance(after.get(name), int | str) for name in names):
        return None
    return after["erasure"], after["redactions"], after["sha256"]


def erasure_troubles() -> Iterator[str]:
    """Yield erasures whose redactions are not those that an event names, or were never carried out."""
    events = AuditEvent.objects.filter(verb=ERASED).values_list("after", flat=True)
    named = {named_redactions(after) for after in events.iterator(CHUNK)}
    for erasure in Erasure.objects.order_by("pk").iterator(CHUNK):
        rows = list(erasure.rows.order_by("pk"))
        held = (erasure.pk, len(rows), hash_json([row.content for row in rows]))
        if held not in named:
            yield f"erasure {erasure.pk}: no event names these redactions"
        elif not all(row.applied for row in rows):
            yield f"erasure {erasure.pk}: a redaction was not carried out"


def sealed_lengths() -> dict[str, int]:
    """Return the sealed length of each chain."""
    lengths: dict[str, int] = {}
    for heads in AuditSeal.objects.order_by("number").values_list("heads", flat=True).iterator(100):
        lengths.update({name: length for name, (length, _) in readable_heads(heads).items()})
    return lengths


def unsealed_lengths() -> list[int]:
    """Return the number of events after its last seal, for each chain that has some."""
    sealed = sealed_lengths()
    rows = AuditChain.objects.exclude(name=SEALS).values_list("name", "length").iterator(CHUNK)
    return [length - sealed.get(name, 0) for name, length in rows if length > sealed.get(name, 0)]
