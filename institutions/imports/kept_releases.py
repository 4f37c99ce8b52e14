"""The releases that partnerships were registered from: what a later file says is read with what earlier ones said.

Everything else of an import is as it was: a process whose document changes by it gets its next revision.
"""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from institutions.audit.event_rows import changing
from institutions.drafts.documents import FileDocument, Release
from institutions.drafts.errors import FieldError
from institutions.drafts.kept_errors import storable_data
from institutions.formats.ocds.reading.files import too_many_releases
from institutions.formats.ocds.reading.release_history import MOST_RELEASES, corrected_by
from institutions.models import GovernmentBody, PublishedReleases
from institutions.models.noted_rows import note_written
from institutions.values.quoting import storable_text

Releases = tuple[Release, ...]


def lock_releases(body: UUID) -> None:
    """Lock the kept releases of a body's processes to the end of the transaction; call it before they are read.

    What two commands or imports read and merge side by side, the second would store without what the first brought. A
    new process has no row of its own to lock, so it is the body's. SQLite has one writer at a time anyway.
    """
    GovernmentBody.objects.select_for_update(no_key=True).get(pk=body)


def kept_releases(given: FileDocument, body: UUID) -> Releases:
    """Return the releases that a process was registered from, oldest first; none if it was not. One query.

    A release that is no whole document by itself may be one with those of earlier files.
    """
    if given.of_releases is None or given.reference is None:
        return ()
    reference = " ".join(storable_text(given.reference).split())
    kept = PublishedReleases.objects.filter(partnership__submitted_by=body, partnership__reference=reference)
    return tuple(kept.values_list("releases", flat=True).first() or ())


def merged_with(given: FileDocument, known: Releases) -> FileDocument:
    """Return the document of a process with known releases merged in; with errors, if they cannot be."""
    if not known or given.of_releases is None:
        return given
    new = tuple(storable_data(each) for each in given.releases)
    if len(known) + len(new) > 2 * MOST_RELEASES or len(found := corrected_by(known, new)) > MOST_RELEASES:
        return replace(given, errors=(FieldError("/ocid", too_many_releases(given.reference or "")),))
    return replace(given, releases=new) if found == new else given.of_releases(found)


def keep_releases(registered: Iterable[tuple[UUID, FileDocument]]) -> None:
    """Keep the releases that partnerships were registered from, by their id, for the next event of the transaction."""
    rows = [
        PublishedReleases(partnership_id=partnership, releases=[storable_data(each) for each in given.releases])
        for partnership, given in registered
        if given.releases
    ]
    if not rows:
        return
    ids = [each.partnership_id for each in rows]
    held = dict(PublishedReleases.objects.filter(partnership__in=ids).values_list("partnership", "pk"))
    with changing(PublishedReleases, *held.values()):
        PublishedReleases.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["partnership"], update_fields=["releases"]
        )
    note_written(each for each in rows if each.partnership_id not in held)
