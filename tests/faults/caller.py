"""Systems of a ministry that register proposals all the time, and repeat each until it is answered."""

import http.client
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from tests.documents import small

CALLERS: Final = 2
BETWEEN: Final = 0.25  # seconds between two registrations of one caller
AGAIN: Final = 0.5  # seconds before a request is repeated
PATIENCE: Final = 300.0
STORED: Final = (200, 201)


class NotAnsweredError(Exception):
    """A registration that was refused, or that nobody answered in time."""


@dataclass
class Caller:
    """A system with a key; `accepted` are the references that it was told are stored, `met` what it met instead."""

    port: int
    key: str
    accepted: list[str] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def register(self, reference: str) -> None:
        """Register one proposal; the same request again until it is answered, with the same Idempotency-Key."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            status = self.send(reference)
            with self.lock:
                if status in STORED:
                    self.accepted.append(reference)
                    return
                self.met["unanswered" if status is None else "5xx" if status >= 500 else str(status)] += 1
            if status is not None and 400 <= status < 500 and status not in (409, 429):
                raise NotAnsweredError(f"{reference}: {status}")
            time.sleep(AGAIN)
        raise NotAnsweredError(reference)

    def send(self, reference: str) -> int | None:
        """Send a proposal once; return the status, or None if the connection broke or was refused."""
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Authorization": f"Bearer {self.key}",
            "Content-Type": "application/json",
            "Idempotency-Key": reference,
        }
        try:
            asked.request("POST", "/api/v1/partnerships/", json.dumps(document(reference)), headers)
            answer = asked.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            asked.close()
        return answer.status

    @contextmanager
    def registering(self, prefix: str) -> Iterator[None]:
        """Register proposals inside, one after the other, from several threads; raise what one of them met."""
        ended, troubles = threading.Event(), list[Exception]()

        def go_on(number: int) -> None:
            count = 0
            while not ended.wait(BETWEEN):
                try:
                    self.register(f"{prefix}-{number}-{count:03}")
                except Exception as trouble:  # noqa: BLE001 - whatever it is: it is raised in the thread that waits
                    troubles.append(trouble)
                    return
                count += 1

        threads = [threading.Thread(target=go_on, args=(number,), daemon=True) for number in range(CALLERS)]
        for each in threads:
            each.start()
        try:
            yield
        finally:
            ended.set()
            for each in threads:
                each.join()
        if troubles:
            raise troubles[0]


def document(reference: str) -> dict[str, Any]:
    """Return a fictional proposal whose companies and people are its own."""
    made = small(reference=reference)
    for party in (*made["companies"], *made["people"]):
        party["name"] = {"en": f"{party['name']['en']} {reference} (fictional)"}
    return made
