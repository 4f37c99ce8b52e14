"""The side without a draft: what is on record where that is of the day and the rulebook, else assessed; read once."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.models import Partnership, Submission
from institutions.parties.organisation.state import OrganisationHistory
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering.answers import RegisterAnswers
from rules.facts.gathering.from_register import gather_cases
from rules.models import Asking, Assessment, NotedChange, State
from rules.reorganising.compared_cases import derived_sides
from rules.reorganising.preview import laid_with_answer
from tests.rules.reorganising.drafted import document, seeded, today  # noqa: F401
from tests.rules.reorganising.test_partnerships import TO_CAO, preview, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded", "no_broker")]
Json = dict[str, Any]
CLOUD_ENDS = {"act": "end_mandate", "body": "METI", "domain": "cloud", "function": "promotes"}


def shown(on: int = 0) -> Json:
    found: Json = preview(TO_CAO, on=on)["partnerships"]
    return found


def test_the_side_of_today_is_what_is_on_record_and_says_the_same() -> None:
    day = today().isoformat()
    for number in (1, 2):
        registered(f"P-{number}", "NSS-ECON", assess_as_of=day)
    call_command("assess", "--all", "--wait")
    Assessment.objects.filter(state=State.QUEUED).delete()  # of the registrations: the command asked for its own
    found = shown()
    with patch("rules.reorganising.compared_cases.recorded_sides", return_value={}):
        assessed = shown()
    assert (found.pop("on_record"), assessed.pop("on_record")) == (2, 0)
    assert found == assessed
    assert len(found["changed"]) == 2, "the exclusion by CAO binds its own partnerships"
    assert shown(30)["on_record"] == 0, "results are of another day"
    newest = Assessment.objects.latest("requested_at")
    Assessment.objects.filter(pk=newest.pk).update(as_of=today() - timedelta(days=9), same_on=today())
    assert shown()["on_record"] == 2, "a look at the case found the same result today"
    Assessment.objects.filter(pk=newest.pk).update(same_on=None)
    assert shown()["on_record"] == 1
    waiting = {"partnership_id": newest.partnership_id, "submission_id": newest.submission_id, "as_of": today()}
    Assessment.objects.filter(pk=newest.pk).update(as_of=today())
    Assessment.objects.create(state=State.QUEUED, **waiting)
    assert shown()["on_record"] == 1, "the register changed since, and the case waits to be assessed again"


def test_what_an_open_walk_has_not_reached_and_what_is_restricted_is_assessed() -> None:
    day = today().isoformat()
    for number in (1, 2):
        registered(f"P-{number}", "NSS-ECON", assess_as_of=day)
    call_command("assess", "--all", "--wait")
    Assessment.objects.filter(state=State.QUEUED).delete()
    assert shown()["on_record"] == 2
    first = Asking.objects.order_by("pk").values_list("pk", flat=True)[0]
    walk = NotedChange.objects.create(at=timezone.now(), touch={}, walk_after=first)
    assert shown()["on_record"] == 1, "the walk has passed the first case, and is on its way to the second"
    walk.delete()
    Partnership.objects.filter(reference="P-1").update(secret=True)
    assert shown()["on_record"] == 1, "some changes reach restricted partnerships with the daily look alone"


def test_the_register_is_read_once_for_both_sides_and_only_what_the_draft_touches_is_derived_again() -> None:
    registered("P-1", "NSS-ECON")
    registered("P-2", "METI")
    submissions = list(Submission.objects.select_related("partnership").order_by("pk"))
    for act, most, derived_again in ((TO_CAO, 7, True), (CLOUD_ENDS, 4, False)):
        draft = read_reorganisation(document(act, on=30))
        laid, _answer = laid_with_answer(draft, OrganisationHistory.read(), current_rulebook())
        days, answers = [laid.on] * 2, RegisterAnswers()
        then = gather_cases(submissions, laid.known_at, days, laid.before, answers)
        with CaptureQueriesContext(connection) as queries:
            now = gather_cases(submissions, laid.known_at, days, laid.after, answers)
        with CaptureQueriesContext(connection) as alone:
            assert now == gather_cases(submissions, laid.known_at, days, laid.after)
        assert len(queries) <= most < len(alone), [each["sql"][:90] for each in queries.captured_queries]
        assert then != now
        with patch("rules.reorganising.compared_cases.facts_of", wraps=facts_of) as deriving:
            sides = [derived_sides(*pair, laid.book) for pair in zip(then, now, strict=True)]
        assert bool(deriving.call_count) is derived_again
        for case, (before, after) in zip(zip(then, now, strict=True), sides, strict=True):
            whole = tuple(facts_of(each, laid.book.tax_rate, laid.book.markets) for each in case)
            assert (before.facts, after.facts) == whole
