"""Answers about a process of which earlier releases are not known: nothing is clear that they might have changed.

What is flagged stays flagged: it rests on what is shown.
"""

from collections.abc import Mapping
from typing import Final

from institutions.codes.base import Coded
from rules.processes.answers import IndicatorAnswer, not_assessable
from rules.processes.published_process import PublishedProcess
from rules.processes.reasons import EarlierReleaseUnknown, MethodNotCovered, PricesNotCompared, ProcessExcluded

# The newest value of a method is known: earlier releases do not make the question arise.
CERTAIN: Final = (MethodNotCovered, PricesNotCompared, ProcessExcluded)
STAGES: Final = frozenset({"/tender", "/awards"})  # that indicators read; bids belong to both
STAGES_OF: Final[Mapping[str, frozenset[str]]] = {"R003": frozenset({"/tender"}), "R048": frozenset({"/awards"})}
SILENT: Final = frozenset({"clear", "not_applicable", "not_assessable"})


def unknown_releases(process: PublishedProcess) -> tuple[Coded, ...]:
    """Return a reason for each stage of which earlier releases are not known."""
    return tuple(EarlierReleaseUnknown(field=place) for place in process.unknown)


def unless_earlier_unknown(code: str, process: PublishedProcess, answer: IndicatorAnswer) -> IndicatorAnswer:
    """Return the answer of an indicator, unless it is silent and a stage that it reads is not wholly known."""
    if answer.outcome not in SILENT:
        return answer
    read = STAGES_OF.get(code, STAGES)
    missing = tuple(EarlierReleaseUnknown(field=place) for place in process.unknown if place in read)
    certain = answer.outcome == "not_applicable" and all(isinstance(each, CERTAIN) for each in answer.reasons)
    if not missing or certain:
        return answer
    return not_assessable(*missing, *(answer.reasons if answer.outcome == "not_assessable" else ()))
