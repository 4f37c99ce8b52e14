"""An attached file as a download: a browser saves it and shows nothing of it, whatever it holds."""

from typing import Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from rules.models import Attachment, FileKind
from rules.review.correspondence.file_kinds import MEDIA_TYPES

CLOSED: Final = "default-src 'none'; sandbox"


def download_answer(attachment: Attachment, content: bytes) -> HttpResponse:
    """Return the file under its own name and kind, which its content decided. No cache keeps it."""
    return HttpResponse(
        content,
        content_type=MEDIA_TYPES[FileKind(attachment.kind)],
        headers={
            "Content-Disposition": content_disposition_header(as_attachment=True, filename=attachment.name) or "",
            "Content-Security-Policy": CLOSED,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
