"""Data that many cases lack is listed once a fact: first the fact that lets most rules be assessed."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import GovernmentBody
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.models import Assessment
from tests.documents import small

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_broker")]


def assess(reference: str) -> None:
    """Register METI's small partnership, and assess it."""
    register_partnership(check_document(small(reference=reference)), account=None, way="file")
    taken = claim(Assessment.objects.queued().get(partnership__reference=reference).pk)
    assert taken is not None
    assert run_assessment(taken)


def listed(*options: str) -> list[dict[str, Any]]:
    """Return what the command lists."""
    out = StringIO()
    call_command("missing_data", "--json", *options, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_fact_missing_in_two_cases_is_one_request(meti: GovernmentBody) -> None:
    assess("P-1")
    first = listed()
    assert first
    assert all(each["cases"] == 1 for each in first)
    assess("P-2")
    both = listed("--body", "METI")
    assert [each["missing"] for each in both] == sorted(
        (each["missing"] for each in both),
        key=lambda text: next((-e["unlocks"], -e["waiting"], text) for e in both if e["missing"] == text),
    )
    shared = [each for each in both if each["cases"] == 2]
    assert shared, "facts about the body and its market are those of both cases"
    for each in shared:
        before = next(one for one in first if one["missing"] == each["missing"])
        assert (each["waiting"], each["unlocks"]) == (2 * before["waiting"], 2 * before["unlocks"])
        assert each["waiting"] >= each["unlocks"]
    assert sum(each["unlocks"] for each in both) > 0


def test_a_body_that_is_not_in_the_register_is_refused(meti: GovernmentBody) -> None:
    with pytest.raises(CommandError, match="NOBODY"):
        listed("--body", "NOBODY")
