"""An assessed case of METI, and its officer."""

import pytest

from institutions.models import Account, GovernmentBody, Partnership
from tests.rules.review.casework.building import officer as new_officer
from tests.rules.review.casework.building import (
    registered,
)


@pytest.fixture(autouse=True)
def without_broker(no_broker: None) -> None:
    """Let each test finish its assessments itself."""


@pytest.fixture
def officer(meti: GovernmentBody, digital_agency: GovernmentBody) -> Account:
    return new_officer(meti)


@pytest.fixture
def case(officer: Account) -> Partnership:
    return registered(account=officer)
