"""The sentence on when to sign: what is not known, and a review that has not ended, always say not yet."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override

from institutions.kinds.base import Label
from institutions.models import Partnership
from rules.engine.language.statements import Language
from rules.models import CaseState
from rules.review.calendar.calendar import Calendar, ShownEntry
from rules.review.calendar.entry import CalendarEntry
from rules.review.calendar.review import CONDITION, REVIEW
from rules.review.calendar.signing_sentence import signing_sentence

pytestmark = pytest.mark.once
ADD = "The calendar names the data to add."


def entry(key: str, on: str | None = None) -> CalendarEntry:
    label = Label("A day", "期日")
    return CalendarEntry(key=key, what=label, duty=label, laws=(), on=on, missing=None if on else label, demands=True)


def sentence(
    state: CaseState, *entries: CalendarEntry, language: Language = "en", as_of: date | None = date(2026, 6, 20)
) -> str:
    reviewed = (entry(REVIEW),) if state == CaseState.UNDER_REVIEW else ()
    calendar = Calendar(
        partnership=Partnership(),
        today=date(2026, 6, 20),
        as_of=as_of,
        stale=False,
        case_state=state,
        rows=tuple(ShownEntry(entry=each) for each in (*reviewed, *entries)),
        withheld=0,
    )
    with override(language):
        return signing_sentence(calendar, language)


def test_every_state_of_what_is_known_has_its_sentence() -> None:
    cleared, review = CaseState.CLEARED, CaseState.UNDER_REVIEW
    later, over, unknown = entry("a", "2026-07-01"), entry("b", "2026-05-01"), entry("c")
    day = "2 July 2026 (令和8年7月2日)"
    said = {
        sentence(cleared): "You can sign: the case is cleared, and no day requires you to wait.",
        sentence(cleared, over): "You can sign: the case is cleared, and no day requires you to wait.",
        sentence(cleared, later): f"Do not sign before {day}.",
        sentence(cleared, unknown, later): f"Do not sign yet, and not before {day}: not every day is known. {ADD}",
        sentence(cleared, unknown, over): f"Do not sign yet: not every day is known. {ADD}",
        sentence(cleared, as_of=None): "Do not sign yet: the case has not been assessed. Wait for the assessment.",
        sentence(review): "Do not sign before the review has cleared the case. No other day requires you to wait.",
        sentence(review, entry("critical/1")): sentence(review),
        sentence(review, later): f"Do not sign before {day} and before the review has cleared the case.",
        sentence(review, unknown): f"Do not sign yet: not every day is known. {ADD}",
        sentence(CaseState.REFUSED, later): "Do not sign: the partnership was refused.",
        sentence(CaseState.WITHDRAWN): "Do not sign: the proposal was withdrawn.",
    }
    for found, wanted in said.items():
        assert found == wanted


def test_an_open_condition_of_the_review_stands_in_the_sentence_of_a_cleared_case() -> None:
    state, later = CaseState.CLEARED_WITH_CONDITIONS, entry("a", "2026-07-01")
    condition = replace(entry(f"{CONDITION}1", "2026-09-30"), demands=False)
    said = "You can sign once every condition to be met before signing is met: no day requires you to wait."
    assert sentence(state, condition) == said
    assert sentence(state, replace(condition, done=True)) == sentence(CaseState.CLEARED)
    assert sentence(state, condition, later) == sentence(CaseState.CLEARED, later), "the day comes first"
    assert sentence(state, condition, language="ja") == (
        "締結前に満たすべき条件を全て満たせば、締結できます。締結を控えるべき期日はありません。"
    )


def test_it_is_said_in_japanese() -> None:
    assert sentence(CaseState.CLEARED, entry("a", "2026-07-01"), language="ja") == (
        "令和8年7月2日（2026年7月2日）より前に締結しないでください。"
    )
