"""A register that was filled with copies holds what registering and assessing each case would have stored."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from pytest_django.fixtures import Settings

from benchmarks import case_templates, drawn_cases
from benchmarks.cases import register_assessed
from benchmarks.changed_cases import compared_change
from benchmarks.documents import Json
from benchmarks.drawn_cases import differing_cases
from benchmarks.large_register import fill_register
from institutions.audit.record import SYSTEM, record_event
from institutions.audit.verify import verify_audit
from institutions.models import AuditEvent, Partnership, Submission, table_of
from rules.models import Assessment, Screening, Snapshot
from tests.rules.screening.conftest import Using, rulebook_with, using
from tests.rules.screening.test_screening import screened

__all__ = ["using"]  # a fixture
TEMPLATES, CASES = 8, 20
REVENUE = ("{value: 2_000, confidence: ours}", "{value: 2_500, confidence: ours}")  # of LIT-10, and of another rule


def register_with_matches(document: Json) -> Submission:
    """Register and assess a document, and tell of possible matches of its names as their search does."""
    submission = register_assessed(document)
    record_event(actor=SYSTEM, verb="matches_found", what="register", after={"matches": 1})
    return submission


@pytest.mark.django_db
def test_copies_are_what_assessing_them_gives_and_a_screening_finds_those_that_differ(
    no_broker: None, using: Using, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Settings
) -> None:
    settings.FACT_STORE = str(tmp_path / "facts")
    call_command("seed", stdout=StringIO())
    using(rulebook_with())
    monkeypatch.setattr(drawn_cases, "current_rulebook", rulebook_with)
    monkeypatch.setattr(case_templates, "register_assessed", register_with_matches)
    filled = fill_register(CASES, templates=TEMPLATES)
    assert (len(filled.templates), len(filled.copies)) == (TEMPLATES, CASES - TEMPLATES)
    assert Partnership.objects.filter(reference__startswith="v00").count() == CASES
    assert differing_cases([*filled.templates, *filled.copies]) == []
    contents = Snapshot.objects.filter(assessment__in=filled.templates).values_list("content", flat=True)
    assert len(set(contents)) == TEMPLATES
    trail = verify_audit()
    matches = AuditEvent.objects.filter(verb="matches_found").count()
    assert matches == TEMPLATES
    assert (trail.troubles, trail.events) == ((), 1 + 2 * CASES + matches), "the seed, and two acts of each case"

    draft = rulebook_with(REVENUE)
    found = compared_change(draft, screened(draft, trial=True))
    assert (found.screened_only, found.assessed_only) == (frozenset(), frozenset())
    assert found.both
    part = compared_change(draft, Screening.objects.get(), differing=2, others=3)
    assert (part.compared, part.screened_only, part.assessed_only) == (5, frozenset(), frozenset())

    holdings: Any = table_of("shareholding")  # its columns come from the declaration of its kind
    holding = holdings.objects.filter(partnership__assessments__in=filled.copies)[0]
    of_the_case = holdings.objects.filter(partnership=holding.partnership_id)  # all of them: no rule asks for some
    of_the_case.update(share_bp=9_999)
    changed = Assessment.objects.get(partnership=holding.partnership_id)
    assert f"{changed.pk}: another snapshot" in differing_cases([changed.pk])
