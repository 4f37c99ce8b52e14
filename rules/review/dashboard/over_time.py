"""New findings by month and severity: are they getting more, and how grave are they?

A month counts the findings of the newest assessments that were first found in it.
"""

from collections import Counter
from datetime import date
from typing import Final

from django.db.models import Case, Count, IntegerField, Value, When
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from institutions.access.partnerships import rows_for
from institutions.values.moments import start_of_day
from rules.access.readable_results import SEVERITY_RANK
from rules.models import FindingSummary, Severity
from rules.review.dashboard.months import last_months, month_value, month_words
from rules.review.dashboard.table import FINDINGS, ChartForm, FigureCell, FigureTable, User, counted_cell

LEVELS: Final = tuple(reversed(Severity.values))


def findings_over_time(user: User, today: date) -> FigureTable:
    """Count the findings that a reader may read, by the month in which they were first found: one query."""
    months = last_months(today)
    starts = [start_of_day(each) for each in months]
    ends = [When(found_at__lt=end, then=Value(number)) for number, end in enumerate(starts[1:])]
    month = Case(*ends, default=Value(len(months) - 1), output_field=IntegerField())
    rows = rows_for(FindingSummary.objects.filter(found_at__gte=starts[0]), user).order_by()
    counted: Counter[tuple[int, int]] = Counter()
    for number, severity, count in rows.annotate(month=month).values_list("month", "severity").annotate(n=Count("*")):
        counted[number, severity] += count
    made = tuple(
        (
            FigureCell(month_words(first)),
            *figures(first, [counted[number, SEVERITY_RANK[level]] for level in LEVELS]),
        )
        for number, first in enumerate(months)
    )
    return FigureTable(
        "over_time",
        _("New findings by month"),
        (_("Month"), pgettext("number", "All"), *(str(Severity(level).label) for level in LEVELS)),
        made,
        note=_("Findings of the newest assessments, by the month in which each was first found."),
        chart=ChartForm.COLUMNS,
        series=LEVELS,
        short=tuple(date_format(first, _("M")) for first in months),
    )


def figures(first: date, numbers: list[int]) -> tuple[FigureCell, ...]:
    """Return the sum of the numbers of a month by severity, and then each of them, with the findings that it counts."""
    month = month_value(first)
    each = (
        counted_cell(number, FINDINGS, month=month, severity=level)
        for number, level in zip(numbers, LEVELS, strict=True)
    )
    return (counted_cell(sum(numbers), FINDINGS, month=month), *each)
