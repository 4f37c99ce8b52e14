"""Posts, holdings, competitors, exposures, measures: as stated, from when they count, and for whom."""

from typing import Any

import pytest

from rules.facts.kinds.base import OPEN_END, OPEN_START
from tests.rules.facts.gathering.building import case_with, facts, said, values

pytestmark = pytest.mark.bare


def test_each_kind_of_post_is_read_with_its_days() -> None:
    case = case_with(
        said("directorship", person="sato", company="hikari", paid=False, until="2025-01-31"),
        said("employment", person="tanaka", company="kita", since="2019-04-01", responsible=True),
        said("advisory_role", person="mori", company="kita", fee_yen_per_year=0),
        said("re_employment", person="mori", company="hikari", on="2025-05-01"),
        said("secondment", person="tanaka", company="minami", body="METI"),
        said("ex_officio_seat", person="sato", company="oya"),
        said("advisory_role", person="mori", body="PANEL"),
        said("employment", person="sato", company="minami", since="2026-06-21"),
    )
    assert values(facts(case, "company_post"), "person", "kind", "paid", "from_on", "until_on") == [
        ("mori", "adviser", False, OPEN_START, OPEN_END),
        ("mori", "re_employment", None, "2025-05-01", OPEN_END),
        ("sato", "ex_officio", None, OPEN_START, OPEN_END),
        ("sato", "officer", False, OPEN_START, "2025-01-31"),
        ("tanaka", "employee", None, "2019-04-01", OPEN_END),
        ("tanaka", "seconded_from", None, OPEN_START, OPEN_END),
    ]


def test_as_what_a_former_official_went_to_a_company_is_read() -> None:
    case = case_with(
        said("re_employment", person="mori", company="hikari", on="2025-05-01", capacity="officer"),
        said("re_employment", person="mori", company="kita", on="2025-05-01"),
    )
    assert values(facts(case, "company_post"), "company", "capacity") == [("hikari", "officer"), ("kita", None)]


def test_a_holding_gives_its_share_of_the_capital_else_its_votes_else_unknown() -> None:
    case = case_with(
        said("shareholding", holder="sato", company="hikari", share_bp=620, voting_bp=500),
        said("shareholding", holder="sato", company="kita", voting_bp=10),
        said("shareholding", holder="sato", company="oya", until="2020-01-01"),
    )
    stakes = [("hikari", 620, OPEN_END), ("kita", 10, OPEN_END), ("oya", None, "2020-01-01")]
    assert values(facts(case, "holds_stake"), "company", "share_bp", "until_on") == stakes


def test_competitors_compete_both_ways() -> None:
    case = case_with(said("competitor", company="hikari", of="kita", domain="magnets"))
    both = [("hikari", "kita", "magnets"), ("kita", "hikari", "magnets")]
    assert values(facts(case, "competes"), "company", "other", "domain") == both


def test_only_what_participants_have_abroad_is_read_and_only_while_it_is_true() -> None:
    case = case_with(
        said("exposure", company="hikari", country="CN", revenue_bp=3100),
        said("exposure", company="hikari", country="US", until="2026-06-19"),
        said("exposure", company="kita", country="CN"),
    )
    assert values(facts(case, "exposure"), "company", "country", "revenue_bp") == [("hikari", "CN", 3100)]


def test_a_measure_lasts_until_its_end_else_it_is_over_with_its_day() -> None:
    case = case_with(
        said("measure", body="METI", company="hikari", type="subsidy", on="2025-09-01"),
        said("measure", body="METI", company="hikari", type="protection", on="2020-01-01", until="2026-12-31"),
        said("measure", body="METI", company="hikari", type="order", on="2026-06-21"),
    )
    lasting = [("protection", "2020-01-01", "2026-12-31"), ("subsidy", "2025-09-01", "2025-09-01")]
    assert values(facts(case, "measure"), "kind", "on", "lasted_until_on") == lasting


@pytest.mark.parametrize(
    ("values_of_it", "own", "bears"),
    [
        # about a company of the case, in whatever domain and by whatever body
        ({"body": "MOF", "company": "hikari", "domain": "cloud"}, False, True),
        ({"body": "MOF", "company": "kita"}, False, True),  # a competitor of a participant
        ({"body": "MOF", "company": "oya"}, False, True),  # the parent of a participant
        ({"body": "MOF", "company": "fund"}, False, True),  # its bid was disqualified
        # about a company that has nothing to do with the case: the same domain alone is not enough
        ({"body": "MOF", "company": "minami", "domain": "magnets"}, False, False),
        ({"body": "METI", "company": "minami", "domain": "magnets", "on": "2026-06-14"}, False, False),
        ({"body": "MOF", "company": "minami", "domain": "magnets", "on": "2026-06-16"}, False, False),
        # kept out of this selection by the sponsor, or by a body above or under it
        ({"body": "METI", "company": "minami", "domain": "magnets", "on": "2026-06-15"}, False, True),
        ({"body": "ANRE", "company": "minami", "on": "2026-06-16"}, False, True),
        ({"body": "CABINET", "company": "minami", "on": "2026-06-16", "type": "refusal"}, False, True),
        ({"body": "METI", "company": "minami", "on": "2026-06-16", "type": "order"}, False, False),
        ({"body": "METI", "company": "minami", "domain": "cloud", "on": "2026-06-16"}, False, False),
        ({"body": "METI", "company": "minami"}, False, False),  # on a day that is not known
        # about no company
        ({"body": "METI", "domain": "magnets"}, False, True),
        ({"body": "ANRE", "domain": "magnets"}, False, True),
        ({"body": "CABINET", "domain": "magnets"}, False, True),
        ({"body": "MOF", "domain": "magnets"}, False, False),
        ({"body": "METI", "domain": "cloud"}, False, False),
        ({"body": "METI"}, False, False),
        # stated in this document
        ({"body": "MOF", "company": "minami", "domain": "cloud"}, True, True),
        ({"body": "MOF"}, True, True),
    ],
)
def test_a_measure_bears_on_the_case_by_company_by_body_and_domain_or_by_submission(
    values_of_it: dict[str, Any], own: bool, bears: bool
) -> None:
    rival = said("competitor", company="kita", of="hikari")
    parent = said("group", company="hikari", parent="oya")
    out = said("bid", company="fund", status="disqualified")
    measure = said("measure", **{"type": "exclusion", **values_of_it}, own=own)
    case = case_with(rival, parent, out, measure)
    assert [fact.bears_on_case for fact in facts(case, "measure")] == [bears]


def test_all_measures_about_a_company_that_was_kept_out_bear_on_the_case() -> None:
    kept_out = said("measure", body="METI", company="minami", type="exclusion", on="2026-06-16", own=False)
    earlier = said("measure", body="MOF", company="minami", type="order", on="2020-01-01", own=False)
    case = case_with(kept_out, earlier)
    assert [fact.bears_on_case for fact in facts(case, "measure")] == [True, True]


@pytest.mark.parametrize(
    ("values_of_it", "bears"),
    [
        ({"domain": "magnets", "trade_effect": "export"}, True),
        ({"domain": "magnets", "trade_effect": "none"}, False),
        ({"domain": "magnets"}, False),
        ({"domain": "cloud", "trade_effect": "export"}, False),
        ({"domain": "magnets", "trade_effect": "export", "company": "minami"}, False),
        ({"company": "hikari"}, True),
    ],
)
def test_what_limits_trade_in_the_domain_bears_on_it_whatever_the_body(
    values_of_it: dict[str, Any], bears: bool
) -> None:
    case = case_with(said("measure", body="MOF", **values_of_it, own=False))
    assert [fact.bears_on_trade for fact in facts(case, "measure")] == [bears]


def test_a_measure_restricts_a_country_for_the_case_unless_it_is_a_general_standard() -> None:
    given: dict[str, Any] = {"body": "METI", "domain": "magnets", "restricts_country": "CN"}
    listed = {"restricts_countries": ()}
    limited = case_with(said("measure", **given), proposal=listed)
    assert values(facts(limited, "restricts"), "country") == [("CN",)]
    assert facts(case_with(said("measure", **given, general=True), proposal=listed), "restricts") == []
    elsewhere = said("measure", **{**given, "domain": "cloud"}, own=False)
    assert facts(case_with(elsewhere, proposal=listed), "restricts") == []


def test_what_is_stated_of_a_measure_is_read_and_what_is_not_is_unknown() -> None:
    flags = (
        *("in_writing", "criterion_published", "reasons_given", "hearing_held", "urgent", "secrecy_ground"),
        *("money_only", "general", "remedy_notice", "security_exception_recorded", "condition_published"),
        "disadvantage_followed",
    )
    others = {"consequence": "permit", "discriminates_by": "origin", "trade_effect": "export", "damage_yen": 5}
    given: dict[str, Any] = {**dict.fromkeys(flags, False), **others}
    (stated,) = facts(case_with(said("measure", body="METI", **given)), "measure")
    assert {name: getattr(stated, name) for name in given} == given
    (silent,) = facts(case_with(said("measure", body="METI")), "measure")
    assert {getattr(silent, name) for name in given} == {None}


def test_an_appeal_is_a_fact_of_its_own_from_the_day_on_which_it_was_filed() -> None:
    act: dict[str, Any] = {"body": "METI", "type": "order", "on": "2026-03-01"}
    (appeal,) = facts(case_with(said("measure", **act, appeal_filed_on="2026-06-20")), "appeal")
    (measure,) = facts(case_with(said("measure", **act, appeal_filed_on="2026-06-20")), "measure")
    assert (appeal.measure, appeal.on, appeal.origins) == (measure.id, "2026-06-20", (measure.id,))
    assert facts(case_with(said("measure", **act, appeal_filed_on="2026-06-21")), "appeal") == []
    assert facts(case_with(said("measure", **act, appeal_filed_on=None)), "appeal") == []
