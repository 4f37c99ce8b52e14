"""Notices of disagreeing reviewers who have agreed since: a notice is true when it is read."""

from collections.abc import Iterable

from rules.models import FindingSummary, Notice, NoticeKind
from rules.review.casework.standing import StandingKind


def agreed_among(notices: Iterable[Notice]) -> set[int]:
    """Return the ids of notices whose finding is no longer disputed, or withdrawn.

    One query, none without such a notice.
    """
    findings = {
        row.pk: row.data["finding"]
        for row in notices
        if row.kind == NoticeKind.DECISIONS_DIFFER and "finding" in row.data
    }
    if not findings:
        return set()
    disputed = FindingSummary.objects.filter(finding__in=set(findings.values()), standing=StandingKind.DISPUTED)
    open_ones = set(disputed.values_list("finding", flat=True))
    return {pk for pk, finding in findings.items() if finding not in open_ones}
