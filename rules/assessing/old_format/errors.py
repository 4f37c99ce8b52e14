"""Errors of assessments of before there were codes: English sentences in the forms that were stored. Frozen."""

import re
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.sentences import AsWritten
from rules.assessing.failure_troubles import OutOfTime, ProgramFailed, WorkersLost
from rules.engine.evaluating.error_troubles import EngineReported, EvaluatorsDiffer, RuleRefused
from rules.facts.derivation.limit_troubles import TooManyFactsFollow, TooManyOriginsFollow

TOO_LARGE: Final = re.compile(
    r"CaseTooLargeError: More than ([\d,]+) (facts|origins of facts) follow from this document"
)
OVER_TIME: Final = re.compile(r"The assessment took longer than ([\d.e+]+) seconds and was stopped\.")
LOST: Final = re.compile(r"Two attempts ended without a result: .* manage\.py assess --retry ([0-9a-f-]+)", re.DOTALL)
DISAGREE: Final = re.compile(
    r"EvaluatorsDisagree: (\S+): (\d+) matches only in durable_rules, (\d+) only in the matcher; first: ", re.DOTALL
)
REFUSED: Final = re.compile(r"RulebookRefused: (\S+): (.+)", re.DOTALL)
ENGINE: Final = re.compile(r"EngineFailed: (.+)", re.DOTALL)
PROGRAM: Final = re.compile(r"([A-Za-z_]\w*(?:Error|Exception)): (.+)", re.DOTALL)


def code_of_older_error(text: str) -> Coded:
    """Return the code that says the same as a stored sentence; the sentence as it was written if there is none."""
    if found := TOO_LARGE.match(text):
        kind = TooManyFactsFollow if found[2] == "facts" else TooManyOriginsFollow
        return kind(most=int(found[1].replace(",", "")))
    if found := OVER_TIME.fullmatch(text):
        return OutOfTime(seconds=found[1])
    if found := LOST.fullmatch(text):
        return WorkersLost(assessment=found[1])
    if found := DISAGREE.match(text):
        return EvaluatorsDiffer(rule=found[1], only_engine=int(found[2]), only_matcher=int(found[3]))
    if found := REFUSED.fullmatch(text):
        return RuleRefused(rule=found[1], detail=found[2])
    if found := ENGINE.fullmatch(text):
        return EngineReported(detail=found[1])
    if found := PROGRAM.fullmatch(text):
        return ProgramFailed(name=found[1], text=found[2])
    return AsWritten(text=text)
