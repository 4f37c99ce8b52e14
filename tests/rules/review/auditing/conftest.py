"""An auditor who reads, and a case that was cleared."""

from collections.abc import Iterator

import pytest
from django.test import Client

from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.review.casework.act_table import Act
from tests.fixed_clock import clock_from_noon
from tests.rules.review.casework.building import (
    decided,
    do,
    registered,
    reviewer,
    settle,
    under_review,
)


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    """Let no day end within a test."""
    with clock_from_noon():
        yield


@pytest.fixture(autouse=True)
def without_broker(no_broker: None) -> None:
    """Let each test finish its assessments itself."""


@pytest.fixture
def auditor(db: None) -> Account:
    return Account.objects.create_user("auditor", role=Role.AUDITOR)


@pytest.fixture
def asks(auditor: Account, client: Client) -> Client:
    """Return the auditor's signed-in client."""
    client.force_login(auditor)
    return client


@pytest.fixture
def cleared(meti: GovernmentBody, digital_agency: GovernmentBody) -> Partnership:
    """Return a case that two reviewers cleared: one finding mitigated and then dismissed by the same person."""
    first, second = reviewer("first"), reviewer("second")
    partnership = registered()
    under_review(partnership, first, second)
    decided(partnership, "COI-01", first, "mitigated")
    decided(partnership, "COI-01", first, "dismissed")
    settle(partnership, first, second)
    do(partnership, Act.CLEAR, first)
    return partnership
