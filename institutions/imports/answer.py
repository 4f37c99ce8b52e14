"""What is answered of an import: how far it is, and what became of its records."""

from collections.abc import Iterator
from typing import Final

from institutions.imports.numbering import collection_named
from institutions.models import Import, ImportOutcome, ImportState, Outcome

SHOWN: Final = 20  # records that were refused, that changed and that ended, which are listed to a reader of a terminal


def answer_of(job: Import) -> dict[str, object]:
    """The state of an import as JSON."""
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
        "created_at": moment(job.created_at),
        "finished_at": moment(job.finished_at),
    }


def moment(at: object) -> str | None:
    """A moment as ISO text."""
    return at.isoformat() if hasattr(at, "isoformat") else None


def outcome_answer(outcome: ImportOutcome) -> dict[str, object]:
    """What became of one record, as JSON."""
    return {
        "number": outcome.number,
        "line": outcome.line,
        "record": outcome.record,
        "outcome": outcome.outcome,
        "errors": outcome.errors,
        "notes": outcome.notes,
    }


def noted_lines(job: Import, outcome: Outcome) -> Iterator[str]:
    """The first records of which this became, with what is noted of them; what ended has no line in the file."""
    rows = ImportOutcome.objects.filter(job=job, outcome=outcome).order_by("number")
    for each in rows[:SHOWN]:
        place = f"line {each.line}, {each.record}" if each.line else each.record
        for note in each.notes:
            yield f"{place}: {note['message']}"
    if (more := getattr(job, outcome) - SHOWN) > 0:
        yield f"… and {more} more that {outcome}."


def outcome_lines(job: Import) -> Iterator[str]:
    """The state of an import for a reader, with the first records that were refused, changed or ended."""
    refused = ImportOutcome.objects.filter(job=job, outcome=Outcome.REFUSED).order_by("number")
    for each in refused[:SHOWN]:
        for error in each.errors:
            place = ", ".join(filter(None, (f"line {each.line}", error["field"] or each.record)))
            yield f"{place}: {error['message']}"
    if job.refused > SHOWN:
        yield f"… and {job.refused - SHOWN} more."
    yield from noted_lines(job, Outcome.CHANGED)
    yield from noted_lines(job, Outcome.ENDED)
    if job.error:
        yield job.error
    counts = ", ".join(f"{getattr(job, word)} {word}" for word in Outcome)
    of = f"{job.place} of {job.total}" if job.total is not None else str(job.place)
    dry = " (dry run: nothing was kept)" if job.dry_run else ""
    if name := collection_named(job.options):
        yield f"Collection: {name}."
    yield f"Import {job.pk} is {ImportState(job.state).value}: {of} records, {counts}{dry}."
