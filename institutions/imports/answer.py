"""The answer about an import: its progress, and the outcomes of its records."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from institutions.codes.wording import in_both_languages
from institutions.drafts.kept_errors import answered, answered_errors, said_in
from institutions.drafts.naming_lines import names_line
from institutions.imports.failures import error_of
from institutions.imports.new_collection import notes_on
from institutions.imports.numbering import collection_named
from institutions.imports.read_words import sentences
from institutions.models import Import, ImportOutcome, ImportState, Outcome

READ: Final = 5  # records of a dry run whose reading is listed
SHOWN: Final = 20  # refused, changed and ended records each that are listed in a terminal


def answer_of(job: Import) -> dict[str, object]:
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
        **{str(word): getattr(job, word) for word in Outcome},
        "error": job.error,
        "error_said": in_both_languages(said) if (said := error_of(job)) else None,
        "created_at": moment(job.created_at),
        "finished_at": moment(job.finished_at),
    }


def whole_answer(job: Import) -> dict[str, object]:
    """Return the state of one import, with the notes on it as a whole: one query more."""
    return {**answer_of(job), "notes": answered_errors(notes_on(job))}


def moment(at: object) -> str | None:
    """Return a moment as ISO text; None where there is none."""
    return at.isoformat() if hasattr(at, "isoformat") else None


def outcome_answer(outcome: ImportOutcome) -> dict[str, object]:
    """Return the outcome of one record, as JSON."""
    return {
        "number": outcome.number,
        "line": outcome.line,
        "record": outcome.record,
        "outcome": outcome.outcome,
        "errors": [answered(each) for each in outcome.errors],
        "notes": [answered(each) for each in outcome.notes],
    }


def read_lines(job: Import) -> Iterator[str]:
    """Yield a line for each of the first records of a dry run, with how it was read."""
    for each in ImportOutcome.objects.filter(job=job).exclude(read=[]).order_by("number")[:READ]:
        for said in sentences(each.read, "en"):
            yield f"line {each.line} is read as: {said}"


def noted_lines(job: Import, outcome: Outcome) -> Iterator[str]:
    """Yield the notes on the first records with an outcome; ended records have no line in the file.

    Of added records only those with notes are listed.
    """
    rows = ImportOutcome.objects.filter(job=job, outcome=outcome).order_by("number")
    said = f"that {outcome}"
    if outcome is Outcome.ADDED:
        rows, said = rows.exclude(notes=[]), "with notes that were added"
    for each in rows[:SHOWN]:
        place = f"line {each.line}, {each.record}" if each.line else each.record
        for note in each.notes:
            yield f"{place}: {note['message']}"
    of_these = rows.count() if outcome is Outcome.ADDED else getattr(job, outcome)
    if (more := of_these - SHOWN) > 0:
        yield f"… and {more} more {said}."


def placed(line: int, named: str, error: Mapping[str, Any]) -> str:  # Any: plain data
    """Return a stored error with its place; the line is given once, also where the error names it."""
    own = "" if names_line(said_in(error), line) else f"line {line}"
    place = ", ".join(filter(None, (own, named)))
    return f"{place}: {error['message']}" if place else str(error["message"])


def outcome_lines(job: Import) -> Iterator[str]:
    """Yield the state of an import for a terminal, with the first refused, noted, changed and ended records."""
    if job.dry_run:
        yield from read_lines(job)
    refused = ImportOutcome.objects.filter(job=job, outcome=Outcome.REFUSED).order_by("number")
    for each in refused[:SHOWN]:
        for error in each.errors:
            yield placed(each.line, error["field"] or each.record, error)
    if job.refused > SHOWN:
        yield f"… and {job.refused - SHOWN} more."
    yield from noted_lines(job, Outcome.ADDED)
    yield from noted_lines(job, Outcome.CHANGED)
    yield from noted_lines(job, Outcome.ENDED)
    if job.error:
        yield job.error
    counts = ", ".join(f"{getattr(job, word)} {word}" for word in Outcome)
    of = f"{job.place} of {job.total}" if job.total is not None else str(job.place)
    dry = " (dry run: nothing was stored)" if job.dry_run else ""
    if name := collection_named(job.options):
        yield f"Collection: {name}."
    for note in notes_on(job):
        yield note.message
    yield f"Import {job.pk} is {ImportState(job.state).value}: {of} records, {counts}{dry}."
