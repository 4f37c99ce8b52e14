"""A store in a folder of the test, and a register with some assessed cases."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from institutions.models import GovernmentBody, Partnership
from rules.fact_store.storage import LocalStorage
from tests.documents import EXAMPLE_NAMES, example, small
from tests.rules.review.casework.building import registered

Registering = Callable[..., Partnership]


@pytest.fixture
def storage(tmp_path: Path, settings: Settings) -> LocalStorage:
    """Return an empty place, which the settings name."""
    settings.FACT_STORE = str(tmp_path / "facts")
    return LocalStorage(tmp_path / "facts")


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody, no_broker: None) -> Registering:
    """Return a function that registers and assesses a small case of a reference."""

    def made(reference: str, **changes: Any) -> Partnership:
        return registered(small(reference=reference, assess_as_of="2026-06-20", **changes))

    return made


@pytest.fixture
def examples(meti: GovernmentBody, digital_agency: GovernmentBody, no_broker: None) -> list[Partnership]:
    """Return the examples, assessed."""
    return [registered(example(name)) for name in EXAMPLE_NAMES]
