"""Bids, tenderers and subcontracts."""

from typing import Any

import pytest

from tests.institutions.formats.ocds.reading.samples import document, notes, release, stated, with_tender

pytestmark = pytest.mark.bare


def with_bids(*bids: dict[str, Any]) -> dict[str, Any]:
    """Return the sample release with these bids."""
    return release(bids={"details": list(bids)})


H, K = {"id": "H"}, {"id": "K"}


def test_a_bid_is_stated_with_company_amount_day_and_status() -> None:
    assert stated(release(), "bid")[0] == {
        "company": "party:H",
        "on": "2026-04-09",
        "status": "valid",
        "amount_yen": 28_000_000,
    }


def test_a_tenderer_without_a_bid_of_its_own_is_a_bidder() -> None:
    assert stated(with_bids({"id": "1", "tenderers": [H], "status": "valid"}), "bid") == [
        {"company": "party:H", "status": "valid"},
        {"company": "party:K"},
    ]


def test_a_joint_bid_has_members_and_a_note_that_no_leader_is_stated() -> None:
    given = with_bids({"id": "1", "tenderers": [K, H]})
    assert stated(given, "bid") == [{"company": "party:K", "members": ["party:H"]}]
    assert "does not say who leads" in notes(given)["/bids/details/0/tenderers"]


@pytest.mark.parametrize(
    ("bid", "says"),
    [
        ({"id": "3", "status": "invited", "tenderers": [K]}, "An invitation is not a bid"),
        ({"id": "3", "status": "valid"}, "names no tenderer"),
        ({"id": "3", "tenderers": [{"id": "unknown"}]}, "names no tenderer"),
    ],
)
def test_what_is_no_bid_of_anybody_is_noted(bid: dict[str, Any], says: str) -> None:
    assert says in notes(with_bids({"id": "1", "tenderers": [H]}, bid))["/bids/details/1"]


def test_an_unknown_status_is_left_out_and_noted_and_pending_is_silent() -> None:
    given = with_bids(
        {"id": "1", "tenderers": [H], "status": "odd"}, {"id": "2", "tenderers": [K], "status": "pending"}
    )
    assert stated(given, "bid") == [{"company": "party:H"}, {"company": "party:K"}]
    assert list(notes(given)) == ["/bids/details/0/status"]


def test_a_bidder_that_the_profile_calls_disqualified_is() -> None:
    parties = [*release()["parties"], {"id": "M", "name": "Minato", "roles": ["disqualifiedBidder"]}]
    assert stated(release(parties=parties), "bid")[-1] == {"company": "party:M", "status": "disqualified"}


def test_a_number_of_tenderers_that_differs_from_those_named_is_noted() -> None:
    assert "5 tenderers are counted, but 2" in notes(with_tender(numberOfTenderers=5))["/tender/numberOfTenderers"]


def with_subcontract(of: dict[str, Any], **terms: Any) -> dict[str, Any]:
    """Return the sample release, in which one bid names Minato as its subcontractor."""
    subcontracts = {"subcontracts": [{"id": "s", "subcontractor": {"id": "M", "name": "Minato"}}], **terms}
    return with_bids(
        {"id": "1", "tenderers": [H]},
        {"id": "2", "tenderers": [K]},
        {"id": "3", "tenderers": [of], "subcontracting": subcontracts},
    )


def test_a_subcontract_of_the_supplier_is_stated_with_its_share() -> None:
    given = with_subcontract(H, minimumPercentage=0.3, maximumPercentage=0.3)
    assert stated(given, "subcontract") == [
        {"contractor": "party:H", "company": "party:M", "share_bp": 3000, "named_in_bids": True}
    ]
    assert {"company": "party:M", "role": "subcontractor"} in document(given)["participants"]


def test_a_share_between_two_bounds_is_unknown() -> None:
    given = with_subcontract(H, minimumPercentage=0.3, maximumPercentage=0.4)
    assert "share_bp" not in stated(given, "subcontract")[0]


def test_a_subcontract_of_a_bid_that_lost_is_noted_only() -> None:
    given = with_subcontract(K)
    assert stated(given, "subcontract") == []
    assert "was not awarded" in notes(given)["/bids/details/2/subcontracting/subcontracts/0"]
