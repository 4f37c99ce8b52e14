"""A co-sponsor's officials, powers and records count as the sponsor's; contract law follows the sponsor alone."""

from typing import Any

import pytest

from rules.facts.gathering.statements import CaseInput, GatheredStatement
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said, values

pytestmark = pytest.mark.bare

BUREAU = {**PARTIES, "BUREAU": {"sort": "body", "type": "external_bureau", "parent": "MOF"}}
TOGETHER = {"co_sponsors": ("MOF", "METI", "MOF")}  # the sponsor, and a body named twice, add nothing


def signed_together(*statements: GatheredStatement, **rest: Any) -> CaseInput:
    return case_with(*statements, proposal=TOGETHER, parties=BUREAU, **rest)


def test_each_co_sponsor_is_a_fact_once() -> None:
    assert values(facts(signed_together(), "co_sponsor"), "id", "body") == [("co_sponsor:MOF", "MOF")]
    assert facts(case_with(), "co_sponsor") == []


def test_an_official_of_a_co_sponsor_or_of_a_body_under_it_has_duties_and_a_seat() -> None:
    post = said("appointment", person="sato", body="BUREAU")
    duties = [each for each in facts(signed_together(post), "duty") if each.held]
    assert values(duties, "id", "body", "from_on") == [("duty:role:sato:MOF:hikari", "MOF", "2026-06-15")]
    seats = [each for each in facts(signed_together(post), "body_seat") if each.kind == "appointment"]
    assert values(seats, "person", "body") == [("sato", "BUREAU")]
    panel = said("advisory_role", person="mori", body="BUREAU")
    assert values([each for each in facts(signed_together(panel), "body_seat") if each.kind == "panel"], "body") == [
        ("BUREAU",)
    ]
    for fact_type in ("duty", "body_seat"):
        alone = facts(case_with(post, panel, parties=BUREAU), fact_type)
        assert not any(getattr(each, "held", None) or getattr(each, "kind", "role") != "role" for each in alone)


def test_a_person_with_posts_at_both_has_duties_at_both() -> None:
    posts = (said("appointment", person="sato", body="METI"), said("appointment", person="sato", body="MOF"))
    duties = [each for each in facts(signed_together(*posts), "duty") if each.held]
    assert values(duties, "id", "body") == [("duty:role:sato:MOF:hikari", "MOF"), ("duty:role:sato:hikari", "METI")]


def test_who_left_a_ministry_of_a_co_sponsor_served_in_that_of_a_signatory() -> None:
    post = said("appointment", person="mori", body="BUREAU", service="regular", until="2025-03-31")
    found = facts(signed_together(post), "served_in")
    assert ("MOF", "ministry", True) in values(found, "body", "scope", "of_sponsor")
    assert not any(each.of_sponsor for each in facts(case_with(post, parties=BUREAU), "served_in"))


def test_an_exclusion_by_a_co_sponsor_binds_here() -> None:
    listed: dict[str, Any] = {"company": "hikari", "list": "exclusion_from_tender", "ground": "suspension"}
    for body, binds in (("MOF", "at_co_sponsor"), ("METI", "here"), ("BUREAU", "elsewhere")):
        (found,) = facts(signed_together(said("listing", body=body, **listed)), "exclusion")
        assert found.binds == binds, body


def test_a_measure_of_a_co_sponsor_or_of_a_body_above_or_under_it_bears_on_the_case() -> None:
    for body in ("MOF", "BUREAU", "CABINET"):
        given = said("measure", body=body, domain="magnets", type="order", on="2026-05-01", own=False)
        assert facts(signed_together(given), "measure")[0].bears_on_case, body
    given = said("measure", body="MOF", domain="magnets", type="order", on="2026-05-01", own=False)
    assert not facts(case_with(given), "measure")[0].bears_on_case


def test_whom_a_co_sponsor_kept_out_is_part_of_the_case() -> None:
    out = said("measure", body="BUREAU", company="kita", type="exclusion", on="2026-06-15", own=False)
    assert facts(signed_together(out), "measure")[0].bears_on_case
    assert not facts(case_with(out, parties=BUREAU), "measure")[0].bears_on_case


def test_contract_law_and_the_history_follow_the_sponsor_alone() -> None:
    parties = {
        **BUREAU,
        "METI": {**PARTIES["METI"], "gpa_class": "central"},
        "MOF": {**PARTIES["MOF"], "gpa_class": "none", "local": True},
    }
    award = said("award", company="hikari", body="MOF", domain="magnets", object="research", on="2025-04-01", own=False)
    case = case_with(award, proposal=TOGETHER, selection={"object": "goods"}, parties=parties)
    (size,), (deal,) = facts(case, "procurement_covered"), facts(case, "planned_contract")
    assert (size.body, size.category, deal.body, deal.local) == ("METI", "central_goods", "METI", False)
    assert facts(case, "award_run") == []
