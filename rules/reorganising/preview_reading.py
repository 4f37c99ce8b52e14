"""Finished previews as readers may read them, and the one that is the newest about a draft as it is now."""

from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from institutions.access.callers import Reader
from rules.models import ReorganisationDraft, ReorganisationPreview, WholePreviewState
from rules.reorganising.case_effect import whole_answer
from rules.reorganising.preview import readable_partnerships

Json = dict[str, Any]  # Any: plain data
VALID: Final = timedelta(hours=24)  # cases go on changing: an older preview is computed again
AT_ONCE: Final = 5_000  # rows in memory as they come from the database


def answer_of(preview: ReorganisationPreview, reader: Reader) -> Json:
    """Return the answer of a finished preview over the partnerships that a reader may read now."""
    readable = readable_partnerships(reader)
    rows = preview.cases.filter(partnership__in=readable.values("pk")).order_by("partnership")
    effects = dict(rows.values_list("partnership", "effect").iterator(chunk_size=AT_ONCE))
    return {**whole_answer(preview.answer, effects, readable.count()), "known_at": preview.known_at.isoformat()}


def newest_preview(draft: ReorganisationDraft, base: str, rulebook: str) -> ReorganisationPreview | None:
    """Return the newest preview of a draft as it is now, on the organisation and rulebook of now; None without one.

    One that was stopped counts no more.
    """
    rows = ReorganisationPreview.objects.filter(
        draft=draft,
        revision=draft.revision,
        base=base,
        rulebook=rulebook,
        known_at__gte=timezone.now() - VALID,
    )
    return rows.exclude(state=WholePreviewState.STOPPED).first()
