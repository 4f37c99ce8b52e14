"""From a registered document to what the rules on conflicts of interest say of it."""

from typing import Any

from django.utils import timezone

from rules.assessing.case_result import CaseResult
from rules.assessing.run import assess_case
from rules.gathering.from_register import gather_cases
from rules.rulebook_now import current_rulebook
from tests.rules.gathering.conftest import Json, Register, document

PEOPLE: list[Json] = [{"key": key, "name": {"en": key.title()}} for key in ("sato", "mori")]
DECLARED: Json = {"kind": "declaration", "person": "sato", "on": "2026-04-01"}


def assessed(register: Register, *statements: Json, **rest: Any) -> CaseResult:
    given = {**document("R-1", people=PEOPLE, statements=[DECLARED, *statements]), **rest}
    (case,) = gather_cases([register(given).submission], timezone.now())
    return assess_case(case, current_rulebook())


def outcome(result: CaseResult, code: str) -> tuple[str, tuple[str, ...]]:
    found = result.outcomes[code]
    return found.outcome, found.missing


def test_a_minister_without_a_role_who_traded_in_a_parent_of_the_partner_is_flagged(register: Register) -> None:
    result = assessed(
        register,
        {"kind": "appointment", "person": "mori", "body": "METI", "grade": "minister", "from": "2024-10-01"},
        {"kind": "securities_trade", "person": "mori", "company": "oya", "on": "2025-03-03", "side": "buy"},
        {"kind": "shareholding", "holder": "oya", "company": "hikari", "share_bp": 6000},
        companies=[{"key": key, "name": {"en": key.title()}} for key in ("hikari", "oya")],
    )
    assert outcome(result, "COI-16") == ("flagged", ())
    (finding,) = [each for each in result.findings if each.code == "COI-16"]
    assert {each["fact"] for each in finding.evidence} >= {"appointment", "tie_in_office", "related_company"}


def test_a_decision_makers_cousin_is_too_far_and_an_evaluators_is_not(register: Register) -> None:
    cousin: list[Json] = [
        {"kind": "kinship", "person": "mori", "relative": "sato", "degree": 4, "by": "blood"},
        {"kind": "employment", "person": "mori", "company": "hikari", "responsible": True},
    ]
    assert outcome(assessed(register, *cousin), "COI-14") == ("clear", ())
    evaluator = [{"person": "sato", "role": "evaluator"}]
    result = assessed(register, *cousin, reference="R-2", officials=evaluator)
    assert outcome(result, "COI-14") == ("flagged", ())
    (finding,) = [each for each in result.findings if each.code == "COI-14"]
    assert "Mori" not in finding.statement["en"]
    assert "kin" not in finding.statement["en"]


def test_trades_are_found_through_the_person_in_a_later_case_of_the_body(register: Register) -> None:
    first = register(
        document(
            "R-1",
            statements=[{"kind": "securities_trade", "person": "sato", "company": "hikari", "on": "2025-03-03"}],
        )
    )
    ids = {key: str(party) for key, party in first.parties.items()}
    second = register(
        document("R-2", companies=[{"key": "hikari", "id": ids["hikari"]}], people=[{"key": "sato", "id": ids["sato"]}])
    )
    (case,) = gather_cases([second.submission], timezone.now())
    assert [each.kind for each in case.statements] == ["securities_trade"]
