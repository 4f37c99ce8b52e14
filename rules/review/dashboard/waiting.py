"""Cases before the end of their review: by state, by who acts next in it, and by how long they have been in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Min, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from institutions.access.partnerships import rows_for
from rules.models import CaseState, CaseSummary
from rules.review.dashboard.table import PARTNERSHIPS, ChartForm, FigureCell, FigureTable, User, counted_cell
from rules.review.work.ageing import BANDS, days_since
from rules.review.work.filters import band_words
from rules.review.work.queues import BEFORE_THE_END

ACTS_NEXT: Final[dict[CaseState, Promise]] = {
    CaseState.SUBMITTED: gettext_lazy("Submitted: a reviewer accepts the case"),
    CaseState.SCREENING: gettext_lazy("Assigning reviewers: they begin"),
    CaseState.UNDER_REVIEW: gettext_lazy("Under review: reviewers decide"),
    CaseState.RETURNED: gettext_lazy("Returned: the submitting body revises"),
}
SHADES: Final = tuple(f"age-{number}" for number in range(len(BANDS)))


@dataclass(frozen=True, slots=True)
class WaitingCases:
    """The table, and the cases with a deadline that has passed, in whatever state."""

    table: FigureTable
    overdue: int


def waiting_cases(user: User, today: date) -> WaitingCases:
    """Count the cases that a reader may read by state and by time in it: one query."""
    bands = {f"band_{n}": Count("state_since", filter=band.holds("state_since", today)) for n, band in enumerate(BANDS)}
    rows = rows_for(CaseSummary.objects.all(), user).order_by().values_list("state")
    counted = rows.annotate(
        n=Count("*"), since=Min("state_since"), overdue=Count("due_on", filter=Q(due_on__lt=today)), **bands
    )
    found, overdue = {}, Counter[str]()
    for state, number, since, late, *of_bands in counted:
        found[state] = (number, days_since(since, today), of_bands)
        overdue[state] = late
    made = []
    for state in BEFORE_THE_END:
        number, longest, of_bands = found.get(state, (0, None, [0] * len(BANDS)))
        made.append(
            (
                FigureCell(str(ACTS_NEXT[state])),
                counted_cell(number, PARTNERSHIPS, state=state.value),
                *map(FigureCell, of_bands),
                FigureCell("–" if longest is None else ngettext("%(n)d day", "%(n)d days", longest) % {"n": longest}),
            )
        )
    table = FigureTable(
        "waiting",
        _("Where cases wait"),
        (_("State and who acts next"), pgettext("number", "Cases"), *map(band_words, BANDS), _("Longest")),
        tuple(made),
        note=_("Cases before the end of their review, by the time that they have been in their state."),
        chart=ChartForm.BARS,
        series=SHADES,
    )
    return WaitingCases(table, overdue.total())
