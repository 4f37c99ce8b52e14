"""Notes on a whole file, above all that it is the first of its collection.

A misspelt name begins another collection, in which a corrected file supersedes nothing: the uploader is warned, and
asked whether they mean one with nearly the same name.
"""

from difflib import get_close_matches
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import FieldError
from institutions.drafts.kept_errors import kept_code
from institutions.formats.tables.templates import TEMPLATES
from institutions.imports.notes import CollectionAlmost, CollectionStarts
from institutions.imports.numbering import COLLECTION, collection_named
from institutions.models import Import
from institutions.parties.names import fold_name

ALIKE: Final = 0.75  # the lowest similarity (difflib, 1 is equal) that is asked about


def collection_notes(job: Import) -> tuple[FieldError, ...]:
    """Return the notes on the file as a whole, and one on the name of its collection, if that is new.

    One query, and none where no collection is named.
    """
    of_file = tuple(FieldError(each["field"], kept_code(each)) for each in job.notes)
    name = collection_named(job.options)
    known = known_collections(job.body_id, Import.objects.filter(created_at__lt=job.created_at)) if name else set()
    if not name or name in known:
        return of_file
    other = nearest_name(name, known)
    starts = CollectionStarts(name=outside_value(name))
    said = CollectionAlmost(name=outside_value(name), other=outside_value(other)) if other else starts
    return (*of_file, FieldError(f"/options/{COLLECTION.name}", said))


def known_collections(body: UUID, among: QuerySet[Import] | None = None) -> set[str]:
    """Return the names of collections in which a body stored tables: all its tables share them. One query.

    `among`: only from these imports.
    """
    stored = (Import.objects.all() if among is None else among).filter(
        body=body, format__in=TEMPLATES.keys(), dry_run=False, options__has_key=COLLECTION.name, added__gt=0
    )
    return {collection_named(options) for options in stored.values_list("options", flat=True)} - {""}


def nearest_name(name: str, known: set[str]) -> str | None:
    """Return the known name most similar to a name, both compared in folded form."""
    by_fold = {fold_name(each): each for each in sorted(known)}
    found = get_close_matches(fold_name(name), by_fold, n=1, cutoff=ALIKE)
    return by_fold[found[0]] if found else None
