"""A portion of screened processes into the database: each ocid once for a body, merged with what is known of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from institutions.audit.event_rows import changing
from institutions.audit.record import SYSTEM, record_event
from institutions.codes.parameters import PlainNumber
from institutions.drafts.errors import FieldError
from institutions.drafts.kept_errors import storable_data
from institutions.imports.failures import with_file_name
from institutions.models import GovernmentBody
from institutions.models.noted_rows import note_written
from rules.models import Outcome, ProcessFile, StoredProcess
from rules.models.process_comparison import LONGEST_DAY
from rules.models.stored_process import LONGEST_BUYER, LONGEST_OCID
from rules.process_files.comparing import note_change
from rules.process_files.known_releases import ReleaseMerge, stored_processes
from rules.process_files.outcomes import RANK, store_outcomes
from rules.process_files.room import bytes_of_rows, lock_room, take_room
from rules.process_files.troubles import OcidTooLong
from rules.processes.answer_lines import answer_json, field_error_json
from rules.processes.contract_facts import facts_of_process
from rules.processes.file_screening import ScreenedItem
from rules.processes.profile import ScreenSettings
from rules.processes.published_process import PublishedProcess
from rules.processes.source import SourceItem

Json = dict[str, Any]  # Any: plain data
OF_PLACE: Final = frozenset({"file", "line"})  # of an answer: the row has its own
ANSWERED: Final = ("answer", "asked", "buyer", "awarded_on", "worst", "unassessed", "rulebook", "screened_at")
COLUMNS: Final = (
    "file", "line", "first_sent_at", "first_line", "facts", "release", "releases", "origin", *ANSWERED
)  # fmt: skip


@dataclass(slots=True)
class StoredPortion:
    """The fate of the lines of a portion: their number by outcome, and the errors of those refused."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[Json] = field(default_factory=list)
    changes: int = 0  # of the comparison


@dataclass(frozen=True, slots=True)
class ProcessStore:
    """The processes of one file on their way into the database."""

    file: ProcessFile
    settings: ScreenSettings
    codes: list[str]
    rulebook: str
    merge: ReleaseMerge
    answered: Callable[[SourceItem], ScreenedItem]  # an item with its answers

    def store(self, portion: Sequence[ScreenedItem]) -> StoredPortion:
        """Store a portion and say what became of each line. Call it in a transaction: it locks the row of the body.

        StoreFullError if the body has no room for it.
        """
        GovernmentBody.objects.select_for_update(no_key=True).get(pk=self.file.body_id)
        done = StoredPortion()
        known = stored_processes(self.file.body_id, [each.item for each in portion])
        made: list[StoredProcess] = []
        renewed: list[StoredProcess] = []
        left = set[UUID]()
        for given in portion:
            before = known.get(given.item.name or "")
            each = self.as_known_now(given, before)
            process = each.item.process
            if process is None:
                self.refuse(done, each, each.item.errors)
                continue
            if len(process.ocid) > LONGEST_OCID:
                self.refuse(done, each, [FieldError("/ocid", OcidTooLong(most=PlainNumber(LONGEST_OCID)))])
                continue
            outcome = self.merge.outcome(each.item, process, before)
            done.counts[outcome] += 1
            if before and outcome == "older" and process.releases == before.known_releases:
                continue
            if before:
                left.add(before.file.comparison_id)
            row = before or StoredProcess(body_id=self.file.body_id, ocid=process.ocid)
            self.fill(row, each, process)
            (renewed if before else made).append(row)
        room, before_them = lock_room(self.file.body), bytes_of_rows(renewed)
        note_written(StoredProcess.objects.bulk_create(made))
        with changing(StoredProcess, *(each.pk for each in renewed)):
            StoredProcess.objects.bulk_update(renewed, COLUMNS)
        take_room(room, bytes_of_rows([*made, *renewed]) - before_them)
        store_outcomes([*made, *renewed])
        if made or renewed:
            note_change(self.file, frozenset(left))
            done.changes = 1
            said = {"processes": len(made) + len(renewed), "sha256": self.file.sha256}
            record_event(actor=SYSTEM, verb="processes_stored", what=f"process_file:{self.file.pk}", after=said)
        return done

    def as_known_now(self, given: ScreenedItem, before: StoredProcess | None) -> ScreenedItem:
        """Return an answered item as it is with what is stored now: another file may have brought more meanwhile."""
        if given.item.process is None:
            return given
        now = self.merge.merged(given.item, before)
        if now.process is None or now.process.release != given.item.process.release:
            return self.answered(now)
        return replace(given, item=now)

    def refuse(self, done: StoredPortion, screened: ScreenedItem, errors: Iterable[FieldError]) -> None:
        """Note why a line is not stored."""
        done.counts["refused"] += 1
        done.errors.append(
            storable_data(
                {
                    "ocid": screened.item.name,
                    "line": screened.item.line,
                    "errors": [self.error_kept(each, screened) for each in errors],
                }
            )
        )

    def error_kept(self, error: FieldError, screened: ScreenedItem) -> Json:
        """Return an error as it is kept: with the name of the file in place of where it was unpacked."""
        said = with_file_name(error.said, screened.item.path, self.file.name)
        return {**field_error_json(FieldError(error.field, said)), "said": said.stored()}

    def fill(self, row: StoredProcess, screened: ScreenedItem, process: PublishedProcess) -> None:
        """Put a process and its answers into its row."""
        place = (self.file.requested_at, screened.item.line)
        first = min((row.first_sent_at, row.first_line), place) if row.file_id else place
        row.first_sent_at, row.first_line = first
        row.file = self.file
        row.line = screened.item.line
        row.facts = storable_data(facts_of_process(process))
        row.release = storable_data(process.release)
        releases = [storable_data(each) for each in process.releases]
        row.releases = releases if releases and releases != [row.release] else None
        row.origin = storable_data({"publisher": process.origin.publisher, "uri": process.origin.uri})
        fill_answer(row, answer_json(screened, self.settings, self.codes), screened, self.rulebook)


def fill_answer(row: StoredProcess, answer: Json, screened: ScreenedItem, rulebook: str) -> None:
    """Put answers into the row of a process, with what follows from them."""
    outcomes: Mapping[str, str] = answer["outcomes"]
    row.answer = storable_data({name: value for name, value in answer.items() if name not in OF_PLACE})
    row.asked = screened.asked
    row.buyer = storable_data(screened.buyer)[:LONGEST_BUYER]
    row.awarded_on = (row.facts["day"] or "")[:LONGEST_DAY]
    row.worst = max((RANK[each["severity"]] for each in answer["findings"]), default=0)
    row.unassessed = sum(each == Outcome.NOT_ASSESSABLE for each in outcomes.values())
    row.rulebook = rulebook
    row.screened_at = timezone.now()
