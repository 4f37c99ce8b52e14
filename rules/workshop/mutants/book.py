"""The rulebook whose rules are changed, and one changed rule, ready for the cases of its file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rules.engine.compiled.column_sources import ColumnCollector
from rules.engine.compiled.compiled_form import Rulebook
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.compiled.records import records_of
from rules.engine.compiled.rule_compiler import RuleCompiler
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.language.check import check_rule
from rules.engine.language.syntax import Rule
from rules.engine.language.types import RuleNamespace
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.facts.kinds.vocabulary import PARTNERSHIP, VOCABULARIES
from rules.workshop.case_answers import contradiction
from rules.workshop.case_files import RuleCase
from rules.workshop.mutants.change import loosened


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


def book_of(rulebook: LoadedRulebook, subject: str = PARTNERSHIP) -> Book:
    """Return a rulebook on a subject whose rules are to be changed."""
    bodies, codes = frozenset(rulebook.body_codes), frozenset(rulebook.rules)
    known = RuleNamespace(VOCABULARIES[subject], rulebook.parameters, bodies, codes)
    return Book(rulebook.compiled, loosened(known))


class MutatedRulebook:
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


def searching(compiled: CompiledRulebook) -> Evaluator:
    """Return an evaluator for `search` only."""
    return Evaluator(compiled, searching=True)
