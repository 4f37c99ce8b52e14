"""The limit of what one body may register over REST and the form: so many bytes of documents in all.

A document is kept for as long as its case, and each correction is stored beside the one before. Without a limit, one
key that sends the largest document over and over would fill the disk for every body.
"""

from django.conf import settings
from django.db.models import F

from institutions.codes.errors import CodedError
from institutions.codes.parameters import PlainNumber
from institutions.drafts.troubles.document import StoredDocumentsFull
from institutions.models import StoredBytes, Submission
from institutions.values.hashing import canonical_json


class DocumentsFullError(CodedError):
    """A document with which its body would have more stored than it may."""


def take_room(submission: Submission) -> None:
    """Count a document that was just stored; DocumentsFullError if its body has no room for it.

    Call it last in the transaction, which the error undoes: the body's row is locked until its end, so that two
    documents do not take the same room.
    """
    most, size = int(settings.DOCUMENT_BYTES_OF_BODY), len(canonical_json(submission.document).encode())
    body = submission.partnership.submitted_by_id
    StoredBytes.objects.bulk_create([StoredBytes(body_id=body)], ignore_conflicts=True)
    rows = StoredBytes.objects.filter(body=body)
    if not rows.filter(documents__lte=most - size).update(documents=F("documents") + size):
        raise DocumentsFullError(StoredDocumentsFull(most=PlainNumber(most)))
