"""The three examples: what is flagged, and that each finding carries what a reader needs to check it."""

import json
from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import GovernmentBody
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.assessing.evidence import evidence_hash
from rules.assessing.parameters_read import shown_entry
from rules.assessing.result import result_json
from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_draft import gather_draft
from rules.models import Assessment, Finding, Match
from tests.documents import EXAMPLE_NAMES, EXAMPLES, example

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

Json = dict[str, Any]


def assessed(document: Json) -> Assessment:
    """Return the document, registered and assessed."""
    submission = register_partnership(check_document(document), account=None, way="file").submission
    taken = claim(Assessment.objects.get(submission=submission).pk)
    assert taken is not None
    run_assessment(taken)
    return Assessment.objects.get(pk=taken.job.pk)


def findings_of(document: Json) -> dict[str, Json]:
    """Return the first finding of each code."""
    found: dict[str, Json] = {}
    for finding in result_json(assessed(document))["findings"]:
        found.setdefault(finding["code"], finding)
    return found


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_an_example_gives_what_it_must_and_nothing_that_it_must_not(name: str) -> None:
    expected = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    have = set(current_rulebook().rules)
    result = result_json(assessed(example(name)))
    flagged = {code for code, outcome in result["outcomes"].items() if outcome == "flagged"}
    assert set(expected["must_flag"]) & have <= flagged
    assert not set(expected["must_not_flag"]) & flagged
    worst = {finding["code"]: finding["severity"] for finding in reversed(result["findings"])}
    assert {code: worst[code] for code in expected.get("severity", {})} == expected.get("severity", {})


def test_every_rule_has_an_outcome_and_what_could_not_be_assessed_names_the_data() -> None:
    result = result_json(assessed(example("hikari_magnetics")))
    assert set(result["outcomes"]) == set(current_rulebook().rules)
    lacking = {code for code, outcome in result["outcomes"].items() if outcome == "not_assessable"}
    assert set(result["missing"]) == lacking
    assert all(result["missing"].values())


def test_a_finding_speaks_both_languages_and_names_the_parties() -> None:
    statement = findings_of(example("hikari_magnetics"))["COI-01"]["statement"]
    assert "Sato Haruka" in statement["en"]
    assert "6.2%" in statement["en"]
    assert "佐藤 遥" in statement["ja"]


def test_evidence_leads_to_the_document_that_it_was_read_from() -> None:
    evidence = findings_of(example("hikari_magnetics"))["COI-01"]["evidence"]
    stake = next(each for each in evidence if each["fact"] == "holds_stake")
    assert stake["share_bp"] == 620
    assert stake["source"] == {
        "title": "Declaration of interests, fictional",
        "publisher": "METI",
        "url": "https://example.jp/1",
        "retrieved_on": "2026-06-01",
        "kind": "document",
    }
    assert stake["names"][stake["holder"]] == {"en": "Sato Haruka", "ja": "佐藤 遥"}


def test_what_the_document_itself_says_has_the_submission_as_its_source() -> None:
    evidence = findings_of(example("hikari_magnetics"))["COI-01"]["evidence"]
    role = next(each for each in evidence if each["fact"] == "official")
    assert role["source"] == {
        "title": "Submission EX-METI-001",
        "publisher": "METI",
        "kind": "submission",
        "reference": "EX-METI-001",
    }


def test_parameters_come_with_value_date_and_law() -> None:
    shown = findings_of(example("hikari_magnetics"))["COI-01"]["parameters"]["coi_stake_critical_bp"]
    assert (shown["value"], shown["unit"], shown["on"]) == (500, "bp", "2026-06-15")
    assert shown["law"] == "research_society_coi_standard"
    assert shown["name"]["en"]


def test_basis_names_law_and_article_and_mitigations_are_there() -> None:
    finding = findings_of(example("hikari_magnetics"))["COI-01"]
    ethics = next(each for each in finding["basis"] if each["law"] == "national_public_service_ethics_act")
    assert (ethics["name"]["ja"], ethics["article"]) == ("国家公務員倫理法", "7")
    assert {"en", "ja"} == set(finding["mitigations"][0])


def test_a_guard_that_only_lacks_data_stands_first_in_what_would_clear_it() -> None:
    clears_if = findings_of(example("hikari_magnetics"))["COI-01"]["clears_if"]
    assert clears_if[0]["en"].startswith("Not stated: Holding (vehicle).")
    assert any(text["en"].startswith("If this were on record: Holding (in trust: yes)") for text in clears_if)
    assert all(text["ja"] for text in clears_if)
    assert not any("holds_stake:" in text["en"] for text in clears_if), "an id tells a reader nothing"
    assert not any(sign in text["en"] + text["ja"] for text in clears_if for sign in "∈{}[]=<>≤≥∩∅")


def test_the_findings_of_a_code_come_worst_first() -> None:
    document = example("hikari_magnetics")
    document["people"].append({"key": "mori", "name": {"en": "Mori Ken"}})
    document["officials"].append({"person": "mori", "role": "evaluator"})
    document["statements"] += [
        {"kind": "declaration", "person": "mori", "on": "2026-04-01"},
        {"kind": "shareholding", "holder": "mori", "company": "hikari", "share_bp": 10, "listed": True},
    ]
    findings = [f for f in result_json(assessed(document))["findings"] if f["code"] == "COI-01"]
    assert [finding["severity"] for finding in findings] == ["critical", "high"]


def test_matches_with_one_key_are_one_finding_and_all_of_them_are_evidence() -> None:
    document = example("hikari_magnetics")
    document["statements"].append(
        {
            "kind": "shareholding",
            "holder": "sato",
            "company": "hikari",
            "share_bp": 5,
            "vehicle": "direct",
            "listed": True,
            "from": "2015-04-01",
            "until": "2026-06-16",
        }
    )
    findings = [f for f in result_json(assessed(document))["findings"] if f["code"] == "COI-01"]
    assert len(findings) == 1
    stakes = [each for each in findings[0]["evidence"] if each["fact"] == "holds_stake"]
    assert findings[0]["severity"] == "critical"
    assert [stake["share_bp"] for stake in stakes] == [620, 5]


def test_the_same_finding_keeps_its_identity_over_two_assessments() -> None:
    first = assessed(example("hikari_magnetics"))
    second = assessed({**example("hikari_magnetics"), "revision": 2, "value_yen": 900_000_000})
    assert first.partnership_id == second.partnership_id
    of_first, of_second = (
        Match.objects.filter(assessment=each, finding__code="COI-01").get() for each in (first, second)
    )
    assert of_first.finding_id == of_second.finding_id
    assert Finding.objects.filter(code="COI-01").count() == 1
    assert of_first.evidence_hash == of_second.evidence_hash, "a review of the first still stands"


def test_other_evidence_gives_another_evidence_hash() -> None:
    first = assessed(example("hikari_magnetics"))
    changed = {**example("hikari_magnetics"), "revision": 2}
    stake = next(each for each in changed["statements"] if each["kind"] == "shareholding")
    stake["share_bp"] = 480
    second = assessed(changed)
    hashes = [Match.objects.get(assessment=each, finding__code="COI-01").evidence_hash for each in (first, second)]
    assert hashes[0] != hashes[1]


def test_a_number_comes_with_what_is_to_be_known_about_it() -> None:
    numbers = findings_of(example("hikari_magnetics"))["COI-01"]["parameters"]
    assert numbers["coi_stake_critical_bp"]["note"]["en"].startswith("A standard of academic societies")
    known = current_rulebook().parameters.by_name["gpa_threshold_yen"]
    shown = shown_entry(known, known.rows["central_goods"][0])
    assert (shown["index"], shown["review_on"]) == ("central_goods", "2027-02-28")


def test_a_review_still_stands_where_only_a_note_or_the_day_of_a_review_changes() -> None:
    number = {"value": 5, "confidence": "memory"}
    noted = {**number, "note": {"en": "x", "ja": "y"}, "review_on": "2027-02-28"}
    hashes = {evidence_hash("high", [], {"a": each}, []) for each in (number, noted)}
    assert len(hashes) == 1
    assert evidence_hash("high", [], {"a": {**noted, "value": 6}}, []) not in hashes


def test_an_assessment_says_when_recusals_leave_nobody_who_decides() -> None:
    document = example("hikari_magnetics")
    document["statements"].append({"kind": "recusal", "person": "sato", "on": "2026-06-18"})
    result = result_json(assessed(document))
    assert [remark["code"] for remark in result["remarks"]] == ["no_decision_maker"]
    assert result["outcomes"]["COI-01"] != "flagged"
    later = {**document, "revision": 2, "assess_as_of": "2026-06-17"}
    assert result_json(assessed(later))["remarks"] == []


def test_precheck_says_the_same_as_the_stored_assessment() -> None:
    document = example("digital_agency_cloud")
    before = assess_case(gather_draft(check_document(document)), current_rulebook()).to_json()
    after = result_json(assessed(document))
    assert before["outcomes"] == after["outcomes"]
    assert [f["statement"] for f in before["findings"]] == [f["statement"] for f in after["findings"]]


def test_a_result_says_the_same_in_the_same_order_each_time(meti: GovernmentBody) -> None:
    assessment = assessed(example("hikari_magnetics"))
    assert result_json(assessment) == result_json(Assessment.objects.get(pk=assessment.pk))
