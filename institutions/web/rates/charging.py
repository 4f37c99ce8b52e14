"""The processor time and the bytes of a request, charged to whoever sent it: a few large ones cost as many small ones.

Files of imports have a limit of their own (`institutions.imports.quota`), so that their bytes are not charged.
"""

import time
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase

from institutions.web.rates.limits import CallerKind, charge

SECONDS_OF_ONE: Final = 0.05  # processor time that one request may take: at 600 a minute, half a processor
BYTES_OF_ONE: Final = 100_000  # that one request may send: at 600 a minute, 60 MB
LONGEST: Final = 15  # digits of a length
FILES: Final = "multipart/form-data"
Charged = list[tuple[CallerKind, object]]


def charged(request: Any) -> Charged:  # Any: Django's request, or that of REST framework around it
    """Return the list of callers to whom the time of a request is charged; add to it."""
    held: Any = getattr(request, "_request", request)
    if not hasattr(held, "charged_to"):
        held.charged_to = []
    found: Charged = held.charged_to
    return found


def charge_answer(request: HttpRequest, answer: HttpResponseBase, begun: float) -> HttpResponseBase:
    """Charge the bytes sent and the time since `begun` (of this thread), also of parts that are streamed; return it."""
    callers = charged(request)
    seconds, sent = time.thread_time() - begun, bytes_sent(request)
    charge_all(callers, int(seconds / SECONDS_OF_ONE + sent / BYTES_OF_ONE))
    parts: Any = getattr(answer, "streaming_content", None)  # Any: Django declares no types for both sorts of parts
    if callers and parts is not None and not getattr(answer, "is_async", False):
        answer.streaming_content = charged_parts(parts, callers)  # type: ignore[attr-defined]  # of a streamed answer
    return answer


def charged_parts(parts: Iterator[bytes], callers: Charged) -> Iterator[bytes]:
    """Yield the parts of an answer, and charge the time that each took."""
    spent, each_part = 0.0, iter(parts)
    try:
        while True:
            begun = time.thread_time()
            part = next(each_part, None)
            spent += time.thread_time() - begun
            if part is None:
                return
            yield part
    finally:
        charge_all(callers, int(spent / SECONDS_OF_ONE))
        if close := getattr(parts, "close", None):
            close()


def bytes_sent(request: HttpRequest) -> int:
    """Return the bytes of the body, as far as they are charged."""
    length = str(request.META.get("CONTENT_LENGTH") or "")
    return int(length) if length.isdecimal() and len(length) < LONGEST and request.content_type != FILES else 0


def charge_all(callers: Charged, requests: int) -> None:
    """Charge so many requests to each caller."""
    for kind, caller in callers:
        charge(kind, caller, requests)
