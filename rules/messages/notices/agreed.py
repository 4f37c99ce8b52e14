"""Notices of reviewers who decided differently, where they differ no more: what a notice says is so when it is read."""

from collections.abc import Iterable

from rules.models import FindingSummary, Notice, NoticeKind
from rules.review.casework.standing import Standing


def agreed_among(notices: Iterable[Notice]) -> set[int]:
    """The ids of those whose finding is not disputed any more, or gone: one query, none without such a notice."""
    findings = {
        row.pk: row.data["finding"]
        for row in notices
        if row.kind == NoticeKind.DECISIONS_DIFFER and "finding" in row.data
    }
    if not findings:
        return set()
    disputed = FindingSummary.objects.filter(finding__in=set(findings.values()), standing=Standing.DISPUTED)
    open_ones = set(disputed.values_list("finding", flat=True))
    return {pk for pk, finding in findings.items() if finding not in open_ones}
