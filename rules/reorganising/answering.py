"""The bodies that answer for a case without a draft and with it: a finding is the same under the names of both."""

from collections.abc import Sequence
from datetime import date

from institutions.models import Submission
from rules.facts.gathering.document import read_proposal
from rules.facts.gathering.from_register import read_documents
from rules.facts.gathering.statements import CaseInput, Values
from rules.facts.gathering.succeeding import Government

Bodies = tuple[str | None, ...]  # who submitted, the sponsor, and the co-sponsors in the order of the document


def answering_bodies(submissions: Sequence[Submission], days: Sequence[date], government: Government) -> list[Bodies]:
    """Return the bodies that answer for cases under a government, from their documents alone: one query."""
    read = read_documents(submissions, days, government.on(days[0]))
    return [of_proposal(read_proposal(each.document, each.key_of).proposal, each.body) for each in read]


def bodies_answering(case: CaseInput) -> Bodies:
    """Return the bodies that answer for a gathered case."""
    return of_proposal(case.proposal, case.submitted_by)


def of_proposal(proposal: Values, submitted_by: str) -> Bodies:
    """Return the bodies that answer, by a proposal."""
    sponsor, others = proposal.get("sponsor"), proposal.get("co_sponsors")
    named = (each for each in (submitted_by, sponsor) if isinstance(each, str))
    return (*named, *(others if isinstance(others, tuple) else ()))


def changed_names(then: Bodies, now: Bodies) -> dict[str, str]:
    """Return by the body that answered the one that answers with the draft, where it is another."""
    return {old: new for old, new in zip(then, now, strict=False) if old and new and old != new}
