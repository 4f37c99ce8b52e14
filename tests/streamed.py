"""Streamed answers of the test client: a server closes unfinished downloads, Django's client leaves them open."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.test import Client

STREAMED: list[Any] = []  # Any: the closers of an answer have no type


@contextmanager
def remember_streamed() -> Iterator[None]:
    """Remember each streamed answer that a client of Django or REST framework gets meanwhile."""
    original = Client.request

    def request(self: Client, **given: Any) -> Any:  # Any: as Django declares them
        answer = original(self, **given)
        if answer.streaming:
            STREAMED.append(answer)
        return answer

    with patch.object(Client, "request", request):
        yield


@contextmanager
def close_streamed() -> Iterator[None]:
    """Close on leaving what was streamed within: after its transaction PostgreSQL no longer knows the cursor."""
    before = len(STREAMED)
    try:
        yield
    finally:
        while len(STREAMED) > before:
            for close in STREAMED.pop()._resource_closers:
                close()
