"""Tests of seals and days run by a fixed clock."""

from collections.abc import Iterator

import pytest

from tests.fixed_clock import clock_from_noon


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    """Let no day end within a test."""
    with clock_from_noon():
        yield
