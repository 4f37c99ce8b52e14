"""The rulebook in the API: what a rule reads in words, its numbers over time, and how often it fires."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, OutcomeRow
from tests.every import every
from tests.rules.web.api.conftest import Caller
from tests.rules.web.api.register.test_lists import finish, many


def flagged(assessment: Assessment, code: str) -> None:
    """Finish an assessment as a worker would: this rule has flagged."""
    finish(assessment)
    OutcomeRow.objects.create(assessment=assessment, code=code, outcome="flagged")


def test_the_list_has_marks_and_how_often_each_rule_fires(caller: Caller, document: dict[str, Any]) -> None:
    for assessment in many(caller, document, 2):
        flagged(assessment, "COI-02")
    rows = {row["code"]: row for row in caller.get("rulebook/").json()["rules"]}
    assert list(rows) == sorted(current_rulebook().rules)
    assert rows["COI-02"]["fires"] == {"flagged": 2, "clear": 0, "not_assessable": 0, "not_applicable": 0}
    assert rows["COI-01"]["fires"]["flagged"] == 0
    assert rows["COI-02"]["marks"][0]["mark"] == "not_read"


def test_another_bodys_partnerships_are_not_counted(caller: Caller, other: Caller, document: dict[str, Any]) -> None:
    flagged(many(caller, document, 1)[0], "COI-02")
    assert caller.get("rulebook/COI-02/").json()["fires"]["flagged"] == 1
    assert other.get("rulebook/COI-02/").json()["fires"]["flagged"] == 0


@every("code", lambda: sorted(current_rulebook().rules))
def test_every_rule_answers_as_described(caller: Caller, code: str) -> None:
    rule = caller.get(f"rulebook/{code}/").json()
    assert rule["reads"]["when"][0]["depth"] == 0
    assert rule["severity_cases"][-1]["conditions"] == []
    assert all(line["text"]["en"] and line["text"]["ja"] for line in rule["reads"]["when"])


def test_a_rule_says_what_it_reads_and_what_its_numbers_were(caller: Caller) -> None:
    rule = caller.get("rulebook/COI-03/").json()
    (limit,) = [each for each in rule["numbers"] if each["name"] == "eth_gift_report_yen"]
    assert [each["standing"] for each in limit["periods"]][-1] == "value"
    assert limit["periods"][-1]["text"] == {"en": "5,000 yen", "ja": "5,000円"}
    assert limit["periods"][-1]["last_on"] is None
    assert {"depth": 0, "text": {"en": "Benefit", "ja": "贈与等"}} in rule["reads"]["when"]
    assert rule["basis"][0]["certainty"]["en"]


@pytest.mark.parametrize("path", ["rulebook/", "rulebook/COI-02/"])
def test_the_number_of_queries_does_not_grow(caller: Caller, document: dict[str, Any], path: str) -> None:
    first, *others = many(caller, document, 5)
    flagged(first, "COI-02")

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert caller.get(path).status_code == 200
        return len(captured)

    queries()
    before = queries()
    for assessment in others:
        flagged(assessment, "COI-02")
    assert queries() == before
    assert before <= 4  # one of them asks which rulebook is in force
