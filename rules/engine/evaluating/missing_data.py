"""Codes for the data without which a rule could not be assessed."""

from dataclasses import dataclass
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop
from rules.engine.compiled.compiled_form import Value
from rules.engine.evaluating.engine_code import EngineCode, FactCode
from rules.engine.evaluating.errors import in_message


@coded("missing.field", gettext_noop("%(fact)s: %(field)s"))
@dataclass(frozen=True, slots=True, kw_only=True)
class MissingField(FactCode):
    """A field of a fact that is not stated."""

    unworded = frozenset({"kind"})
    field: str

    @property
    def text(self) -> str:
        """The text, such as `shareholding 7: share_bp`."""
        return f"{self.label}: {self.field}"


@coded(
    "missing.parameter",
    gettext_noop("An unknown number of the rulebook: %(parameter)s"),
    earlier=(gettext_noop("A number of the rulebook that is not known: %(parameter)s"),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class MissingParameter(EngineCode):
    """A parameter that has no known value on the day that the rule reads it for."""

    parameter: str

    @property
    def text(self) -> str:
        """The text, such as `parameter small_value_yen`."""
        return f"parameter {self.parameter}"


@coded(
    "missing.finding",
    gettext_noop("Data that %(rule)s (%(title)s) lacks"),
    earlier=(gettext_noop("What %(rule)s could not be assessed without (%(title)s)"),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFinding(EngineCode):
    """A finding that another rule might have had, if it could have been assessed."""

    looked_up = frozenset({"title"})
    rule: str

    @property
    def text(self) -> str:
        """The text, such as `finding LIT-03`."""
        return f"finding {self.rule}"


@coded("need.value", gettext_noop("%(field)s: %(value)s"))
@dataclass(frozen=True, slots=True, kw_only=True)
class NeedValue(Coded):
    """A value that a needed fact must have in a field; None if the value is unknown."""

    unworded = frozenset({"op"})
    field: str
    op: str
    value: Value | None

    @property
    def text(self) -> str:
        """The text, such as `domain=semiconductors`."""
        sign = "=" if self.op == "==" else self.op
        return f"{self.field}{sign}{'?' if self.value is None else in_message(self.value)}"


@coded("need.test", "%(test)s")
@dataclass(frozen=True, slots=True, kw_only=True)
class NeedTest(Coded):
    """A computed test that a needed fact must pass, with the fact's own fields that the test reads."""

    unworded = frozenset({"fields"})
    test: str
    fields: tuple[str, ...]

    @property
    def text(self) -> str:
        """The canonical text of the test."""
        return self.test


@coded("missing.need", "%(kind)s")
@dataclass(frozen=True, slots=True, kw_only=True)
class MissingNeed(EngineCode):
    """A fact that a rule needs but that is not on record: its kind, and what it must say."""

    unworded = frozenset({"wanted"})
    kind: str
    wanted: tuple[NeedValue | NeedTest, ...]

    @property
    def text(self) -> str:
        """The text, such as `market_known(domain=semiconductors)`."""
        return f"{self.kind}({', '.join(each.text for each in self.wanted)})"

    @property
    def about(self) -> str:
        """The kind of the needed fact."""
        return self.kind


@coded(
    "missing.too_much",
    gettext_noop("Too much data is unknown to try every combination of it."),
    earlier=(gettext_noop("There is too much unknown data to go through every combination of it."),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class TooManyCombinations(EngineCode):
    """A search that was cut short: it counts as a possible match."""

    @property
    def text(self) -> str:
        """One text for all rules."""
        return "too many combinations of facts with unknown data to go through"


CUT: Final = TooManyCombinations()
MissingDatum = MissingField | MissingParameter | MissingFinding | MissingNeed | TooManyCombinations
