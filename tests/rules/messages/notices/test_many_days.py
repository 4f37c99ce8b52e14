"""The sweep over the days of one case takes work in proportion to them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.models import Account, Partnership
from rules.messages.notices import case_days
from rules.models import CaseCondition, NoticeKind
from rules.review.casework.acting import locked_case
from tests.proportion import GROWS, operations

pytestmark = pytest.mark.django_db


def test_each_day_is_looked_for_once_among_the_conditions_of_its_case(
    case: Partnership, second: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five hundred days of a sweep looked through every condition of their case, with its row locked."""
    written: list[int] = []
    monkeypatch.setattr(case_days, "write_notices", lambda *_args, **_data: written.append(1))
    today, of_case = timezone.localdate(), locked_case(case.pk)

    def work(number: int) -> Callable[[], None]:
        here = {"case": of_case, "owner": "Ministry", "account": second, "at": timezone.now()}
        wanted = number - CaseCondition.objects.count()
        due = today - timedelta(days=1)
        CaseCondition.objects.bulk_create([CaseCondition(text="Report", due_on=due, **here) for _ in range(wanted)])
        rows = CaseCondition.objects.values_list("pk", flat=True)
        days = [case_days.CaseDay(NoticeKind.CONDITION_OVERDUE, row, case.pk) for row in rows]
        return lambda: case_days.notice_days(case.pk, days, today)

    work(10)()
    (few, one), (more, two), (most, four) = (operations(work(number), lines=True) for number in (70, 140, 280))
    assert len(written) == 10 + 70 + 140 + 280
    assert max(more, most) <= few
    assert four - two <= GROWS * (two - one)
