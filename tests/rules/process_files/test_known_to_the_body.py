"""A sitting knows what the body had screened by itself: it counts that, and no list leaves it out unseen."""

import pytest

from institutions.models import Account
from rules.commission.public_report import report_of
from rules.models import Commission, CommissionMember, StoredProcess
from rules.process_files.joining import join_with_partnership
from tests.documents import small
from tests.policyengine.access.proposals import registered
from tests.rules.commission.conftest import begun, commission, drawn, member  # noqa: F401 - fixtures
from tests.rules.commission.lists import many_contracts
from tests.rules.process_files.conftest import Json, award, lines, process, screened, sent
from tests.rules.process_files.test_process_pages import shown, signed_in

pytestmark = pytest.mark.django_db


def test_a_sitting_counts_contracts_that_the_body_had_screened(
    commission: Commission,  # noqa: F811 - the fixture
    officer: Account,
) -> None:
    screened(sent(commission.body, many_contracts(5), officer, "contract_list", name="list.csv"))
    sitting = begun(commission, officer)
    assert sitting.summary["screened_before"] == 5
    assert (sitting.summary["not_listed"], sitting.summary["otherwise"]) == ([], [])
    page = shown(signed_in(officer), f"/commissions/sittings/{sitting.pk}/")
    assert "The body knew what the rules answer" in page


def test_a_contract_that_the_body_had_screened_and_left_out_of_its_list_is_drawn_from_too(
    commission: Commission,  # noqa: F811 - the fixture
    member: CommissionMember,  # noqa: F811 - the fixture
    officer: Account,
) -> None:
    screened(sent(commission.body, many_contracts(12), officer, "contract_list", name="list.csv"))
    listed = many_contracts(9)
    sitting = begun(commission, officer, listed)
    assert sitting.total == 12
    assert len(sitting.summary["not_listed"]) == 3
    page = shown(signed_in(officer), f"/commissions/sittings/{sitting.pk}/")
    assert "left them out of its lists" in page
    assert "架空設備の保守 その11" in page
    outcomes = {tuple(sorted(each.screened["outcomes"])) for each in sitting.items.all()}
    assert len(outcomes) == 1, "an added contract is asked what the others are asked"
    assert report_of(drawn(sitting, officer, member), [])["not_listed"] == 3


def contract(ocid: str, title: str, day: str, amount: int, buyer: str = "METI") -> Json:
    """Return a contract of a body with 架空建設株式会社."""
    given = award("架空建設株式会社", date=f"{day}T00:00:00Z", value={"amount": amount, "currency": "JPY"})
    made = process(awards=[given], ocid=ocid, title=title)
    return {**made, "buyer": {"id": buyer, "name": buyer}}


def test_a_day_outside_the_period_does_not_take_a_screened_contract_out(
    commission: Commission,  # noqa: F811 - the fixture
    officer: Account,
) -> None:
    screened(sent(commission.body, lines(contract("ocds-1-1", "架空道路の舗装", "2024-04-20", 5)), officer))
    listed = lines(contract("ocds-1-1", "架空道路の舗装", "2024-06-20", 5))
    sitting = begun(commission, officer, listed, form="ocds")
    assert [each.facts["day"] for each in sitting.items.all()] == ["2024-04-20"]
    assert sitting.summary["not_listed"] == [1]


def test_a_contract_whose_amount_differs_from_the_screened_one_is_named(
    commission: Commission,  # noqa: F811 - the fixture
    officer: Account,
) -> None:
    screened(sent(commission.body, lines(contract("ocds-1-1", "架空道路の舗装", "2024-04-20", 9)), officer))
    listed = lines(contract("ocds-1-1", "架空道路の舗装", "2024-04-20", 5))
    sitting = begun(commission, officer, listed, form="ocds")
    assert (sitting.total, sitting.summary["not_listed"], sitting.summary["otherwise"]) == (1, [], [1])
    page = shown(signed_in(officer), f"/commissions/sittings/{sitting.pk}/")
    assert "than the file that the body had screened" in page


def test_the_same_contract_in_another_form_and_those_that_are_no_contracts_of_the_body_are_not_added(
    commission: Commission,  # noqa: F811 - the fixture
    officer: Account,
) -> None:
    same = contract("ocds-1-1", "架空設備の保守　その０", "2024-04-01", 1_000_000)
    of_other = contract("ocds-1-2", "架空の船", "2024-04-02", 7, buyer="MOD")
    undecided = {**process(ocid="ocds-1-3", title="架空の公告"), "buyer": {"id": "METI", "name": "METI"}}
    secret = contract("CLOSED-1", "架空の工事", "2024-04-02", 8)
    registered(small(reference="CLOSED-1", secrecy="defence"))
    screened(sent(commission.body, lines(same, of_other, undecided, secret), officer))
    assert StoredProcess.objects.count() == 4
    sitting = begun(commission, officer)
    assert (sitting.summary["not_listed"], sitting.total) == ([], 12)


def test_of_two_equal_contracts_a_list_cannot_leave_out_one(
    commission: Commission,  # noqa: F811 - the fixture
    officer: Account,
) -> None:
    """A split order: same day, amount and party. The same ones in another form are no further contracts."""
    split = [contract(f"ocds-1-{place}", "架空道路の舗装", "2024-04-20", 5) for place in (1, 2)]
    foreign = contract("ocds-1-3", "架空設備の保守 その11", "2024-05-12", 1_011_000, buyer="MOD")
    screened(sent(commission.body, lines(*split, foreign), officer))
    sitting = begun(commission, officer, lines(split[0]), form="ocds")
    assert [each.facts["id"] for each in sitting.items.order_by("facts__id")] == ["ocds-1-1", "ocds-1-2"]
    assert len(sitting.summary["not_listed"]) == 1
    same = contract("ocds-1-4", "架空設備の保守　その１１", "2024-05-12", 1_011_000)
    screened(sent(commission.body, many_contracts(12), officer, "contract_list", name="list.csv"))
    screened(sent(commission.body, lines(same), officer, name="more.jsonl"))
    again = begun(commission, officer, many_contracts(11))
    added = {each.facts["id"] for each in again.items.filter(number__in=again.summary["not_listed"])}
    assert added == {"ocds-1-1", "ocds-1-2", "ocds-1-4"}, "the twelfth comes once, and not for that of another body"


def test_a_process_that_became_a_partnership_is_no_further_contract(
    commission: Commission,  # noqa: F811 - the fixture
    officer: Account,
) -> None:
    screened(sent(commission.body, lines(contract("ocds-1-1", "架空道路の舗装", "2024-04-20", 5)), officer))
    selection = {"method": "open", "object": "services", "awarded_on": "2024-04-21"}
    partnership = registered(small(reference="OWN-1", selection=selection))
    join_with_partnership(StoredProcess.objects.get().pk, partnership, officer)
    sitting = begun(commission, officer)
    assert (sitting.total, sitting.summary["not_listed"]) == (13, [])
