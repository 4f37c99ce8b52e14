"""Kin, gifts, income and acts stay with those who may read them: on the page, over REST, in lists and explanations."""

from typing import Any

import pytest
from django.test import Client

from institutions.access.kin import EVERYTHING, WITHHELD
from institutions.kinds import KINDS
from institutions.models import Account, GovernmentBody, Role
from rules.access.withheld_document import document_without_sensitive
from rules.access.withholding import (
    answer_without_sensitive,
    evidence_without_sensitive,
    finding_without_sensitive,
    is_sensitive_entry,
)
from rules.assessing.result_lines import ResultReader
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.engine.evaluating.missing_data import MissingField
from rules.facts.kinds.sensitive import SENSITIVE
from rules.models import Assessment
from rules.models.outcome_reading import outcomes_of
from tests.documents import small
from tests.rules.assessing.test_findings import assessed

GIFT_YEN = 123_456
SATO = {"person": "sato"}
READERS = [Role.OFFICER, Role.MINISTRY_CLIENT, Role.REVIEWER, Role.AUDITOR]
OTHERS = [Role.RULEBOOK_EDITOR, Role.ADMINISTRATOR]


@pytest.fixture
def assessment(meti: GovernmentBody) -> Assessment:
    """Return a case whose decision maker has duties for the partner and took its gift; her spouse works there."""
    return assessed(
        small(
            officials=[{"person": "sato", "role": "decision_maker"}],
            assess_as_of="2026-06-20",
            people=[
                {"key": "sato", "name": {"en": "Sato Haruka", "ja": "佐藤 遥"}},
                {"key": "mori", "name": {"en": "Mori Akira", "ja": "森 晶"}},
            ],
            statements=[
                {"kind": "appointment", **SATO, "body": "METI", "grade": "division_director", "service": "regular"},
                {"kind": "duty", **SATO, "company": "hikari", "body": "METI", "function": "contract"},
                {
                    "kind": "benefit",
                    **SATO,
                    "giver": "hikari",
                    "type": "gift",
                    "value_yen": GIFT_YEN,
                    "on": "2026-06-16",
                },
                {"kind": "kinship", **SATO, "relative": "mori", "by": "spouse"},
                {"kind": "directorship", "person": "mori", "company": "hikari", "post": "director"},
                {"kind": "shareholding", "holder": "mori", "company": "hikari", "share_bp": 100},
            ],
        )
    )


def signed_in(role: Role, body: GovernmentBody) -> Client:
    client = Client()
    client.force_login(Account.objects.create_user(str(role), role=role, body=body))
    return client


def page(client: Client, assessment: Assessment) -> str:
    return client.get(f"/partnerships/{assessment.partnership_id}/").content.decode()


def answers(client: Client, assessment: Assessment) -> list[dict[str, Any]]:
    """Return the findings as the assessment and as the list of findings give them."""
    one = client.get(f"/api/v1/assessments/{assessment.pk}/").json()["findings"]
    listed = client.get("/api/v1/findings/").json()["results"]
    return [*one, *listed]


def test_the_case_says_what_this_is_about(assessment: Assessment) -> None:
    codes = {match.finding.code for match in assessment.matches.select_related("finding")}
    assert {"COI-02", "COI-14"} <= codes


@pytest.mark.parametrize("role", READERS)
def test_who_may_read_it_sees_it(assessment: Assessment, meti: GovernmentBody, role: Role) -> None:
    client = signed_in(role, meti)
    assert "123,456" in page(client, assessment)
    assert "withheld" not in str(answers(client, assessment))
    assert client.get(f"/assessments/{assessment.pk}/clearing/").status_code == 200


@pytest.mark.parametrize("role", OTHERS)
def test_who_may_not_sees_the_question_and_nothing_of_gift_or_kin(
    assessment: Assessment, meti: GovernmentBody, role: Role
) -> None:
    client = signed_in(role, meti)
    shown = page(client, assessment)
    assert "COI-02" in shown
    assert "Not shown to your role" in shown
    findings = answers(client, assessment)
    assert any(finding["code"] == "COI-02" for finding in findings)
    for text in (shown, str(findings)):
        assert "123,456" not in text
        assert str(GIFT_YEN) not in text
        assert "Mori Akira" not in text
    for address in ("clearing/", "why-not/COI-02/"):
        assert client.get(f"/assessments/{assessment.pk}/{address}").status_code == 403
        assert client.get(f"/api/v1/assessments/{assessment.pk}/{address}").status_code == 403


@pytest.mark.parametrize("checked", [False, True])
def test_an_act_of_an_official_names_nobody_to_who_may_not_read_it(meti: GovernmentBody, checked: bool) -> None:
    """Neither while COL-18 waits for the second person, nor as evidence once it asks its question."""
    second = {"confirmed_by": "mori"} if checked else {}
    act = {"kind": "conduct", **SATO, "type": "leak", "evidence": "Note of 3 June", **second}
    people = [
        {"key": "sato", "name": {"en": "Sato Haruka", "ja": "佐藤 遥"}},
        {"key": "mori", "name": {"en": "Mori Akira", "ja": "森 晶"}},
    ]
    assessment = assessed(small(people=people, statements=[act], assess_as_of="2026-06-20"))
    assert outcomes_of(assessment)["COL-18"].outcome == ("flagged" if checked else "not_assessable")
    for role, named in ((Role.AUDITOR, True), (Role.ADMINISTRATOR, False)):
        client = signed_in(role, meti)
        answer = client.get(f"/api/v1/assessments/{assessment.pk}/").content.decode()
        for text in (page(client, assessment), answer):
            assert "COL-18" in text
            assert ("Sato Haruka" in text) is named
            assert named or not any(each in text for each in ("Mori Akira", "佐藤 遥", "Note of 3 June"))


def test_a_fact_below_another_is_withheld_too() -> None:
    gift = {"fact": "benefit", "id": "benefit:1", "value_yen": 5, "source": {"title": "x"}}
    duty = {"fact": "duty", "id": "duty:1", "person": "a"}
    (entry,) = evidence_without_sensitive([{**duty, "from": [gift]}])
    assert entry == {**duty, "from": [{"fact": "benefit", "id": "benefit:1", "withheld": True}]}


def test_a_relative_is_named_by_no_other_fact_and_no_statement() -> None:
    names = {"b": {"en": "Mori Akira", "ja": "森 晶"}}
    kin = {
        "fact": "close_person",
        "id": "close_person:1:a",
        "person": "a",
        "relative": "b",
        "by": "blood",
        "names": names,
    }
    stake = {"fact": "holds_stake", "id": "holds_stake:1", "holder": "b", "company": "c", "names": names}
    statement = {"en": "Mori Akira holds 1%.", "ja": "森 晶が1%を保有している。"}
    shown = finding_without_sensitive({"evidence": [kin, stake], "statement": statement, "clears_if": []})
    assert [set(entry) for entry in shown["evidence"]] == [{"fact", "id", "withheld"}] * 2
    assert "Mori" not in str(shown)
    assert "森" not in str(shown)


def test_of_a_post_only_the_income_is_withheld() -> None:
    post = {"fact": "company_post", "id": "company_post:1", "kind": "adviser", "fee_yen_per_year": 5}
    assert evidence_without_sensitive([post]) == [
        {"fact": "company_post", "id": "company_post:1", "kind": "adviser", "withheld": True}
    ]


def test_a_person_is_nobodys_kin_to_themselves() -> None:
    assert not is_sensitive_entry({"fact": "close_person", "id": "close_person:a:self", "person": "a", "by": "self"})
    assert is_sensitive_entry({"fact": "close_person", "id": "close_person:1:a", "person": "a", "by": "spouse"})


def test_missing_data_and_reasons_that_name_such_a_fact_are_withheld() -> None:
    gift, other = "benefit:1: value_yen is 5,000, not > 5,000", "nothing of kind measure"
    answer = {
        "missing": {"COI-03": ["benefit 1: reported", "declaration(person=a)"]},
        "explained": {
            "COI-03": {"missing": [{"code": "benefit 1: reported", "text": {"en": "a", "ja": "b"}}], "reason": None},
            "COI-04": {"missing": [], "reason": {"code": gift, "text": {"en": gift, "ja": gift}}},
            "COL-01": {"missing": [], "reason": {"code": other, "text": {"en": other, "ja": other}}},
        },
        "findings": [],
    }
    shown = answer_without_sensitive(answer)
    assert shown["missing"] == {"COI-03": ["withheld", "declaration(person=a)"]}
    assert shown["explained"]["COI-03"]["missing"][0]["code"] == "withheld"
    assert shown["explained"]["COI-04"]["reason"]["code"] == "withheld"
    assert shown["explained"]["COL-01"]["reason"]["code"] == other


def test_what_is_withheld_is_decided_by_the_kind_of_the_fact_and_not_by_how_a_text_begins() -> None:
    gift = MissingField(fact="benefit:1", kind="benefit", field="reported")
    stake = MissingField(fact="benefit:1", kind="holds_stake", field="share_bp")  # an odd id, of another kind
    said = [ResultReader(SnapshotFacts("")).said(each).to_json() for each in (gift, stake)]
    assert [each["code"] for each in said] == ["benefit:1: reported", "holds_stake benefit:1: share_bp"]
    said[0]["code"], said[1]["code"] = "something: reported", "benefit:1: share_bp"
    answer = {
        "missing": {"COI-03": [each["code"] for each in said]},
        "explained": {"COI-03": {"missing": said, "reason": None}},
        "findings": [],
    }
    shown = answer_without_sensitive(answer)
    assert shown["missing"] == {"COI-03": ["withheld", "benefit:1: share_bp"]}
    assert [each["code"] for each in shown["explained"]["COI-03"]["missing"]] == ["withheld", "benefit:1: share_bp"]


def document(client: Client, assessment: Assessment) -> dict[str, Any]:
    submitted: dict[str, Any] = client.get(f"/api/v1/partnerships/{assessment.partnership_id}/").json()["document"]
    return submitted


@pytest.mark.parametrize("role", READERS)
def test_who_may_read_it_gets_the_whole_document(assessment: Assessment, meti: GovernmentBody, role: Role) -> None:
    assert document(signed_in(role, meti), assessment) == assessment.submission.document


@pytest.mark.parametrize("role", OTHERS)
def test_others_get_the_document_without_it(assessment: Assessment, meti: GovernmentBody, role: Role) -> None:
    whole, shown = assessment.submission.document, document(signed_in(role, meti), assessment)
    kinds = [each["kind"] for each in shown["statements"]]
    assert kinds == [each["kind"] for each in whole["statements"]]
    assert {"kind": "benefit", "withheld": True} in shown["statements"]
    assert {"kind": "kinship", "withheld": True} in shown["statements"]
    assert whole["statements"][0] == shown["statements"][0]
    assert {name: each for name, each in shown.items() if name != "statements"} == {
        name: each for name, each in whole.items() if name != "statements"
    }


def test_a_person_who_is_only_named_as_kin_has_no_name_in_it() -> None:
    given = small(
        people=[{"key": "sato", "name": {"en": "Sato Haruka"}}, {"key": "mori", "name": {"en": "Mori Akira"}}],
        officials=[{"person": "sato", "role": "decision_maker"}],
        statements=[
            {"kind": "kinship", **SATO, "relative": "mori", "by": "spouse"},
            {"kind": "advisory_role", **SATO, "company": "hikari", "fee_yen_per_year": 1_000_000},
        ],
    )
    shown = document_without_sensitive(given)
    assert shown["people"] == [given["people"][0], {"key": "mori", "withheld": True}]
    assert shown["statements"] == [
        {"kind": "kinship", "withheld": True},
        {"kind": "advisory_role", **SATO, "company": "hikari", "withheld": True},
    ]


def test_every_kind_whose_fact_is_sensitive_is_left_out_of_the_document() -> None:
    assert WITHHELD.keys() <= KINDS.keys()
    assert {kind for kind in SENSITIVE if kind in KINDS} <= WITHHELD.keys()
    for kind, fields in WITHHELD.items():
        assert fields == EVERYTHING or fields <= KINDS[kind].by_name.keys()
