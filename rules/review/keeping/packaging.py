"""A case exported as a package (`bag`), for its transfer to the National Archives or a copy before its disposal.

It holds every row that a disposal removes, the submitted documents, the attached files, and the events of the case.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.db import models, transaction
from django.utils import timezone

from institutions.access.partnerships import is_restricted
from institutions.audit.record import actor_of, record_event
from institutions.audit.row_hashes import plain_value
from institutions.models import Account, AuditEvent, Partnership
from institutions.values.hashing import canonical_json
from rules.models import Attachment, AttachmentContent
from rules.review.keeping.bag import BagError, WrittenBag, read_bag, write_bag
from rules.review.keeping.case_tables import documents_of_case, rows_of_case, shared_rows
from rules.review.keeping.due import DueCase, due_case
from rules.review.keeping.troubles import KeepingRefusedError, NotChecked, NotDue, PackageDiffers

Json = dict[str, Any]  # Any: plain data
EVENTS: Final = "events.jsonl"  # the export of the package adds to them
UNSAFE: Final = re.compile(r"[^\w.-]+")
LONGEST_NAME: Final = 80


def package_case(partnership: Partnership, folder: Path, *, account: Account) -> WrittenBag:
    """Write the package of a case whose measure was chosen into a new folder, and leave an event with its hash.

    KeepingRefusedError for a case under retention, or one that no reviewer checked.
    """
    due = checked_case(partnership)
    with transaction.atomic():
        written = write_bag(folder, payload(due), info(due))
        record_event(
            actor=actor_of(account),
            verb="case_packaged",
            what=f"partnership:{partnership.pk}",
            partnership=partnership.pk,
            after={"package_sha256": written.sha256, "files": written.files, "bytes": written.size},
        )
    return written


def checked_case(partnership: Partnership) -> DueCase:
    """Return a case whose retention is over and whose measure was chosen. KeepingRefusedError for any other."""
    due = due_case(partnership, timezone.localdate())
    if due is None:
        raise KeepingRefusedError(NotDue())
    if due.check is None:
        raise KeepingRefusedError(NotChecked())
    return due


def payload(due: DueCase) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the package: the case as it is, then its events."""
    yield from case_files(due)
    yield EVENTS, lines_of(event_rows(due.partnership))


def case_files(due: DueCase) -> Iterator[tuple[str, bytes]]:
    """Yield the files that say what the case is; as long as nothing in it changes, they are the same."""
    yield "case.json", f"{canonical_json(case_row(due))}\n".encode()
    for each in documents_of_case(due.partnership.pk):
        text = json.dumps(each.document, ensure_ascii=False, indent=1, sort_keys=True)
        yield f"documents/revision-{each.revision}.json", f"{text}\n".encode()
    for of_table in (*rows_of_case(due.partnership.pk), *shared_rows(due.partnership.pk)):
        if of_table.model is AttachmentContent:
            yield from attached_files(of_table.rows)
        elif of_table.paper and (rows := lines_of(table_rows(of_table.rows))):
            yield f"tables/{of_table.table}.jsonl", rows


def attached_files(contents: models.QuerySet[Any]) -> Iterator[tuple[str, bytes]]:  # Any: rows of contents
    """Yield each attached file, under its number and a name without characters that a system of files may refuse."""
    rows = Attachment.objects.filter(pk__in=contents.values("pk")).select_related("content").order_by("pk")
    for each in rows.iterator(20):
        name = UNSAFE.sub("_", each.name)[-LONGEST_NAME:]
        yield f"files/{each.pk}-{name}", bytes(each.content.content)


def table_rows(rows: models.QuerySet[Any]) -> Iterator[Json]:  # Any: a table of any sort
    """Yield the rows of a table as plain data, in the order of their keys."""
    for row in rows.order_by("pk").values().iterator(500):
        yield {name: plain_value(value) for name, value in row.items()}


def event_rows(partnership: Partnership) -> Iterator[Json]:
    """Yield the events of a case with their hashes, so that the chain can be followed without the program."""
    events = AuditEvent.objects.filter(chain__name=f"partnership:{partnership.pk}").select_related("chain")
    for each in events.order_by("number").iterator(500):
        yield {**each.content, "hash": each.hash}


def lines_of(rows: Iterator[Json]) -> bytes:
    """Return rows as JSON, one a line; empty if there are none."""
    return "".join(f"{canonical_json(each)}\n" for each in rows).encode()


def case_row(due: DueCase) -> Json:
    """Return what the package is about."""
    partnership, check = due.partnership, due.check
    return {
        "partnership": str(partnership.pk),
        "reference": partnership.reference,
        "submitted_by": partnership.submitted_by.code or str(partnership.submitted_by_id),
        "state": due.state,
        "ended_on": due.ended_on.isoformat(),
        "retained_until": due.until.isoformat(),
        "measure": check.measure if check else "",
        "restricted": is_restricted(partnership),
    }


def info(due: DueCase) -> dict[str, str]:
    """Return the lines of `bag-info.txt`."""
    return {
        "Source-Organization": due.partnership.submitted_by.name_en or due.partnership.submitted_by.name_ja,
        "Bagging-Date": timezone.localdate().isoformat(),
        "External-Identifier": str(due.partnership.pk),
        "External-Description": f"Case {due.partnership.reference}, under retention until {due.until.isoformat()}",
    }


def compare_package(folder: Path, due: DueCase) -> str:
    """Return the hash that names a package, after a check that it is whole and that of the case as it is now.

    KeepingRefusedError if it is not.
    """
    try:
        sha256, hashes = read_bag(folder)
        wanted = {f"data/{path}": hashlib.sha256(content).hexdigest() for path, content in case_files(due)}
    except BagError as other:
        raise KeepingRefusedError(PackageDiffers(path=other.path)) from other
    held = {path: each for path, each in hashes.items() if path != f"data/{EVENTS}"}
    if held != wanted:
        path = min(path for path in held.keys() | wanted.keys() if held.get(path) != wanted.get(path))
        raise KeepingRefusedError(PackageDiffers(path=path))
    return sha256
