"""Results of an earlier program are compared with facts that this one derives, and never with those that they hold."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import models
from pytest_django import DjangoAssertNumQueries

from institutions.models import Partnership
from rules.assessing import derived_anew
from rules.assessing.derived_anew import derive_anew
from rules.assessing.material import material_from_text
from rules.assessing.stored_format import FORMAT
from rules.explaining.comparing.stored_cases import CaseComparison
from rules.fact_store.checking import check_store
from rules.fact_store.configured import fact_storage
from rules.fact_store.erasing import carry_out_erasures, order_erasure
from rules.fact_store.generations import readable_manifest
from rules.fact_store.manifest import Part
from rules.fact_store.store_tables import DERIVED_ANEW
from rules.facts.derivation.derive import facts_of
from rules.models import Assessment, Screening, Snapshot
from rules.workshop.drawn_cases import changed_findings
from rules.workshop.trying import try_draft
from tests.institutions.audit.tampering import without_triggers
from tests.rules.fact_store.stored import rows_of
from tests.rules.screening.conftest import rulebook_with
from tests.rules.screening.test_screening import NUMBER, STATED, Cases, differing, screened

pytestmark = pytest.mark.django_db


def of_an_earlier_program(case: Partnership, **told: str) -> Assessment:
    """Make the newest result one of an earlier format, whose snapshot has other words in it."""
    newest = Assessment.objects.filter(partnership=case).newest_first()[0]
    assert newest.snapshot is not None
    content = newest.snapshot.content
    for before, after in told.items():
        assert f'"{before}":' in content
        content = re.sub(f'"{before}":[36]00', f'"{before}":{after}', content)
    assert content != newest.snapshot.content or not told
    with without_triggers():
        models.QuerySet(Snapshot).filter(pk=newest.snapshot.pk).update(content=content)
        models.QuerySet(Assessment).filter(pk=newest.pk).update(format=FORMAT - 1)
    newest.refresh_from_db()
    return newest


def segments() -> set[str]:
    """Return the names of the segments of the store that have open cases."""
    return {each.name for each in readable_manifest(fact_storage()).of_part(Part.OPEN)}


def test_facts_that_an_earlier_program_derived_are_no_difference(cases: Cases) -> None:
    of_an_earlier_program(cases["FIXED"], share_bp="100")
    found = screened(rulebook_with())
    assert (found.differing, found.disagreements, found.sampled) == (0, 0, len(cases))


def test_facts_of_this_format_are_read_as_they_are_stored(cases: Cases) -> None:
    earlier = of_an_earlier_program(cases["FIXED"], share_bp="100")
    with without_triggers():
        models.QuerySet(Assessment).filter(pk=earlier.pk).update(format=FORMAT)
    assert differing(screened(rulebook_with())) == {"FIXED"}


def test_a_changed_rule_finds_them_as_this_program_reads_them(cases: Cases) -> None:
    of_an_earlier_program(cases["FIXED"], share_bp="100")
    of_an_earlier_program(cases["LOW"], share_bp="900")
    trial = screened(rulebook_with(STATED), trial=True)
    assert {"LOW", "MIDDLE", "FIXED"} <= differing(trial)
    now = try_draft(rulebook_with(), rulebook_with(NUMBER), "0123").counts
    for each in ("FIXED", "LOW"):
        with without_triggers():
            models.QuerySet(Assessment).filter(partnership=cases[each]).update(format=FORMAT)
    anew = try_draft(rulebook_with(), rulebook_with(NUMBER), "0123").counts
    assert now.parts == anew.parts, "the store was built before: it still has the facts that were derived anew"


def test_pages_of_a_trial_and_comparisons_derive_them_too(cases: Cases) -> None:
    of_an_earlier_program(cases["FIXED"], share_bp="100")
    stricter = rulebook_with(NUMBER)
    found = changed_findings(cases["FIXED"], rulebook_with(), stricter)
    assert found is not None
    assert [(each.rule, each.before, each.after) for each in found] == [("COI-01", "critical", "high")]
    comparison = CaseComparison(rulebook_with(), stricter)
    compared = {each.reference: each for each in comparison.compared(comparison.ids())}
    assert [each.code for each in compared["FIXED"].differences] == ["COI-01"]
    assert not any(each.trouble for each in compared.values())


def test_derived_anew_on_the_same_register_they_are_the_facts_of_the_snapshot(cases: Cases) -> None:
    stored = {each.pk: of_an_earlier_program(each.partnership) for each in Assessment.objects.all()}
    derived = derive_anew(list(stored))
    assert derived.keys() == stored.keys()
    for pk, each in stored.items():
        assert each.snapshot is not None
        held = material_from_text(each.snapshot.content)
        assert (derived[pk].given().facts, derived[pk].given().as_of) == (held.facts, held.as_of)
        assert derived[pk].given().names == held.names


def test_without_results_of_an_earlier_format_it_is_one_query(
    cases: Cases, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    every = list(Assessment.objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        assert derive_anew(every) == {}


def test_a_case_that_cannot_be_derived_anew_is_an_error_and_never_its_old_facts(
    cases: Cases, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_an_earlier_program(cases["FIXED"])
    of_an_earlier_program(cases["MIDDLE"])

    def failing(case: Any, *given: Any) -> Any:
        if case.proposal["reference"] == "FIXED":
            raise OverflowError(case.proposal["reference"])
        return facts_of(case, *given)

    monkeypatch.setattr(derived_anew, "facts_of", failing)
    found = screened(rulebook_with())
    assert differing(found) == {"FIXED"}
    assert found.disagreements == 0
    (row,) = found.screened_cases.filter(partnership=cases["FIXED"])
    assert {what for _rule, *_words, what in row.differences} == {"outcome"}
    assert changed_findings(cases["FIXED"], rulebook_with(), rulebook_with(NUMBER)) is None
    comparison = CaseComparison(rulebook_with(), rulebook_with(NUMBER))
    troubles = {each.reference: each.trouble for each in comparison.compared(comparison.ids()) if each.trouble}
    assert list(troubles) == ["FIXED"]
    assert "OverflowError" in troubles["FIXED"]


def test_the_store_holds_them_checks_them_and_forgets_whom_an_erasure_names(cases: Cases) -> None:
    earlier = of_an_earlier_program(cases["FIXED"])
    screened(rulebook_with())
    (held,) = rows_of(fact_storage())[DERIVED_ANEW]
    assert check_store(fact_storage()).troubles == ()
    person = next(key for key in earlier.submission.parties.values_list("party_id", flat=True) if str(key) in held)
    before = segments()
    order_erasure([], [uuid4()])
    carry_out_erasures(fact_storage())
    assert segments() == before
    order_erasure([], [person])
    carry_out_erasures(fact_storage())
    assert not segments() & before, "the segment with the case was not written anew"
    assert check_store(fact_storage()).troubles == ()
    assert not Screening.objects.filter(disagreements__gt=0).exists()
