"""Records of publishers that date their statements: an older file never supersedes a newer one."""

from collections.abc import Iterable
from datetime import UTC, datetime

from institutions.codes.parameters import WrittenDay, outside_value
from institutions.drafts.errors import FieldError
from institutions.formats.register_document import RegisterDocument
from institutions.imports.notes import OlderRelease, OlderStatement
from institutions.models import ImportedRecord


def is_older(given: datetime | None, held: datetime | None) -> bool:
    """Return whether a statement is older than the current one. An undated one is never older."""
    return bool(given and held and given < held)


def older_release(given: datetime | None, held: datetime | None) -> FieldError:
    """Return the note that a contracting process is skipped in favour of a newer one."""
    return FieldError("/date", OlderRelease(given=day_of_moment(given), held=day_of_moment(held)))


def day_of_moment(moment: datetime | None) -> WrittenDay:
    """Return the day of a moment, in UTC; empty if there is none."""
    return WrittenDay(moment.astimezone(UTC).date().isoformat() if moment else "")


def older_note(given: RegisterDocument, held: ImportedRecord) -> FieldError:
    """Return the note that a record is skipped in favour of a newer one, with its file."""
    older = OlderStatement(
        given=day_of_moment(given.stated_at), file=outside_value(held.job.file_name), held=day_of_moment(held.stated_at)
    )
    return FieldError("", older)


def keep_days(said_again: Iterable[tuple[RegisterDocument, ImportedRecord]]) -> None:
    """Store the latest date of statements repeated unchanged: statements dated in between are then older too."""
    later = []
    for given, held in said_again:
        if given.stated_at and (held.stated_at is None or held.stated_at < given.stated_at):
            held.stated_at = given.stated_at
            later.append(held)
    if later:
        ImportedRecord.objects.bulk_update(later, ["stated_at"])
