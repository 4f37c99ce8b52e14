"""From a research call as it is submitted to what is asked about its reviewers (COI-15)."""

from typing import Any

from institutions.drafts.store import Registration
from tests.rules.facts.gathering.conftest import Json, Register, document
from tests.rules.facts.gathering.test_careers import outcomes

PEOPLE = [{"key": key, "name": {"en": key.title()}} for key in ("sato", "mori")]
DECLARED = {"kind": "declaration", "person": "sato", "on": "2026-04-01"}
PAPER = {"kind": "joint_research", "person": "mori", "other": "sato", "type": "co_author", "until": "2024-03-31"}


def call(reference: str, *statements: Json, **rest: Any) -> Json:
    """Return METI's research call, to which Hikari applies with Mori's research and which Sato evaluates."""
    given: dict[str, Any] = {
        "people": PEOPLE,
        "officials": [{"person": "sato", "role": "evaluator"}],
        "participants": [{"company": "hikari", "role": "lead_partner", "principal_investigator": "mori"}],
        "selection": {"method": "none", "object": "research"},
        **rest,
    }
    return document(reference, statements=[DECLARED, *statements], **given)


def answer(registered: Registration) -> str:
    return outcomes(registered)["COI-15"].outcome


def test_a_common_paper_with_the_principal_investigator_is_flagged(register: Register) -> None:
    assert answer(register(call("R-1", PAPER))) == "flagged"


def test_a_reviewer_of_whom_nothing_is_declared_but_a_declaration_is_clear(register: Register) -> None:
    assert answer(register(call("R-1"))) == "clear"


def test_a_paper_that_an_earlier_call_stated_is_known(register: Register) -> None:
    first = register(call("R-1", PAPER))
    ids = {key: str(party) for key, party in first.parties.items()}
    people = [{"key": key, "id": ids[key]} for key in ("sato", "mori")]
    companies = [{"key": "hikari", "id": ids["hikari"]}]
    again = document(
        "R-2",
        people=people,
        companies=companies,
        officials=[{"person": "sato", "role": "evaluator"}],
        participants=[{"company": "hikari", "role": "lead_partner", "principal_investigator": "mori"}],
    )
    assert answer(register(again)) == "flagged"


def test_without_a_named_leader_a_reviewer_with_research_partners_is_not_clear(register: Register) -> None:
    unnamed = [{"company": "hikari", "role": "lead_partner"}]
    assert answer(register(call("R-1", PAPER, participants=unnamed))) == "not_assessable"
