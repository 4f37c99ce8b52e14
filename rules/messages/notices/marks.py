"""Marks of days that a sweep has looked at: those of a finding are taken away when it is decided anew.

A measure whose decision waits for a second person does not bind, so its days are passed over. Once the second person
agrees they count: the next sweep looks at them again, and whoever was told already is not told twice.
"""

from collections.abc import Collection

from rules.models import CaseCondition, DayNoticed, FindingDecision


def look_again(findings: Collection[int]) -> None:
    """Let the next sweep look at every day that decisions of these findings have set: three queries."""
    decisions = FindingDecision.objects.filter(finding__in=findings).values_list("pk", flat=True)
    measures = CaseCondition.objects.filter(decision__finding__in=findings).values_list("pk", flat=True)
    matters = [*(f"decision:{pk}" for pk in decisions), *(f"condition:{pk}" for pk in measures)]
    DayNoticed.objects.filter(matter__in=matters).delete()
