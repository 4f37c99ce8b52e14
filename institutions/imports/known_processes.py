"""Contracting processes whose text a collection has read before: unchanged, without being converted or checked.

That holds while the partnership still has the submission that the text led to, is not restricted, and neither the
options nor the part of the program that converts have changed. Whatever else is true of it shows when it is read.
"""

from collections.abc import Collection as Several
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db.models import F
from django.utils.crypto import constant_time_compare, salted_hmac

from institutions.access.partnerships import RESTRICTED
from institutions.drafts.documents import FileDocument
from institutions.formats.ocds import reading
from institutions.formats.ocds.publishers import FOLDER as PROFILES
from institutions.formats.ocds.reading.files import UnreadProcess
from institutions.formats.ocds.reading.notes import FirstReleaseUnknown
from institutions.models import Collection, Import, ImportOutcome, KnownProcess, RecordOutcome, Submission
from institutions.values.hashing import quick_json

Json = dict[str, Any]  # Any: notes as they are stored
CONVERTING: Final = Path(str(reading.__file__)).parent


TOGETHER: Final = 500  # processes that are looked for at once
SALT: Final = "institutions.known_processes"
BOUND: Final = "institutions.known_processes.row"
ROW: Final = ("sha256", "collection_id", "submission_id", "job_id", "bound")
MOST_TEXT: Final = 8 * 1024 * 1024  # characters


@dataclass(frozen=True, slots=True)
class HashedProcess:
    """A process that is not converted yet, with its hash, empty for one that is refused unread, and its length."""

    unread: UnreadProcess
    sha256: str
    size: int


Process = HashedProcess | FileDocument


@dataclass(frozen=True, slots=True)
class KnownOutcome:
    """A process that is known: its name, and the notes of the import that read it, as they are stored."""

    record: str
    notes: list[Json]


@lru_cache(maxsize=1)
def converting_version() -> str:
    """Return a hash of the program that converts and of the profiles: others may read the same text otherwise."""
    found = sha256()
    for each in (*sorted(CONVERTING.glob("*.py")), *sorted(PROFILES.glob("*.yaml"))):
        found.update(each.read_bytes())
    return found.hexdigest()


def hashed_process(given: UnreadProcess, job: Import) -> HashedProcess:
    """Return a process with the hash of its text and of all that its conversion depends on.

    The hash needs the secret of the settings: nobody who can only write to the database lets a text to come be passed
    over as known.
    """
    text = given.text
    if text is None:
        return HashedProcess(given, "", 0)
    whole = "\0".join((converting_version(), quick_json(job.options), text)).encode("utf-8", "surrogatepass")
    return HashedProcess(given, salted_hmac(SALT, whole, algorithm="sha256").hexdigest(), len(text))


def sets_of_processes(records: Iterable[Process]) -> Iterator[list[Process]]:
    """Yield the processes in the sets that are looked for at once: at most so many, and so much text in memory."""
    found, size = list[Process](), 0
    for each in records:
        found.append(each)
        size += each.size if isinstance(each, HashedProcess) else 0
        if len(found) == TOGETHER or size > MOST_TEXT:
            yield found
            found, size = [], 0
    if found:
        yield found


def bound_row(digest: str, collection: int, submission: int, job: UUID) -> str:
    """Return the hash that binds a row together: whoever can only write to the database makes up none."""
    whole = "\0".join(map(str, (digest, collection, submission, job)))
    return salted_hmac(BOUND, whole, algorithm="sha256").hexdigest()


def is_bound(row: Mapping[str, Any]) -> bool:
    """Return whether a row is as an import wrote it."""
    made = bound_row(row["sha256"], row["collection_id"], row["submission_id"], row["job_id"])
    return constant_time_compare(row["bound"], made)


def unchanged_rows(collection: Collection, hashes: Iterable[str]) -> list[Json]:
    """Return the rows of these hashes whose partnership still has the submission, and may be known to everybody.

    One query. A row that was changed by SQL is left out, so that its process is read.
    """
    held = KnownProcess.objects.filter(collection=collection, sha256__in={each for each in hashes if each})
    current = held.filter(~RESTRICTED.under("submission__partnership").q(), submission__superseded_at__isnull=True)
    return [row for row in current.values(*ROW, name=F("submission__partnership__reference")) if is_bound(row)]


def known_hashes(collection: Collection, hashes: Iterable[str]) -> set[str]:
    """Return those of the hashes that are known: one query."""
    return {row["sha256"] for row in unchanged_rows(collection, hashes)}


def known_outcomes(collection: Collection, hashes: Iterable[str]) -> dict[str, KnownOutcome]:
    """Return, by hash, the processes that are known and unchanged: two queries, however many are asked for."""
    names = {row["sha256"]: (row["job_id"], row["name"]) for row in unchanged_rows(collection, hashes)}
    told = outcomes_told(names.values())
    return {digest: told[name] for digest, name in names.items() if name in told}


def outcomes_told(names: Several[tuple[UUID, str]]) -> dict[tuple[UUID, str], KnownOutcome]:
    """Return what the imports that read the processes told of each, by import and name."""
    told = ImportOutcome.objects.filter(job__in={job for job, _ in names}, record__in={name for _, name in names})
    rows = told.exclude(outcome=RecordOutcome.REFUSED).values_list("job", "record", "notes")
    return {(job, name): KnownOutcome(name, notes) for job, name, notes in rows}


def stages_without_first_release(submission: Submission) -> list[str]:
    """Return the stages, by place, of which the import that read a submission knew later releases alone. Two queries.

    None of a submission that no import read, or that was revised since.
    """
    rows = KnownProcess.objects.filter(submission=submission).values(*ROW)
    jobs = {row["job_id"] for row in rows if is_bound(row)}
    told = ImportOutcome.objects.filter(job__in=jobs, record=submission.partnership.reference)
    said = told.exclude(outcome=RecordOutcome.REFUSED).values_list("notes", flat=True)
    return sorted({note["field"] for notes in said for note in notes if note.get("code") == FirstReleaseUnknown.code})


def remember_processes(job: Import, collection: Collection, read: Mapping[str, int]) -> None:
    """Remember what processes were registered as: the id of the current submission, by hash. One row a submission."""
    KnownProcess.objects.bulk_create(
        [
            KnownProcess(
                collection=collection,
                sha256=each,
                submission_id=row,
                job=job,
                bound=bound_row(each, collection.pk, row, job.pk),
            )
            for each, row in read.items()
        ],
        update_conflicts=True,
        unique_fields=["submission"],
        update_fields=["collection", "sha256", "job", "bound"],
    )
