"""From a document to the answers of the rules about the way between public service and companies."""

from typing import Any

import pytest
from django.utils import timezone

from institutions.drafts.store import Registration
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.outcomes import EvaluatedRule
from rules.facts.gathering.from_register import gather_cases
from tests.rules.facts.gathering.building import facts_of
from tests.rules.facts.gathering.conftest import Json, Register, document
from tests.rules.test_cases import rulebook

PEOPLE = [{"key": key, "name": {"en": key.title()}} for key in ("sato", "mori")]
SATO_IN_OFFICE = {"kind": "appointment", "person": "sato", "body": "METI", "service": "regular"}
MORI_LEFT = {
    "kind": "appointment",
    "person": "mori",
    "body": "METI",
    "service": "regular",
    "grade": "division_director",
    "from": "2005-04-01",
    "until": "2024-11-20",
}
MORI_AT_HIKARI = {"kind": "employment", "person": "mori", "company": "hikari", "from": "2025-01-01"}
MORI_ASKS = {"kind": "contact", "person": "mori", "body": "METI", "on": "2026-06-01", "about": True, "asking": True}
MORI_DECIDED = {
    "kind": "decision",
    "key": "d1",
    "person": "mori",
    "company": "hikari",
    "on": "2010-09-01",
    "personally": True,
    "concerns_this_partnership": True,
}


def outcomes(registered: Registration) -> dict[str, EvaluatedRule]:
    """Return the outcome of each rule."""
    (case,) = gather_cases([registered.submission], timezone.now())
    compiled, evaluator = rulebook()
    return evaluator.evaluate(records_of(facts_of(case), compiled, compiled.parameter_values)).outcomes


def answer(register: Register, code: str, *statements: Json, **rest: Any) -> str:
    """Return the outcome of one rule for a document with these statements."""
    return outcomes(register(document("R-1", people=PEOPLE, statements=list(statements), **rest)))[code].outcome


def test_a_request_about_an_own_decision_is_flagged(register: Register) -> None:
    stated = (MORI_LEFT, MORI_AT_HIKARI, MORI_ASKS, MORI_DECIDED)
    assert answer(register, "COI-06", *stated) == "flagged"


def test_a_request_by_somebody_whose_decisions_are_not_stated_is_not_clear(register: Register) -> None:
    found = outcomes(register(document("R-1", people=PEOPLE, statements=[MORI_LEFT, MORI_AT_HIKARI, MORI_ASKS])))[
        "COI-06"
    ]
    assert found.outcome == "not_assessable"
    assert [each.text.startswith("decision(person=") for each in found.missing] == [True]


def test_a_decision_that_an_earlier_case_stated_is_known_and_its_bearing_on_this_one_is_asked_for(
    register: Register,
) -> None:
    first = register(document("R-1", people=PEOPLE, statements=[MORI_LEFT, MORI_AT_HIKARI, MORI_DECIDED]))
    ids = {key: str(party) for key, party in first.parties.items()}
    people = [{"key": key, "id": ids[key]} for key in ("sato", "mori")]
    companies = [{"key": "hikari", "id": ids["hikari"]}]
    second = register(document("R-2", people=people, companies=companies, statements=[MORI_ASKS]))
    found = outcomes(second)["COI-06"]
    assert found.outcome == "not_assessable"
    assert [each.text.rpartition(": ")[2] for each in found.missing] == ["concerns_case"]


def test_an_officer_of_the_partner_in_the_regular_service_is_flagged(register: Register) -> None:
    officer = {"kind": "directorship", "person": "sato", "company": "hikari"}
    assert answer(register, "COI-11", SATO_IN_OFFICE, officer) == "flagged"


def test_a_secondee_from_the_partners_parent_is_flagged_and_without_owners_asked_about(register: Register) -> None:
    companies = [{"key": key, "name": {"en": key.title()}} for key in ("hikari", "oya")]
    sent = {"kind": "secondment", "person": "sato", "company": "oya", "body": "METI", "from": "2025-04-01"}
    declared = {"kind": "declaration", "person": "sato", "on": "2026-04-01"}
    owned = {"kind": "shareholding", "holder": "oya", "company": "hikari", "share_bp": 6000}
    assert answer(register, "COI-13", sent, declared, owned, companies=companies) == "flagged"
    asked = document("R-2", people=PEOPLE, companies=companies, statements=[sent, declared])
    assert outcomes(register(asked))["COI-13"].outcome == "not_assessable"


def test_a_former_manager_who_works_for_the_partner_is_asked_for_the_notice(register: Register) -> None:
    found = outcomes(register(document("R-1", people=PEOPLE, statements=[MORI_LEFT, MORI_AT_HIKARI])))["COI-10"]
    assert found.outcome == "not_assessable"
    assert [each.text.startswith("joined_company re_employment(person=") for each in found.missing] == [True]


def test_a_former_manager_without_notice_is_flagged(register: Register) -> None:
    joined = {"kind": "re_employment", "person": "mori", "company": "hikari", "on": "2025-01-01", "notified": False}
    assert answer(register, "COI-10", MORI_LEFT, MORI_AT_HIKARI, joined) == "flagged"


def test_a_promise_that_nobody_was_told_of_is_flagged(register: Register) -> None:
    promised = {
        "kind": "job_offer",
        "person": "sato",
        "company": "hikari",
        "stage": "promised",
        "on": "2026-05-01",
        "notified": False,
    }
    assert answer(register, "COI-09", SATO_IN_OFFICE, promised) == "flagged"


def test_talks_of_the_decision_maker_with_the_partner_are_flagged_unless_the_contracts_are_small(
    register: Register,
) -> None:
    asked = {"kind": "job_offer", "person": "sato", "company": "hikari", "stage": "asked", "on": "2026-05-01"}
    declared = {"kind": "declaration", "person": "sato", "on": "2026-04-01"}
    small = {"kind": "contracts_total", "person": "sato", "company": "hikari", "total_yen": 19_999_999}
    assert answer(register, "COI-08", SATO_IN_OFFICE, asked, declared) == "flagged"
    exempt = document("R-2", people=PEOPLE, statements=[SATO_IN_OFFICE, asked, declared, small])
    assert outcomes(register(exempt))["COI-08"].outcome == "clear"


def test_talks_of_somebody_whose_duties_are_not_stated_are_not_clear(register: Register) -> None:
    mori = {"kind": "appointment", "person": "mori", "body": "METI", "service": "regular"}
    asked = {"kind": "job_offer", "person": "mori", "company": "hikari", "stage": "asked", "on": "2026-05-01"}
    found = outcomes(register(document("R-1", people=PEOPLE, statements=[mori, asked])))["COI-08"]
    assert found.outcome == "not_assessable"
    assert any(each.text.startswith("interested_company duty(person=") for each in found.missing)


def test_what_a_body_stated_of_an_official_and_a_company_is_known_in_its_next_case_and_in_no_other_bodys(
    register: Register,
) -> None:
    mori = {"kind": "appointment", "person": "mori", "body": "METI", "service": "regular"}
    promised = {
        "kind": "job_offer",
        "person": "mori",
        "company": "hikari",
        "stage": "promised",
        "on": "2026-05-01",
        "notified": False,
    }
    first = register(document("R-1", people=PEOPLE, statements=[mori, promised]))
    companies = [{"key": "hikari", "id": str(first.parties["hikari"])}]
    same_body = register(document("R-2", companies=companies))
    other_body = register(document("R-1", body="DA", companies=companies))
    answers = [outcomes(each)["COI-09"].outcome for each in (first, same_body, other_body)]
    assert answers == ["flagged", "flagged", "not_assessable"]


@pytest.mark.parametrize(
    ("statements", "outcome"),
    [([MORI_LEFT, MORI_AT_HIKARI], "flagged"), ([MORI_LEFT], "clear"), ([MORI_AT_HIKARI], "not_applicable")],
)
def test_a_former_official_at_a_participant_is_told_of_by_the_posts_alone(
    register: Register, statements: list[Json], outcome: str
) -> None:
    assert answer(register, "COI-19", *statements) == outcome


def test_what_an_earlier_proposal_of_the_body_said_of_a_former_official_is_read_again(register: Register) -> None:
    known = [{"key": "hikari", "corporate_number": "7000012050002", "name": {"en": "Hikari Magnetics"}}]
    register(document("R-0", companies=known, people=PEOPLE, statements=[MORI_LEFT, MORI_AT_HIKARI]))
    assert outcomes(register(document("R-1", companies=known)))["COI-19"].outcome == "flagged"
