"""The result of a rulebook for the facts of a stored case: nothing is gathered, derived or stored; it is no verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from rules.assessing.material import Material, PlainFact
from rules.engine.compiled.form import Record
from rules.engine.compiled.records import add_columns, case_record
from rules.engine.evaluating.evaluate import evaluator_of
from rules.engine.evaluating.outcomes import LEVELS, Evaluation, findings_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook

NO_RULE: Final = "no such rule"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of one rule for a case: its outcome, and the severity of each of its findings, worst first."""

    outcome: str
    severities: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((self.outcome.replace("_", " "), ", ".join(self.severities))).strip()


@dataclass(frozen=True, slots=True)
class Difference:
    """A rule that has different results under two rulebooks in one case."""

    code: str
    before: Verdict
    after: Verdict

    def __str__(self) -> str:
        return f"{self.code}  {self.before} → {self.after}"


def differences(material: Material, made_under: str, old: LoadedRulebook, new: LoadedRulebook) -> list[Difference]:
    """Return the rules that differ under the new rulebook, by code. EngineError if one cannot evaluate the case."""
    before, after = (verdicts(material, made_under, each) for each in (old, new))
    none = Verdict(NO_RULE)
    pairs = ((code, before.get(code, none), after.get(code, none)) for code in sorted(before.keys() | after.keys()))
    return [Difference(code, one, other) for code, one, other in pairs if one != other]


def verdicts(material: Material, made_under: str, rulebook: LoadedRulebook) -> dict[str, Verdict]:
    """Return the result of every rule, by code.

    The rulebook that made the case reads the records as they were stored, in its own stored form. Any other one is
    evaluated as this program compiles its files, on the facts with the columns that it needs.
    """
    if rulebook.version == made_under:
        return said(evaluator_of(rulebook.form).search(material.records))
    records = records_for(material.facts, rulebook)
    return said(evaluator_of(rulebook.compiled).search(records))


def records_for(facts: Iterable[PlainFact], rulebook: LoadedRulebook) -> tuple[Record, ...]:
    """Return stored facts as records with the columns of a rulebook; lists of texts are left out."""
    records: tuple[Record, ...] = tuple({"t": fact.type, "fact": fact.id, **scalars(fact)} for fact in facts)
    add_columns(records, case_record(records), rulebook.compiled)
    return records


def scalars(fact: PlainFact) -> Record:
    """Return the values of a fact that the evaluators can read."""
    return {name: value for name, value in fact.values.items() if isinstance(value, int | str)}


def said(evaluation: Evaluation) -> dict[str, Verdict]:
    """Return outcome and severities by code."""
    levels: dict[str, list[str]] = {}
    for (code, _key), level in findings_of(evaluation.matches).items():
        levels.setdefault(code, []).append(level)
    return {
        code: Verdict(outcome.outcome, tuple(sorted(levels.get(code, ()), key=LEVELS.index, reverse=True)))
        for code, outcome in evaluation.outcomes.items()
    }
