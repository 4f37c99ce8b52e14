"""The certainty of statements that rest on a source: the least certain row, and the first review."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Mandate, PartyName, Source
from institutions.sources.certainty import certainty_by_source
from tests.institutions.parties.ownership.register import body

pytestmark = pytest.mark.django_db


def test_the_least_sure_row_and_the_first_review_count() -> None:
    source, office = Source.objects.create(title="A fictional gazette"), body("OFFICE")
    for review, confidence in ((date(2027, 6, 30), "seen_2013"), (date(2027, 3, 31), "memory"), (None, "seen")):
        Mandate.objects.create(body=office, function="promotes", source=source, confidence=confidence, review_on=review)
    named = {"language": "en", "text": "Office", "folded": "office"}
    PartyName.objects.create(party=office, source=source, confidence="seen", **named)
    found = certainty_by_source([source.pk])[source.pk]
    assert found.rows == {"Mandate": 3, "PartyName": 1}
    assert (found.confidence, found.review_on) == ("memory", "2027-03-31")


def test_what_is_no_longer_held_does_not_count() -> None:
    source = Source.objects.create(title="A fictional gazette")
    row = Mandate.objects.create(body=body("OFFICE"), function="promotes", source=source, confidence="memory")
    Mandate.objects.filter(pk=row.pk).update(superseded_at=row.recorded_at)
    assert certainty_by_source([source.pk]) == {}


def test_one_query_answers_for_any_number_of_sources() -> None:
    office = body("OFFICE")
    sources = [Source.objects.create(title=f"Gazette {number}") for number in range(10)]
    for each in sources:
        Mandate.objects.create(body=office, function="promotes", source=each, confidence="seen")
    with CaptureQueriesContext(connection) as captured:
        assert len(certainty_by_source([each.pk for each in sources])) == 10
    assert len(captured) == 1
