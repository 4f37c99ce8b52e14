"""An assessed case of METI with findings, and two reviewers."""

from uuid import UUID

import pytest

from institutions.models import Account, GovernmentBody, Partnership
from tests.conftest import agency_of_digital_affairs, ministry_of_economy
from tests.rules.review.casework.building import officer as new_officer
from tests.rules.review.casework.building import registered, reviewer
from tests.sharing import shared


def case_of_officer() -> Partnership:
    """Make the example with Hikari Magnetics, submitted by METI's officer, and assess it."""
    agency_of_digital_affairs()
    return registered(account=officer_of(ministry_of_economy()))


def officer_of(body: GovernmentBody) -> Account:
    """Return the officer of a body, made unless the tests of a module share one."""
    return Account.objects.filter(username="officer-of-body").first() or new_officer(body)


shared_case = shared("case", case_of_officer, home=__name__)


@pytest.fixture(autouse=True)
def without_broker(no_broker: None) -> None:
    """Let each test finish its assessments itself."""


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    return officer_of(meti)


@pytest.fixture
def first(db: None) -> Account:
    return reviewer("first")


@pytest.fixture
def second(db: None) -> Account:
    return reviewer("second")


@pytest.fixture
def case(
    shared_case: UUID | None, meti: GovernmentBody, digital_agency: GovernmentBody, officer: Account
) -> Partnership:
    """Return the example with Hikari Magnetics, submitted by METI's officer."""
    return Partnership.objects.get(pk=shared_case) if shared_case else case_of_officer()
