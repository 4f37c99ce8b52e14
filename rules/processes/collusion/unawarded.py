"""Tenders of which no award is known: they failed, or their award is not published. Nothing is found about an award.

A process without an award is read with every bidder as one who may become the partner, and says with its selection
that none of them is chosen (`rules.facts.derivation.chosen`).
"""

from dataclasses import replace
from typing import Final

from institutions.codes.base import Coded
from rules.engine.evaluating.outcomes import EvaluatedRule
from rules.engine.evaluating.silent_codes import NothingOfKind
from rules.facts.derivation.chosen import FAILED, MADE, NOT_KNOWN
from rules.processes.collusion.process_document import ProcessDocument
from rules.processes.published_process import PublishedProcess
from rules.processes.reasons import NoAwardPublished, TenderFailed

CHOICE: Final = "choice_known"
LIMIT: Final = "market_ratio"  # the kind of fact that a tender which failed has none of
STATUS_FAILED: Final = ("unsuccessful", "cancelled", "withdrawn")


def why_no_award(process: PublishedProcess, read: ProcessDocument) -> Coded | None:
    """Return why nothing is said of the award of a process: it failed, or no award is published; None if one is."""
    if read.awarded:
        return None
    if (status := process.tender.get("status")) in STATUS_FAILED:
        return TenderFailed(field="/tender/status", status=str(status))
    ended = [(award.path, award.status) for award in process.awards or ()]
    if ended and all(status in STATUS_FAILED for _, status in ended):
        path, status = ended[0]
        return TenderFailed(field=f"{path}/status", status=str(status))
    return NoAwardPublished(field="/awards")


def award_state(why: Coded | None) -> str:
    """Return what the selection of a process says of its award."""
    if why is None:
        return MADE
    return FAILED if isinstance(why, TenderFailed) else NOT_KNOWN


def told_apart(found: EvaluatedRule, why: Coded | None) -> tuple[tuple[Coded, ...], EvaluatedRule]:
    """Return the reason that there is no award, where a rule is silent for it, and the outcome without its own words.

    The engine says that nobody is chosen, or that there is no limit of the bid ratio; the reason says why.
    """
    if why is None:
        return (), found
    others = tuple(each for each in found.missing if each.about != CHOICE)
    of_limit = isinstance(found.reason, NothingOfKind) and found.reason.kind == LIMIT
    if others != found.missing:
        return (why,), replace(found, missing=others)
    return ((why,), replace(found, reason=None)) if of_limit else ((), found)
