"""Counts of decisions for the auditor."""

import csv
import io

import pytest
from django.test import Client

from institutions.models import Account, AuditEvent, Partnership
from rules.models import CaseCondition
from rules.review.auditing.overrides import OverrideFigure, OverrideGrouping, override_lines
from rules.review.auditing.periods import last_year
from rules.review.casework.act_table import Act
from tests.rules.review.auditing.answers import text_of
from tests.rules.review.casework.building import (
    decided,
    do,
    finding_of,
)

pytestmark = pytest.mark.django_db


def test_decisions_are_counted_by_reviewer_rule_and_ministry(
    cleared: Partnership, asks: Client, auditor: Account
) -> None:
    code = finding_of(cleared, "COI-01").match.finding.code
    lines = {line.label: line.figures for line in override_lines(OverrideGrouping.RULE, last_year(), auditor)}
    assert (lines[code][OverrideFigure.MITIGATED], lines[code][OverrideFigure.CHANGED]) == (1, 1)
    by_reviewer = {line.label: line.figures for line in override_lines(OverrideGrouping.REVIEWER, last_year(), auditor)}
    assert by_reviewer["first"][OverrideFigure.DECIDED] > 1
    assert by_reviewer["first"][OverrideFigure.ACKNOWLEDGED] > 0
    (ministry,) = override_lines(OverrideGrouping.MINISTRY, last_year(), auditor)
    assert ministry.figures[OverrideFigure.DECIDED] == sum(
        each[OverrideFigure.DECIDED] for each in by_reviewer.values()
    )
    answer = asks.get("/audit/decisions/")
    for row in answer.context["tables"]:
        for line in row["lines"]:
            for cell, what in zip(line["cells"], OverrideFigure, strict=True):
                if cell["query"]:
                    listed = asks.get(f"/audit/decisions/list/?{cell['query']}")
                    number = int(cell["text"].split(" ")[0])
                    assert listed.context["paginator"].count == number, (line["label"], what)


def test_a_rate_stands_with_its_denominator_and_only_of_enough(cleared: Partnership, asks: Client) -> None:
    first = Account.objects.get(username="first")
    do(cleared, Act.REOPEN, first)
    few = next(each for each in override_lines(OverrideGrouping.RULE, last_year(), first) if each.key == "COI-01")
    assert few.rate is None
    said = f"{few.figures[OverrideFigure.DISMISSED]} of {few.figures[OverrideFigure.DECIDED]}</a>"
    assert said in text_of(asks.get("/audit/decisions/"))
    for n in range(10):
        decided(cleared, "COI-01", first, "dismissed" if n % 2 else "mitigated")
    line = next(each for each in override_lines(OverrideGrouping.RULE, last_year(), first) if each.key == "COI-01")
    assert line.rate == round(100 * line.figures[OverrideFigure.DISMISSED] / line.figures[OverrideFigure.DECIDED])
    assert (
        line.figures[OverrideFigure.LATE] == CaseCondition.objects.filter(decision__finding__code="COI-01").count() - 1
    )
    rows = list(csv.reader(io.StringIO(text_of(asks.get("/audit/decisions/rule.csv")).lstrip("\ufeff"))))
    assert next(row for row in rows if row[0] == "COI-01")[-1] == str(line.rate)
    assert AuditEvent.objects.filter(verb="overrides_exported").count() == 1


@pytest.mark.parametrize(
    "asked", ["what=x", "what=decided&by=x", "what=decided&by=ministry&key=x", "what=decided&by=reviewer&key=-1", "",
              "what=decided&from=x"]
)  # fmt: skip
def test_a_list_that_nothing_is_counted_by_is_refused(asks: Client, asked: str) -> None:
    assert asks.get(f"/audit/decisions/list/?{asked}").status_code == 400
