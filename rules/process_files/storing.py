"""A portion of screened processes into the database: each ocid once for a body, known ones compared by substance."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.drafts.errors import FieldError
from institutions.drafts.kept_errors import storable_data
from institutions.imports.failures import with_file_name
from institutions.models import GovernmentBody
from institutions.values.quoting import shown_in_message
from rules.models import Outcome, ProcessFile, ProcessLack, ProcessOutcome, Severity, StoredProcess
from rules.models.stored_process import LONGEST_OCID
from rules.process_files.lacks import lack_of
from rules.process_files.options import REPLACE
from rules.process_files.release_days import is_newer, is_older
from rules.process_files.troubles import OcidTooLong, ProcessSaysOtherwise
from rules.processes.answer_lines import answer_json, field_error_json
from rules.processes.contract_facts import facts_of_process
from rules.processes.file_screening import ScreenedItem
from rules.processes.known_substance import hashes
from rules.processes.profile import ScreenSettings
from rules.processes.published_process import PublishedProcess

Json = dict[str, Any]  # Any: plain data
RANK: Final = {level: rank for rank, level in enumerate(Severity.values, start=1)}
KEPT: Final = frozenset({Outcome.FLAGGED, Outcome.NOT_ASSESSABLE, Outcome.ERROR})
COLUMNS: Final = (
    "file", "line", "facts", "release", "origin", "answer", "worst", "unassessed", "rulebook", "screened_at"
)  # fmt: skip


@dataclass(slots=True)
class StoredPortion:
    """The fate of the lines of a portion: their number by outcome, and the errors of those refused."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[Json] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ProcessStore:
    """The processes of one file on their way into the database."""

    file: ProcessFile
    settings: ScreenSettings
    codes: list[str]
    rulebook: str

    def store(self, portion: Sequence[ScreenedItem]) -> StoredPortion:
        """Store a portion and say what became of each line. Call it in a transaction: it locks the row of the body."""
        GovernmentBody.objects.select_for_update(no_key=True).get(pk=self.file.body_id)
        done = StoredPortion()
        names = [each.item.name for each in portion if each.item.process is not None]
        known = {
            each.ocid: each
            for each in StoredProcess.objects.filter(body=self.file.body_id, ocid__in=names)
            .select_related("file")
            .defer("answer", "file__content")
        }
        made: list[StoredProcess] = []
        renewed: list[StoredProcess] = []
        for each in portion:
            process = each.item.process
            if process is None:
                self.refuse(done, each, each.item.errors)
                continue
            before = known.get(process.ocid)
            if said := self.refusal(process, before):
                self.refuse(done, each, [FieldError("/ocid", said)])
                continue
            outcome = outcome_of(process, before, replace=self.replaces)
            done.counts[outcome] += 1
            if outcome == "older":
                continue
            row = before or StoredProcess(body_id=self.file.body_id, ocid=process.ocid)
            self.fill(row, each, process)
            (renewed if before else made).append(row)
        StoredProcess.objects.bulk_create(made)
        StoredProcess.objects.bulk_update(renewed, COLUMNS)
        store_outcomes([*made, *renewed])
        return done

    @property
    def replaces(self) -> bool:
        """True if a known process may be replaced by an undated one that says something else."""
        return bool(self.file.options.get(REPLACE) == "true")

    def refusal(self, process: PublishedProcess, before: StoredProcess | None) -> Coded | None:
        """Return why a process is not stored; None if it is, or changes nothing."""
        if len(process.ocid) > LONGEST_OCID:
            return OcidTooLong(most=PlainNumber(LONGEST_OCID))
        if before is None or self.replaces or before.file_id == self.file.pk:
            return None
        if is_newer(process.release, before.release) or is_older(process.release, before.release):
            return None
        if not (changed := differing(before.release, process.release)):
            return None
        return ProcessSaysOtherwise(
            name=shown_in_message(process.ocid), file=before.file.name, changed=", ".join(changed)
        )

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
        answer = answer_json(screened, self.settings, self.codes)
        del answer["file"], answer["line"]
        outcomes: Mapping[str, str] = answer["outcomes"]
        row.file = self.file
        row.line = screened.item.line
        row.facts = storable_data(facts_of_process(process))
        row.release = storable_data(process.release)
        row.origin = storable_data({"publisher": process.origin.publisher, "uri": process.origin.uri})
        row.answer = storable_data(answer)
        row.worst = max((RANK[each["severity"]] for each in answer["findings"]), default=0)
        row.unassessed = sum(each == Outcome.NOT_ASSESSABLE for each in outcomes.values())
        row.rulebook = self.rulebook
        row.screened_at = timezone.now()


def outcome_of(process: PublishedProcess, before: StoredProcess | None, *, replace: bool) -> str:
    """Return what becomes of a process: added, changed, unchanged, or older than the one that is known."""
    if before is None:
        return "added"
    if not differing(before.release, process.release):
        return "unchanged"
    if is_older(process.release, before.release) and not replace:
        return "older"
    return "changed"


def differing(before: Json, after: Json) -> tuple[str, ...]:
    """Return the parts in which two releases of a process differ, other than id, date and tag."""
    old, new = hashes(before), hashes(storable_data(after))
    return tuple(sorted(place for place in old.keys() | new.keys() if old.get(place) != new.get(place)))


@transaction.atomic
def store_outcomes(rows: Sequence[StoredProcess]) -> None:
    """Store the outcomes of processes as rows that lists and counts read, in place of earlier ones."""
    lacks: dict[str, ProcessLack] = {}
    made: list[ProcessOutcome] = []
    for row in rows:
        worst: dict[str, str] = {}
        for found in row.answer["findings"]:
            worst[found["code"]] = max(
                worst.get(found["code"], ""), found["severity"], key=lambda each: RANK.get(each, 0)
            )
        for code, outcome in row.answer["outcomes"].items():
            if outcome not in KEPT:
                continue
            lack = lack_of(row.answer["reasons"].get(code, ())) if outcome == Outcome.NOT_ASSESSABLE else None
            if lack is not None:
                lacks.setdefault(lack.digest, lack)
            made.append(
                ProcessOutcome(
                    process=row,
                    code=code,
                    outcome=outcome,
                    severity=worst.get(code, ""),
                    lack_id=lack.digest if lack else None,
                )
            )
    ProcessOutcome.objects.filter(process__in=rows).delete()
    ProcessLack.objects.bulk_create(lacks.values(), ignore_conflicts=True)
    ProcessOutcome.objects.bulk_create(made, batch_size=1_000)
