"""Measures and days bind once the decision of their finding stands: everywhere, by one definition."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.codes.wording import code_words
from institutions.models import Account, Partnership
from rules.messages.notices.case_days import sweep_days
from rules.models import CaseSummary, Notice, NoticeKind
from rules.review.calendar.calendar import calendar_of
from rules.review.casework.act_conditions import condition_set, nothing_confirmed
from rules.review.casework.conditions import fulfil_condition
from rules.review.casework.deadlines import open_deadlines
from rules.review.casework.errors import BlockedError
from rules.review.casework.standing import StandingKind
from rules.web.report.audience import ReportReader
from rules.web.report.content import report_content
from tests.rules.review.casework.building import decided, finding_of, measure, soon, under_review, view_of

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def reviewed(case: Partnership, first: Account, second: Account) -> Partnership:
    under_review(case, first, second)
    return case


@pytest.fixture
def one(reviewed: Partnership, first: Account) -> Partnership:
    """Return a case in which one of two reviewers has decided on a measure about the critical finding."""
    decided(reviewed, "COI-01", first, "mitigated")
    return reviewed


@pytest.fixture
def both(one: Partnership, second: Account) -> Partnership:
    """Return a case in which the second has agreed, with a measure of their own."""
    decided(one, "COI-01", second, "mitigated", measures=[measure(text="Mori decides in his place")])
    return one


def in_next_due(case: Partnership) -> int:
    return sum(each.what == "condition" for each in open_deadlines(view_of(case), {}))


def in_calendar(case: Partnership, reader: Account) -> int:
    return sum(each.key.startswith("condition/") for each in calendar_of(case, reader).entries)


def in_report(case: Partnership, reader: Account) -> int:
    return len(report_content(case, ReportReader(reader), "en").shown["conditions"])


def test_one_opinion_of_two_sets_no_condition(one: Partnership, first: Account) -> None:
    assert finding_of(one, "COI-01").standing == StandingKind.SECOND
    assert finding_of(one, "COI-01").in_force == ()
    assert view_of(one).conditions == ()
    assert (in_next_due(one), in_calendar(one, first), in_report(one, first)) == (0, 0, 0)
    assert CaseSummary.objects.get(partnership=one).condition_due_on is None


def test_one_opinion_of_two_neither_bars_plain_clearing_nor_allows_conditional(one: Partnership) -> None:
    assert list(nothing_confirmed(view_of(one))) == []
    assert [code_words(each, "en") for each in condition_set(view_of(one))] == [
        "No condition is set. Add one, or clear the case without conditions."
    ]


def test_nobody_notes_a_measure_as_done_that_does_not_bind(one: Partnership, first: Account) -> None:
    (row,) = finding_of(one, "COI-01").decisions[0].measures.all()
    with pytest.raises(BlockedError, match="no longer counts"):
        fulfil_condition(one, row.pk, note="Done as it was set.", account=first)


def test_the_measures_of_both_bind_once_they_agree(both: Partnership, first: Account) -> None:
    assert finding_of(both, "COI-01").standing == StandingKind.MITIGATED
    assert len(view_of(both).conditions) == 2
    assert (in_next_due(both), in_calendar(both, first), in_report(both, first)) == (2, 2, 2)
    assert CaseSummary.objects.get(partnership=both).condition_due_on == soon()
    assert len(list(nothing_confirmed(view_of(both)))) == 1
    assert list(condition_set(view_of(both))) == []


def test_where_two_disagree_neither_measure_nor_last_day_binds(
    one: Partnership, first: Account, second: Account
) -> None:
    decided(one, "COI-01", second, "dismissed")
    assert finding_of(one, "COI-01").standing == StandingKind.DISPUTED
    assert view_of(one).conditions == ()
    assert not [each for each in calendar_of(one, first).entries if each.key.startswith("dismissal/")]
    assert CaseSummary.objects.get(partnership=one).dismissal_ends_on is None


def test_a_measure_that_a_later_decision_overruled_binds_no_more(
    reviewed: Partnership, first: Account, second: Account
) -> None:
    decided(reviewed, "COL-01", first, "mitigated")
    assert len(view_of(reviewed).conditions) == 1
    decided(reviewed, "COL-01", second, "dismissed")
    assert finding_of(reviewed, "COL-01").standing == StandingKind.DISMISSED
    assert view_of(reviewed).conditions == ()
    assert in_next_due(reviewed) == 0


def test_days_of_a_measure_are_noticed_once_it_binds(
    reviewed: Partnership, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = [measure(due_on=(TODAY() + timedelta(days=3)).isoformat())]
    decided(reviewed, "COI-01", first, "mitigated", measures=near)
    sweep_days()
    assert not Notice.objects.filter(kind=NoticeKind.CONDITION_SOON).exists()
    decided(reviewed, "COI-01", second, "mitigated", measures=near)
    sweep_days()
    sweep_days()
    told = Notice.objects.filter(kind=NoticeKind.CONDITION_SOON)
    names = sorted(told.values_list("account__username", flat=True))
    assert names == ["first", "officer-of-body", "second"], "once, though both have decided the same measure"
