"""Notices of a question to the reader that is no longer open."""

from collections.abc import Collection

from institutions.models import Account
from rules.models import Notice
from rules.review.casework.people_concerned.own_cases import my_hearings
from rules.review.casework.people_concerned.question_state import QuestionState, question_of


def lapsed_among(notices: Collection[Notice], account: Account) -> frozenset[int]:
    """Return the ids of those notices. Two queries if any is about a question, else none."""
    asked = {each.pk: each.data["hearing"] for each in notices if "hearing" in each.data}
    if not asked:
        return frozenset()
    rows = my_hearings(account).filter(pk__in=set(asked.values()))
    lapsed = {each.pk for each in rows if question_of(each) != QuestionState.OPEN}
    return frozenset(notice for notice, hearing in asked.items() if hearing in lapsed)
