"""Every rule against its cases: they fire, stay silent or ask for data as their files say."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from rules.engine.compiled.compiler import CompiledRulebook, compile_rulebook
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.language.load import load_rules, rules_on
from rules.engine.language.parameter_file import load_parameters
from rules.engine.language.syntax import Rule
from rules.explaining.catalogue.cases import CASES
from rules.facts.kinds.vocabulary import PARTNERSHIP, VOCABULARIES
from rules.workshop.case_answers import contradiction, said_otherwise
from rules.workshop.case_files import RuleCase, rule_cases
from tests.every import every

RULES = Path(__file__).parents[2] / "rules"
BODIES = frozenset({"METI", "DA"})

pytestmark = pytest.mark.bare


@cache
def rulebook(subject: str = PARTNERSHIP) -> tuple[CompiledRulebook, Evaluator]:
    parameters = load_parameters(RULES / "parameters")
    rules = rules_on(load_rules(RULES / "rulebook"), subject)
    compiled = compile_rulebook(rules, VOCABULARIES[subject], parameters, BODIES)
    return compiled, Evaluator(compiled)


def every_rule() -> dict[str, Rule]:
    return {code: rule for subject in VOCABULARIES for code, rule in rulebook(subject)[0].syntax.items()}


@every("case", rule_cases)
def test_the_rule_answers_as_its_case_says(case: RuleCase) -> None:
    compiled, evaluator = rulebook(case.subject)
    evaluation = evaluator.evaluate(records_of(case.facts, compiled, compiled.parameter_values))
    assert not contradiction(case, evaluation)
    assert not said_otherwise(case, evaluation, compiled)


def test_a_case_that_its_rule_contradicts_is_named() -> None:
    case = next(each for each in rule_cases() if each.outcome == "flagged")
    wrong = replace(case, it="says otherwise", outcome="clear", severity="", findings=0)
    folded = every("case", [case, wrong])(test_the_rule_answers_as_its_case_says.__wrapped__)  # type: ignore[attr-defined]  # as it is written
    with pytest.raises(pytest.fail.Exception, match=f"1 of 2 do not hold:\n\n{case.code} says otherwise\n"):
        folded()


def test_every_rule_has_cases_that_flag_and_cases_that_do_not() -> None:
    outcomes: dict[str, set[str]] = {}
    for case in rule_cases():
        outcomes.setdefault(case.code, set()).add(case.outcome)
    assert outcomes.keys() == every_rule().keys() == {path.stem for path in CASES.glob("*.yaml")}
    for code, seen in outcomes.items():
        assert "flagged" in seen, code
        assert seen & {"clear", "not_applicable"}, code


NEVER_LEFT: Final = frozenset({"COL-15", "LIT-10", "LIT-12"})  # their last text reads no name of a branch


def test_every_text_of_a_statement_is_said_in_some_case() -> None:
    said: dict[tuple[str, str], list[str]] = {
        (case.code, language): [] for case in rule_cases() for language in ("en", "ja")
    }
    for case in rule_cases():
        for language, text in case.says:
            said[case.code, language].append(text)
    for code, rule in every_rule().items():
        if rule.statement_cases:
            least = len(rule.statement_cases) + (code not in NEVER_LEFT)
            for language in ("en", "ja"):
                assert len(set(said[code, language])) >= least, code


def test_the_rulebook_compiles_without_warnings() -> None:
    assert [rulebook(subject)[0].warnings for subject in VOCABULARIES] == [(), ()]
