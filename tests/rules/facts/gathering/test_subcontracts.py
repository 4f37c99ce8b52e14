"""Subcontracts of this partnership, and subcontractors of whom it is not stated for whom they work."""

import pytest

from tests.rules.facts.gathering.building import CASE, case_with, facts, said, values

pytestmark = pytest.mark.bare
WITH_KITA = (*CASE.participants, {"company": "kita", "role": "subcontractor"})


def test_a_subcontract_is_read_as_stated() -> None:
    stated = said("subcontract", contractor="hikari", company="kita", share_bp=2000, named_in_bids=False)
    (fact,) = facts(case_with(stated, participants=WITH_KITA), "subcontract")
    assert (fact.contractor, fact.company, fact.share_bp) == ("hikari", "kita", 2000)
    assert (fact.named_in_bids, fact.approved) == (False, None)


def test_a_subcontractor_among_the_participants_is_asked_for_its_contractor() -> None:
    (fact,) = facts(case_with(participants=WITH_KITA), "subcontract")
    assert (fact.id, fact.company, fact.contractor) == ("subcontract(company=kita)", "kita", None)


def test_a_subcontract_under_another_call_or_of_another_partnership_is_not_one_here() -> None:
    earlier = said("subcontract", call="c1", contractor="hikari", company="kita")
    others = said("subcontract", contractor="hikari", company="kita", own=False)
    assert facts(case_with(earlier, others), "subcontract") == []


def test_one_statement_answers_for_its_own_subcontractor_only() -> None:
    participants = (*WITH_KITA, {"company": "minami", "role": "subcontractor"})
    case = case_with(said("subcontract", contractor="hikari", company="kita"), participants=participants)
    assert values(facts(case, "subcontract"), "company", "contractor") == [("kita", "hikari"), ("minami", None)]
