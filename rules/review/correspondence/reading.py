"""The papers of a case that somebody may read, and the content of a file, compared with its hash."""

from hashlib import sha256

from django.db.models import QuerySet

from institutions.access.callers import reader_for
from institutions.access.keys import KeyHolder
from institutions.access.partnerships import open_partnership_rule
from institutions.models import Account, Partnership, Role
from rules.access.account_ids import ids_of_account
from rules.access.audiences import PaperReader, paper_reader
from rules.access.sensitive_reads import note_read
from rules.models import Attachment, AttachmentContent, Audience, Comment
from rules.review.casework.errors import BlockedError
from rules.review.correspondence.troubles.files import ContentDiffers


def attachments_for(reader: PaperReader, partnership: Partnership) -> QuerySet[Attachment]:
    """Return the files of a case that somebody may read, in their order."""
    rows = Attachment.objects.filter(reader.rule(), case__partnership=partnership)
    return rows.select_related("account", "person", "hearing__finding", "answer__decision__finding").order_by(
        "at", "pk"
    )


def comments_for(reader: PaperReader, partnership: Partnership) -> QuerySet[Comment]:
    """Return the comments on a case that somebody may read, in their order; withdrawn ones among them."""
    rows = Comment.objects.filter(reader.rule(), case__partnership=partnership)
    rows = rows.select_related("account", "person", "finding", "withdrawal__account").order_by("at", "pk")
    return rows.prefetch_related("mentions__mentioned")


def shown_text(comment: Comment, user: Account | KeyHolder) -> str:
    """Return the text of a comment that somebody may read; of a withdrawn one nothing, but to auditors."""
    withdrawn = hasattr(comment, "withdrawal")
    return "" if withdrawn and not (isinstance(user, Account) and user.role == Role.AUDITOR) else comment.text


def find_comment(user: Account | KeyHolder, pk: int) -> Comment | None:
    """Return one comment that somebody may read; None for one that they may not, and for none."""
    row = Comment.objects.filter(pk=pk).select_related("case__partnership").first()
    return row if row and paper_reader(user, row.case.partnership).reads(row) else None


def comments_for_person(account: Account) -> QuerySet[Comment]:
    """Return the comments that are for the person behind an account, the newest first, in cases open to it."""
    rows = Comment.objects.filter(audience=Audience.PERSON_CONCERNED, person__in=ids_of_account(account))
    rows = rows.filter(open_partnership_rule("case__partnership", reader_for(account)).q())
    return rows.select_related("case__partnership", "account", "withdrawal").order_by("-at", "-pk")


def find_attachment(user: Account | KeyHolder, pk: int) -> Attachment | None:
    """Return one file that somebody may read; None for one that they may not, and for none."""
    row = Attachment.objects.filter(pk=pk).select_related("case__partnership").first()
    return row if row and paper_reader(user, row.case.partnership).reads(row) else None


def files_for_person(account: Account) -> QuerySet[Attachment]:
    """Return the files that are for the person behind an account, the newest first, in cases that are open to it."""
    rows = Attachment.objects.filter(audience=Audience.PERSON_CONCERNED, person__in=ids_of_account(account))
    rows = rows.filter(open_partnership_rule("case__partnership", reader_for(account)).q())
    return rows.select_related("case__partnership", "hearing__finding").order_by("-at", "-pk")


def content_for(user: Account | KeyHolder, attachment: Attachment) -> bytes:
    """Return the content of a file, and record that it was read. BlockedError if it is not what was attached."""
    held = AttachmentContent.objects.filter(pk=attachment.pk).values_list("content", flat=True).first()
    content = bytes(held or b"")
    if sha256(content).hexdigest() != attachment.sha256:
        raise BlockedError([ContentDiffers()])
    what = f"attachment:{attachment.pk}"
    note_read(user, what, {what: attachment.sha256}, attachment.case.partnership_id)
    return content
