"""From a registered document to what the rules on conflicts of interest say of it."""

from typing import Any

from django.utils import timezone

from rules.assessing.case_result import CaseResult
from rules.assessing.run import assess_case
from rules.engine.evaluating.engine_code import code_texts
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_register import gather_cases
from tests.rules.facts.gathering.conftest import Json, Register, document

PEOPLE: list[Json] = [{"key": key, "name": {"en": key.title()}} for key in ("sato", "mori")]
DECLARED: Json = {"kind": "declaration", "person": "sato", "on": "2026-04-01"}


def assessed(register: Register, *statements: Json, **rest: Any) -> CaseResult:
    given = {**document("R-1", people=PEOPLE, statements=[DECLARED, *statements]), **rest}
    (case,) = gather_cases([register(given).submission], timezone.now())
    return assess_case(case, current_rulebook())


def outcome(result: CaseResult, code: str) -> tuple[str, tuple[str, ...]]:
    found = result.outcomes[code]
    return found.outcome, tuple(code_texts(found.missing))


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


DIRECTOR: Json = {
    "kind": "appointment",
    "person": "sato",
    "body": "METI",
    "grade": "division_director",
    "service": "regular",
    "from": "2023-07-01",
}


def test_a_gift_from_a_partner_before_the_case_began_needs_stated_duties(register: Register) -> None:
    gift: Json = {"kind": "benefit", "giver": "hikari", "person": "sato", "type": "gift", "on": "2026-02-10"}
    silent = assessed(register, DIRECTOR, gift)
    assert outcome(silent, "COI-02")[0] == "not_assessable"
    assert outcome(silent, "COI-02")[1][0].startswith("duty(person=")
    duty: Json = {"kind": "duty", "person": "sato", "domain": "magnets", "from": "2025-04-01"}
    assert outcome(assessed(register, DIRECTOR, gift, duty, reference="R-2"), "COI-02") == ("flagged", ())
    opened = {"method": "negotiated", "object": "research", "opened_on": "2026-02-01"}
    result = assessed(register, DIRECTOR, gift, reference="R-3", selection=opened)
    assert outcome(result, "COI-02") == ("flagged", ())
    (finding,) = [each for each in result.findings if each.code == "COI-02"]
    assert "gift" not in finding.statement["en"]


def test_a_recusal_silences_the_gift_and_not_its_missing_report(register: Register) -> None:
    statements: list[Json] = [
        DIRECTOR,
        {"kind": "duty", "person": "sato", "company": "hikari"},
        {
            "kind": "benefit",
            "giver": "hikari",
            "person": "sato",
            "type": "gift",
            "value_yen": 5_001,
            "on": "2026-02-10",
            "reported": False,
        },
        {"kind": "recusal", "person": "sato", "on": "2026-06-01"},
    ]
    result = assessed(register, *statements)
    assert outcome(result, "COI-02") == ("not_applicable", ())
    assert outcome(result, "COI-03") == ("flagged", ())
    early = assessed(register, *statements, reference="R-2", assess_as_of="2026-04-14")
    assert outcome(early, "COI-03") == ("clear", ())


def test_whether_a_benefit_was_reported_is_asked_where_nothing_is_stated_of_it(register: Register) -> None:
    gift: Json = {
        "kind": "benefit",
        "giver": "hikari",
        "person": "sato",
        "type": "gift",
        "value_yen": 20_001,
        "on": "2026-02-10",
    }
    found, missing = outcome(assessed(register, DIRECTOR, gift), "COI-03")
    assert found == "not_assessable"
    assert [each.rpartition(": ")[2] for each in missing] == ["reported"]


def test_notice_of_a_meal_on_the_day_after_is_not_prior(register: Register) -> None:
    meal: Json = {
        "kind": "benefit",
        "giver": "hikari",
        "person": "sato",
        "type": "meal",
        "value_yen": 12_000,
        "on": "2026-06-16",
        "paid_by_self": True,
        "notified": True,
    }
    late = assessed(register, DIRECTOR, {**meal, "notified_on": "2026-06-17"})
    assert outcome(late, "COI-04") == ("flagged", ())
    assert outcome(late, "COI-02") == ("clear", ())
    assert outcome(assessed(register, DIRECTOR, meal, reference="R-2"), "COI-04")[0] == "clear"


def test_a_benefit_brings_its_receiver_into_a_later_case_with_the_giver(register: Register) -> None:
    first = register(
        document(
            "R-1",
            people=PEOPLE,
            statements=[
                {"kind": "benefit", "giver": "hikari", "person": "mori", "on": "2026-02-10"},
                {"kind": "appointment", "person": "mori", "body": "METI"},
            ],
        )
    )
    company = {"key": "hikari", "id": str(first.parties["hikari"])}
    second = register(document("R-2", companies=[company]))
    other_body = register(document("R-1", body="DA", companies=[company]))
    cases = gather_cases([second.submission, other_body.submission], timezone.now())
    assert [{each.kind for each in case.statements} for case in cases] == [{"benefit", "appointment"}, set()]


EARLIER_POST: Json = {
    "kind": "appointment",
    "person": "sato",
    "body": "DA",
    "grade": "division_director",
    "service": "regular",
    "from": "2021-07-01",
    "until": "2023-06-30",
}


def test_a_company_of_an_earlier_post_stays_an_interested_party_until_nobody_there_has_duties_over_it(
    register: Register,
) -> None:
    assert outcome(assessed(register, DIRECTOR, EARLIER_POST), "COI-17")[0] == "not_assessable"
    duty: Json = {
        "kind": "duty",
        "person": "sato",
        "company": "hikari",
        "body": "DA",
        "from": "2022-04-01",
        "until": "2023-06-30",
    }
    result = assessed(register, DIRECTOR, EARLIER_POST, duty, reference="R-2")
    assert outcome(result, "COI-17") == ("flagged", ())
    assert [each.severity for each in result.findings if each.code == "COI-17"] == ["low"]
    tea: Json = {"kind": "benefit", "giver": "hikari", "person": "sato", "type": "tea", "on": "2024-05-10"}
    gift: Json = {**tea, "type": "lecture_fee"}
    result = assessed(register, DIRECTOR, EARLIER_POST, duty, tea, gift, reference="R-3")
    assert [each.severity for each in result.findings if each.code == "COI-17"] == ["medium"]
    after: Json = {**duty, "person": "mori", "from": "2023-07-01", "until": "2025-03-31"}
    assert outcome(assessed(register, DIRECTOR, EARLIER_POST, duty, after, reference="R-4"), "COI-17") == ("clear", ())


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
