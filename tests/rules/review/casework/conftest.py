"""An assessed case of METI with findings, and two reviewers."""

import pytest

from institutions.models import Account, GovernmentBody, Partnership
from tests.rules.review.casework.building import officer as new_officer
from tests.rules.review.casework.building import registered, reviewer


@pytest.fixture(autouse=True)
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notify no worker of a queued row: a test finishes its assessments itself."""
    monkeypatch.setattr("institutions.jobs.dispatch.send", lambda *_args, **_kwargs: True)


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    return new_officer(meti)


@pytest.fixture
def first(db: None) -> Account:
    return reviewer("first")


@pytest.fixture
def second(db: None) -> Account:
    return reviewer("second")


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody, officer: Account) -> Partnership:
    """Return the example with Hikari Magnetics, submitted by METI's officer."""
    return registered(account=officer)
