"""The answer of one indicator about one process: one of five outcomes, with its reasons or its finding."""

from dataclasses import dataclass
from typing import Final, Literal

from institutions.codes.base import Coded

ProcessOutcome = Literal["flagged", "clear", "not_applicable", "not_assessable", "error"]
OUTCOMES: Final[tuple[ProcessOutcome, ...]] = ("flagged", "clear", "not_applicable", "not_assessable", "error")
Group = Literal["OCID", "Buyer", "ProcuringEntity", "Tenderer"]
GROUPS: Final[tuple[Group, ...]] = ("OCID", "Buyer", "ProcuringEntity", "Tenderer")
SEVERITY: Final = "info"  # a reason to look, never more


@dataclass(frozen=True, slots=True)
class DecidingValue:
    """A value that decided: a field of the release by its path, or a count over the file by its name."""

    place: str
    value: str | float | int | None
    of: str | None = None  # id of the party that a count is about

    @property
    def in_release(self) -> bool:
        """True if it is a field of the release."""
        return self.place.startswith("/")


@dataclass(frozen=True, slots=True)
class FlaggedParty:
    """A party that the indicator flags with the process, and its value in Cardinal's output."""

    group: Group
    party: str
    value: float


@dataclass(frozen=True, slots=True)
class ProcessFinding:
    """The content of a finding. `value` is that of the process in Cardinal's output; None where it flags parties only.

    `further` has the statements about the next parties, where several are flagged; the evidence is about all of them.
    `parameters` are the names of those that decided; `limits` the ones that were computed from the file.
    """

    statement: Coded
    evidence: tuple[DecidingValue, ...]
    parameters: tuple[str, ...]
    value: float | None = None
    parties: tuple[FlaggedParty, ...] = ()
    limits: tuple[tuple[str, float], ...] = ()
    further: tuple[Coded, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorAnswer:
    """Outcome, with the finding if it is flagged, or the reasons if it is not applicable or not assessable."""

    outcome: ProcessOutcome
    reasons: tuple[Coded, ...] = ()
    finding: ProcessFinding | None = None


CLEAR: Final = IndicatorAnswer("clear")


def not_applicable(reason: Coded) -> IndicatorAnswer:
    """Return the answer that the question does not arise."""
    return IndicatorAnswer("not_applicable", (reason,))


def not_assessable(*reasons: Coded) -> IndicatorAnswer:
    """Return the answer that the question cannot be answered from the data."""
    return IndicatorAnswer("not_assessable", tuple(dict.fromkeys(reasons)))


def flagged(finding: ProcessFinding) -> IndicatorAnswer:
    """Return the answer with a finding."""
    return IndicatorAnswer("flagged", finding=finding)


def unless_missing(missing: list[Coded], answer: IndicatorAnswer) -> IndicatorAnswer:
    """Return the answer, unless data is missing that might have changed it."""
    return not_assessable(*missing) if missing else answer
