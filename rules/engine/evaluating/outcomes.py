"""The answer of an evaluation: matches, and for each rule one outcome with the data that it lacked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from rules.engine.compiled.compiled_form import Value
from rules.engine.evaluating.binding import Binding
from rules.engine.evaluating.engine_code import EngineCode

Level = Literal["info", "low", "medium", "high", "critical"]
LEVELS: Final[tuple[Level, ...]] = ("info", "low", "medium", "high", "critical")
OutcomeName = Literal["error", "flagged", "not_applicable", "not_assessable", "clear"]


@dataclass(frozen=True, slots=True)
class CertainMatch:
    """One certain match. Matches of a code with one `key` are one finding; the further ones are its evidence."""

    code: str
    severity: Level
    facts: Binding
    key: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class UnknownGuard:
    """A fact that would satisfy an `unless` pattern of a match if the missing data were known and right."""

    alias: str
    fact: str
    missing: tuple[EngineCode, ...]


@dataclass(frozen=True, slots=True)
class EvaluatedRule:
    """The outcome of a rule for a case. "error" is set for every rule of a case by whatever catches EngineError."""

    outcome: OutcomeName
    missing: tuple[EngineCode, ...] = ()
    reason: EngineCode | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The answer for one case: matches sorted by code and fact ids, outcomes of every rule by its code.

    `unmet_needs`: by match the names of its rule's needs that nothing meets for the facts of the match.
    """

    matches: tuple[CertainMatch, ...]
    outcomes: dict[str, EvaluatedRule]
    unknown_guards: dict[CertainMatch, tuple[UnknownGuard, ...]]
    unmet_needs: dict[CertainMatch, tuple[str, ...]] = field(default_factory=dict)


def findings_by_key(matches: Sequence[CertainMatch]) -> dict[tuple[str, tuple[Value, ...]], Level]:
    """Return the findings of matches, (code, key), each with the highest severity among its matches."""
    found: dict[tuple[str, tuple[Value, ...]], Level] = {}
    for match in matches:
        name = (match.code, match.key)
        before = found.get(name, match.severity)
        found[name] = max(before, match.severity, key=LEVELS.index)
    return found
