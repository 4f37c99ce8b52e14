"""Differences between the answer of a rule and what a case expects, by code."""

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop


@coded("case_answer.outcome", gettext_noop("the outcome is %(found)s, not %(wanted)s"))
class OutcomeDiffers(Coded):
    found: str
    wanted: str
    because: tuple[str, ...]  # the engine's own texts: missing data, or the test that failed
    unworded = frozenset({"because"})


@coded("case_answer.missing", gettext_noop("missing are [%(found)s], not [%(wanted)s]"))
class MissingDiffers(Coded):
    found: tuple[str, ...]
    wanted: tuple[str, ...]


@coded("case_answer.findings", gettext_noop("%(found)s findings, not %(wanted)s"))
class NumberOfFindingsDiffers(Coded):
    found: PlainNumber
    wanted: PlainNumber


@coded("case_answer.severity", gettext_noop("the severity is %(found)s, not %(wanted)s"))
class SeverityDiffers(Coded):
    found: tuple[str, ...]
    wanted: str


@coded("case_answer.statement", gettext_noop("it says '%(found)s', not '%(wanted)s'"))
class StatementDiffers(Coded):
    found: str
    wanted: str


@coded("case_answer.not_evaluated", gettext_noop("it cannot be evaluated: %(kind)s: %(text)s"))
class NotEvaluated(Coded):
    kind: str
    text: str  # the engine's own
