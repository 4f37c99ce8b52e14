"""The order of what waits in a case: findings to decide, then gaps, then the act that moves the case."""

from typing import Any, Final

from django.urls import reverse

from institutions.models import Account
from rules.access.readable_results import SEVERITY_RANK
from rules.review.casework.case_view import CaseView
from rules.review.casework.standing import FindingStanding, StandingKind
from rules.web.case_words.rows import CaseWords
from rules.web.pages.cases.next_steps import waits_for_second

Json = dict[str, Any]  # Any: what a template shows
GAPS: Final = "#not-assessable"
ACTS: Final = "#acts"


def findings_in_order(view: CaseView) -> list[FindingStanding]:
    """Return all findings, the worst first, as pages list them."""
    return sorted(view.findings, key=lambda each: (-SEVERITY_RANK[each.match.severity], each.match.finding.code))


def waits_for(each: FindingStanding, account: Account) -> bool:
    """Return whether a finding waits for this reader, not for an answer or for a second person."""
    if each.settled or each.standing == StandingKind.ASKED:
        return False
    return not waits_for_second(each, account)


def queue_around(view: CaseView, finding: int, account: Account, words: CaseWords) -> Json:
    """Return the place of a finding among all, and what waits before and after it; after the last come the gaps."""
    ordered = findings_in_order(view)
    places = {each.match.finding_id: place for place, each in enumerate(ordered, start=1)}
    here = places.get(finding, 0)
    waiting = [each for each in ordered if waits_for(each, account)]
    before = [each for each in waiting if places[each.match.finding_id] < here]
    after = [each for each in waiting if places[each.match.finding_id] > here]
    return {
        "place": here,
        "number": len(ordered),
        "waiting": len(waiting),
        "previous": words.finding(before[-1]) if before else None,
        "next": words.finding(after[0]) if after else None,
        "rest": reverse("case", args=[view.partnership.pk]) + (GAPS if view.unaddressed else ACTS),
    }


def address_after(view: CaseView, finding: int, account: Account) -> str:
    """Return where a reader goes on after a decision: the next finding that waits for them, else the case."""
    ordered = findings_in_order(view)
    places = {each.match.finding_id: place for place, each in enumerate(ordered)}
    waiting = [
        each.match.finding_id for each in ordered if waits_for(each, account) and each.match.finding_id != finding
    ]
    if waiting:
        later = [each for each in waiting if places[each] > places.get(finding, -1)]
        return reverse("finding", args=[(later or waiting)[0]])
    return reverse("case", args=[view.partnership.pk]) + (GAPS if view.unaddressed else ACTS)
