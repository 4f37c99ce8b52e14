"""The result of a trial in the audit trail: a second editor approves by it, and nobody changes it unseen."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from typing import Final
from unittest.mock import patch

import pytest
from django.apps import apps
from django.utils import timezone

from institutions.access.events import events_for
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from rules.models import RulebookTrial, TrialCase, TrialPart, TrialState
from rules.workshop.adopting.candidate import candidate_of
from rules.workshop.adopting.readiness import done_trials
from rules.workshop.drafting import begin_draft
from rules.workshop.effect_counts import EffectCounts
from rules.workshop.trial_run import store_counts
from rules.workshop.trials import KEPT, ask_trial, claim_trial_of_draft, sweep_trials
from rules.workshop.trying import TriedDraft
from tests.every import every, undone

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


@pytest.fixture
def trial(meti: GovernmentBody, first: Account) -> RulebookTrial:
    """Return a trial with the counts of one body and one drawn case."""
    draft = begin_draft(first, "Stricter holdings")
    asked = ask_trial(draft.pk, first)
    partnership = Partnership.objects.create(reference="OWN-1", submitted_by=meti, created_at=timezone.now())
    counts = EffectCounts()
    of_body = counts.of((str(meti.pk), False))
    of_body.cases = 1
    of_body.drawn.append(("0" * 64, str(partnership.pk)))
    return stored(asked, TriedDraft(counts, {"rules": ["COI-01"]}, 1, 1, 0.5))


def stored(asked: RulebookTrial, found: TriedDraft) -> RulebookTrial:
    claim = claim_trial_of_draft(asked.pk)
    assert claim
    store_counts(claim, found)
    return RulebookTrial.objects.get(pk=asked.pk)


def of_trials() -> list[str]:
    return [each for each in verify_audit().troubles if "rulebooktrial" in each]


def test_the_result_of_a_trial_is_named_by_an_event(trial: RulebookTrial) -> None:
    event = AuditEvent.objects.get(verb="rulebook_trial_done")
    assert event.object == f"rulebook_draft:{trial.draft_id}"
    assert event.after
    assert event.after["trial"] == str(trial.pk)
    assert of_trials() == []


def no_survivors(trial: RulebookTrial) -> None:
    RulebookTrial.objects.filter(pk=trial.pk).update(summary={"mutants": 9, "survivors": []})


def other_revision(trial: RulebookTrial) -> None:
    RulebookTrial.objects.filter(pk=trial.pk).update(revision=7)


def other_counts(_trial: RulebookTrial) -> None:
    TrialPart.objects.update(counts={})


def no_part(_trial: RulebookTrial) -> None:
    TrialPart.objects.all().delete()


def no_case(_trial: RulebookTrial) -> None:
    TrialCase.objects.all().delete()


def not_done(trial: RulebookTrial) -> None:
    RulebookTrial.objects.filter(pk=trial.pk).update(state=TrialState.ERROR)


def removed(trial: RulebookTrial) -> None:
    trial.delete()


CHANGES: Final = [no_survivors, other_revision, other_counts, no_part, no_case, not_done, removed]


@every("change", CHANGES, name=lambda each: each.__name__, within=undone)
def test_a_change_of_a_result_by_sql_shows(trial: RulebookTrial, change: Callable[[RulebookTrial], None]) -> None:
    change(RulebookTrial.objects.get(pk=trial.pk))
    assert len(of_trials()) == 1


def test_a_trial_that_nobody_ran_shows(trial: RulebookTrial) -> None:
    own = {"draft": trial.draft, "account": trial.account, "revision": 0, "base": trial.base, "seed": "1"}
    RulebookTrial.objects.create(**own, asked={"mutants": "COI-01"}, state=TrialState.DONE, summary={"mutants": 9})
    assert [each.partition(": ")[2] for each in of_trials()] == ["counts as done, and no event says so"]


def test_nobody_approves_by_a_trial_whose_result_no_event_says(trial: RulebookTrial) -> None:
    """A row that was added or changed by hand counted until the next verification."""
    candidate = candidate_of(trial.draft, trial.revision, trial.base)
    assert done_trials(candidate) == [trial]
    own = {"draft": trial.draft, "account": trial.account, "revision": trial.revision, "base": trial.base, "seed": "1"}
    RulebookTrial.objects.create(**own, state=TrialState.DONE, finished_at=timezone.now())
    assert done_trials(candidate) == [trial]
    no_survivors(trial)
    assert done_trials(candidate) == []


def test_a_trial_that_is_over_for_long_is_removed_without_a_trouble(trial: RulebookTrial) -> None:
    then = timezone.now() + KEPT + timedelta(days=1)
    sweep_trials(then)
    assert not RulebookTrial.objects.exists()
    assert len(of_trials()) == 1, "it is gone before its time"
    with patch("django.utils.timezone.now", return_value=then):
        assert of_trials() == []


def test_trials_of_before_are_recorded_as_they_are(trial: RulebookTrial) -> None:
    own = {"draft": trial.draft, "account": trial.account, "revision": 0, "base": trial.base, "seed": "1"}
    RulebookTrial.objects.create(**own, state=TrialState.DONE, finished_at=timezone.now())
    assert of_trials()
    import_module("rules.migrations.0054_processes_opened").open_trials(apps, None)
    assert of_trials() == []


def test_a_trial_that_was_recorded_long_after_its_end_is_removed_in_its_time(trial: RulebookTrial) -> None:
    ended = timezone.now() - KEPT + timedelta(days=1)
    own = {"draft": trial.draft, "account": trial.account, "revision": 0, "base": trial.base, "seed": "1"}
    RulebookTrial.objects.create(**own, state=TrialState.DONE, finished_at=ended)
    import_module("rules.migrations.0054_processes_opened").open_trials(apps, None)
    then = timezone.now() + timedelta(days=2)
    sweep_trials(then)
    assert list(RulebookTrial.objects.all()) == [trial]
    with patch("django.utils.timezone.now", return_value=then):
        assert of_trials() == []


def test_the_event_of_a_trial_tells_of_no_restricted_case_that_it_drew(meti: GovernmentBody, first: Account) -> None:
    """Its cases are those that a draft would change: their number told which rules answer of a restricted one."""
    asked = ask_trial(begin_draft(first, "Stricter holdings").pk, first)
    counts = EffectCounts()
    for place, closed in enumerate((False, True, False)):
        partnership = Partnership.objects.create(
            reference=f"OWN-{place}", submitted_by=meti, created_at=timezone.now(), secret=closed
        )
        part = counts.of((str(meti.pk), closed))
        part.cases += 1
        part.drawn.append((str(place) * 64, str(partnership.pk)))
    trial = stored(asked, TriedDraft(counts, {"rules": ["COI-01"]}, 3, 3, 0.5))
    without, entitled = (cases_told(trial, reads_secret=right) for right in (False, True))
    assert [len(without), len(entitled)] == [2, 3]
    numbers = {str(pk) for pk in TrialCase.objects.values_list("pk", flat=True)}
    assert not numbers & entitled, "a number tells of those before it"
    assert of_trials() == []
    for each in TrialCase.objects.order_by("pk"):
        with undone():
            TrialCase.objects.filter(pk=each.pk).delete()
            assert len(of_trials()) == 1, "the trail covers each of them"


def cases_told(trial: RulebookTrial, *, reads_secret: bool) -> set[str]:
    """Return the names of the drawn cases in the events that an auditor may read."""
    auditor = Account.objects.create_user(f"auditor-{reads_secret}", role=Role.AUDITOR, reads_secret=reads_secret)
    events = events_for(auditor).filter(verb="rulebook_trial_done", object=f"rulebook_draft:{trial.draft_id}")
    return {name for event in events for name in (event.after or {})["cases"]}
