"""The next revision of a case's document, where somebody adds a fact to it and proposes nothing new."""

from datetime import date
from typing import Any

from institutions.access.callers import Reader
from institutions.audit.logs import request_id
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, Submission, SubmissionWay

Json = dict[str, Any]  # Any: a submission document


def register_restated(
    document: Json, *, on: date, account: Account, way: SubmissionWay, reader: Reader | None = None
) -> Submission:
    """Check and register a document as the next revision; DraftInvalid names every trouble.

    `reader` is who added to it, the operator if nobody is given: it names no party that they may not find. If it fixes
    the day that it is assessed from, it would not use a later statement: that day moves on to `on`.
    """
    content = {**document, "revision": document["revision"] + 1}
    if (fixed := content.get("assess_as_of")) and fixed < on.isoformat():
        content["assess_as_of"] = on.isoformat()
    draft = check_document(content, reader=reader)
    return register_partnership(draft, account=account, way=way, request_id=request_id.get()).submission
