"""Notices about reorganisations: a preview is over, and an enactment waits for a second administrator."""

from rules.events.kinds import EnactmentAsked, ReorganisationPreviewed
from rules.events.publishing import subscribe
from rules.messages.notices.recipients import administrators_to_notify
from rules.messages.notices.writing import write_notices
from rules.models import NoticeKind


@subscribe(ReorganisationPreviewed)
def preview_over(event: ReorganisationPreviewed) -> None:
    """Notify the account that asked for the preview of a draft, whether it has an answer or not."""
    preview = event.preview
    if preview.account_id is None or preview.draft is None:
        return
    which = {"reorganisation": str(preview.draft_id), "draft": preview.draft.reference}
    write_notices(NoticeKind.PREVIEW_READY, f"preview:{preview.pk}", [preview.account_id], None, **which)


@subscribe(EnactmentAsked)
def enactment_asked(event: EnactmentAsked) -> None:
    """Notify the other administrators that one of them asks for an enactment, or for its withdrawal."""
    request = event.request
    which = {"reorganisation": str(request.draft_id), "draft": request.draft.reference}
    told = administrators_to_notify() - {request.asked_by_id}
    write_notices(NoticeKind.ENACTMENT_WAITING, f"enactment-request:{request.pk}", told, None, **which)
