"""The labels that counting scripts press and the rules that they name are there: noticed before one of them is run."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings

from benchmarks.case_of_findings import FINDINGS, measured_case
from benchmarks.officer_cases import AIMED_AT, BEFORE, officer_cases
from institutions.drafts.check import check_document
from institutions.models import GovernmentBody
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.review.casework.case_view import read_case
from tests.policyengine.test_translations import CATALOGUE, entries

SCRIPTS: Final = sorted((settings.BASE_DIR / "benchmarks").glob("*.py"))
LABELLING: Final = frozenset({"name", "has_text"})  # arguments of the browser's own methods
BROWSER: Final = frozenset({"get_by_role", "locator", "filter"})
CODE: Final = re.compile(r"\b(?:COI|COL|LIT|INS)-\d+\b")


def labels_in(script: Path) -> Iterator[str]:
    """Yield each text by which a script finds a button, a link or a folded part."""
    for call in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call):
            continue
        called = getattr(call.func, "attr", getattr(call.func, "id", ""))
        given = call.args[1:] if called == "press" else []  # the page stands before; a key of the keyboard stands alone
        if called in BROWSER:
            given = [each.value for each in call.keywords if each.arg in LABELLING]
        yield from (each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str))


@pytest.mark.bare
def test_each_label_that_a_script_presses_is_said_by_a_page() -> None:
    labels = {(script.name, label) for script in SCRIPTS for label in labels_in(script)}
    assert {"Accept and assign me", "Save and continue", "Clear the case"} <= {label for _script, label in labels}
    assert sorted(each for each in labels if each[1] not in entries(CATALOGUE)) == []


@pytest.mark.bare
def test_each_rule_that_a_script_names_is_in_the_rulebook() -> None:
    named = {(script.name, code) for script in SCRIPTS for code in CODE.findall(script.read_text(encoding="utf-8"))}
    assert named
    assert sorted(each for each in named if each[1] not in current_rulebook().rules) == []


@pytest.mark.django_db
@pytest.mark.usefixtures("no_broker", "meti", "digital_agency")
def test_the_case_that_is_read_and_cleared_has_its_findings() -> None:
    GovernmentBody.objects.filter(code="METI").update(gpa_class="central")  # as the seed has it
    assert len(read_case(measured_case().partnership).findings) == FINDINGS


@pytest.mark.django_db
@pytest.mark.usefixtures("meti", "digital_agency")
def test_the_cases_that_an_officer_registers_are_without_errors() -> None:
    cases = officer_cases()
    assert cases.keys() == BEFORE.keys() >= {AIMED_AT}
    for document in cases.values():
        check_document({"proposed_on": "2026-06-20", **document})  # the form fills in the day
