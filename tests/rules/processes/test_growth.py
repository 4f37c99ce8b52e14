"""A published process with many bidders alike takes work in proportion to what is found in it."""

from math import isqrt
from typing import Final

import pytest

from rules.assessing.findings import first_stage
from rules.engine.evaluating.outcomes import CertainMatch, Evaluation
from rules.processes.collusion.rulebook_part import collusion_rulebook
from tests.proportion import assert_linear
from tests.rules.processes.samples import Json, bid
from tests.rules.processes.test_collusion_rules import answer, open_tender

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
