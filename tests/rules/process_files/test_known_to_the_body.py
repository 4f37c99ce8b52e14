"""A sitting says how many of its contracts the body had screened by itself."""

import pytest

from institutions.models import Account
from rules.models import Commission
from tests.rules.commission.conftest import begun, commission  # noqa: F401 - a fixture
from tests.rules.commission.lists import many_contracts
from tests.rules.process_files.conftest import screened, sent
from tests.rules.process_files.test_process_pages import shown, signed_in

pytestmark = pytest.mark.django_db


def test_a_sitting_counts_contracts_that_the_body_had_screened(
    commission: Commission,  # noqa: F811 - the fixture
    officer: Account,
) -> None:
    screened(sent(commission.body, many_contracts(5), officer, "contract_list", name="list.csv"))
    sitting = begun(commission, officer)
    assert sitting.summary["screened_before"] == 5
    page = shown(signed_in(officer), f"/commissions/sittings/{sitting.pk}/")
    assert "The body knew what the rules answer" in page
