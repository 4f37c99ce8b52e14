"""An assessment that nobody asked for and whose input is that of the newest result stores the questions alone."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.models import AuditEvent, Company, GovernmentBody
from rules.assessing.attempt import evaluate_claim, run_assessment
from rules.assessing.claim import claim, give_back
from rules.assessing.replay import replay_assessment
from rules.assessing.request import request_again, request_assessment
from rules.assessing.store import newest_again
from rules.assessing.waiting import finish_here
from rules.models import Asking, Assessment, CaseSummary, Match, PackedOutcomes, Snapshot, State, Trigger
from rules.models.outcome_reading import outcomes_of
from tests.rules.assessing.changing import assessed, bare, changed, company, held, key, of, partner, run

pytestmark = pytest.mark.usefixtures("meti", "digital_agency", "no_broker")
STORED = (Assessment, PackedOutcomes, Match, Snapshot, AuditEvent, CaseSummary)


def stored() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in STORED}


def moment_of(reference: str) -> Any:
    return Asking.objects.get(partnership__reference=reference).known_at


def test_only_the_questions_are_stored_and_the_row_goes() -> None:
    first = assessed(bare("T-1"))
    before, known_at = stored(), moment_of("T-1")
    for trigger in (Trigger.REGISTER_CHANGED, Trigger.DAY_CAME, Trigger.RULEBOOK_CHANGED):
        assert request_again([first.partnership.pk], trigger) == 1
        run("T-1")
        assert stored() == before
    assert moment_of("T-1") > known_at, "what changes from now on is compared with what was gathered now"
    assert Assessment.objects.get().state == State.DONE


def test_an_assessment_that_somebody_asked_for_keeps_its_id_and_answers_in_full() -> None:
    first = assessed(bare("T-1"))
    before = stored()
    row = request_assessment(first.submission, Trigger.ON_DEMAND)
    run("T-1")
    row.refresh_from_db()
    assert row.state == State.DONE
    assert stored() == before | {"Assessment": 2, "AuditEvent": before["AuditEvent"] + 1}, "the outcomes are shared"
    earlier = Assessment.objects.exclude(pk=row.pk).get()
    assert outcomes_of(row) == outcomes_of(earlier) != {}
    assert replay_assessment(row).identical


def test_somebody_who_asks_for_what_a_change_has_queued_is_answered_under_its_id() -> None:
    first = assessed(bare("T-1"))
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    queued = Assessment.objects.queued().get()
    assert request_assessment(first.submission, Trigger.ON_DEMAND).pk == queued.pk
    run("T-1")
    assert Assessment.objects.get(pk=queued.pk).state == State.DONE


def test_another_name_of_a_party_is_stored() -> None:
    hikari, owner = company("Hikari"), company("Owner")
    first = assessed(bare("T-1", held(owner, hikari), **of(hikari)))
    Company.objects.filter(pk=partner(first).pk).update(name_en="Hikari Holdings")
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    run("T-1")
    assert Assessment.objects.filter(partnership=first.partnership, state=State.DONE).count() == 2


def test_a_statement_is_stored_if_a_fact_of_the_case_follows_from_it() -> None:
    hikari, owner = company("Hikari"), company("Owner")
    first = assessed(bare("T-1", held(owner, hikari), **of(hikari)))
    done = Assessment.objects.filter(partnership=first.partnership, state=State.DONE)
    assert changed(held(company("Above"), owner)) == {"T-1"}  # read by the case, but no fact follows
    run("T-1")
    assert done.count() == 1
    measure = {"kind": "measure", "body": "METI", "type": "guidance", "on": "2026-01-05", "company": key(hikari)}
    assert changed(measure, reference="X-2", body="METI") == {"T-1"}
    run("T-1")
    assert done.count() == 2


def test_another_rulebook_revision_or_input_is_not_the_newest_result_again() -> None:
    first = assessed(bare("T-1"))
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    taken = claim(Assessment.objects.queued().get().pk)
    assert taken is not None
    found = evaluate_claim(taken)
    assert newest_again([found]) == {first.partnership.pk}
    assert newest_again([replace(found, result=replace(found.result, rulebook="2026.2"))]) == set()
    assert newest_again([replace(found, snapshot="0" * 64)]) == set()
    taken.job.submission_id += 1
    assert newest_again([found]) == set()


def test_an_attempt_that_was_overtaken_removes_nothing() -> None:
    first = assessed(bare("T-1"))
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    slow = claim(Assessment.objects.queued().get().pk)
    assert slow is not None
    give_back(slow.rows())
    assert not run_assessment(slow)
    assert Assessment.objects.queued().count() == 1


def test_a_change_meanwhile_is_not_missed() -> None:
    first = assessed(bare("T-1"))
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    taken = claim(Assessment.objects.queued().get().pk)
    assert taken is not None
    change = RegisterChange(moment=timezone.now(), parties=frozenset({partner(first).pk}))
    register_changed.send(sender=GovernmentBody, change=change)
    assert Assessment.objects.queued().count() == 1
    Assessment.objects.queued().delete()  # as if the change had not seen the questions, since none were stored
    assert run_assessment(taken)
    assert Assessment.objects.queued().count() == 1


def test_who_waits_for_an_assessment_that_found_nothing_new_gets_the_newest_result() -> None:
    first = assessed(bare("T-1"))
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    found = finish_here(Assessment.objects.queued().get())
    assert found.pk == Assessment.objects.get().pk
