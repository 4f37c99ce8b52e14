"""Verification of the chains of events, their seals, the rows that they name and those computed from these.

It finds what was changed, removed, added or reordered.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from institutions.audit.coverage import COVERED
from institutions.audit.derived_rows import derived_row_troubles
from institutions.audit.disposed_rows import disposal_troubles
from institutions.audit.event_window import CLOCKS, events_since, sealed_lengths
from institutions.audit.exported_seals import exported_files, missing_folder_troubles, seal_file_troubles
from institutions.audit.hidden_rows import hidden_row_troubles
from institutions.audit.missing_events import absent_chains, absent_numbers
from institutions.audit.older_hashes import OlderHashes
from institutions.audit.one_state import reading_one_state
from institutions.audit.recorded_rows import RecordedRows, UnreadableRowsError
from institutions.audit.row_hashes import salt_troubles
from institutions.audit.row_troubles import RowComparison
from institutions.audit.schema_troubles import schema_remarks, schema_troubles
from institutions.audit.seal_troubles import seal_remarks, seal_troubles
from institutions.audit.second_factors import second_factor_troubles
from institutions.audit.stored_forms import (
    BESIDE_TRAIL,
    OF_SEALS,
    OF_TRAIL,
    models_of_rows,
    read_to_odd_value,
    stored_form_troubles,
)
from institutions.audit.trigger_troubles import trigger_troubles
from institutions.models import AuditChain, AuditEvent, AuditSeal, Erasure
from institutions.models.audit import SEALS
from institutions.values.hashing import hash_json

ERASED = "person_erased"
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
    files, unread = list[Path](), list[str]()
    try:
        files, unread = exported_files(), [*missing_folder_troubles()]
    except OSError as trouble:
        unread = [f"SEALS_DIR: {settings.SEALS_DIR} cannot be read ({trouble.strerror}): no exported seal was compared"]
    with reading_one_state():
        return verify_state(files, unread, rows=rows, since=since, progress=progress)


def verify_state(
    files: Sequence[Path], unread: Iterable[str], *, rows: bool, since: datetime | None, progress: Progress
) -> VerifiedTrail:
    """Verify one state of the database, and the exported files of seals; see `verify_audit`.

    `unread`: the troubles that kept exported files from being read.
    """
    older = OlderHashes()
    # A daily run looks at the forms of all values where one ends its reading: the whole one has looked before.
    odd = [*salt_troubles(), *stored_form_troubles(OF_TRAIL if since is None else OF_SEALS)]
    odd_beside = [*stored_form_troubles(BESIDE_TRAIL)]
    odd_rows = [*stored_form_troubles(models_of_rows())] if rows and since is None else []
    rows = rows and not odd  # where an event cannot be read, what it says of rows cannot be either; as without the salt

    troubles = [*odd, *odd_beside, *odd_rows]

    def is_odd() -> bool:
        return bool(troubles) or any(stored_form_troubles((*OF_TRAIL, *BESIDE_TRAIL, *models_of_rows())))

    with closing(RecordedRows()) as recorded:
        found, compared = ChainReader(recorded, since, progress), RowComparison(recorded, whole=since is None)
        parts = [
            found.troubles(),
            seal_troubles(since),
            iter(unread),
            seal_file_troubles(files),
            erasure_troubles(),
            disposal_troubles(),
            absent_chains(),
            absent_numbers(),
            trigger_troubles(),
            hidden_row_troubles(),
            schema_troubles(),
            second_factor_troubles(),
            *([compared.troubles(), *derived_row_troubles(since)] if rows else []),
            *([older.troubles()] if rows and since is None else []),
        ]
        for part in parts:  # the rows come before what follows from them
            troubles += read_to_odd_value(part, is_odd)
    unsealed = [] if odd or odd_beside else unsealed_lengths()
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
        remarks=(*(() if odd else seal_remarks()), *schema_remarks(), *found.remarks),
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
        empty = chains.filter(events=None).exclude(name=SEALS).exclude(length=0, head="")
        for name in empty.values_list("name", flat=True):
            yield f"{name}: all its events are missing"


def rows_ended(after: Any) -> dict[str, str]:  # Any: plain data, as it was stored
    """Return the hashes, by key, of rows that an event says to be done; none where it has another form."""
    listed = after.get("ended") if isinstance(after, dict) else None
    return {key: str(said) for key, said in listed.items()} if isinstance(listed, dict) else {}


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
        if event.rows is not None and not event.rows:  # counts as none, and hides that rows were named before
            return f"{where}: was changed"
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


def named_redactions(after: Any) -> tuple[object, object] | None:  # Any: as it is stored
    """Return erasure and hash of its redactions that an event names; None where it has another form."""
    names = ("erasure", "sha256")
    if not isinstance(after, dict) or not all(isinstance(after.get(name), int | str) for name in names):
        return None
    return after["erasure"], after["sha256"]


def erasure_troubles() -> Iterator[str]:
    """Yield erasures whose redactions are not those that an event names, or were never carried out."""
    events = AuditEvent.objects.filter(verb=ERASED).values_list("after", flat=True)
    named = {named_redactions(after) for after in events.iterator(CHUNK)}
    for erasure in Erasure.objects.order_by("pk").iterator(CHUNK):
        rows = list(erasure.rows.order_by("pk"))
        held = (erasure.pk, hash_json([row.content for row in rows]))
        if held not in named:
            yield f"erasure {erasure.pk}: no event names these redactions"
        elif not all(row.applied for row in rows):
            yield f"erasure {erasure.pk}: a redaction was not carried out"


def unsealed_lengths() -> list[int]:
    """Return the number of events after its last seal, for each chain that has some."""
    sealed = sealed_lengths()
    rows = AuditChain.objects.exclude(name=SEALS).values_list("name", "length").iterator(CHUNK)
    return [length - sealed.get(name, 0) for name, length in rows if length > sealed.get(name, 0)]
