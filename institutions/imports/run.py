"""The run of one claimed import from its place in the file to the end. No transaction spans more than a portion."""

import logging
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from institutions.audit.record import SYSTEM, record_writes
from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.kept_errors import kept_errors
from institutions.imports.all_formats import FORMATS
from institutions.imports.claim import ImportClaim, give_back
from institutions.imports.completeness import completeness_of
from institutions.imports.failures import error_columns, failure_of, with_file_name
from institutions.imports.file_work import FileWork
from institutions.imports.files import forget_file, kept_file
from institutions.imports.records_read import SHOWN, records_as_read
from institutions.imports.small_shares import FileShares
from institutions.imports.storing import StoredOutcome
from institutions.imports.whole_files import work_on_whole
from institutions.jobs.claiming import ClaimLostError
from institutions.jobs.dispatch import leave_notifying_to_sweep
from institutions.jobs.outages import outage_of
from institutions.models import Import, ImportOutcome, ImportState, RecordOutcome
from institutions.values.portions import split_portions
from institutions.values.quoting import storable_text
from institutions.values.signs_of_life import hearing_signs

logger = logging.getLogger(__name__)

RENEWED_EVERY: Final = 2_000  # records between renewals of the lease while a file is only read
RENEWALS_OF_LEASE: Final = 6  # at most, where reading takes long and gives signs of life
Step = Callable[[int, int], None]


class ImportFailed(Exception):  # noqa: N818 - says what happened
    """An attempt ended before the end of the file; the row and the cause of this error say why."""


def ignore_progress(_done: int, _total: int) -> None:
    """Do nothing with the progress."""


def run_import(claim: ImportClaim, *, step: Step = ignore_progress) -> None:
    """Read the file and store it, portion by portion; `step` is called with the records done and their total.

    An unreadable file ends the import; an unexpected error is stored on the row, logged and raised as ImportFailed.
    Trouble with the database itself is raised alone: after an outage the task gives the row back, else its lease runs
    out.
    """
    job = claim.job
    path = Path(job.file_name)
    try:
        with kept_file(job) as path, leave_notifying_to_sweep():
            if whole := work_on_whole(job.format):
                whole(claim, path)
            else:
                with hearing_signs(claim.update, settings.IMPORT_LEASE_SECONDS / RENEWALS_OF_LEASE):
                    go_on(claim, FORMATS[job.format].work(job), path, step)
    except ClaimLostError:
        logger.warning("Import %s was cancelled or taken over during attempt %d.", job.pk, claim.attempt)
    except FileUnreadableError as trouble:
        end_import(claim, ImportState.FAILED, with_file_name(trouble.said, path, job.file_name))
    except DatabaseError:
        logger.exception("The database failed during attempt %d of import %s.", claim.attempt, job.pk)
        raise
    except Exception as trouble:
        if outage_of(trouble):
            raise  # the task gives it back
        logger.exception("Attempt %d at import %s ended in an error.", claim.attempt, job.pk)
        reason = failure_of(trouble)
        end_import(claim, ImportState.FAILED, reason)
        raise ImportFailed(code_words(reason, "en")) from trouble
    except (KeyboardInterrupt, SystemExit):
        give_back(claim.rows())
        raise


def go_on(claim: ImportClaim, work: FileWork, path: Path, step: Step) -> None:
    """Count the records first, so that an unreadable file is refused as a whole; then store the rest.

    Records that a complete file no longer has end after that.
    """
    with completeness_of(claim.job) as complete:
        total, shares = 0, FileShares()
        for record in renew_lease_on_way(claim, work.records(path) if complete else work.counted(path)):
            total += 1
            shares.note(record)
            if complete:
                complete.note(record)
        total += complete.count(claim.update) + claim.job.ended if complete else 0
        claim.update(total=total, notes=kept_errors(shares.notes(whole=True)))
        place = claim.job.place
        records = iter(work.records(path))
        for _ in renew_lease_on_way(claim, islice(records, place)):
            pass  # done by an earlier attempt
        for portion in work.portions(records):
            place += store_portion(claim, partial(work.chunk, portion), place, portion)
            step(place, total)
        if complete:
            for missing in split_portions(complete.missing(), work.size):
                place += store_portion(claim, partial(complete.end, missing), place)
                step(place, total)
    end_import(claim, ImportState.DONE)


def renew_lease_on_way(claim: ImportClaim, records: Any) -> Iterator[Any]:  # Any: whatever the work reads
    """Yield records that are only read, renewing the lease on the way."""
    for number, each in enumerate(records):
        if number and number % RENEWED_EVERY == 0:
            claim.update()
        yield each


def store_portion(
    claim: ImportClaim, do: Callable[[], list[StoredOutcome]], place: int, records: Sequence[object] = ()
) -> int:
    """Store one portion, its outcomes and the new place together; in a dry run all but the register's own rows.

    In a dry run the reading of the first records is stored too. Return the number of records.
    """
    with transaction.atomic():
        with transaction.atomic():
            outcomes = do()
            if claim.job.dry_run:
                transaction.set_rollback(True)
        record_writes(
            actor=SYSTEM,
            verb="import_stored",
            what=f"import:{claim.job.pk}",
            after={"place": place, "records": len(outcomes)},
            chain=f"import:{claim.job.pk}",
        )
        is_shown = claim.job.dry_run and records and place < SHOWN
        read = records_as_read(claim.job, records, [each.outcome for each in outcomes]) if is_shown else ()
        keep_outcomes(claim.job, outcomes, place, read)
        counts = {str(word): sum(each.outcome == word for each in outcomes) for word in RecordOutcome}
        got_on = {"place": place + len(outcomes), "expired_leases": 0}
        claim.update(**got_on, **{name: F(name) + count for name, count in counts.items() if count})
    return len(outcomes)


def keep_outcomes(
    job: Import, outcomes: list[StoredOutcome], place: int, read: Sequence[list[dict[str, Any]]] = ()
) -> None:
    """Store the outcome of each record, and the reading of the first of them."""
    ImportOutcome.objects.bulk_create(
        ImportOutcome(
            job=job,
            number=number,
            line=each.line,
            record=storable_text(each.record)[:200],
            outcome=each.outcome,
            errors=kept_errors(each.errors),
            notes=[*kept_errors(each.notes), *each.told],
            read=read[number - place - 1] if number - place <= len(read) else [],
        )
        for number, each in enumerate(outcomes, start=place + 1)
    )


@transaction.atomic
def end_import(claim: ImportClaim, state: ImportState, error: Coded | None = None) -> None:
    """End the import with a state and remove its file, unless the claim was lost."""
    ended = claim.rows().update(state=state, finished_at=timezone.now(), lease_until=None, **error_columns(error))
    if ended:
        forget_file(claim.job)
