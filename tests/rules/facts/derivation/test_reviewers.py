"""Ties of an evaluator of a research call to the applicants and their people."""

from typing import Any

import pytest

from rules.facts.gathering.statements import GatheredStatement, Values
from tests.rules.facts.gathering.building import PARTIES, case_with, facts, said, values

pytestmark = pytest.mark.bare

LEADS: Values = {"company": "hikari", "role": "lead_partner", "principal_investigator": "mori"}
UNIVERSITY = {**PARTIES, "hikari": {"sort": "company", "country": "JP", "type": "university"}}


def ties(
    *statements: GatheredStatement, leads: Values = LEADS, fields: tuple[str, ...] = ("company", "how"), **rest: Any
) -> Any:
    """Return the ties of Sato, who evaluates; Mori leads Hikari's research."""
    given = {"officials": ({"person": "sato", "role": "evaluator"},), "participants": (leads,), **rest}
    return values(facts(case_with(*statements, **given), "reviewer_tie"), *fields)


def test_nothing_stated_is_no_tie() -> None:
    assert ties() == []


def test_a_post_in_the_applicant_or_in_its_competitor_is_a_tie() -> None:
    assert ties(said("employment", person="sato", company="hikari")) == [("hikari", "workplace")]
    assert ties(said("advisory_role", person="sato", company="hikari", until="2026-06-20")) == [("hikari", "workplace")]
    assert ties(said("employment", person="sato", company="hikari", until="2026-06-19")) == []
    assert ties(said("ex_officio_seat", person="sato", company="hikari")) == []
    kita = said("employment", person="sato", company="kita")
    rival = said("competitor", company="hikari", of="kita", domain="magnets")
    assert ties(kita, rival) == [("hikari", "competitor")]
    assert ties(kita, said("competitor", company="oya", of="kita", domain="magnets")) == []


def test_a_competitor_counts_in_the_domain_of_the_case_which_is_asked_for_where_it_is_not_stated() -> None:
    kita = said("employment", person="sato", company="kita")
    elsewhere = said("competitor", company="hikari", of="kita", domain="cloud")
    somewhere = said("competitor", company="hikari", of="kita")
    assert ties(kita, elsewhere) == []
    asked = ("competitor(company=kita, of=hikari)/sato", None)
    assert ties(kita, somewhere, elsewhere, fields=("id", "how")) == [asked]
    here = said("competitor", company="hikari", of="kita", domain="magnets")
    assert ties(kita, somewhere, here) == [("hikari", "competitor")]


def test_only_evaluators_have_ties() -> None:
    job = said("employment", person="sato", company="hikari")
    assert ties(job, officials=({"person": "sato", "role": "decision_maker"},)) == []


def test_an_evaluator_who_leads_the_research_is_tied() -> None:
    assert ties(leads={**LEADS, "principal_investigator": "sato"}) == [("hikari", "principal_investigator")]


def unit(person: str, name: str) -> GatheredStatement:
    return said("employment", person=person, company="hikari", unit=name)


def apart(*statements: GatheredStatement, **rest: Any) -> Any:
    return ties(*statements, fields=("how", "other_unit"), **{"parties": UNIVERSITY, **rest})


def test_another_unit_of_one_university_is_known_where_both_are_stated() -> None:
    mine = unit("sato", "School of Law")
    assert apart(mine, unit("mori", "School of Science")) == [("workplace", True)]
    assert apart(mine, unit("mori", "School of LAW")) == [("workplace", False)]
    assert apart(mine) == [("workplace", None)]
    assert apart(said("employment", person="sato", company="hikari"), unit("mori", "School of Law")) == [
        ("workplace", None)
    ]


def test_two_units_of_a_company_are_one_workplace() -> None:
    assert apart(unit("sato", "Sales"), unit("mori", "Research"), parties=PARTIES) == [("workplace", None)]


def test_research_with_the_applicant_or_its_principal_investigator_is_a_tie_whoever_stated_it() -> None:
    fields = ("company", "how", "until_on", "authors")
    with_company = said("joint_research", person="sato", other="hikari", type="joint", until="2024-03-31")
    paper = said("joint_research", person="mori", other="sato", type="co_author", authors=12)
    assert ties(with_company, fields=fields) == [("hikari", "joint", "2024-03-31", None)]
    assert ties(paper, fields=fields) == [("hikari", "co_author", "9999-12-31", 12)]
    assert ties(said("joint_research", person="sato", other="kita", type="joint")) == []
    assert ties(said("joint_research", person="mori", other="tanaka", type="joint")) == []


def test_kin_who_lead_the_research_are_officers_or_work_on_it_are_ties() -> None:
    fields = ("company", "how", "degree")
    son = said("kinship", person="sato", relative="tanaka", by="blood", degree=1)
    assert ties(said("kinship", person="sato", relative="mori", by="affinity", degree=2), fields=fields) == [
        ("hikari", "affinity", 2)
    ]
    assert ties(son) == []
    assert ties(son, said("directorship", person="tanaka", company="hikari"), fields=fields) == [("hikari", "blood", 1)]
    working = said("employment", person="tanaka", company="hikari", responsible=True)
    assert ties(son, working, fields=fields) == [("hikari", "blood", 1)]
    assert ties(son, said("employment", person="tanaka", company="hikari", responsible=False)) == []


def asked(*statements: GatheredStatement, leads: Values = LEADS) -> list[str]:
    """Return the ids of the ties that are not known."""
    return [fact_id for fact_id, how in ties(*statements, leads=leads, fields=("id", "how")) if how is None]


def test_whether_kin_work_on_it_is_asked_for() -> None:
    son = said("kinship", person="sato", relative="tanaka", by="blood", degree=1)
    job = said("employment", person="tanaka", company="hikari")
    assert asked(son, job) == ["employment(person=tanaka, company=hikari)/sato"]


def test_who_leads_the_research_is_asked_for_where_the_reviewer_has_kin_or_research_partners() -> None:
    son = said("kinship", person="sato", relative="tanaka", by="blood", degree=1)
    paper = said("joint_research", person="sato", other="tanaka", type="co_author")
    with_company = said("joint_research", person="sato", other="kita", type="joint")
    nobody: Values = {"company": "hikari", "role": "lead_partner"}
    wanted = ["principal_investigator(company=hikari)/sato"]
    assert asked(son, leads=nobody) == wanted
    assert asked(paper, leads=nobody) == wanted
    assert asked(son, leads={**nobody, "principal_investigator": True}) == wanted
    assert asked(son, leads={**nobody, "principal_investigator": False}) == []
    assert asked(son, leads={**nobody, "principal_investigator": None}) == []
    assert asked(with_company, leads=nobody) == []
    assert asked(son) == []


def test_every_bidder_is_an_applicant_but_those_that_are_out() -> None:
    kita = said("employment", person="sato", company="kita")
    assert ties(kita, said("bid", company="kita", status="valid")) == [("kita", "workplace")]
    assert ties(kita, said("bid", company="kita")) == [("kita", "workplace")]
    assert ties(kita, said("bid", company="kita", status="withdrawn")) == []


def test_joint_research_is_read_as_stated_and_ended_research_too() -> None:
    case = case_with(
        said("joint_research", person="sato", other="mori", type="teacher_pupil", until="1999-03-31"),
        said("joint_research", person="sato", other="hikari", since="2026-06-21"),
    )
    assert values(facts(case, "joint_research"), "person", "other", "kind", "until_on") == [
        ("sato", "mori", "teacher_pupil", "1999-03-31")
    ]
