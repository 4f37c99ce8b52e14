"""Marks of days that a sweep has checked: those of a finding are removed when it is decided again.

A measure whose decision waits for a second person is not in force, so its days are skipped. Once the second person
agrees they count: the next sweep checks them again, and nobody is notified twice.
"""

from collections.abc import Collection

from rules.models import CaseCondition, DayNoticed, FindingDecision


def look_again(findings: Collection[int]) -> None:
    """Let the next sweep check every day set by decisions of these findings. Three queries."""
    decisions = FindingDecision.objects.filter(finding__in=findings).values_list("pk", flat=True)
    measures = CaseCondition.objects.filter(decision__finding__in=findings).values_list("pk", flat=True)
    matters = [*(f"decision:{pk}" for pk in decisions), *(f"condition:{pk}" for pk in measures)]
    DayNoticed.objects.filter(matter__in=matters).delete()
