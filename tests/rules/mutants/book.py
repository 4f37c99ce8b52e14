"""The rulebook whose rules are changed, and one changed rule, ready for the cases of its file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from unittest import mock

from rules.engine.compiled.column_sources import ColumnCollector
from rules.engine.compiled.compiled_form import Rulebook
from rules.engine.compiled.compiler import CompiledRulebook, compile_rulebook
from rules.engine.compiled.records import records_of
from rules.engine.compiled.rule_compiler import RuleCompiler
from rules.engine.evaluating import evaluate
from rules.engine.language.check import check_rule
from rules.engine.language.load import load_rules
from rules.engine.language.parameter_file import load_parameters
from rules.engine.language.syntax import Rule
from rules.engine.language.types import RuleNamespace
from rules.facts.kinds.vocabulary import VOCABULARY
from tests.rules.answers import contradiction
from tests.rules.case_files import RuleCase
from tests.rules.mutants.change import loosened

RULES: Final = Path(__file__).parents[3] / "rules"
BODIES: Final = frozenset({"METI", "DA"})


@dataclass(frozen=True)
class Book:
    """The unchanged rulebook."""

    compiled: CompiledRulebook
    known: RuleNamespace

    @property
    def rules(self) -> Mapping[str, Rule]:
        """Return the syntax trees by code."""
        return self.compiled.syntax

    def before(self, code: str) -> tuple[Rule, ...]:
        """Return the rules evaluated before a rule: those of the first stage for a rule of the second."""
        second = {rule.code for rule in self.compiled.rules if rule.stage == 2}
        return tuple(rule for each, rule in self.rules.items() if each not in second) if code in second else ()


@cache
def book() -> Book:
    """Return the rulebook, read once a process."""
    parameters = load_parameters(RULES / "parameters")
    rules = load_rules(RULES / "rulebook")
    known = RuleNamespace(VOCABULARY, parameters, BODIES, frozenset(rule.code for rule in rules))
    return Book(compile_rulebook(rules, VOCABULARY, parameters, BODIES), loosened(known))


class Changed:
    """One changed rule with those before it, for the matcher only: durable_rules would keep every mutant in memory."""

    def __init__(self, rule: Rule, known: RuleNamespace, before: tuple[Rule, ...] = ()) -> None:
        check_rule(rule, known)
        columns = ColumnCollector(known)
        rules = (*before, rule)
        compiled = tuple(RuleCompiler(each, columns).compile() for each in rules)
        form = Rulebook("", compiled, tuple(columns.columns()))
        self._compiled = CompiledRulebook(form, {each.code: each for each in rules}, columns, ())
        self._evaluator = searching(self._compiled)

    def noticed_by(self, cases: Iterable[RuleCase]) -> str:
        """Return the sentence of the first case that the rule contradicts; empty if there is none."""
        for case in cases:
            records = records_of(case.facts, self._compiled, self._compiled.parameter_values)
            if contradiction(case, self._evaluator.search(records)):
                return case.it
        return ""


def searching(compiled: CompiledRulebook) -> evaluate.Evaluator:
    """Return an evaluator for `search` only."""
    with mock.patch.object(evaluate, "DurableRulebook"):
        return evaluate.Evaluator(compiled)
