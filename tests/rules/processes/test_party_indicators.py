"""The outcomes of indicators that compare parties over the whole file."""

import pytest

from rules.processes.answers import IndicatorAnswer
from tests.rules.processes.samples import CARDINAL, Json, answers_about, award, bid, missing_of, process, with_values

pytestmark = pytest.mark.bare


def buyer(number: int, disqualified: int, bids: int, *, processes: int = 2) -> list[Json]:
    """Return processes of a buyer, with so many disqualified bids of so many, by tenderers of their own."""
    made = []
    for place in range(processes):
        details = [
            bid(f"{number}-{place}-{each}", status="disqualified" if each < disqualified else "valid")
            for each in range(bids)
        ]
        made.append({**process(*details, ocid=f"ocds-{number}-{place}"), "buyer": {"id": f"B{number}"}})
    return made


def outcomes(found: list[dict[str, IndicatorAnswer]], code: str) -> list[str]:
    return [each[code].outcome for each in found]


def test_a_frequent_tenderer_that_never_wins_is_flagged_in_every_process_that_it_bids_in() -> None:
    # Twenty processes of one tenderer each win; F loses in ten.
    releases = [
        process(bid(f"T{n}"), bid(f"S{n}", status="withdrawn"), awards=[award(f"T{n}")], ocid=f"a{n}")
        for n in range(30)
    ]
    releases += [process(bid(f"T{n}"), bid("F"), awards=[award(f"T{n}")], ocid=f"b{n}") for n in range(10)]
    found = answers_about(releases)
    assert outcomes(found, "R025") == ["clear"] * 30 + ["flagged"] * 10
    finding = found[-1]["R025"].finding
    assert finding is not None
    assert [(each.place, each.of, each.value) for each in finding.evidence] == [
        ("/bids/details/1/tenderers/0/id", None, "F"),
        ("processes_won", "F", 0),
        ("processes_with_valid_bid", "F", 10),
    ]
    assert [(each.party, each.value) for each in finding.parties] == [("F", 0.0)]


def test_a_lower_fence_of_zero_flags_nobody_and_says_so() -> None:
    found = answers_about(
        [process(bid("A"), bid("B"), bid("C"), awards=[award("A")], ocid=f"{n}") for n in range(3)], CARDINAL
    )
    assert missing_of(found[0]["R025"]) == ["process.no_lower_limit"]


def test_a_tenderer_of_no_process_that_counts_is_named() -> None:
    found = answers_about([process(bid("A"), awards=[award("A", "B")])], CARDINAL)
    assert missing_of(found[0]["R025"]) == ["process.party_not_counted"]


def test_a_buyer_that_disqualifies_unusually_many_bids_is_flagged() -> None:
    releases = [each for number in range(24) for each in buyer(number, 1 if number % 2 else 0, 4)]
    releases += buyer(99, 3, 4)
    found = answers_about(releases)
    assert outcomes(found, "R038")[-2:] == ["flagged", "flagged"]
    finding = found[-1]["R038"].finding
    assert finding is not None
    assert [(each.group, each.party, each.value) for each in finding.parties] == [("Buyer", "B99", 0.75)]
    assert outcomes(found, "R038")[:48] == ["clear"] * 48


def test_a_buyer_with_one_process_is_left_out_by_ours_and_counted_by_its_bids_in_cardinal() -> None:
    releases = [each for number in range(24) for each in buyer(number, 0, 4)] + buyer(99, 3, 4, processes=1)
    by_bids = with_values(r038_threshold=0.5, r038_minimum_submitted_bids=9)
    by_processes = with_values(r038_threshold=0.5, r038_minimum_submitted_bids=9, r038_counts_processes=True)
    assert outcomes(answers_about(releases, by_bids), "R038")[-1] == "flagged"
    assert outcomes(answers_about(releases, by_processes), "R038")[-1] == "not_applicable"


def test_disqualified_bids_are_not_assessable_without_buyer_bids_or_tenderers() -> None:
    whole = buyer(1, 1, 2)
    for releases, field in (
        ([process(bid("A"), bid("B", status="disqualified"))], "/buyer/id"),
        ([{**whole[0], "bids": {}}, whole[1]], "/bids/details/0"),
        (
            [{**whole[0], "bids": {"details": [bid(None), bid("D", status="disqualified")]}}],
            "/bids/details/0/tenderers/0/id",
        ),
    ):
        found = answers_about(releases, with_values(r038_threshold=2.0))[0]["R038"]
        assert field in missing_of(found)


def supplied(name: str, number: int, *classes: str) -> list[Json]:
    """Return awards to a supplier in so many processes, each with items of these classes."""
    items = [{"classification": {"id": each}} for each in classes]
    return [process(awards=[award(name, items=items)], ocid=f"{name}-{each}") for each in range(number)]


def test_a_supplier_of_unusually_many_classes_is_flagged() -> None:
    settings = with_values(r048_minimum_contracting_processes=2)
    releases = [each for number in range(8) for each in supplied(f"S{number}", 2, "1010", "1011")]
    releases += supplied("V", 2, "10", "20", "3099")
    found = answers_about(releases, settings)
    assert outcomes(found, "R048")[-2:] == ["flagged", "flagged"]
    finding = found[-1]["R048"].finding
    assert finding is not None
    assert [(each.party, each.value) for each in finding.parties] == [("V", 3.0)]
    low = with_values(r048_minimum_contracting_processes=2, r048_threshold=4)
    assert set(outcomes(answers_about(releases, low), "R048")) == {"clear"}
    assert set(outcomes(answers_about(releases, CARDINAL), "R048")) == {"not_applicable"}


def test_variety_is_not_assessable_without_classifications() -> None:
    settings = with_values(r048_minimum_contracting_processes=1, r048_threshold=2)
    [bare] = answers_about([process(awards=[award("S", items=[{}])])], settings)
    assert missing_of(bare["R048"]) == ["/awards/0/items/0/classification/id", "process.party_not_counted"]
    [joint] = answers_about([process(awards=[award("S", "T")])], settings)
    assert joint["R048"].outcome == "not_applicable"
    [none] = answers_about([process(awards=[award("S", status="cancelled")])], settings)
    assert none["R048"].outcome == "not_applicable"
    assert missing_of(answers_about([{"ocid": "1"}], settings)[0]["R048"]) == ["/awards"]


def test_a_finding_about_several_parties_has_statements_about_the_first_three() -> None:
    releases = [each for number in range(24) for each in buyer(number, 0, 4)]
    both = buyer(99, 3, 4)
    for each in both:
        each["tender"] = {"procuringEntity": {"id": "P99"}}
    found = answers_about([*releases, *both], with_values(r038_threshold=0.5, r038_minimum_submitted_bids=1))
    finding = found[-1]["R038"].finding
    assert finding is not None
    assert [each.group for each in finding.parties] == ["Buyer", "ProcuringEntity", *["Tenderer"] * 3]
    stated = (finding.statement, *finding.further)
    assert [getattr(each, "party", None) for each in stated] == ["B99", "P99", "99-1-0"]
