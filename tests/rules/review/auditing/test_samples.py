"""Samples of cleared cases: drawn, kept, drawn again."""

import pytest
from django.test import Client
from django.utils import timezone

from institutions.models import Account, AuditEvent, GovernmentBody, Partnership
from rules.models import AuditSample, CaseMove, SampleNote
from rules.review.auditing.drawing import draw_sample
from rules.review.auditing.overrides import OverrideGrouping, override_lines
from rules.review.auditing.periods import last_year
from rules.review.auditing.sampling import cleared_population
from rules.review.casework.act_table import Act
from tests.documents import small
from tests.rules.review.auditing.answers import text_of
from tests.rules.review.casework.building import (
    acknowledge_all,
    do,
    registered,
    reviewer,
    under_review,
    without_findings,
)

pytestmark = pytest.mark.django_db


def test_a_sample_is_drawn_kept_drawn_again_and_noted(
    meti: GovernmentBody, digital_agency: GovernmentBody, asks: Client, auditor: Account
) -> None:
    first = reviewer("first")
    for n in range(5):
        partnership = registered({**without_findings(), "reference": f"C-{n}"})
        under_review(partnership, first)
        acknowledge_all(partnership, first)
        do(partnership, Act.CLEAR, first)
    for strata in ("none", "ministry", "severity"):
        answer = asks.post("/audit/samples/", {"size": "3", "strata": strata}, follow=True)
        sample = AuditSample.objects.latest("pk")
        assert sample.cases.count() == 3
        candidates = cleared_population(last_year(), strata, before=sample.at, restricted=False)
        by_hand = [each.move for each in draw_sample(candidates, seed=sample.seed, size=3)]
        assert list(sample.cases.values_list("move_id", flat=True)) == by_hand
        assert "The same cases" in text_of(asks.get(f"/audit/samples/{sample.pk}/?again=1"))
    event = AuditEvent.objects.filter(verb="sample_drawn").latest("pk")
    assert event.after is not None
    assert event.after["seed"] == sample.seed
    do(Partnership.objects.get(reference="C-0"), Act.REOPEN, first)  # later acts change nothing of what was drawn
    assert "The same cases" in text_of(asks.get(f"/audit/samples/{sample.pk}/?again=1"))
    address = f"/audit/samples/{sample.pk}/"
    assert asks.post(address, {"position": "1", "note": " "}).status_code == 422
    too_long = asks.post(address, {"position": "1", "note": "Read all of it. " * 400})
    assert too_long.status_code == 422
    assert too_long.content.decode().count("Read all of it. ") == 400, "what was typed stays"
    assert asks.post(address, {"position": "9", "note": "x"}).status_code == 404
    answer = asks.post(address, {"position": "1", "note": "Nothing to add."}, follow=True)
    assert "Nothing to add." in text_of(answer)
    note = SampleNote.objects.get()
    noted = AuditEvent.objects.get(verb="sample_noted")
    assert noted.after is not None
    assert noted.after["note"] == note.pk
    assert "Nothing" not in str(noted.content)
    assert CaseMove.objects.filter(after="cleared").count() == 5


@pytest.mark.parametrize("sent", [{"size": "0"}, {"size": "x"}, {"size": "99999999999"}, {"size": "3"},
                                  {"size": "3", "strata": "x"}, {"size": "3", "from": "x"}])  # fmt: skip
def test_a_sample_that_cannot_be_drawn_says_why(asks: Client, sent: dict[str, str]) -> None:
    answer = asks.post("/audit/samples/", sent)
    assert answer.status_code == 422
    assert 'class="field-error"' in text_of(answer)
    assert not AuditSample.objects.exists()


def test_secret_cases_are_drawn_and_counted_for_nobody_without_the_right(
    meti: GovernmentBody, digital_agency: GovernmentBody, auditor: Account
) -> None:
    first = reviewer("first", reads_secret=True)
    partnership = registered({**small(statements=[]), "secrecy": "none"})
    under_review(partnership, first)
    acknowledge_all(partnership, first)
    do(partnership, Act.CLEAR, first)
    Partnership.objects.update(secret=True)
    now = timezone.now()
    assert cleared_population(last_year(), "none", before=now, restricted=False) == []
    assert len(cleared_population(last_year(), "none", before=now, restricted=True)) == 1
    assert override_lines(OverrideGrouping.MINISTRY, last_year(), auditor) == []
