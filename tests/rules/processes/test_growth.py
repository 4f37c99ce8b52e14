"""A published process with many bidders alike takes work in proportion to what is found in it."""

from dataclasses import replace
from functools import cache
from math import isqrt
from typing import Final

import pytest

from institutions.formats.ocds.publishers import NO_PROFILE
from institutions.formats.ocds.reading.conversion import ReleaseOrigin, convert_release
from rules.assessing.findings import first_stage
from rules.engine.evaluating.outcomes import CertainMatch, Evaluation
from rules.facts.derivation.bids import companies_in_case
from rules.facts.derivation.chosen import NOT_KNOWN
from rules.facts.derivation.related_companies import related_facts
from rules.facts.derivation.ties import ties_on
from rules.facts.gathering.mapping.reading import CaseReading, read_case_input
from rules.processes.collusion.buyer_history import BuyerHistory
from rules.processes.collusion.process_case import process_case
from rules.processes.collusion.process_document import process_document
from rules.processes.collusion.rulebook_part import collusion_rulebook
from rules.processes.collusion.settings import RuleSettings
from rules.processes.published_process import PublishedProcess
from tests.institutions.formats.ocds.reading.samples import OPTIONS
from tests.proportion import assert_linear
from tests.rules.processes.samples import Json, award, bid
from tests.rules.processes.test_collusion_rules import AS_OF, answer, open_tender

pytestmark = pytest.mark.django_db

PAIRS: Final = 105  # of 15 bidders; twice and four times as many are those of 21 and 29


def bidders_at(streets: list[str]) -> Json:
    """Return a process with one bidder at each of these addresses; all are fictional."""
    release = open_tender(*(bid(f"c{place}", 900_000 + place) for place in range(len(streets))))
    release["parties"] = [
        {
            "id": f"c{place}",
            "name": f"Fictional {place} KK",
            "roles": ["tenderer"],
            "address": {"streetAddress": street, "locality": "Chiyoda-ku", "region": "Tokyo"},
        }
        for place, street in enumerate(streets)
    ]
    return release


def test_bidders_who_all_share_one_address_take_work_in_proportion_to_their_pairs() -> None:
    """A hundred took 16 seconds, with 4,950 pairs."""

    def screen(pairs: int) -> None:
        bidders = (1 + isqrt(1 + 8 * pairs)) // 2
        found = answer("COL-11", bidders_at(["1-3-1 Kasumigaseki"] * bidders))
        assert len(found.findings) == bidders * (bidders - 1) // 2

    assert_linear(screen, size=PAIRS)


def test_bidders_who_share_addresses_in_pairs_take_work_in_proportion_to_the_bidders() -> None:
    def screen(bidders: int) -> None:
        found = answer("COL-11", bidders_at([f"1-3-{1 + place // 2} Kasumigaseki" for place in range(bidders)]))
        assert len(found.findings) == bidders // 2

    assert_linear(screen, size=24)


class CountedText(str):
    """A text that counts how often it is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        CountedText.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def test_the_findings_of_the_first_stage_are_gathered_without_comparing_each_match_with_all_others() -> None:
    """4,950 matches of one rule were compared 24 million times, within one call that counts as a line."""

    def compared(number: int) -> int:
        matches = tuple(
            CertainMatch("COL-11", "high", (("tie", f"f{each}"),), (CountedText(f"k{each}"),))
            for each in (*range(number), *range(number))
        )
        CountedText.compared = 0
        found = [*first_stage(Evaluation(matches, {}, {}), collusion_rulebook())]
        assert [each.origins for each in found] == [(f"f{each}",) for each in range(number)]
        return CountedText.compared

    few, more = compared(50), compared(100)
    assert more <= 2 * few + 50


def awards_with_contracts(number: int, *, of_one: bool = False, by_bid: bool = False) -> Json:
    """Return a process with so many awards, each with a contract; `of_one`: all have the id of one award."""
    release = open_tender(*({**bid(f"c{place}", 900_000 + place), "id": f"b{place}"} for place in range(number)))
    ids = ["1" if of_one else str(place) for place in range(number)]
    release["awards"] = [
        {
            **(award(status="active") if by_bid else award(f"c{place}", status="active")),
            **({"relatedBid": f"b{number - 1 - place}"} if by_bid else {}),
            "id": each,
            "date": "2005-06-10T00:00:00Z",
        }
        for place, each in enumerate(ids)
    ]
    release["contracts"] = [{"id": f"k{place}", "awardID": each} for place, each in enumerate(ids)]
    return release


@pytest.mark.parametrize("given", [{}, {"of_one": True}, {"by_bid": True}])
def test_awards_with_their_contracts_and_bids_are_read_with_work_in_proportion(given: dict[str, bool]) -> None:
    """Each award was compared with each contract, and with each bid: 400 of each took seconds."""

    def read(number: int) -> None:
        release = awards_with_contracts(number, **given)
        converted = convert_release(release, replace(OPTIONS, named_by_id=True), ReleaseOrigin())
        assert len([each for each in converted.document["statements"] if each["kind"] == "award"]) == number

    assert_linear(read, size=30)


def test_bidders_with_nobody_tied_to_them_are_not_paired_in_search_of_unknown_relations() -> None:
    @cache
    def reading_of(number: int) -> CaseReading:
        settings, history = RuleSettings(as_of=AS_OF, publisher=NO_PROFILE), BuyerHistory()
        history.settle()
        release = bidders_at([f"1-3-{place} Kasumigaseki" for place in range(number)])
        read = process_document(PublishedProcess(release["ocid"], release), settings)
        return read_case_input(process_case(release["ocid"], read, history, settings, NOT_KNOWN))

    for number in (40, 80, 160):
        reading_of(number)

    def related(number: int) -> None:
        reading = reading_of(number)
        names = companies_in_case(reading)
        found = [*related_facts(reading, ties_on(reading, reading.as_of), names, (), ())]
        assert len(names) == number
        assert len(found) <= 2 * number

    assert_linear(related, size=40)
