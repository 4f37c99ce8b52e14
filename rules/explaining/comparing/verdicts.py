"""The result of a rulebook for the facts of a stored case. Nothing is gathered, derived or stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rules.assessing.material import AssessmentMaterial, PlainFact
from rules.engine.compiled.compiled_form import Record
from rules.engine.compiled.records import add_columns, case_record
from rules.engine.evaluating.evaluate import evaluator_of
from rules.engine.evaluating.outcomes import LEVELS, Evaluation, findings_by_key
from rules.engine.loading.loaded_rulebook import LoadedRulebook

NO_RULE: Final = "no such rule"


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """The result of one rule for a case: its outcome, and the severity of each of its findings, worst first."""

    outcome: str
    severities: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((self.outcome.replace("_", " "), ", ".join(self.severities))).strip()


@dataclass(frozen=True, slots=True)
class VerdictDifference:
    """A rule that has different results under two rulebooks in one case."""

    code: str
    before: RuleVerdict
    after: RuleVerdict

    def __str__(self) -> str:
        return f"{self.code}  {self.before} → {self.after}"


def verdict_differences(
    material: AssessmentMaterial, made_under: str, old: LoadedRulebook, new: LoadedRulebook
) -> list[VerdictDifference]:
    """Return the rules that differ under the new rulebook, by code. EngineError if one cannot evaluate the case."""
    before, after = (rule_verdicts(material, made_under, each) for each in (old, new))
    none = RuleVerdict(NO_RULE)
    pairs = ((code, before.get(code, none), after.get(code, none)) for code in sorted(before.keys() | after.keys()))
    return [VerdictDifference(code, one, other) for code, one, other in pairs if one != other]


def rule_verdicts(material: AssessmentMaterial, made_under: str, rulebook: LoadedRulebook) -> dict[str, RuleVerdict]:
    """Return the result of every rule, by code.

    The rulebook that made the case reads the records as they were stored, in its own stored form. Any other one is
    evaluated as this program compiles its files, on the facts with the columns that it needs.
    """
    if rulebook.version == made_under:
        return verdicts_of_evaluation(evaluator_of(rulebook.form).search(material.records))
    records = records_for(material.facts, rulebook)
    return verdicts_of_evaluation(evaluator_of(rulebook.compiled).search(records))


def records_for(facts: Iterable[PlainFact], rulebook: LoadedRulebook) -> tuple[Record, ...]:
    """Return stored facts as records with the columns of a rulebook; lists of texts are left out."""
    records: tuple[Record, ...] = tuple({"t": fact.type, "fact": fact.id, **scalar_values(fact)} for fact in facts)
    add_columns(records, case_record(records), rulebook.compiled)
    return records


def scalar_values(fact: PlainFact) -> Record:
    """Return the values of a fact that the evaluators can read."""
    return {name: value for name, value in fact.values.items() if isinstance(value, int | str)}


def verdicts_of_evaluation(evaluation: Evaluation) -> dict[str, RuleVerdict]:
    """Return outcome and severities by code."""
    levels: dict[str, list[str]] = {}
    for (code, _key), level in findings_by_key(evaluation.matches).items():
        levels.setdefault(code, []).append(level)
    return {
        code: RuleVerdict(outcome.outcome, tuple(sorted(levels.get(code, ()), key=LEVELS.index, reverse=True)))
        for code, outcome in evaluation.outcomes.items()
    }
