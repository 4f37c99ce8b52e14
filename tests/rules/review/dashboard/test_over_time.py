"""Findings by month and cases by state: counted for who may read them, on the right side of midnight in Tokyo."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.models import Account, GovernmentBody, Partnership
from rules.models import CaseState, CaseSummary, FindingSummary
from rules.review.dashboard.months import last_months
from rules.review.dashboard.sponsors import chosen_sponsor, sponsors_of
from rules.review.dashboard.table import FigureTable
from rules.review.dashboard.tables import tables_for
from tests.documents import example, small
from tests.rules.review.casework.building import officer, registered
from tests.rules.review.dashboard.showing import tables


def numbers(table: FigureTable) -> list[list[object]]:
    """Return the values of each row without its label."""
    return [[cell.value for cell in row[1:]] for row in table.rows]


@pytest.mark.once
def test_the_last_months_go_over_the_turn_of_the_year() -> None:
    assert last_months(date(2026, 2, 28), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert last_months(date(2026, 12, 31), 2) == [date(2026, 11, 1), date(2026, 12, 1)]


@pytest.mark.django_db
def test_a_finding_counts_in_the_month_of_tokyo_in_which_it_was_found(case: Partnership, first: Account) -> None:
    this = timezone.localdate().replace(day=1)
    before = this - timedelta(days=1)
    found = FindingSummary.objects.filter(code="COI-01")
    severity = found.get().severity
    all_in_this = numbers(tables(first)["over_time"])
    assert all_in_this[-1][0] == FindingSummary.objects.count()
    assert sum(map(int, map(str, all_in_this[-1][1:]))) == all_in_this[-1][0]
    # 14:59 UTC is the last minute of the month before in Tokyo, 15:00 the first of this one.
    found.update(found_at=datetime(before.year, before.month, before.day, 14, 59, tzinfo=UTC))
    shown = numbers(tables(first)["over_time"])
    assert shown[-2][0] == 1
    assert shown[-2][1 + 5 - severity] == 1
    found.update(found_at=datetime(before.year, before.month, before.day, 15, 0, tzinfo=UTC))
    assert numbers(tables(first)["over_time"]) == all_in_this
    found.update(found_at=timezone.now() - timedelta(days=500))
    assert sum(int(str(row[0])) for row in numbers(tables(first)["over_time"])) == FindingSummary.objects.count() - 1


@pytest.mark.django_db
def test_cases_wait_in_their_state_and_the_longest_is_named(case: Partnership, first: Account) -> None:
    assert numbers(tables(first)["waiting"])[0] == [1, 1, 0, 0, 0, "0 days"]
    CaseSummary.objects.update(state_since=timezone.now() - timedelta(days=40))
    assert numbers(tables(first)["waiting"])[0] == [1, 0, 0, 1, 0, "40 days"]
    assert numbers(tables(first)["waiting"])[1] == [0, 0, 0, 0, 0, "–"]
    CaseSummary.objects.update(state=CaseState.WITHDRAWN)
    assert [row[0] for row in numbers(tables(first)["waiting"])] == [0, 0, 0, 0]


@pytest.mark.django_db
def test_the_four_figures_are_sums_of_the_tables(case: Partnership, first: Account) -> None:
    CaseSummary.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    shown = [row[1].value for row in tables(first)["headline"].rows]
    opened = FindingSummary.objects.filter(is_open=True)
    assert shown == [opened.count(), opened.filter(severity=5).count(), 1, 1]


@pytest.mark.django_db
def test_a_restricted_partnership_changes_no_figure_of_who_may_not_read_it(
    case: Partnership, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    names = ("headline", "over_time", "waiting")
    plain, other = officer(meti, "plain"), officer(digital_agency, "of-another-body")
    before = {name: tables(plain)[name] for name in names}
    registered({**example("hikari_magnetics"), "reference": "S-1", "secrecy": "defence"})
    assert {name: tables(plain)[name] for name in names} == before
    with_right = tables(officer(meti, "with-right", reads_secret=True))
    assert all(with_right[name] != before[name] for name in names)
    assert {cell.value for row in tables(other)["over_time"].rows for cell in row[1:]} == {0}


@pytest.mark.django_db
def test_all_tables_take_ten_queries_beside_the_sponsors_however_many_cases_there_are(
    case: Partnership, first: Account
) -> None:
    sponsors = sponsors_of(first)
    today = timezone.localdate()
    numbers = []
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert len(tables_for(first, today, sponsors, chosen_sponsor(sponsors, ""))) == 9
        numbers.append(len(captured))
        registered(small(reference=f"T-{number}"))
    assert numbers[0] == numbers[1] <= 10
