"""An assessment that nobody asked for and whose input is that of the newest result stores the questions alone."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.models import AuditEvent, Company, GovernmentBody
from rules.assessing import confirming
from rules.assessing.attempt import evaluate_claim, run_assessment
from rules.assessing.claim import claim, give_back
from rules.assessing.confirming import standing_results
from rules.assessing.material import AssessmentMaterial, material_from_text
from rules.assessing.replay import replay_assessment
from rules.assessing.request import request_again, request_assessment
from rules.assessing.signature import names_and_sources
from rules.assessing.store import store_results
from rules.assessing.stored_format import FORMAT
from rules.assessing.waiting import finish_here
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Asking, Assessment, CaseSummary, Match, PackedOutcomes, Snapshot, State, Trigger
from rules.models.outcome_reading import outcomes_of
from tests.rules.assessing.changing import assessed, bare, changed, company, held, key, of, partner, run
from tests.rules.facts.gathering.conftest import Json

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


def test_the_same_input_is_not_even_evaluated(monkeypatch: pytest.MonkeyPatch) -> None:
    first = assessed(bare("T-1"))
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    monkeypatch.setattr(LoadedRulebook, "evaluate", lambda *_given: pytest.fail("evaluated"))
    run("T-1")
    assert Assessment.objects.get().state == State.DONE


def test_another_rulebook_revision_or_input_is_not_the_newest_result_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = assessed(bare("T-1"))
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    taken = claim(Assessment.objects.queued().get().pk)
    assert taken is not None
    assert evaluate_claim(taken).confirms == Assessment.objects.get(state=State.DONE).pk
    with monkeypatch.context() as patch:
        patch.setattr("rules.assessing.confirming.FORMAT", FORMAT + 1)
        assert evaluate_claim(taken).confirms is None
    version = current_rulebook().version
    assert standing_results([taken.job], version) != {}
    assert standing_results([taken.job], "2026.2") == {}
    taken.job.submission_id += 1
    assert standing_results([taken.job], version) == {}
    taken.job.submission_id -= 1
    taken.job.as_of -= timedelta(days=1)
    assert standing_results([taken.job], version) == {}, "a result of an earlier day cannot confirm a later one"


def measure(company: object, **changes: Any) -> Json:
    return {
        "kind": "measure",
        "body": "METI",
        "type": "guidance",
        "on": "2026-01-05",
        "company": key(company),
        **changes,
    }


def results(reference: str) -> int:
    return Assessment.objects.filter(partnership__reference=reference, state=State.DONE).count()


def test_the_same_fact_with_a_new_source_is_stored() -> None:
    hikari = company("Hikari")
    changed(measure(hikari), reference="X-1", body="METI")
    assessed(bare("T-1", **of(hikari)))
    assert "T-1" in changed(measure(hikari), reference="X-2", body="METI")
    before = Assessment.objects.get(partnership__reference="T-1", state=State.DONE)
    run("T-1")
    assert results("T-1") == 2
    now = Assessment.objects.filter(partnership__reference="T-1").newest_first()[0]
    assert facts_of_type(before, "measure") == facts_of_type(now, "measure") != []
    assert len(sources(now)) == len(sources(before)) + 1


def test_a_claim_that_becomes_a_fact_is_stored() -> None:
    hikari = company("Hikari")
    changed(measure(hikari, confidence="claim"), reference="X-1", body="METI")
    first = assessed(bare("T-1", **of(hikari)))
    assert "T-1" in changed(measure(hikari), reference="X-1", body="METI", revision=2)
    run("T-1")
    before, now = Assessment.objects.filter(partnership=first.partnership).order_by("requested_at")
    assert facts_of_type(before, "measure") == facts_of_type(now, "measure") != []
    assert (bool(material(before).claims), material(now).claims) == (True, ())


def material(assessment: Assessment) -> AssessmentMaterial:
    assert assessment.snapshot
    return material_from_text(assessment.snapshot.content)


def facts_of_type(assessment: Assessment, name: str) -> list[Any]:
    return [each.values for each in material(assessment).facts if each.type == name]


def sources(assessment: Assessment) -> set[str]:
    return {each["reference"] for each in material(assessment).sources.values()}


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Return a function that sets the day."""
    return lambda day: monkeypatch.setattr("django.utils.timezone.localdate", lambda *_given: day)


SATURDAY = date(2026, 6, 20)
SUNDAY = SATURDAY + timedelta(days=1)


def test_a_day_later_a_result_that_says_the_same_is_not_stored_though_a_fact_holds_the_day(
    today: Callable[[date], None],
) -> None:
    today(SATURDAY)
    first = assessed(without_day("T-1"))
    before, known_at = stored(), moment_of("T-1")
    today(SUNDAY)
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    taken = claim(Assessment.objects.queued().get().pk)
    assert taken is not None
    found = evaluate_claim(taken)
    assert found.result is not None
    assert found.result.snapshot != Snapshot.objects.get().content
    assert run_assessment(taken)
    assert stored() == before
    assert (Assessment.objects.get().same_on, moment_of("T-1") > known_at) == (SUNDAY, True)


def test_a_day_later_another_fact_of_the_earlier_day_is_stored_whatever_the_result_says(
    today: Callable[[date], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(confirming, "stored_signatures", lambda rows: dict.fromkeys(rows, "same"))
    monkeypatch.setattr(confirming, "result_signature", lambda _result: "same")
    today(SATURDAY)
    hikari = company("Hikari")
    assessed(without_day("T-1", **of(hikari)))
    today(SUNDAY)
    assert "T-1" in changed(measure(hikari), reference="X-2", body="METI")
    run("T-1")
    before, now = Assessment.objects.filter(partnership__reference="T-1").order_by("requested_at")
    assert (facts_of_type(before, "measure"), len(facts_of_type(now, "measure"))) == ([], 1)


def without_day(reference: str, **changes: Any) -> Json:
    document = bare(reference, **changes)
    return {name: value for name, value in document.items() if name != "assess_as_of"}


def test_a_source_or_a_name_among_the_origins_is_a_difference_and_the_day_of_the_assessment_is_none() -> None:
    origin = {"fact": "partnership", "id": "partnership", "as_of": "2026-06-20", "source": {"title": "S"}}

    def shown(**changes: Any) -> list[Any]:
        return names_and_sources([{"fact": "stake", "id": "1", "source": {}, "from": [{**origin, **changes}]}])

    assert shown(as_of="2026-06-21") == shown()
    assert shown(source={"title": "T"}) != shown()
    assert shown(sources=[{"title": "S"}, {"title": "T"}]) != shown()
    assert shown(names={"a": {"en": "A"}}) != shown()
    assert shown(confidence="claim") != shown()


def test_another_result_of_a_later_day_is_stored(today: Callable[[date], None]) -> None:
    today(SATURDAY)
    document = without_day("T-1")
    document["statements"] = [{"kind": "recusal", "person": "sato", "on": "2026-06-21"}]
    document["people"] = [{"key": "sato", "name": {"en": "Sato"}}]
    document["officials"] = [{"person": "sato", "role": "decision_maker"}]
    first = assessed(document)
    assert Assessment.objects.get().remarks == []
    today(SUNDAY)
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    run("T-1")
    assert results("T-1") == 2
    assert Assessment.objects.newest_first()[0].remarks != []


def test_a_result_that_is_overtaken_by_another_is_confirmed_by_nobody() -> None:
    first = assessed(bare("T-1"))
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    slow = claim(Assessment.objects.queued().get().pk)
    assert slow is not None
    found = evaluate_claim(slow)
    request_assessment(first.submission, Trigger.ON_DEMAND)
    run("T-1")
    assert store_results([found], current_rulebook().text) == 0
    row = Assessment.objects.get(pk=slow.job.pk)
    assert (row.state, row.expired_leases) == (State.QUEUED, 0), "it was not evaluated, so it waits again"
    run("T-1")
    assert results("T-1") == 2


def test_a_result_after_a_failure_is_stored_though_an_earlier_one_said_the_same() -> None:
    first = assessed(bare("T-1"))
    failed = request_assessment(first.submission, Trigger.ON_DEMAND)
    Assessment.objects.filter(pk=failed.pk).update(state=State.ERROR, error="broken")
    request_again([first.partnership.pk], Trigger.REGISTER_CHANGED)
    run("T-1")
    assert Assessment.objects.newest_first()[0].state == State.DONE
    assert results("T-1") == 2


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
