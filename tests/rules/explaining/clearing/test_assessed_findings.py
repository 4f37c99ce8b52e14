"""Explanations of stored assessments: by command, REST and page, and only for those who may read them."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Role
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim_of, claimed_here
from rules.explaining.clearing.assessed_findings import CannotExplainError, clearing_of, why_rule_stopped
from rules.models import Assessment
from rules.models.outcome_reading import outcomes_of
from tests.documents import example

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def assessment() -> Assessment:
    """Return the example of the magnets, assessed."""
    with claimed_here():
        draft = check_document(example("hikari_magnetics"))
        submission = register_partnership(draft, account=None, way="file").submission
    row = Assessment.objects.get(submission=submission)
    run_assessment(claim_of(row))
    return Assessment.objects.select_related("submission", "snapshot", "rulebook").get(pk=row.pk)


@pytest.fixture
def client(meti: GovernmentBody) -> Client:
    """Return METI's officer, signed in."""
    found = Client()
    found.force_login(Account.objects.create_user("officer", role=Role.OFFICER, body=meti))
    return found


def test_every_finding_of_the_stored_result_is_tried(assessment: Assessment) -> None:
    stored = {match.finding.fingerprint for match in assessment.matches.select_related("finding")}
    assert {each.fingerprint for each in clearing_of(assessment)} == stored
    assert any(each.cleared.ways for each in clearing_of(assessment))


def rules_that_are(outcome: str, assessment: Assessment) -> list[str]:
    return [code for code, each in outcomes_of(assessment).items() if each.outcome == outcome]


def test_a_rule_that_stopped_says_where_from_the_snapshot_alone(assessment: Assessment) -> None:
    quiet = rules_that_are("clear", assessment)
    assert quiet
    for code in quiet:
        stopped = why_rule_stopped(assessment, code)
        assert stopped.applies == ()
        assert stopped.variants


def test_a_rule_that_does_not_apply_says_why(assessment: Assessment) -> None:
    for code in rules_that_are("not_applicable", assessment):
        assert why_rule_stopped(assessment, code).applies or why_rule_stopped(assessment, code).variants


def test_rest_and_page_give_the_same_ways(assessment: Assessment, client: Client) -> None:
    rest = client.get(f"/api/v1/assessments/{assessment.pk}/clearing/")
    assert rest.status_code == 200, rest.content
    page = client.get(f"/assessments/{assessment.pk}/clearing/").content.decode()
    changes = [change for each in rest.json() for way in each["ways"] for change in way["changes"]]
    assert changes
    assert all(change["en"] in page for change in changes)
    japanese = client.get(f"/assessments/{assessment.pk}/clearing/", headers={"accept-language": "ja"}).content.decode()
    assert all(change["ja"] in japanese for change in changes)


def test_rest_and_page_say_where_a_rule_stopped(assessment: Assessment, client: Client) -> None:
    code = rules_that_are("clear", assessment)[0]
    rest = client.get(f"/api/v1/assessments/{assessment.pk}/why-not/{code}/").json()
    assert (rest["code"], rest["outcome"], rest["does_not_apply"]) == (code, "clear", [])
    page = client.get(f"/assessments/{assessment.pk}/why-not/{code}/").content.decode()
    assert all(stop["text"]["en"] in page.replace("&#x27;", "'") for stop in rest["stops"])


def test_the_partnership_page_leads_to_both(assessment: Assessment, client: Client) -> None:
    page = client.get(f"/partnerships/{assessment.partnership_id}/").content.decode()
    assert f"/assessments/{assessment.pk}/clearing/" in page
    assert f"/assessments/{assessment.pk}/why-not/" in page


@pytest.mark.parametrize("path", ["clearing/", "why-not/COI-01/"])
@pytest.mark.parametrize("prefix", ["/assessments/", "/api/v1/assessments/"])
def test_another_body_finds_nothing(
    assessment: Assessment, digital_agency: GovernmentBody, prefix: str, path: str
) -> None:
    other = Client()
    other.force_login(Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency))
    assert other.get(f"{prefix}{assessment.pk}/{path}").status_code == 404


@pytest.mark.parametrize(
    ("language", "supposed", "no_advice", "advice"),
    [
        ("en", "if, for shareholding (Sato Haruka, Hikari Magnetics Co., Ltd.), “in trust” were yes",
         "This is not a recommendation", "is stated with"),
        ("ja", "株式保有（佐藤 遥、ヒカリ磁性株式会社）について、「信託中」が「はい」である場合",
         "推奨ではなく", "記載があること"),
    ],
)  # fmt: skip
def test_a_change_is_a_supposition_and_no_advice(
    assessment: Assessment, client: Client, language: str, supposed: str, no_advice: str, advice: str
) -> None:
    page = client.get(f"/assessments/{assessment.pk}/clearing/", headers={"Accept-Language": language})
    text = page.content.decode()
    assert supposed in text
    assert no_advice in text
    assert advice not in text


def test_a_rule_that_could_not_be_assessed_is_not_said_to_be_silent(assessment: Assessment, client: Client) -> None:
    code = rules_that_are("not_assessable", assessment)[0]
    text = client.get(f"/assessments/{assessment.pk}/why-not/{code}/").content.decode()
    assert "it may raise its question or be clear" in text


def test_what_has_no_result_cannot_be_explained(assessment: Assessment, client: Client) -> None:
    Assessment.objects.filter(pk=assessment.pk).update(state="error", error="it failed", snapshot=None)
    answer = client.get(f"/api/v1/assessments/{assessment.pk}/clearing/")
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:policyengine:problem:cannot-explain")
    assert client.get(f"/assessments/{assessment.pk}/clearing/").status_code == 200
    assert client.get(f"/api/v1/assessments/{assessment.pk}/why-not/COI-01/").status_code == 409


def test_an_assessment_under_another_rulebook_is_not_explained_by_this_one(assessment: Assessment) -> None:
    assessment.rulebook_id = "another"
    with pytest.raises(CannotExplainError, match="assessed again"):
        clearing_of(assessment)


def test_a_rule_that_the_rulebook_lacks_is_named(assessment: Assessment) -> None:
    with pytest.raises(CannotExplainError, match="COI-99"):
        why_rule_stopped(assessment, "COI-99")


def said(*arguments: Any) -> str:
    out = StringIO()
    call_command("rulebook", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_answers_both_questions(assessment: Assessment) -> None:
    code = rules_that_are("clear", assessment)[0]
    assert said("why-not", code.lower(), assessment.pk).startswith(f"{code}: clear\nStops: ")
    ways = said("clears", assessment.pk)
    assert "COI-01 critical" in ways
    assert "if this were on record: recusal" in ways


def test_the_command_names_what_it_does_not_find(assessment: Assessment) -> None:
    with pytest.raises(CommandError, match="no rule COI-99"):
        said("why-not", "COI-99", assessment.pk)
    with pytest.raises(CommandError, match="There is no assessment"):
        said("clears", "7d3f1f1e-6c0c-4c55-8b2e-6f6b0a2f9d01")
