"""The outcomes of indicators that look at one process: flagged and clear beside each other, and what is missing."""

import copy
from dataclasses import replace
from typing import Any

import pytest

from tests.every import every
from tests.rules.processes.samples import (
    CARDINAL,
    MARKET,
    OURS,
    Json,
    answer_of,
    answers_about,
    award,
    bid,
    missing_of,
    process,
    with_values,
)

pytestmark = pytest.mark.bare

PERIOD = {"startDate": "2026-03-01T00:00:00Z", "endDate": "2026-03-16T00:00:00Z"}
SHORT = {"startDate": "2026-03-01T00:00:00Z", "endDate": "2026-03-15T23:59:59Z"}
DISQUALIFIED = process(bid("X", 5, "disqualified"), ocid="ocds-test01-other")


def test_a_period_below_the_limit_is_short_and_one_of_the_limit_is_not() -> None:
    found = answer_of("R003", process(tenderPeriod=SHORT))
    assert found.finding is not None
    assert found.finding.value == 1.0
    assert [each.place for each in found.finding.evidence] == [
        "/tender/tenderPeriod/startDate",
        "/tender/tenderPeriod/endDate",
    ]
    assert answer_of("R003", process(tenderPeriod=PERIOD)).outcome == "clear"


def test_a_method_may_have_its_own_limit_or_be_left_out() -> None:
    settings = with_values(r003_threshold_days_by_details={"Quick": 10}, r003_methods=frozenset({"open"}))
    quick = process(tenderPeriod=SHORT, procurementMethod="open", procurementMethodDetails="Quick")
    assert answer_of("R003", quick, settings).outcome == "clear"
    assert answer_of("R003", process(tenderPeriod=SHORT, procurementMethod="open"), settings).outcome == "flagged"
    direct = process(tenderPeriod=SHORT, procurementMethod="direct")
    assert answer_of("R003", direct, settings).outcome == "not_applicable"
    assert missing_of(answer_of("R003", process(tenderPeriod=SHORT), settings)) == ["/tender/procurementMethod"]


def test_a_date_that_cannot_be_read_is_named() -> None:
    release = process(tenderPeriod={"startDate": "March", "endDate": 5})
    places = ["/tender/tenderPeriod/startDate", "/tender/tenderPeriod/endDate"]
    assert missing_of(answer_of("R003", release)) == places
    placeholder = process(tenderPeriod={**SHORT, "startDate": "1970-01-01T00:00:00Z"})
    assert missing_of(answer_of("R003", placeholder)) == places[:1]
    assert answer_of("R003", placeholder, CARDINAL).outcome == "clear"


def test_cardinal_reads_the_published_number_of_tenderers() -> None:
    one = process(numberOfTenderers=1, procurementMethod="open")
    assert answer_of("R018", one, CARDINAL).outcome == "flagged"
    assert answer_of("R018", {**one, "tender": {"numberOfTenderers": 2, "procurementMethod": "open"}}, CARDINAL) == (
        answer_of("R018", process(numberOfTenderers=0, procurementMethod="selective"), CARDINAL)
    )
    assert missing_of(answer_of("R018", process(procurementMethod="open"), CARDINAL)) == ["/tender/numberOfTenderers"]
    assert missing_of(answer_of("R018", process(numberOfTenderers=1), CARDINAL)) == ["/tender/procurementMethod"]
    limited = process(numberOfTenderers=1, procurementMethod="limited")
    assert answer_of("R018", limited, CARDINAL).outcome == "not_applicable"


def test_ours_counts_valid_bids_and_shows_the_published_number() -> None:
    release = process(bid("A"), bid("B", status="disqualified"), numberOfTenderers=2, procurementMethod="open")
    found = answer_of("R018", release)
    assert found.finding is not None
    assert [(each.place, each.value) for each in found.finding.evidence] == [
        ("/bids/details/0/tenderers/0/id", "A"),
        ("/tender/numberOfTenderers", 2),
        ("/tender/procurementMethod", "open"),
    ]
    assert answer_of("R018", release, CARDINAL).outcome == "clear"
    assert answer_of("R018", process(bid("A"), bid("B"), procurementMethod="open")).outcome == "clear"
    assert answer_of("R018", process(bid("A"), bid("A"), procurementMethod="open")).outcome == "flagged"


def test_a_single_bid_without_a_method_counts_where_rivals_are_listed() -> None:
    assert missing_of(answer_of("R018", process(bid("A")))) == ["/tender/procurementMethod"]
    assert answer_of("R018", process(bid("A"), bid("B", status="withdrawn"))).outcome == "flagged"
    assert answer_of("R018", process(bid("A"), tenderers=[{"id": "A"}, {"id": "B"}])).outcome == "flagged"
    assert answer_of("R018", process(bid("A"), numberOfTenderers=3)).outcome == "flagged"


def test_bids_that_may_still_be_valid_leave_the_count_open() -> None:
    assert missing_of(answer_of("R018", process(bid("A"), bid("B", status="pending")))) == ["/bids/details/1/status"]
    assert missing_of(answer_of("R018", process(bid("A"), bid("B", status=None)))) == ["/bids/details/1/status"]
    assert missing_of(answer_of("R018", process())) == ["/bids/details"]
    assert answer_of("R018", process(bid("A", status="disqualified"))).outcome == "not_applicable"
    assert answer_of("R018", process(bid("A"), bid("B"), bid("C", status=None))).outcome == "clear"


def test_the_same_price_of_two_tenderers_is_flagged_and_two_bids_of_one_are_not() -> None:
    found = answer_of("R028", process(bid("A", 7), bid("B", 7.0), bid("C", 8)))
    assert found.finding is not None
    assert [each.party for each in found.finding.parties] == ["A", "B"]
    assert answer_of("R028", process(bid("A", 7), bid("A", 7), bid("B", 8))).outcome == "clear"
    assert answer_of("R028", process(bid("A", 7), bid("B", 7, "withdrawn"))).outcome == "not_applicable"
    assert missing_of(answer_of("R028", process(bid("A", 7), bid("B")))) == ["/bids/details/1/value/amount"]
    assert missing_of(answer_of("R028", process(bid("A", 7), bid(None, 7)))) == ["/bids/details/1/tenderers/0/id"]
    assert answer_of("R028", process(bid("A", 0), bid("B", 0)), CARDINAL).outcome == "flagged"
    assert answer_of("R028", process(bid("A", 0), bid("B", 0))).outcome == "not_assessable"


def test_prices_are_not_compared_where_the_settings_say_so() -> None:
    release = process(bid("A", 7), bid("B", 7), procurementMethodDetails="Lottery")
    left_out = replace(OURS, uncompared_methods=frozenset({"Lottery"}))
    assert answer_of("R028", release, left_out).outcome == "not_applicable"
    only = replace(OURS, compared_methods=frozenset({"Auction"}), uncompared_methods=frozenset({"Other"}))
    assert answer_of("R028", release, only).outcome == "not_applicable"
    assert missing_of(answer_of("R028", process(bid("A", 7), bid("B", 7)), only)) == [
        "/tender/procurementMethodDetails"
    ]


def test_a_late_bid_that_won_is_flagged_by_moments_in_ours_and_by_texts_in_cardinal() -> None:
    late = process(bid("W", date="2026-03-16T00:00:01Z"), awards=[award("W")], tenderPeriod=PERIOD)
    for settings in (OURS, CARDINAL):
        found = answer_of("R030", late, settings)
        assert found.finding is not None
        assert [each.party for each in found.finding.parties] == ["W"]
    early = process(bid("W", date="2026-03-16T08:00:00+09:00"), awards=[award("W")], tenderPeriod=PERIOD)
    assert answer_of("R030", early).outcome == "clear"
    assert answer_of("R030", early, CARDINAL).outcome == "flagged"


def test_a_late_bid_is_not_assessable_without_its_date_its_winner_or_the_deadline() -> None:
    on_time = bid("W", date="2026-03-15T00:00:00Z")
    assert missing_of(answer_of("R030", process(on_time, awards=[award("W")]))) == ["/tender/tenderPeriod/endDate"]
    dateless = process(bid("W"), awards=[award("W")], tenderPeriod=PERIOD)
    assert missing_of(answer_of("R030", dateless)) == ["/bids/details/0/date"]
    elsewhere = process(on_time, awards=[award("V")], tenderPeriod=PERIOD)
    assert missing_of(answer_of("R030", elsewhere)) == ["/awards/0/suppliers/0/id"]
    one_of_two = process(on_time, awards=[award("W", "V")], tenderPeriod=PERIOD)
    assert missing_of(answer_of("R030", one_of_two)) == ["/awards/0/suppliers/1/id"]
    pending = process(on_time, awards=[award("W", status="pending")], tenderPeriod=PERIOD)
    assert answer_of("R030", pending).outcome == "not_applicable"


def test_the_only_valid_bid_is_flagged_where_others_were_disqualified() -> None:
    release = process(bid("W"), bid("D", status="disqualified"), bid("E", status="disqualified"), awards=[award("W")])
    found = answer_of("R035", release)
    assert found.finding is not None
    assert (found.finding.value, [each.party for each in found.finding.parties]) == (2.0, ["W"])
    assert answer_of("R035", release, with_values(OURS, r035_threshold=3)).outcome == "clear"
    assert answer_of("R035", process(bid("W"), bid("L"), awards=[award("W")])).outcome == "clear"
    same = process(bid("W"), bid("W", status="disqualified"), awards=[award("W")])
    assert answer_of("R035", same).outcome == "clear"
    joint = process(bid("W"), bid("D", status="disqualified"), awards=[award("W", "V")])
    assert answer_of("R035", joint).outcome == "not_applicable"


def test_a_bid_of_unknown_status_may_be_another_valid_one() -> None:
    release = process(bid("W"), bid("D", status="disqualified"), bid("E", status=None), awards=[award("W")])
    assert missing_of(answer_of("R035", release)) == ["/bids/details/2/status"]
    assert answer_of("R035", release, CARDINAL).outcome == "flagged"
    two = process(bid("W"), bid("L"), bid("E", status=None), awards=[award("W")])
    assert answer_of("R035", two).outcome == "clear"


def test_a_file_without_disqualified_bids_cannot_show_that_there_were_none() -> None:
    release = process(bid("W", 5), awards=[award("W")])
    assert missing_of(answer_of("R035", release)) == ["process.no_disqualified_bids"]
    assert answer_of("R035", release, CARDINAL).outcome == "clear"
    assert answer_of("R035", release, beside=[DISQUALIFIED]).outcome == "clear"
    two = process(bid("W", 5), bid("L", 6), awards=[award("W")])
    assert missing_of(answer_of("R036", two)) == ["process.no_disqualified_bids"]
    assert answer_of("R036", two, beside=[DISQUALIFIED]).outcome == "clear"


def test_a_disqualified_bid_below_every_valid_one_is_flagged() -> None:
    release = process(bid("D", 1, "disqualified"), bid("W", 2), awards=[award("W")])
    assert answer_of("R036", release).outcome == "flagged"
    pending = process(bid("D", 2, "disqualified"), bid("P", 1, "pending"), bid("W", 3), awards=[award("W")])
    assert answer_of("R036", pending).outcome == "clear"
    tie = process(bid("D", 2, "disqualified"), bid("W", 2), awards=[award("W")])
    assert answer_of("R036", tie).outcome == "clear"
    assert answer_of("R036", tie, CARDINAL).outcome == "flagged"
    alone = process(bid("D", 2, "disqualified"), awards=[award("W")])
    assert answer_of("R036", alone).outcome == "not_applicable"
    unpriced = process(bid("D", 1, "disqualified"), bid("W", 2), bid("L"), awards=[award("W")])
    assert missing_of(answer_of("R036", unpriced)) == ["/bids/details/2/value/amount"]
    assert answer_of("R036", unpriced, CARDINAL).outcome == "flagged"


@pytest.mark.parametrize("field", [{"status": "cancelled"}, {"procurementMethodDetails": "Lottery"}])
def test_a_cancelled_or_excluded_process_is_not_applicable_and_not_counted(field: Json) -> None:
    settings = replace(CARDINAL, excluded_methods=frozenset({"Lottery"}))
    release = process(bid("W", 1000), bid("L", 1150), awards=[award("W")], **field)
    found = answers_about([release, *MARKET], settings)
    assert {each.outcome for each in found[0].values()} == {"not_applicable"}
    assert found[1:] == answers_about(MARKET, settings)


FULL = process(
    bid("W", 1000, date="2026-03-10T00:00:00Z"),
    bid("L", 1060, date="2026-03-10T00:00:00Z"),
    bid("D", 1070, "disqualified", date="2026-03-10T00:00:00Z"),
    awards=[award("W", items=[{"classification": {"id": "10"}}])],
    tenderPeriod=PERIOD,
    procurementMethod="open",
)
NEEDED: dict[str, list[tuple[Any, ...]]] = {  # Any: names of fields and places in lists
    "R003": [
        ("tender", "tenderPeriod", "startDate"),
        ("tender", "tenderPeriod", "endDate"),
        ("tender", "tenderPeriod"),
    ],
    "R018": [("bids",), ("bids", "details")],
    "R024": [("awards",), ("bids",), ("bids", "details", 0, "value"), ("bids", "details", 1, "value", "currency")],
    "R028": [("bids",), ("bids", "details", 0, "tenderers"), ("bids", "details", 2, "value", "amount")],
    "R030": [("tender",), ("awards", 0, "status"), ("bids", "details", 0, "date"), ("bids", "details", 0, "status")],
    "R035": [("awards",), ("bids",), ("awards", 0, "status")],
    "R036": [("awards",), ("bids",), ("bids", "details", 0, "value"), ("awards", 0, "status")],
    "R058": [("awards",), ("bids", "details", 0, "status"), ("bids", "details", 1, "tenderers", 0, "id")],
}


@every("code", list(NEEDED))
def test_a_process_that_is_clear_is_no_longer_clear_without_a_field_that_is_read(code: str) -> None:
    assert answer_of(code, FULL, beside=MARKET).outcome == "clear"
    for *path, last in NEEDED[code]:
        lacking = copy.deepcopy(FULL)
        place: Json = lacking
        for part in path:
            place = place[part]
        del place[last]
        found = answer_of(code, lacking, beside=MARKET)
        assert (last, found.outcome) == (last, "not_assessable")
        assert found.reasons
