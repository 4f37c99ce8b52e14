"""Awards and contracts: an amount belongs to a supplier only where it surely does."""

from typing import Any

import pytest

from tests.institutions.formats.ocds.reading.samples import document, notes, release, stated

pytestmark = pytest.mark.bare

H, K = {"id": "H"}, {"id": "K"}


def yen(amount: int) -> dict[str, Any]:
    """Return a value in yen."""
    return {"amount": amount, "currency": "JPY"}


def test_an_award_is_stated_with_what_the_selection_says() -> None:
    assert stated(release(), "award") == [
        {
            "company": "party:H",
            "on": "2026-04-20",
            "body": "METI",
            "domain": "magnets",
            "method": "open",
            "object": "goods",
            "subject": "磁石の調達",
            "amount_yen": 28_000_000,
        }
    ]


def test_an_award_to_several_has_no_amount_for_each() -> None:
    given = release(awards=[{"id": "a", "suppliers": [H, K], "value": yen(10)}])
    assert [each.get("amount_yen") for each in stated(given, "award")] == [None, None]
    assert "10 JPY is for 2 suppliers together" in notes(given)["/awards/0/value"]
    assert [each["role"] for each in document(given)["participants"]] == ["partner", "partner"]


def test_contracts_that_name_their_supplier_give_the_amounts() -> None:
    given = release(
        awards=[{"id": "a", "suppliers": [H, K], "value": yen(10)}],
        contracts=[
            {"id": "1", "awardID": "a", "suppliers": H, "value": yen(4)},
            {"id": "2", "awardID": "a", "suppliers": [K], "value": yen(6)},
        ],
    )
    assert [each["amount_yen"] for each in stated(given, "award")] == [4, 6]
    assert notes(given) == {}


def test_an_award_without_a_value_takes_that_of_its_only_contract() -> None:
    given = release(awards=[{"id": "a", "suppliers": [H]}], contracts=[{"id": "1", "awardID": "a", "value": yen(4)}])
    assert stated(given, "award")[0]["amount_yen"] == 4


def test_an_award_without_suppliers_goes_to_the_tenderers_of_its_bid() -> None:
    given = release(awards=[{"id": "a", "relatedBid": "1"}])
    assert [each["company"] for each in stated(given, "award")] == ["party:H"]


@pytest.mark.parametrize("status", ["pending", "cancelled", "unsuccessful"])
def test_an_award_that_was_not_made_is_noted_only(status: str) -> None:
    given = release(awards=[{"id": "a", "status": status, "suppliers": [K], "value": yen(1)}])
    assert stated(given, "award") == []
    assert f"'{status}' is the status of something that was not concluded" in notes(given)["/awards/0"]


def test_an_award_to_nobody_is_noted() -> None:
    given = release(awards=[*release()["awards"], {"id": "b", "title": "stub"}])
    assert len(stated(given, "award")) == 1
    assert "names no supplier" in notes(given)["/awards/1"]


def test_a_contract_without_an_award_is_an_award_to_its_suppliers() -> None:
    given = release(awards=None, contracts=[{"id": "c", "dateSigned": "2026-05-01", "suppliers": [K], "value": yen(3)}])
    [award] = stated(given, "award")
    assert (award["company"], award["on"], award["amount_yen"]) == ("party:K", "2026-05-01", 3)


def test_a_contract_with_neither_award_nor_supplier_is_noted() -> None:
    given = release(contracts=[{"id": "c", "awardID": "other", "value": yen(3)}])
    assert "belongs to no award" in notes(given)["/contracts/0"]


def test_two_days_of_award_leave_the_day_of_the_selection_unknown() -> None:
    given = release(awards=[*release()["awards"], {"id": "b", "date": "2026-05-01", "suppliers": [K]}])
    assert "awarded_on" not in document(given)["selection"]
