"""Facts about many awards name the ones to look at first and count the others."""

from dataclasses import replace

import pytest

from rules.assessing.material import material_of, plain_fact
from rules.facts.derivation.named_awards import NAMED
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import Fact
from tests.rules.facts.derivation.test_award_history import KNOWN, award
from tests.rules.facts.gathering.building import case_with, facts, facts_of

pytestmark = pytest.mark.bare
MANY = 60


def tender(number: int, company: str = "kita") -> GatheredStatement:
    """Return an award by tender for the case's object, a later one with each number."""
    on = f"{2022 + number // 24}-{number % 12 + 1:02}-{10 + number // 12 % 2}"
    return award(company, on, 100 + number, object="research", method="open")


TENDERS = [tender(number, "hikari" if number % 3 else "kita") for number in range(MANY)]
IN_TIME = [each.ref for each in sorted(TENDERS, key=lambda each: str(each.values["on"]))]


def the(kind: str, *statements: GatheredStatement, years: int = 5) -> Fact:
    """Return the one fact of a kind; of a kind with several periods, that of the longest."""
    found: Fact
    (found,) = [each for each in facts(case_with(*statements), kind) if getattr(each, "years", years) == years]
    return found


def test_a_series_names_its_latest_tenders_and_counts_the_others() -> None:
    series = the("tender_series", *TENDERS)
    assert set(series.origins) == set(IN_TIME[-NAMED:])
    assert set(series.further) == set(IN_TIME[:-NAMED])


def test_a_series_of_few_tenders_names_all_of_them() -> None:
    series = the("tender_series", *TENDERS[:NAMED])
    assert set(series.origins) == {each.ref for each in TENDERS[:NAMED]}
    assert series.further == ()


def test_a_share_names_the_awards_to_the_group_first() -> None:
    few = [award("hikari", "2022-01-05"), award("hikari", "2022-01-06")]
    share = the("award_share", *few, *(tender(number) for number in range(MANY)), KNOWN)
    assert {each.ref for each in few} <= set(share.origins)
    assert (len(share.origins), len(share.further)) == (NAMED, MANY + 2 - NAMED)


def test_a_run_names_its_own_awards_and_no_others() -> None:
    last = [award("hikari", "2026-06-01"), award("hikari", "2026-06-02")]
    before = award("kita", "2026-05-01")
    assert set(the("award_run", *TENDERS, before, *last).origins) == {each.ref for each in last}


def test_without_a_run_the_awards_of_the_last_day_show_it() -> None:
    last = [award("kita", "2026-06-02"), award("oya", "2026-06-02")]
    assert set(the("award_run", *TENDERS, *last).origins) == {each.ref for each in last}


def test_an_unknown_run_names_the_awards_without_a_day() -> None:
    undated = award("kita", None)
    assert the("award_run", *TENDERS, undated).origins == (undated.ref,)


def test_a_claim_among_those_that_are_only_counted_makes_the_fact_a_claim() -> None:
    first = replace(next(each for each in TENDERS if each.ref == IN_TIME[0]), confidence="claim")
    others = [each for each in TENDERS if each.ref != IN_TIME[0]]
    assert not the("tender_series", *TENDERS).claimed
    assert the("tender_series", first, *others).claimed


def test_the_hash_of_the_others_is_that_of_the_set_not_of_its_order() -> None:
    series = the("tender_series", *TENDERS)
    turned = replace(series, further=tuple(reversed(series.further)))
    one_less = replace(series, further=series.further[1:])
    assert plain_fact(turned) == plain_fact(series)
    assert plain_fact(one_less).further_sha256 != plain_fact(series).further_sha256


def test_a_snapshot_holds_the_sources_of_the_named_awards_alone() -> None:
    case = case_with(*TENDERS)
    found = facts_of(case)
    material = material_of(case, found, ())
    named = {origin for fact in found for origin in fact.origins}
    assert set(material.sources) == named & set(IN_TIME)
    assert len(material.sources) < MANY
