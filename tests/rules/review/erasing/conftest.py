"""The case and the administrator of tests of erasures."""

import pytest

from institutions.models import (
    Account,
    GovernmentBody,
    Partnership,
    Role,
)
from rules.review.casework.act_table import Act
from tests.documents import example
from tests.rules.review.casework.building import (
    decided,
    do,
    officer,
    registered,
    reviewer,
    under_review,
)
from tests.rules.review.erasing.erased_case import named


@pytest.fixture
def administrator(db: None) -> Account:
    return Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)


@pytest.fixture
def over(meti: GovernmentBody, digital_agency: GovernmentBody) -> Partnership:
    """Return a case that a reviewer decided something in, with the name in the reason, and that was then withdrawn."""
    document = example("hikari_magnetics")
    submitter, first = officer(meti), reviewer("first")
    partnership = registered(document, submitter)
    under_review(partnership, first)
    decided(partnership, "COI-01", first, reason=f"Asked {named(document)[0]} about the shares.")
    do(partnership, Act.WITHDRAW, submitter, reason=f"{named(document)[-1]}の件により。")
    return partnership
