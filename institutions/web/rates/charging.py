"""The processor time of a request, charged to whoever sent it: a few large requests cost as much as many small ones."""

import time
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from institutions.web.rates.limits import CallerKind, charge

Charged = list[tuple[CallerKind, object]]


def charged(request: Any) -> Charged:  # Any: Django's request, or that of REST framework around it
    """Return the list of callers to whom the time of a request is charged; add to it."""
    held: Any = getattr(request, "_request", request)
    if not hasattr(held, "charged_to"):
        held.charged_to = []
    found: Charged = held.charged_to
    return found


def charge_answer(request: HttpRequest, answer: HttpResponseBase, begun: float) -> HttpResponseBase:
    """Charge the time since `begun` (of this thread), and of a streamed answer also that of each part; return it."""
    callers = charged(request)
    charge_all(callers, time.thread_time() - begun)
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
        charge_all(callers, spent)
        if close := getattr(parts, "close", None):
            close()


def charge_all(callers: Charged, seconds: float) -> None:
    """Charge seconds to each caller."""
    for kind, caller in callers:
        charge(kind, caller, seconds)
