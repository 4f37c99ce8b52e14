"""What is sent in these days, and how, where schemathesis deals a hand of values (test_fuzzing.py)."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from tests.rules.web.api.fuzzing import caller_key

DAY: Final = int(os.environ.get("FUZZ_DAY") or datetime.now(UTC).toordinal())
HANDS: Final = 8
SMALL_HANDS: Final = 24  # of what is also assessed: a request takes some ten times as long
COVERAGE: Final[dict[str, Any]] = {"fuzzing": {"enabled": False}, "examples": {"enabled": False}}


@pytest.fixture
def key(db: None) -> Iterator[str]:
    with caller_key() as key:
        yield key


def send(case: Any, key: str) -> None:
    """Send it and hold the answer against the schema."""
    try:
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"})
    except BaseException as failure:
        failure.add_note(f"Run it again with FUZZ_DAY={DAY}.")
        raise
