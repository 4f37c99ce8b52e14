"""The answers for single cases, read from the result of sets in the form in which the case evaluators give them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from rules.engine.compiled.compiled_form import CompiledRule, Value
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.evaluating.binding import aliases_of
from rules.engine.evaluating.outcomes import CertainMatch, Level, OutcomeName
from rules.engine.language.types import FINDING_TYPE
from rules.engine.sets.fact_tables import column_type
from rules.engine.sets.results import SetResult
from rules.facts.kinds.base import FactType


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """The outcome of every rule by its code, and the matches sorted by code and fact ids."""

    outcomes: Mapping[str, OutcomeName]
    matches: tuple[CertainMatch, ...]


@dataclass(frozen=True, slots=True)
class MatchReader:
    """A reader of the matches of one rule: its names in order, and the types of the values of its key."""

    code: str
    aliases: tuple[str, ...]
    key: tuple[str, ...]  # empty: ids of facts

    @classmethod
    def of(cls, rule: CompiledRule, vocabulary: Mapping[str, FactType]) -> "MatchReader":
        """Make the reader of a rule."""
        kinds = {pattern.alias: pattern.type for variant in rule.variants for pattern in variant.patterns}
        types = (_type_of(vocabulary, kinds[alias], key) for alias, key in rule.one_per)
        return cls(rule.code, aliases_of(rule.variants), tuple(types))

    def match(self, severity: Level, facts: list[str | None], key: list[str]) -> CertainMatch:
        """Return a match as the matcher gives it."""
        bound = tuple((alias, fact) for alias, fact in zip(self.aliases, facts, strict=True) if fact is not None)
        values = tuple(map(_value, key, self.key)) if self.key else tuple(key)
        return CertainMatch(self.code, severity, bound, values)


@dataclass(slots=True)
class _Gathered:
    outcomes: dict[str, OutcomeName] = field(default_factory=dict)
    matches: list[CertainMatch] = field(default_factory=list)


def case_answers(result: SetResult, compiled: CompiledRulebook) -> Mapping[int, CaseAnswer]:
    """Return the answer for each case that was not handed over. All are in memory: it is for some thousand cases."""
    readers = {rule.code: MatchReader.of(rule, compiled.vocabulary) for rule in compiled.rules}
    found: dict[int, _Gathered] = {}
    for case, code, outcome in _rows(result.outcomes()):
        found.setdefault(case, _Gathered()).outcomes[code] = outcome
    for case, code, severity, facts, key in _rows(result.matches()):
        found[case].matches.append(readers[code].match(severity, facts, key))
    return {
        case: CaseAnswer(each.outcomes, tuple(sorted(each.matches, key=lambda m: (m.code, m.facts))))
        for case, each in found.items()
    }


def _rows(reader: pa.RecordBatchReader) -> Iterator[tuple[Any, ...]]:  # Any: what the columns of a result hold
    for batch in reader:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _type_of(vocabulary: Mapping[str, FactType], kind: str, key: str) -> str:
    if kind == FINDING_TYPE:
        return "string"
    return column_type(vocabulary[kind].fields[key])


def _value(text: str, kind: str) -> Value:
    """Return a value of a key; an empty text stands for an unknown one."""
    if not text or kind == "string":
        return text
    return text == "True" if kind == "boolean" else int(text)
