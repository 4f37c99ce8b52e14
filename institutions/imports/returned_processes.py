"""Re-imported processes that the register itself exported as OCDS: each is the partnership it was made from.

OCDS holds only a part of a partnership, so that a process counts as unchanged or is refused, but never becomes a second
partnership.
"""

import json
import re
from dataclasses import replace
from typing import Final
from uuid import UUID

from institutions.access.callers import ALL_THAT_IS_OPEN, EVERYBODY, Reader
from institutions.access.partnerships import partnerships_rule
from institutions.codes.base import Coded
from institutions.codes.parameters import outside_value
from institutions.drafts.documents import FileDocument
from institutions.drafts.values import uuid_of
from institutions.exports.selection import ExportSelection
from institutions.formats.ocds.reading.conversion import ReleaseOrigin, convert_release
from institutions.formats.ocds.reading.options import OcdsOptions
from institutions.formats.ocds.writing.release import URN, release_of
from institutions.imports.troubles.returned import PartnershipOfRegister
from institutions.models import Partnership, Submission

# "ocds-" and six letters or digits that the publisher registered. Source: https://standard.open-contracting.org/latest/
OCID: Final = re.compile(r"(?P<prefix>ocds-[0-9A-Za-z]{6})-(?P<reference>.+)", re.DOTALL)


def names_export(given: FileDocument) -> bool:
    """Return whether the package of a process names a partnership of this register."""
    return export_named(given) is not None


def export_named(given: FileDocument) -> UUID | None:
    """Return the id of the partnership that the package of a process names; None if it names none."""
    return uuid_of((given.uri or "").removeprefix(URN)) if (given.uri or "").startswith(URN) else None


def references_exported(given: FileDocument) -> set[str]:
    """Return the references of the partnerships that a process may be: its own, and one that it was exported from."""
    parts = OCID.fullmatch(given.reference or "")
    return {each for each in (given.reference, parts["reference"] if parts else None) if each}


def partnership_exported(given: FileDocument, body: UUID, reader: Reader) -> Partnership | None:
    """Return the partnership that a process was exported from, if it is open or the importer may read it; else None.

    An open one of another body counts too: its export is published, and must not become a second partnership. The
    package names it. A release outside its package is identified by its ocid and its title together.
    """
    known = Partnership.objects.filter(partnerships_rule(reader).q() | partnerships_rule(ALL_THAT_IS_OPEN).q())
    exported = export_named(given)
    if exported and (found := known.filter(pk=exported).first()):
        return found
    parts = OCID.fullmatch(given.reference or "")
    if parts is None or not isinstance(given.document, dict):
        return None
    found = known.filter(submitted_by=body, reference=parts["reference"]).first()
    held = current_submission(found) if found else None
    titles = (held.document.get("title") or {}).values() if held else ()
    given_titles = (given.document.get("title") or {}).values()
    return found if set(titles) & set(given_titles) else None


def same_as_export(given: FileDocument, partnership: Partnership, options: OcdsOptions) -> bool:
    """Return whether a process equals a new export of the partnership, apart from prefix and source."""
    held = current_submission(partnership)
    if held is None or not isinstance(given.document, dict):
        return False
    release = json.loads(json.dumps(release_of(held, ExportSelection(reader=EVERYBODY))))
    return partnership_part(convert_release(release, options, ReleaseOrigin()).document) == partnership_part(
        given.document
    )


def partnership_part(document: dict[str, object]) -> dict[str, object]:
    """Return the content of a document that is about the partnership."""
    return {name: value for name, value in document.items() if name not in ("reference", "sources")}


def current_submission(partnership: Partnership) -> Submission | None:
    """Return the current submission of a partnership."""
    held = Submission.objects.filter(partnership=partnership, superseded_at__isnull=True)
    return held.select_related("partnership", "sponsor").prefetch_related("parties__party__same_as").first()


def process_refusal(given: FileDocument, partnership: Partnership, reader: Reader) -> Coded:
    """Return why a changed process of this register's export is refused, with a reference that the importer knows.

    Others of the body read what came of an import: of a restricted partnership the file's own reference is said.
    """
    readable = partnerships_rule(replace(reader, restricted=False)).test()(partnership)
    return PartnershipOfRegister(reference=outside_value(partnership.reference if readable else given.reference or ""))
