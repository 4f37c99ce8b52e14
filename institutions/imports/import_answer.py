"""The answer about an import: its progress, and the outcomes of its records."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from institutions.codes.wording import code_in_both_languages
from institutions.drafts.kept_errors import answered_error, answered_errors, kept_code
from institutions.drafts.naming_lines import names_line
from institutions.imports.failures import error_of
from institutions.imports.new_collection import collection_notes
from institutions.imports.numbering import collection_named
from institutions.imports.record_words import record_sentences
from institutions.models import Import, ImportOutcome, ImportState, RecordOutcome

READ: Final = 5  # records of a dry run whose reading is listed
SHOWN: Final = 20  # refused, changed and ended records each that are listed in a terminal


def import_answer(job: Import) -> dict[str, object]:
    """Return the state of an import as JSON."""
    return {
        "import": str(job.pk),
        "format": job.format,
        "file": job.file_name,
        "submitted_by": job.body.code,
        "collection": collection_named(job.options),
        "dry_run": job.dry_run,
        "state": job.state,
        "total": job.total,
        "done": job.place,
        **{str(word): getattr(job, word) for word in RecordOutcome},
        "error": job.error,
        "error_said": code_in_both_languages(said) if (said := error_of(job)) else None,
        "created_at": iso_moment(job.created_at),
        "finished_at": iso_moment(job.finished_at),
    }


def whole_answer(job: Import) -> dict[str, object]:
    """Return the state of one import, with the notes on it as a whole: one query more."""
    return {**import_answer(job), "notes": answered_errors(collection_notes(job))}


def iso_moment(at: object) -> str | None:
    """Return a moment as ISO text; None if there is none."""
    return at.isoformat() if hasattr(at, "isoformat") else None


def outcome_answer(outcome: ImportOutcome) -> dict[str, object]:
    """Return the outcome of one record, as JSON."""
    return {
        "number": outcome.number,
        "line": outcome.line,
        "record": outcome.record,
        "outcome": outcome.outcome,
        "errors": [answered_error(each) for each in outcome.errors],
        "notes": [answered_error(each) for each in outcome.notes],
    }


def dry_run_lines(job: Import) -> Iterator[str]:
    """Yield a line for each of the first records of a dry run, with how it was read."""
    for each in ImportOutcome.objects.filter(job=job).exclude(read=[]).order_by("number")[:READ]:
        for said in record_sentences(each.read, "en"):
            yield f"line {each.line} is read as: {said}"


def noted_lines(job: Import, outcome: RecordOutcome) -> Iterator[str]:
    """Yield the notes on the first records with an outcome; ended records have no line in the file.

    Of added records only those with notes are listed.
    """
    rows = ImportOutcome.objects.filter(job=job, outcome=outcome).order_by("number")
    said = f"that {outcome}"
    if outcome is RecordOutcome.ADDED:
        rows, said = rows.exclude(notes=[]), "with notes that were added"
    for each in rows[:SHOWN]:
        place = f"line {each.line}, {each.record}" if each.line else each.record
        for note in each.notes:
            yield f"{place}: {note['message']}"
    of_these = rows.count() if outcome is RecordOutcome.ADDED else getattr(job, outcome)
    if (more := of_these - SHOWN) > 0:
        yield f"… and {more} more {said}."


def placed_error(line: int, named: str, error: Mapping[str, Any]) -> str:  # Any: plain data
    """Return a stored error with its place; the line is given once, also where the error names it."""
    own = "" if names_line(kept_code(error), line) else f"line {line}"
    place = ", ".join(filter(None, (own, named)))
    return f"{place}: {error['message']}" if place else str(error["message"])


def outcome_lines(job: Import) -> Iterator[str]:
    """Yield the state of an import for a terminal, with the first refused, noted, changed and ended records."""
    if job.dry_run:
        yield from dry_run_lines(job)
    refused = ImportOutcome.objects.filter(job=job, outcome=RecordOutcome.REFUSED).order_by("number")
    for each in refused[:SHOWN]:
        for error in each.errors:
            yield placed_error(each.line, error["field"] or each.record, error)
    if job.refused > SHOWN:
        yield f"… and {job.refused - SHOWN} more."
    yield from noted_lines(job, RecordOutcome.ADDED)
    yield from noted_lines(job, RecordOutcome.CHANGED)
    yield from noted_lines(job, RecordOutcome.ENDED)
    if job.error:
        yield job.error
    counts = ", ".join(f"{getattr(job, word)} {word}" for word in RecordOutcome)
    of = f"{job.place} of {job.total}" if job.total is not None else str(job.place)
    dry = " (dry run: nothing was stored)" if job.dry_run else ""
    if name := collection_named(job.options):
        yield f"Collection: {name}."
    for note in collection_notes(job):
        yield note.message
    yield f"Import {job.pk} is {ImportState(job.state).value}: {of} records, {counts}{dry}."
