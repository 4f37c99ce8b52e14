"""The acts of a timeline take work in proportion to their number: in one decision, and after many assessments.

A tuple is joined within one call of C, which counted lines do not show: the entries that it copies are counted here.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from rules.review.timeline.acts import CaseAct, merge_acts
from rules.review.timeline.chapters import acts_after_each
from tests.proportion import assert_linear

pytestmark = pytest.mark.django_db
BEGIN = datetime(2026, 4, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


class CountedEntries(tuple[Any, ...]):
    """Entries, which count how many of them are copied when they are joined to others."""

    copied = 0
    __slots__ = ()

    def __add__(self, other: Any) -> "CountedEntries":
        joined = CountedEntries(tuple(self) + tuple(other))
        CountedEntries.copied += len(joined)
        return joined


def decisions(n: int) -> list[CaseAct]:
    """Return one decision of n findings, as its rows have it, with acts of others around it."""
    about = [CountedEntries([(number, "COI-01")]) for number in range(n)]
    many = [CaseAct(sort="decided", at=BEGIN + SECOND, by="first", what="dismissed", findings=each) for each in about]
    comment = CaseAct(sort="commented", at=BEGIN, by="first")
    return [comment, *many, comment, comment]


def test_a_decision_of_many_findings_is_one_act_in_proportion_to_them() -> None:
    """Joined entry by entry, a decision of 1,000 findings copied 500,000 of them, one of 2,000 two million."""

    def copied(n: int) -> int:
        before = CountedEntries.copied
        shown = list(merge_acts(decisions(n)))
        assert [each.sort for each in shown] == ["commented", "decided", "commented", "commented"]
        assert shown[1].findings == tuple((number, "COI-01") for number in range(n))
        return CountedEntries.copied - before

    assert copied(2_000) <= 2 * copied(1_000) <= 4_000
    assert_linear(lambda n: list(merge_acts(decisions(n))), "merge_acts")


def test_acts_are_told_by_the_assessment_before_them_in_proportion_to_both() -> None:
    def tell(n: int) -> None:
        moments = [BEGIN + 10 * number * SECOND for number in range(n, 0, -1)]
        acts = [CaseAct(sort="commented", at=moment + part * SECOND) for moment in reversed(moments) for part in (0, 9)]
        found = acts_after_each(moments, acts)
        assert [len(each) for each in found] == [2] * n
        assert [each[0].at for each in found] == moments

    assert_linear(tell, "acts_after_each")


def test_acts_before_all_moments_and_of_none_are_left_out() -> None:
    early, late = CaseAct(sort="commented", at=BEGIN), CaseAct(sort="commented", at=BEGIN + 3 * SECOND)
    assert acts_after_each([BEGIN + 2 * SECOND, BEGIN + SECOND], [early, late]) == [(late,), ()]
    assert acts_after_each([BEGIN], []) == [()]
