"""A receipt as a download: the file that `manage.py receipt` writes, made for its reader."""

import json
import threading
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from institutions.access.keys import KeyHolder
from institutions.audit.receipts import NoReceiptError
from institutions.models import Account
from rules.models import Finding, FindingDecision
from rules.review.auditing.receipt_troubles import TooManyReceipts
from rules.review.auditing.receipts import ReceiptReader, receipt_of_decision, receipt_of_finding

JSON: Final = "application/json"
AT_ONCE: Final = 2  # receipts that one web process makes at the same time: a case may have thousands of events
WAIT_SECONDS: Final = 3  # for one of them to end; meanwhile a thread of the web server is held
AGAIN_SECONDS: Final = 5
Json = dict[str, Any]  # Any: plain data

free = threading.BoundedSemaphore(AT_ONCE)


class BusyError(NoReceiptError):
    """Too many receipts at once: after `AGAIN_SECONDS` it may work."""


def receipt_headers(name: str) -> HttpResponse:
    """Return the answer without the file; no cache keeps it, since its data on people is for its reader alone."""
    answer = HttpResponse(content_type=f"{JSON}; charset=utf-8", headers={"Cache-Control": "private, no-store"})
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return answer


def finding_receipt(finding: Finding, reader: Account | KeyHolder, method: str | None) -> HttpResponse:
    """Return the receipt of a finding. NoReceiptError if none can be made now; HEAD makes none."""
    name = f"receipt-finding-{finding.pk}"
    return receipt_answer(lambda: receipt_of_finding(finding, ReceiptReader(reader)), name, method)


def decision_receipt(finding: Finding, number: int, reader: Account | KeyHolder, method: str | None) -> HttpResponse:
    """Return the receipt of a decision of a finding, by its number. NoReceiptError and HEAD as above."""
    decision = get_object_or_404(FindingDecision.objects.select_related("finding"), finding=finding, number=number)
    name = f"receipt-finding-{finding.pk}-decision-{number}"
    return receipt_answer(lambda: receipt_of_decision(decision, ReceiptReader(reader)), name, method)


def receipt_answer(make: Callable[[], Json], name: str, method: str | None) -> HttpResponse:
    """Make a receipt, at most two at once, and return it as a file."""
    answer = receipt_headers(name)
    if method == "HEAD":
        return answer
    if not free.acquire(timeout=WAIT_SECONDS):
        raise BusyError(TooManyReceipts())
    try:
        receipt = make()
    finally:
        free.release()
    answer.content = f"{json.dumps(receipt, ensure_ascii=False, indent=1)}\n"
    return answer
