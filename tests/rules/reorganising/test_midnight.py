"""An enactment at midnight is of one day: what it moves, and the moment of its record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rules.reorganising.enacting import enact, withdraw
from tests.fixed_clock import NOON, midnight_after
from tests.rules.reorganising.drafted import DISSOLVED, ESA, document, seeded  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded", "no_broker")]
TODAY = NOON.date()
TOMORROW = (TODAY + timedelta(days=1)).isoformat()


def test_what_is_enacted_before_its_first_day_is_recorded_on_the_day_before() -> None:
    """Else it was recorded on its first day, and had not moved anything on it."""
    with midnight_after(1):
        enactment = enact(document(ESA, DISSOLVED, on=TOMORROW), actor=None, approved_by=None)
    assert (timezone.localdate(enactment.enacted_at), enactment.reached_on) == (TODAY, None)


def test_what_is_withdrawn_before_its_first_day_is_recorded_on_the_day_before() -> None:
    with midnight_after(10_000):
        enact(document(ESA, DISSOLVED, on=TOMORROW), actor=None, approved_by=None)
    with midnight_after(1):
        withdrawn = withdraw("ESA-1", actor=None, approved_by=None)
    assert withdrawn.withdrawn_at
    assert timezone.localdate(withdrawn.withdrawn_at) == TODAY
