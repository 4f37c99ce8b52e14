"""A statement that is made as a claim shows as one wherever a finding rests on it, and a replay knows it too."""

from copy import deepcopy
from typing import Any

import pytest

from institutions.models import BriefStatement
from institutions.seeding.folder import DATA, read_folder
from institutions.seeding.store import store_seed
from rules.assessing.material import material_from_text
from rules.assessing.replay import replay_assessment
from rules.assessing.result import result_json
from rules.models import Assessment, Match, Snapshot
from tests.documents import example
from tests.rules.assessing.test_findings import assessed

Json = dict[str, Any]


def magnets(*kinds: str, **changes: Any) -> Json:
    """Return the magnets example; the statements of these kinds are changed."""
    document = deepcopy(example("hikari_magnetics"))
    document["statements"] = [{**each, **changes} if each["kind"] in kinds else each for each in document["statements"]]
    return document


def confidences(assessment: Assessment, code: str) -> dict[str, str | None]:
    """Return the confidence of each fact of the first finding of a rule."""
    finding = next(each for each in result_json(assessment)["findings"] if each["code"] == code)
    return {entry["fact"]: entry.get("confidence") for entry in finding["evidence"]}


@pytest.mark.usefixtures("meti")
def test_only_the_evidence_that_rests_on_a_claim_is_marked() -> None:
    found = confidences(assessed(magnets("shareholding", confidence="claim")), "COI-01")
    assert found["holds_stake"] == "claim"
    assert {confidence for fact, confidence in found.items() if fact != "holds_stake"} == {None}


@pytest.mark.usefixtures("meti")
def test_what_is_stated_as_a_fact_is_not_marked_and_its_snapshot_says_nothing_of_claims() -> None:
    assessment = assessed(magnets())
    assert set(confidences(assessment, "COI-01").values()) == {None}
    assert assessment.snapshot is not None
    assert '"claims"' not in assessment.snapshot.content


@pytest.mark.usefixtures("meti")
def test_a_review_of_a_claim_does_not_stand_for_the_fact() -> None:
    first = assessed(magnets("shareholding", confidence="claim"))
    second = assessed({**magnets(), "revision": 2})
    hashes = [Match.objects.get(assessment=each, finding__code="COI-01").evidence_hash for each in (first, second)]
    assert hashes[0] != hashes[1]


@pytest.mark.usefixtures("meti")
def test_a_replay_marks_the_same_claims_from_the_snapshot_alone() -> None:
    assessment = assessed(magnets("shareholding", "measure", confidence="claim"))
    assert replay_assessment(assessment).differences == ()
    text = Snapshot.objects.get(assessment=assessment).content
    material = material_from_text(text)
    assert len(material.claims) >= 2
    assert material.to_text() == text


@pytest.mark.django_db
def test_what_the_policy_brief_claims_shows_as_a_claim_with_the_brief_as_its_source() -> None:
    store_seed(read_folder(DATA))
    claim = BriefStatement.objects.select_related("source").filter(standing="claim").order_by("code")[0]
    assert claim.source is not None
    source = {"key": "brief", "title": claim.source.title, "publisher": claim.source.publisher}
    document = magnets("measure", confidence=claim.standing, source="brief")
    finding = next(
        each
        for each in result_json(assessed({**document, "sources": [*document["sources"], source]}))["findings"]
        if each["code"] == "COL-01"
    )
    measure = next(entry for entry in finding["evidence"] if entry["fact"] == "measure")
    assert measure["confidence"] == "claim"
    assert measure["source"]["title"] == claim.source.title
