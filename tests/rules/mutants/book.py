"""The rulebook whose rules are changed, and one changed rule alone, ready for the cases of its file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Final
from unittest import mock

from rules.compiled.column_sources import ColumnCollector
from rules.compiled.compiler import CompiledRulebook, compile_rulebook
from rules.compiled.form import Rulebook
from rules.compiled.records import records_of
from rules.compiled.rule_compiler import RuleCompiler
from rules.engine import evaluate
from rules.engine.outcomes import findings_of
from rules.facts.finding import Finding
from rules.facts.vocabulary import VOCABULARY
from rules.language.check import check_rule
from rules.language.load import load_rules
from rules.language.parameters import load_parameters
from rules.language.syntax import Rule
from rules.language.types import Known
from tests.rules.answers import contradiction
from tests.rules.case_files import RuleCase
from tests.rules.mutants.change import loosened

RULES: Final = Path(__file__).parents[3] / "rules"
BODIES: Final = frozenset({"METI", "DA"})


@dataclass(frozen=True)
class Book:
    """The rulebook as it stands."""

    compiled: CompiledRulebook
    known: Known

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The syntax trees by code."""
        return self.compiled.syntax

    def ready(self, cases: Iterable[RuleCase]) -> tuple[RuleCase, ...]:
        """The cases of one rule, with what the first stage finds as facts where the rule is of the second."""
        return tuple(
            replace(case, facts=(*case.facts, *self._findings(case))) if case.code in self._second else case
            for case in cases
        )

    @cached_property
    def _second(self) -> frozenset[str]:
        return frozenset(rule.code for rule in self.compiled.rules if rule.stage == 2)

    @cached_property
    def _evaluator(self) -> evaluate.Evaluator:
        return searching(self.compiled)

    def _findings(self, case: RuleCase) -> Iterator[Finding]:
        records = records_of(case.facts, self.compiled, self.compiled.parameter_values)
        for (code, key), severity in sorted(findings_of(self._evaluator.search(records).matches).items(), key=str):
            if code not in self._second:
                name = ":".join([Finding.type, code, *map(str, key)])
                yield Finding(id=name, code=code, family=self.rules[code].family, severity=severity)


@cache
def book() -> Book:
    """The rulebook, read once a process."""
    parameters = load_parameters(RULES / "parameters")
    rules = load_rules(RULES / "rulebook")
    known = Known(VOCABULARY, parameters, BODIES, frozenset(rule.code for rule in rules))
    return Book(compile_rulebook(rules, VOCABULARY, parameters, BODIES), loosened(known))


class Alone:
    """One rule, evaluated by the matcher only: durable_rules would keep every mutant for the life of the process."""

    def __init__(self, rule: Rule, known: Known) -> None:
        check_rule(rule, known)
        columns = ColumnCollector(known)
        form = Rulebook("", (RuleCompiler(rule, columns).compile(),), tuple(columns.columns()))
        self._compiled = CompiledRulebook(form, {rule.code: rule}, columns, ())
        self._evaluator = searching(self._compiled)

    def noticed_by(self, cases: Iterable[RuleCase]) -> str:
        """The first case that the rule contradicts, by its sentence; empty if there is none."""
        for case in cases:
            records = records_of(case.facts, self._compiled, self._compiled.parameter_values)
            if contradiction(case, self._evaluator.search(records)):
                return case.it
        return ""


def searching(compiled: CompiledRulebook) -> evaluate.Evaluator:
    """An evaluator for `search` only."""
    with mock.patch.object(evaluate, "DurableRulebook"):
        return evaluate.Evaluator(compiled)
