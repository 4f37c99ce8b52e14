"""Tenders of which no award is known: they failed, or their award is not published. Nothing is found about an award.

A process without an award is read with every bidder as one who may become the partner. What a rule says of the bid
that was chosen would then be said of each.
"""

from typing import Final

from institutions.codes.base import Coded
from rules.engine.compiled.compiled_form import CompiledRule
from rules.processes.collusion.process_document import ProcessDocument
from rules.processes.collusion.rule_answers import RuleAnswer
from rules.processes.collusion.unread_kinds import kinds_of
from rules.processes.published_process import PublishedProcess
from rules.processes.reasons import NoAwardPublished, TenderFailed

OF_AN_AWARD: Final = frozenset({"bid_ratio"})  # facts about the bid that was chosen
FAILED: Final = ("unsuccessful", "cancelled", "withdrawn")


def why_no_award(process: PublishedProcess, read: ProcessDocument) -> Coded | None:
    """Return why nothing is said of the award of a process: it failed, or no award is published; None if one is."""
    if read.awarded:
        return None
    if (status := process.tender.get("status")) in FAILED:
        return TenderFailed(field="/tender/status", status=str(status))
    ended = [(award.path, award.status) for award in process.awards or ()]
    if ended and all(status in FAILED for _, status in ended):
        path, status = ended[0]
        return TenderFailed(field=f"{path}/status", status=str(status))
    return NoAwardPublished(field="/awards")


def without_award(rule: CompiledRule, answer: RuleAnswer, why: Coded | None) -> RuleAnswer:
    """Return the answer of a rule: not what it says of an award that there is not, or that is not known."""
    if why is None or not kinds_of(rule) & OF_AN_AWARD or answer.outcome not in ("flagged", "clear"):
        return answer
    failed = isinstance(why, TenderFailed)
    return RuleAnswer("not_applicable" if failed else "not_assessable", said=(why,))
