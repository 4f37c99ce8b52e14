"""Snapshots of before a type of facts was derived are read with it, as today's derivation would make it."""

import json
from typing import Any

import pytest

from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.fact_store.later_facts import NEGOTIATED
from rules.fact_store.snapshot_facts import facts_in
from rules.models import Assessment
from rules.models.outcome_reading import outcomes_of
from rules.screening.case_verdicts import case_verdict
from tests.documents import small
from tests.rules.assessing.test_findings import assessed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("meti", "digital_agency", "no_broker")]
Json = dict[str, Any]  # Any: plain data


def stored_before(assessment: Assessment) -> str:
    """Return the snapshot as a version without the type would have stored it."""
    assert assessment.snapshot is not None
    data = json.loads(assessment.snapshot.content)
    return json.dumps({**data, "facts": [each for each in data["facts"] if each["type"] != NEGOTIATED]})


def by_id(facts: Any) -> dict[str, Json]:
    return {each["id"]: each for each in facts}


@pytest.mark.parametrize("selection", [
    {"method": "negotiated", "legal_ground": None},
    {"method": "negotiated", "legal_ground": "order_99_secrecy"},
    {"method": "negotiated"},
    {"method": "open"},
])  # fmt: skip
def test_facts_and_outcomes_are_those_of_today(selection: Json) -> None:
    assessment = assessed(small(selection={"object": "goods", **selection}))
    assert assessment.snapshot is not None
    before = stored_before(assessment)
    assert by_id(facts_in(before)) == by_id(json.loads(assessment.snapshot.content)["facts"])
    stored = {code: each.outcome for code, each in outcomes_of(assessment).items()}
    assert case_verdict(before, current_rulebook()).outcomes == stored


def test_the_finding_on_a_contract_without_a_ground_does_not_go() -> None:
    before = stored_before(assessed(small(selection={"object": "goods", "method": "negotiated", "legal_ground": None})))
    found = {rule: facts for rule, _severity, _key, facts in case_verdict(before, current_rulebook()).findings}
    assert found["COL-02"] == (NEGOTIATED, "selection")
