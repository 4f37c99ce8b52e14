"""The hands of values that schemathesis sends on a given day (test_fuzzing.py)."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from tests.rules.web.api.fuzzing import caller_key

DAY: Final = int(os.environ.get("FUZZ_DAY") or datetime.now(UTC).toordinal())
HANDS: Final = 20
SMALL_HANDS: Final = 24  # for requests that are also assessed: these take about ten times as long
COVERAGE: Final[dict[str, Any]] = {"fuzzing": {"enabled": False}, "examples": {"enabled": False}}


@pytest.fixture
def key(db: None) -> Iterator[str]:
    with caller_key() as key:
        yield key


def send(case: Any, key: str) -> None:
    """Send a case and check the answer against the schema."""
    try:
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"})
    except BaseException as failure:
        failure.add_note(f"Run it again with FUZZ_DAY={DAY}.")
        raise
