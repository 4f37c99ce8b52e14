"""The conditions that would clear a finding: steps first, in words, never another answer to what is stated."""

from collections.abc import Iterator

import pytest

from rules.assessing.bound_facts import BoundFacts
from rules.assessing.guards import clearing_guards
from rules.assessing.wording import PatternWording
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.evaluate import Evaluator
from rules.explaining.catalogue.cases import CASES
from rules.workshop.case_answers import bound_of
from rules.workshop.case_files import RuleCase, cases_of, rule_cases
from tests.every import every
from tests.rules.test_cases import rulebook

pytestmark = pytest.mark.bare
RAW = ("True", "False", "true", "false", "from from", "to until", "first_", "_on", "None", "9999", "0001")


def cleared(case: RuleCase) -> Iterator[str]:
    """Return the words of every entry but the last, in both languages."""
    compiled, evaluator = rulebook()
    assert isinstance(evaluator, Evaluator)
    evaluation = evaluator.evaluate(records_of(case.facts, compiled, compiled.parameter_values))
    for match in evaluation.matches:
        if match.code == case.code:
            bound: BoundFacts = bound_of(match, case, compiled)
            guards = evaluation.unknown_guards.get(match, ())
            for entry in clearing_guards(compiled.syntax[case.code], bound, guards, {})[:-1]:
                for part in ("text", "guard", "missing"):
                    if label := getattr(entry, part, None):
                        yield from (label.en, label.ja)


@every("case", lambda: (case for case in rule_cases() if case.outcome == "flagged"))
def test_no_raw_value_is_shown(case: RuleCase) -> None:
    for text in cleared(case):
        assert not [raw for raw in RAW if raw in text], text


def named(code: str, it: str) -> list[str]:
    return list(cleared(next(case for case in cases_of(CASES / f"{code}.yaml") if case.it == it)))


def test_a_missing_notice_is_cleared_by_sending_it_not_by_calling_the_disposition_oral() -> None:
    said = named("LIT-05", "flags a written disposition without a notice")
    assert said == ["The notice is sent now.", "速やかに書面により教示する。"]


def test_whether_a_disposition_was_oral_is_asked_where_nobody_said() -> None:
    english = named("LIT-05", "flags where the form is unknown")[::2]
    assert english == ["Measure (in writing: no)", "Measure", "The notice is sent now."]


def test_a_switch_of_the_law_is_named_by_its_meaning() -> None:
    compiled, _ = rulebook()
    guard = next(each for each in compiled.syntax["LIT-14"].unless if each.name == "exempt")
    words = PatternWording(BoundFacts({}, compiled.parameter_values), {}, "en", guard).whole()
    assert "can rely on an exemption from prior notice as others can: applies" in words
    assert "True" not in words


def test_a_period_of_the_guard_itself_is_told_by_the_time_of_the_other_fact() -> None:
    english = named("COI-07", "flags an officer")[::2]
    assert any("kind: by office; at a time since 1 April 2020)" in each for each in english), english
