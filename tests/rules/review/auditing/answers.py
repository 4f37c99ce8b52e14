"""The content of an answer, for tests of auditing."""

from typing import Any


def text_of(answer: Any) -> str:
    return str((answer.getvalue() if answer.streaming else answer.content).decode())
