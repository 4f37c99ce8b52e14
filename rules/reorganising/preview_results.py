"""The result of a preview in the audit trail: administrators read it before they enact, so it must not change unseen.

The event of a preview holds one salted hash of its answer and of the effects on all partnerships: restricted ones are
among them, and their number, or a hash of each, would tell of them. A preview that is over for long is removed by the
program, and its event says nothing any more. One of the command line is read by that command alone, and has no event.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils import timezone

from institutions.audit.derived_rows import compare_derived, ended_at
from institutions.audit.record import SYSTEM, record_event
from institutions.audit.row_hashes import column_salt, database_salt
from institutions.audit.row_troubles import some_of
from institutions.models import AuditEvent
from institutions.values.canonical import canonical_json
from institutions.values.merkle import commitment
from institutions.values.portions import split_portions
from institutions.values.written_id import written_id
from rules.models import PreviewedCase, ReorganisationPreview, WholePreviewState

PREVIEWED: Final = "reorganisation_previewed"
KEPT: Final = timedelta(days=7)
TABLE: Final = ReorganisationPreview._meta.db_table  # noqa: SLF001 - Django documents _meta
# Without the document: it is that of the draft's revision, which is covered, and erasures rewrite its copy.
COLUMNS: Final = (
    *("draft_id", "revision", "account_id", "base", "rulebook"),
    *("answer", "seed", "one_in", "touched", "sampled"),
)
CASES_AT_ONCE: Final = 5_000
AT_ONCE: Final = 100


def digest_of(preview: ReorganisationPreview) -> str:
    """Return the salted hash of a result as it is now. The effects are read one after the other, in constant memory."""
    held = [getattr(preview, name) for name in COLUMNS]
    answered = [str(each) if isinstance(each, UUID) else each for each in held]
    cases = hashlib.sha256()
    rows = PreviewedCase.objects.filter(preview=preview).order_by("partnership").values_list("partnership", "effect")
    for partnership, effect in rows.iterator(CASES_AT_ONCE):
        cases.update(canonical_json([str(partnership), effect]).encode() + b"\n")
    known_at = preview.known_at.astimezone(UTC).isoformat()
    salt = column_salt(database_salt(), TABLE, str(preview.pk), "result")
    return commitment(salt, [*answered, known_at, cases.hexdigest()])


def note_preview(preview: ReorganisationPreview) -> None:
    """Leave the event of a finished preview of a draft. Call it last in the transaction that ends the preview."""
    if preview.draft_id is None:
        return
    ended = preview.finished_at.isoformat() if preview.finished_at else None
    said = {"preview": str(preview.pk), "sha256": digest_of(preview), "finished_at": ended}
    record_event(actor=SYSTEM, verb=PREVIEWED, what=f"reorganisation:{preview.draft_id}", after=said)


def preview_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each preview of a draft that is not as it ended, and each that is gone before its time.

    `since`: of those that ended from that moment on.
    """
    events = AuditEvent.objects.filter(verb=PREVIEWED).order_by("pk")
    rows = ReorganisationPreview.objects.filter(state=WholePreviewState.DONE, draft__isnull=False).order_by("pk")
    if since:
        events, rows = events.filter(at__gte=since), rows.filter(finished_at__gte=since)
    yield from some_of(changed_previews(rows.iterator(AT_ONCE)), TABLE)
    recent = events.filter(at__gt=timezone.now() - KEPT)
    yield from some_of(missing_previews(recent.values_list("after", "at").iterator(AT_ONCE)), TABLE)


def changed_previews(rows: Iterator[ReorganisationPreview]) -> Iterator[str]:
    """Yield the previews with a result that no event says, or another one."""
    for portion in split_portions(rows, AT_ONCE):
        said = digests_said(portion)
        for each in portion:
            if (then := said.get(str(each.pk))) is None:
                yield f"{TABLE} {each.pk}: counts as done, and no event says so"
            elif then != digest_of(each):
                yield f"{TABLE} {each.pk}: its result was changed afterwards"


def digests_said(previews: Iterable[ReorganisationPreview]) -> Mapping[str, object]:
    """Return the hash that its event says of each preview, by preview. One query."""
    drafts = {f"reorganisation:{each.draft_id}" for each in previews}
    events = AuditEvent.objects.filter(verb=PREVIEWED, object__in=drafts).order_by("pk")
    said = (after for after in events.values_list("after", flat=True) if isinstance(after, dict))
    return {str(after.get("preview")): after.get("sha256") for after in said}


def missing_previews(events: Iterator[tuple[Any, datetime]]) -> Iterator[str]:  # Any: plain data, as it was stored
    """Yield the previews that ended with a result within their week, and are gone or no longer done."""
    for portion in split_portions(events, AT_ONCE):
        since = timezone.now() - KEPT
        ended = {
            str(after["preview"])
            for after, at in portion
            if isinstance(after, dict) and after.get("preview") and ended_at(after, at) > since
        }
        ids = [found for pk in ended if (found := written_id(pk))]
        done = ReorganisationPreview.objects.filter(pk__in=ids, state=WholePreviewState.DONE, draft__isnull=False)
        there = {str(pk) for pk in done.values_list("pk", flat=True)}
        for pk in sorted(ended - there):
            yield f"{TABLE} {pk}: has ended with a result, and is missing or counts as not done"


compare_derived(ReorganisationPreview, PreviewedCase, by=preview_troubles)
