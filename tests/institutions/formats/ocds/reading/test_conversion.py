"""A release becomes a document: what it says stands in its place, what it does not say is left out."""

import pytest

from institutions.formats.ocds.reading.conversion import ReleaseOrigin, convert_release
from tests.institutions.formats.ocds.reading.samples import OPTIONS, document, errors, notes, release, with_tender

pytestmark = pytest.mark.bare


def test_the_top_level_comes_from_the_release_and_from_the_options() -> None:
    found = document(release())
    assert {name: found[name] for name in ("reference", "title", "value_yen", "sponsor", "domain", "proposed_on")} == {
        "reference": "ocds-test01-1",
        "title": {"ja": "磁石の調達"},
        "value_yen": 30_000_000,
        "sponsor": "METI",
        "domain": "magnets",
        "proposed_on": "2026-06-15",
    }


def test_the_selection_has_what_is_stated_and_no_legal_ground() -> None:
    assert document(release())["selection"] == {
        "method": "open",
        "object": "goods",
        "opened_on": "2026-03-01",
        "closed_on": "2026-04-10",
        "awarded_on": "2026-04-20",
    }


def test_an_award_gives_the_leading_partner() -> None:
    assert document(release())["participants"] == [{"company": "party:H", "role": "lead_partner"}]


def test_without_an_award_each_bidder_whose_bid_stands_may_become_the_partner() -> None:
    given = release(awards=None, parties=[{"id": "H", "name": "Hikari"}, {"id": "K", "name": "Kita"}])
    assert document(given)["participants"] == [{"company": "party:H", "role": "partner"}]
    assert "each tenderer with a valid bid (1)" in notes(given)["/awards"]


def test_without_any_company_it_is_refused() -> None:
    given = release(awards=None, bids=None, parties=None, tender={"value": {"amount": 1, "currency": "JPY"}})
    assert "a partnership needs it" in errors(given)["/parties"]


def test_without_an_ocid_it_is_refused() -> None:
    assert "no ocid" in errors(release(ocid=None))["/ocid"]


def test_a_title_is_the_ocid_where_none_is_given() -> None:
    assert document(with_tender(title=None))["title"] == {"en": "ocds-test01-1"}


def test_the_title_of_the_project_comes_first() -> None:
    given = release(planning={"project": {"title": "Magnet works"}})
    assert document(given)["title"] == {"en": "Magnet works"}


def test_the_placeholder_date_and_the_status_complete_say_nothing() -> None:
    given = with_tender(tenderPeriod={"startDate": "1970-01-01T00:00:00Z"}, status="complete")
    assert "opened_on" not in document(given)["selection"]


def test_days_out_of_order_are_refused_at_their_place() -> None:
    given = with_tender(tenderPeriod={"startDate": "2026-03-02", "endDate": "2026-03-01"})
    assert "before the start" in errors(given)["/tender/tenderPeriod/endDate"]


def test_the_period_is_that_of_the_contract() -> None:
    period = {"startDate": "2026-07-01", "endDate": "2031-06-30"}
    given = release(contracts=[{"id": "c", "awardID": "a", "status": "active", "period": period}])
    assert document(given)["period"] == {"from": "2026-07-01", "until": "2031-06-30"}


def test_a_period_on_which_contracts_differ_is_unknown_and_noted() -> None:
    contracts = [{"id": str(n), "awardID": "a", "period": {"startDate": f"2026-0{n}-01"}} for n in (7, 8)]
    assert "period" not in document(release(contracts=contracts))
    assert "2 different periods" in notes(release(contracts=contracts))["/contracts/0/period"]


def test_the_package_is_the_source_of_every_statement() -> None:
    origin = ReleaseOrigin(publisher="Example Ministry", uri="https://data.example.jp/package.json")
    found = convert_release(release(), OPTIONS, origin).document
    assert found["sources"] == [
        {
            "key": "ocds",
            "title": "OCDS 1-compiled",
            "publisher": "Example Ministry",
            "url": "https://data.example.jp/package.json",
        }
    ]
    assert {each["source"] for each in found["statements"]} == {"ocds"}


def test_an_address_that_is_none_is_left_out_of_the_source() -> None:
    found = convert_release(release(), OPTIONS, ReleaseOrigin(uri="urn:example:1")).document
    assert found["sources"] == [{"key": "ocds", "title": "OCDS 1-compiled"}]


def test_the_buyer_is_named_in_a_note_and_never_taken_for_the_sponsor() -> None:
    given = release(buyer={"id": "B", "name": "Ministry of Magnets"})
    assert document(given)["sponsor"] == "METI"
    assert "'Ministry of Magnets' is not carried over as the sponsor" in notes(given)["/buyer"]


def test_what_is_not_read_is_named_once() -> None:
    given = with_tender(items=[{"id": "1"}, {"id": "2"}], documents=[], awardCriteria=None)
    assert notes(given)[""] == "Not carried over, since the submission has no field for it: tender.items."


def test_a_release_of_which_all_is_read_has_no_notes() -> None:
    assert notes(release()) == {}


def test_a_language_that_the_document_does_not_have_is_noted() -> None:
    assert "language es" in notes(release(language="es"))["/language"]
    assert notes(release(language="en-GB")) == {}
