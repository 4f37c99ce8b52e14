"""The effect of a draft, in sets, beside each case assessed under the draft one by one."""

from collections import Counter

import pytest
from django.test import override_settings

from institutions.models import Partnership
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.models import Assessment, Finding, Screening, State
from rules.screening.case_verdicts import case_verdict
from rules.workshop.curve import CurvePoint, book_with
from rules.workshop.narrowed import findings_read, readers_of, touched_rules
from rules.workshop.trying import TriedDraft, try_draft, try_values
from tests.rules.screening.conftest import cases, rulebook_with, using

__all__ = ["cases", "using"]  # fixtures
STAKE = ("stake.share_bp > 0", "stake.share_bp > 500")


def one_by_one(before: LoadedRulebook, after: LoadedRulebook) -> tuple[Counter[tuple[str, str, str]], Counter[str]]:
    """Return the changed outcomes and the findings after by rule, of every case by both case evaluators."""
    outcomes: Counter[tuple[str, str, str]] = Counter()
    findings: Counter[str] = Counter()
    for assessment in Assessment.objects.filter(state=State.DONE).select_related("snapshot"):
        assert assessment.snapshot
        old, new = (case_verdict(assessment.snapshot.content, each) for each in (before, after))
        for code in old.outcomes.keys() | new.outcomes.keys():
            pair = old.outcomes.get(code, ""), new.outcomes.get(code, "")
            if pair[0] != pair[1]:
                outcomes[code, *pair] += 1
        findings.update(code for code, *_rest in new.findings)
    return outcomes, findings


def changed_outcomes(tried: TriedDraft) -> Counter[tuple[str, str, str]]:
    counts = tried.counts.together().outcomes
    return Counter({key: number for key, number in counts.items() if key[1] != key[2]})


@pytest.mark.django_db
@pytest.mark.parametrize("in_one", [True, False])
def test_the_numbers_of_a_trial_are_those_of_the_cases_one_by_one(cases: dict[str, Partnership], in_one: bool) -> None:
    base, draft = rulebook_with(), rulebook_with(STAKE)
    before = (Finding.objects.count(), Assessment.objects.count())
    with override_settings(SCREENING_RANGE=100 if in_one else 2):
        tried = try_draft(base, draft, "0123")
    outcomes, findings = one_by_one(base, draft)
    assert changed_outcomes(tried) == outcomes
    assert outcomes, "the change changes something"
    counted: Counter[str] = Counter()
    for (code, _domain, _before, after, _otherwise), number in tried.counts.together().findings.items():
        counted[code] += number if after else 0
    touched = touched_rules(base, draft).codes
    assert +counted == Counter({code: number for code, number in findings.items() if code in touched})
    assert tried.cases == len(cases) == tried.counts.together().cases
    assert (Finding.objects.count(), Assessment.objects.count()) == before, "nothing is stored"
    assert not Screening.objects.exists()


@pytest.mark.django_db
def test_restricted_cases_are_counted_apart_and_the_draw_follows_the_seed(cases: dict[str, Partnership]) -> None:
    tried = try_draft(rulebook_with(), rulebook_with(STAKE), "0123")
    hidden = str(cases["HIDDEN"].pk)
    parts = tried.counts.parts
    restricted = {key: each for key, each in parts.items() if key[1]}
    assert sum(each.cases for each in restricted.values()) == 1
    drawn = {pk for key, each in parts.items() if not key[1] for _hash, pk in each.drawn}
    assert drawn == {str(cases["LOW"].pk)}, "only the one of 300 basis points is no longer flagged"
    assert hidden not in drawn
    assert try_draft(rulebook_with(), rulebook_with(STAKE), "0123").counts.parts == parts


@pytest.mark.django_db
def test_the_curve_of_a_number_is_the_draft_at_each_value(cases: dict[str, Partnership]) -> None:
    base = rulebook_with()
    name = next(each for each in sorted(base.parameters.by_name) if "COI-01" in readers_of(base, each))
    entry = base.parameters.entry_at(name, "2026-06-15")
    assert entry is not None
    values = (1, 400, 800)
    tried = try_values(base, name, "", "2026-06-15", values)
    assert set(tried.summary["codes"]) == set(readers_of(base, name))
    counted = tried.counts.together().curve
    for value in values:
        book = book_with(base, CurvePoint(parameter=name, index="", on="2026-06-15", value=value))
        assert book is not None
        _outcomes, expected = one_by_one(base, book)
        found: Counter[str] = Counter()
        for (point, code, _severity), number in counted.items():
            found[code] += number if point == value else 0
        assert +found == Counter({code: number for code, number in expected.items() if code in readers_of(base, name)})
    assert len({severity for _value, code, severity in counted if code == "COI-01"}) > 1, "the number decides something"


def test_a_rule_that_reads_findings_is_touched_by_those_that_it_may_read() -> None:
    base = rulebook_with()
    reads = findings_read(base.rules["LIT-06"], base.rules)
    assert {"LIT-03", "LIT-04", "COI-01"} <= reads
    assert "LIT-10" not in reads
    assert not findings_read(base.rules["COI-01"], base.rules)
    assert {"COI-01", "LIT-06"} <= touched_rules(base, rulebook_with(STAKE)).codes
