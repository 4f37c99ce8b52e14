"""The work of a worker on a file: read it twice, answer every process, and store them portion by portion."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Final

from django.db import DatabaseError, transaction
from django.utils import timezone

from institutions.audit.record import SYSTEM, record_event
from institutions.codes.base import Coded
from institutions.drafts.coded_jobs import end_for_reason
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.stored_amounts import StoreFullError
from institutions.imports.failures import with_file_name
from institutions.jobs.attempts import attempt_at
from institutions.jobs.claiming import ClaimLostError
from rules.assessing.failures import failure_of
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import ProcessComparison, ProcessFile, ProcessFileState
from rules.process_files.claim import ProcessFileClaim
from rules.process_files.compared import StoredItems
from rules.process_files.comparing import ask_again_after, day_for, note_whole
from rules.process_files.known_releases import ItemsWithKnown, ReleaseMerge
from rules.process_files.lease import LeaseRenewal
from rules.process_files.options import encoding_of, reader_form, rule_settings, screen_settings
from rules.process_files.storing import ProcessStore
from rules.processes.collusion.rule_screen import RuleScreen
from rules.processes.file_screening import FileScreening, ScreenedItem
from rules.processes.sent_bytes import stored_bytes, write_unpacked
from rules.processes.source import ProcessSource

PORTION: Final = 50  # processes of one transaction: a few seconds
PORTION_SECONDS: Final = 60.0  # of processes with very many bidders alike, one may take minutes
MOST_ERRORS: Final = 200  # lines whose errors are kept


def screen_file(claim: ProcessFileClaim, portion: int = PORTION) -> ProcessFile:
    """Screen a claimed file from its place to the end and return the row; an error is noted in it.

    Errors of the file are for its body to correct and are not raised; any other is.
    """

    def note_failure(trouble: Exception) -> None:
        fail(claim, failure_of(trouble))
        ask_again_after(claim.job)

    path = Path(claim.job.name)
    with attempt_at(claim, note_failure, left_to_lease=(DatabaseError,)):
        try:
            with unpacked(claim.job) as path:
                go_on(claim, path, portion)
        except FileUnreadableError as trouble:
            fail(claim, with_file_name(trouble.said, path, claim.job.name))
        except StoreFullError as trouble:
            fail(claim, trouble.said)
    claim.job.refresh_from_db()
    if claim.job.is_over:
        ask_again_after(claim.job)
    return claim.job


@contextmanager
def unpacked(file: ProcessFile) -> Iterator[Path]:
    """Write the bytes of a file where readers find it, and remove them afterwards."""
    with TemporaryDirectory(prefix="processes-") as folder:
        path = Path(folder) / ("file" + (Path(file.name).suffix.lower() or ".json"))
        write_unpacked(stored_bytes(file.content, file.sha256), path)
        yield path


def go_on(claim: ProcessFileClaim, path: Path, portion: int) -> None:
    """Make both readings: the first settles limits and history, the second answers what is not stored yet."""
    file = claim.job
    compared = ProcessComparison.objects.get(pk=file.comparison_id)
    rules = rule_settings(file.form, file.options, day_for(compared, file))
    settings = screen_settings(file.form, rules)
    source = ProcessSource([path], reader_form(file), encoding_of(file, rules), file.body.code or "")
    source.check()
    merge = ReleaseMerge.of_file(file, source)
    items = ItemsWithKnown(source, merge, file.body_id)
    others = StoredItems(compared.pk, LeaseRenewal(claim).renew).beside
    screening = FileScreening(items, settings, RuleScreen(rules) if rules else None, others)
    total = screening.settle()
    claim.update(total=total)
    store = ProcessStore(file, settings, screening.codes, current_rulebook().version, merge, screening.answered)
    place, counts, errors = file.done, Counter(file.counts), list(file.errors)
    changes = compared.changes
    answered = screening.screened(place)
    while part := next_portion(answered, portion):
        with transaction.atomic():
            claim.update()  # locks the row of the file before all others, as whoever stops it does
            stored = store.store(part)
            place, counts = place + len(part), counts + stored.counts
            changes += stored.changes
            errors = [*errors, *stored.errors][:MOST_ERRORS]
            claim.update(done=place, counts=dict(counts), errors=errors, expired_leases=0)
    end(claim, counts, changes)


def next_portion(answered: Iterator[ScreenedItem], most: int) -> list[ScreenedItem]:
    """Return the next answers: so many, or as many as were there in time to renew the lease long before it ends."""
    part: list[ScreenedItem] = []
    begun = monotonic()
    for each in answered:
        part.append(each)
        if len(part) >= most or monotonic() - begun >= PORTION_SECONDS:
            break
    return part


@transaction.atomic
def end(claim: ProcessFileClaim, counts: Counter[str], changes: int) -> None:
    """End the screening, and remove the bytes of the file. `changes`: those of its comparison, its own with them."""
    columns = {"state": ProcessFileState.DONE, "finished_at": timezone.now(), "content": None, "error_said": None}
    if not claim.rows().update(lease_until=None, **columns):
        raise ClaimLostError
    note_whole(claim.job, changes)
    said = {"sha256": claim.job.sha256, "counts": dict(sorted(counts.items())), "rulebook": current_rulebook().version}
    record_event(actor=SYSTEM, verb="process_file_screened", what=f"process_file:{claim.job.pk}", after=said)


def fail(claim: ProcessFileClaim, said: Coded) -> None:
    """Note why the file could not be screened; its bytes are removed."""
    end_for_reason(claim, ProcessFileState.ERROR, said, content=None)
