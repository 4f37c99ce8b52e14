"""Findings that ask about one and the same thing are one group with its worst severity, and nothing is added up."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from institutions.models import Account, GovernmentBody, Role
from rules.engine.language.errors import RuleError
from rules.engine.loading.causes import Cause, cause_groups, load_causes
from rules.engine.loading.program_rulebook import FOLDER
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment
from tests.documents import small
from tests.rules.assessing.test_findings import assessed

BENEFIT = Cause("benefit", {"en": "One benefit", "ja": "同一の贈与等"}, frozenset({"COI-02", "COI-03"}), "benefit")


def finding(code: str, severity: str, *facts: dict[str, Any]) -> dict[str, Any]:
    return {"code": code, "severity": severity, "evidence": list(facts)}


def benefit(number: int) -> dict[str, Any]:
    return {"fact": "benefit", "id": f"benefit:{number}"}


def test_two_rules_on_one_fact_are_one_group_with_the_worst_severity() -> None:
    findings = [finding("COI-02", "high", benefit(1)), finding("COI-03", "medium", benefit(1))]
    (group,) = cause_groups(findings, [BENEFIT])
    assert (group.cause.name, group.severity, group.findings) == ("benefit", "high", (0, 1))


def test_two_facts_are_two_groups() -> None:
    findings = [
        finding("COI-02", "high", benefit(1)),
        finding("COI-02", "high", benefit(2)),
        finding("COI-03", "medium", benefit(2)),
        finding("COI-03", "medium", benefit(3)),
    ]
    assert [group.findings for group in cause_groups(findings, [BENEFIT])] == [(1, 2)]


def test_one_rule_alone_is_no_group() -> None:
    assert cause_groups([finding("COI-02", "high", benefit(1)), finding("COI-02", "high", benefit(1))], [BENEFIT]) == []


def test_a_rule_with_another_cause_stays_outside() -> None:
    findings = [finding("COI-02", "high", benefit(1)), finding("COI-04", "medium", benefit(1))]
    assert cause_groups(findings, [BENEFIT]) == []


def test_a_fact_from_which_others_were_derived_counts() -> None:
    derived = {"fact": "planned_contract", "id": "planned_contract", "from": [benefit(1)]}
    findings = [finding("COI-02", "low", derived), finding("COI-03", "medium", benefit(1))]
    assert [group.severity for group in cause_groups(findings, [BENEFIT])] == ["medium"]


def test_the_order_of_winners_is_one_cause_of_a_case_whatever_shows_it() -> None:
    series, screen = ({"fact": kind, "id": kind} for kind in ("tender_series", "market_screen"))
    findings = [
        finding("COL-10", "info", series),
        finding("COL-11", "high", series),
        finding("COL-10", "low", series),
        finding("COL-23", "medium", screen),
    ]
    (group,) = cause_groups(findings, current_rulebook().causes)
    assert (group.cause.name, group.severity, group.findings) == ("order_of_winners", "medium", (0, 2, 3))
    assert cause_groups(findings[:3], current_rulebook().causes) == []


def contract(**selection: Any) -> dict[str, Any]:
    """Return a negotiated contract over every limit, on no ground."""
    chosen = {"method": "negotiated", "object": "goods", "legal_ground": None, **selection}
    return small(selection=chosen, value_yen=900_000_000, assess_as_of="2026-06-20")


@pytest.mark.usefixtures("meti")
def test_a_contract_without_competition_is_one_group_in_the_answer_and_on_the_page(
    meti: GovernmentBody, client: Client
) -> None:
    meti.gpa_class = "central"
    meti.save()
    assessment: Assessment = assessed(contract())
    client.force_login(Account.objects.create_user("officer", role=Role.OFFICER, body=meti))
    answer = client.get(f"/api/v1/assessments/{assessment.pk}/").json()
    (group,) = answer["groups"]
    assert {answer["findings"][place]["code"] for place in group["findings"]} == {"COL-02", "COL-05"}
    assert (group["cause"], group["severity"]) == ("contract_without_competition", "high")
    page = client.get(f"/partnerships/{assessment.partnership_id}/").content.decode()
    assert page.count('class="group"') == 1
    assert group["title"]["en"] in page


@pytest.mark.usefixtures("meti")
def test_a_former_officials_request_about_his_own_decision_is_asked_about_once() -> None:
    shared = {cause.name: cause.rules for cause in current_rulebook().causes}
    assert shared == {
        "request_of_former_official": {"COI-05", "COI-06"},
        "benefit": {"COI-02", "COI-03"},
        "order_of_winners": {"COL-10", "COL-23"},
        "contract_without_competition": {"COL-02", "COL-03", "COL-05"},
        "private_lead": {"COL-14", "INS-10"},
    }


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("x: {title: {en: A, ja: B}, rules: [COI-02, COI-99], fact: benefit}", "line 1: there is no rule COI-99"),
        ("x: {title: {en: A, ja: B}, rules: [COI-02], fact: gift}", "causes.yaml, line 1: 'gift' is not a fact type"),
        ("x: {title: {en: A}, rules: [COI-02], fact: benefit}", "title has no ja. Add ja"),
        (
            "".join(f"{name}: {{title: {{en: A, ja: B}}, rules: [COI-02], fact: benefit}}\n" for name in "xy"),
            "line 2: COI-02 has a cause already",
        ),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, text: str, trouble: str) -> None:
    (tmp_path / "causes.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=trouble):
        load_causes(tmp_path, current_rulebook().rules)


def test_a_rulebook_without_causes_has_none(tmp_path: Path) -> None:
    assert load_causes(tmp_path, ()) == ()
    assert load_causes(FOLDER, current_rulebook().rules)


@pytest.mark.parametrize("text", ["", "# No rule shares a cause.\n", "{}", "null"])
def test_a_file_without_a_cause_is_as_no_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "causes.yaml").write_text(text, encoding="utf-8")
    assert load_causes(tmp_path, current_rulebook().rules) == ()
