"""The part of an export that is sensitive, for the event that its reader leaves."""

from collections.abc import Iterable
from uuid import UUID

from institutions.access import statements
from institutions.access.kin import WITHHELD
from institutions.exports.selection import PARTNERSHIPS, ExportSelection
from institutions.formats.export_formats import ExportFormat
from institutions.kinds import KINDS
from institutions.models import Submission
from institutions.values.hashing import hash_json
from rules.access.readable_results import with_state
from rules.web.exporting.findings import FINDINGS


def partnerships_in_export(selection: ExportSelection) -> Iterable[UUID]:
    """Return the partnerships that an export tells of: its other lists hold nothing of one case alone."""
    told = not {PARTNERSHIPS, FINDINGS}.isdisjoint(selection.lists)
    return selection.partnerships().values_list("pk", flat=True) if told else ()


def sensitive_in_export(form: ExportFormat, selection: ExportSelection) -> dict[str, str]:
    """Return, for each list of an export with sensitive rows, their number and the hash over them."""
    found: dict[str, str] = {}
    for kind in WITHHELD if selection.reader.kin else ():
        name = KINDS[kind].plural
        if name in form.lists and selection.wants(name):
            rows = [
                str(pk) for pk in statements.held_statements_for(kind, selection.reader).values_list("pk", flat=True)
            ]
            found |= {f"{name}: {len(rows)} rows": hash_json(rows)} if rows else {}
    if PARTNERSHIPS in form.apart and PARTNERSHIPS in selection.lists:
        held = Submission.objects.filter(partnership__in=selection.partnerships(), superseded_at__isnull=True)
        rows = list(held.order_by("pk").values_list("sha256", flat=True))
        found |= {f"{PARTNERSHIPS}: {len(rows)} documents": hash_json(rows)} if rows else {}
    if FINDINGS in selection.lists and selection.reader.kin:
        done = with_state(selection.partnerships()).order_by("created_at", "pk").values_list("done_id", flat=True)
        rows = [str(each) for each in done if each]
        found |= {f"{FINDINGS}: {len(rows)} assessments": hash_json(rows)} if rows else {}
    return found
