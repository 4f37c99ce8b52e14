"""The verification of attached files: each is compared with the SHA-256 in its covered row, one at a time."""

from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256

from institutions.audit.derived_rows import compare_derived
from institutions.audit.row_troubles import some_of
from rules.models import Attachment, AttachmentContent

TABLE = AttachmentContent._meta.db_table  # noqa: SLF001 - Django documents _meta


def content_troubles(since: datetime | None = None) -> Iterator[str]:
    """Yield each attachment whose content is missing or another one; `since`: of those attached from that moment on."""
    rows = Attachment.objects.order_by("pk")
    named = rows.filter(at__gte=since) if since else rows
    yield from some_of(troubles_of(list(named.values_list("pk", "sha256"))), "attachments")


def troubles_of(named: list[tuple[int, str]]) -> Iterator[str]:
    """Yield the troubles of these attachments. One query each: a file may have many megabytes."""
    for pk, wanted in named:
        held = AttachmentContent.objects.filter(pk=pk).values_list("content", flat=True).first()
        if held is None:
            yield f"{TABLE} {pk}: the content is missing"
        elif sha256(held).hexdigest() != wanted:
            yield f"{TABLE} {pk}: the content is not what was attached"


compare_derived(AttachmentContent, by=content_troubles)
