"""Facts that count as not done because the body keeps them on file: shown as not recorded, never as an answer."""

from typing import Any

import pytest
from django.utils.translation import override

from institutions.drafts.check import check_document
from institutions.models import GovernmentBody
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.assessing.replay import replay_assessment
from rules.assessing.result import result_json
from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.wording.evidence import evidence_lines
from rules.facts.gathering.from_draft import gather_draft
from rules.models import Assessment
from tests.documents import small
from tests.rules.assessing.documents import asked

pytestmark = pytest.mark.usefixtures("meti")
Json = dict[str, Any]  # Any: a document or an answer, plain JSON
LARGE = {"method": "negotiated", "object": "goods", "legal_ground": None, "lots_total_yen": 20_000_000}


@pytest.fixture
def central(meti: GovernmentBody) -> None:
    """METI is a central body under the GPA, as the seed has it."""
    meti.gpa_class = "central"
    meti.save()


def evidence(code: str, fact: str, **changes: Any) -> Json:
    """Return a fact in the evidence of the one finding of a rule about the small document with changes."""
    draft = check_document(small(reference="P-1", assess_as_of="2026-06-20", **changes))
    answer = assess_case(gather_draft(draft), current_rulebook()).to_json()
    (found,) = [each for each in answer["findings"] if each["code"] == code]
    (entry,) = [each for each in found["evidence"] if each["fact"] == fact]
    return dict(entry)


@pytest.mark.usefixtures("central")
def test_a_consultation_that_nobody_stated_is_not_recorded() -> None:
    entry = evidence("COL-05", "selection", selection=LARGE)
    assert "mof_consulted" not in entry
    assert entry["not_recorded"] == ["mof_consulted"]


@pytest.mark.usefixtures("central")
def test_a_consultation_that_was_not_held_is_an_answer() -> None:
    entry = evidence("COL-05", "selection", selection={**LARGE, "mof_consulted": False})
    assert entry["mof_consulted"] is False
    assert "not_recorded" not in entry


def operator(**given: Any) -> list[Json]:
    """Return a designated operator of core infrastructure that installs a critical facility."""
    facility = {"sector": "gas", "designated": True, "installs_critical_facility": True}
    return [{"kind": "infrastructure", "company": "hikari", **facility, **given}]


def test_a_notice_that_nobody_stated_is_not_recorded() -> None:
    assert evidence("LIT-15", "core_infrastructure", statements=operator())["not_recorded"] == ["notified"]
    stated = evidence("LIT-15", "core_infrastructure", statements=operator(notified=False))
    assert stated["notified"] is False
    assert "not_recorded" not in stated
    both = evidence("LIT-15", "core_infrastructure", statements=[*operator(), *operator(notified=False)])
    assert both["notified"] is False


def test_a_clearance_of_which_nothing_is_on_file_is_not_recorded() -> None:
    involved = {"secrecy": "critical_economic_security_information"}
    entry = evidence("LIT-16", "clearance_check", **involved)
    assert "cleared" not in entry
    assert entry["not_recorded"] == ["cleared"]
    refused = {"kind": "clearance", "company": "hikari", "type": "suitable_operator", "status": "not_granted"}
    stated = evidence("LIT-16", "clearance_check", statements=[refused], **involved)
    assert stated["cleared"] is False
    assert "not_recorded" not in stated


@pytest.mark.usefixtures("central")
@pytest.mark.parametrize(
    ("language", "label", "said"),
    [
        (
            "en",
            "Ministry of Finance consulted",
            "not recorded (the body keeps this on file; without a record it counts as not done)",
        ),
        (
            "ja",
            "財務大臣協議",
            "記録なし（機関において記録すべき事項であり、記録がない場合は未実施として扱う。）",
        ),
    ],
)
def test_pages_say_that_it_is_not_recorded_and_why(language: Any, label: str, said: str) -> None:
    entry = evidence("COL-05", "selection", selection=LARGE)
    with override(language):
        (line,) = evidence_lines([entry], language)
    assert [value.text for value in line.values if value.label == label] == [said]


@pytest.mark.usefixtures("central")
def test_what_is_not_recorded_is_replayed() -> None:
    taken = claim(asked("P-1", selection=LARGE).pk)
    assert taken is not None
    run_assessment(taken)
    assessment = Assessment.objects.get(pk=taken.job.pk)
    (found,) = [each for each in result_json(assessment)["findings"] if each["code"] == "COL-05"]
    assert ["mof_consulted"] in [entry.get("not_recorded") for entry in found["evidence"]]
    assert replay_assessment(assessment).differences == ()
