"""Several assessments taken and gathered at once: the same results, and what fails for one leaves the others alone."""

from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.audit.record import PartnershipAct
from institutions.audit.recorded_rows import RecordedRows
from institutions.audit.verify import ChainReader, ignore_progress
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.jobs.dispatch import leave_notifying_to_sweep
from institutions.models import AuditEvent, DocumentParty, GovernmentBody, Partnership, Submission
from rules.assessing import attempt, store
from rules.assessing.attempt import AssessmentFailedError, run_assessments
from rules.assessing.claim import Claim, claim, claim_with_others, give_back
from rules.assessing.request import request_again
from rules.assessing.run import assess_case
from rules.assessing.signature import stored_signatures
from rules.facts.gathering.from_register import gather_cases
from rules.models import AskedValue, Asking, Assessment, Match, PackedOutcomes, State, Trigger
from tests.documents import example
from tests.institutions.audit.tampering import without_triggers
from tests.rules.assessing.documents import ask_for, asked, store_rulebook
from tests.rules.assessing.failing import failed_words

pytestmark = pytest.mark.usefixtures("meti", "no_broker")


def waiting(count: int) -> list[Assessment]:
    """Return assessments that nobody waits for, in the order in which they were asked for."""
    with leave_notifying_to_sweep():
        rows = ask_for(count)
    moment = timezone.now()
    for number, row in enumerate(rows):
        Assessment.objects.filter(pk=row.pk).update(requested_at=moment + timedelta(seconds=number))
    return rows


def taken(rows: Sequence[Assessment], *, others: int = 99) -> list[Claim]:
    return claim_with_others(rows[0].pk, others=others)


def test_a_job_is_taken_with_those_that_have_waited_longest() -> None:
    rows = waiting(5)
    claims = claim_with_others(rows[3].pk, others=2)
    assert [each.job.pk for each in claims] == [rows[3].pk, rows[0].pk, rows[1].pk]
    assert [each.attempt for each in claims] == [1, 1, 1]
    assert Assessment.objects.filter(state=State.RUNNING).count() == 3
    assert claim_with_others(rows[0].pk, others=2) == [], "who has lost its job takes no other"


def test_all_know_the_register_at_one_moment_after_the_receipt_of_each() -> None:
    rows = waiting(3)
    late = timezone.now() + timedelta(minutes=5)  # the web server's clock runs ahead of the worker's
    with without_triggers():
        Submission.objects.filter(pk=rows[2].submission_id).update(received_at=late)
    assert {each.job.known_at for each in taken(rows)} == {late}
    assert set(Assessment.objects.values_list("known_at", flat=True)) == {late}


def test_what_was_taken_before_is_taken_alone() -> None:
    rows = waiting(3)
    first = claim(rows[0].pk)
    assert first is not None
    give_back(first.rows())
    assert [each.job.pk for each in claim_with_others(rows[0].pk, others=2)] == [rows[0].pk]
    assert [each.job.pk for each in claim_with_others(rows[1].pk, others=2)] == [rows[1].pk, rows[2].pk]


def test_together_they_say_what_each_says_alone(digital_agency: object) -> None:
    examples = ("digital_agency_cloud", "hikari_magnetics", "open_call")
    alone = [*map(asked_for_example, examples), *ask_for(2)]
    for row in alone:
        run_assessments([one_claim(row)])
    with leave_notifying_to_sweep():
        assert request_again([row.partnership_id for row in alone], Trigger.ON_DEMAND) == len(alone)
    again = list(Assessment.objects.queued())
    run_assessments(taken(again))

    then, now = ({row.partnership_id: stored_signatures([row.pk])[row.pk] for row in rows} for rows in (alone, again))
    assert now == then
    assert Assessment.objects.filter(state=State.DONE).count() == 2 * len(alone)


def asked_for_example(name: str) -> Assessment:
    stored = register_partnership(check_document(example(name)), account=None, way="file")
    return Assessment.objects.get(submission=stored.submission)


def one_claim(row: Assessment) -> Claim:
    found = claim(row.pk)
    assert found is not None
    return found


def test_further_cases_take_no_further_statements() -> None:
    """SQLite takes so many values a statement, so that rows inserted together are inserted in portions there."""
    store_rulebook()

    def statements(count: int, first: int) -> tuple[int, int]:
        with leave_notifying_to_sweep():
            rows = [asked(f"Q-{first + number:03}") for number in range(count)]
        claims = taken(rows)
        assert len(claims) == count
        with CaptureQueriesContext(connection) as found:
            assert run_assessments(claims) == count
        inserts = sum(each["sql"].startswith("INSERT") for each in found)
        return len(found) - inserts, inserts

    (two, few), (four, _), (twelve, many) = statements(2, 0), statements(4, 10), statements(12, 20)
    assert two == four == twelve
    assert two + few <= 115
    if connection.vendor == "postgresql":
        assert few == many
    assert many - few <= 10 * 3  # portions of the outcomes, findings and matches of ten further cases


def test_each_event_names_the_rows_of_its_own_result(digital_agency: object) -> None:
    rows = [*map(asked_for_example, ("digital_agency_cloud", "hikari_magnetics")), *ask_for(1)]
    run_assessments(taken(rows))
    assert Match.objects.count() > 2
    for row in rows:
        event = AuditEvent.objects.get(verb="assessed", object=f"assessment:{row.pk}")
        assert event.chain.name == f"partnership:{row.partnership_id}"
        done = Assessment.objects.get(pk=row.pk)
        named = {table: set(keys) for table, keys in (event.rows or {})["written"].items()}
        for table in ("rules_rulebookversion", "rules_rulesequence"):  # of the first result
            named.pop(table, None)
        wrote = {
            "rules_assessment": {str(row.pk)},
            "rules_snapshot": {str(done.snapshot_id)},
            "rules_packedoutcomes": {str(done.packed_outcomes_id)},
            "rules_finding": {str(pk) for pk in done.matches.values_list("finding_id", flat=True)},
            "rules_match": {str(pk) for pk in done.matches.values_list("pk", flat=True)},
        }
        assert named == {table: keys for table, keys in wrote.items() if keys}
    with closing(RecordedRows()) as recorded:
        assert list(ChainReader(recorded, None, ignore_progress).troubles()) == []
    assert AuditEvent.objects.filter(verb="assessed", rows__written__has_key="rules_rulebookversion").count() == 1


def test_partnerships_are_locked_in_the_order_of_their_ids() -> None:
    rows = waiting(3)
    claims = taken(rows)
    with CaptureQueriesContext(connection) as found:
        run_assessments(claims)
    partnerships = Partnership._meta.db_table
    first = next(each["sql"] for each in found if f'FROM "{partnerships}"' in each["sql"] and "ORDER BY" in each["sql"])
    assert f'ORDER BY "{partnerships}"."id" ASC' in first
    assert ("FOR NO KEY UPDATE" in first) == (connection.vendor == "postgresql")


def test_a_result_that_cannot_be_stored_with_the_others_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = waiting(4)

    def refuse_one(**given: Any) -> PartnershipAct:
        if given["partnership"] == rows[1].partnership_id:
            raise ValueError("cannot be written")
        return PartnershipAct(**given)

    monkeypatch.setattr(store, "PartnershipAct", refuse_one)
    with pytest.raises(AssessmentFailedError, match="ValueError: cannot be written"):
        run_assessments(taken(rows))
    assert states(rows) == [State.DONE, State.ERROR, State.DONE, State.DONE]


def test_when_the_database_refuses_one_result_the_rest_waits_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = waiting(4)

    def refuse_one(**given: Any) -> PartnershipAct:
        if given["partnership"] == rows[1].partnership_id:
            raise DataError("no such text")
        return PartnershipAct(**given)

    monkeypatch.setattr(store, "PartnershipAct", refuse_one)
    with pytest.raises(DataError):
        run_assessments(taken(rows))
    assert states(rows) == [State.DONE, State.RUNNING, State.QUEUED, State.QUEUED]
    assert run_assessments([one_claim(rows[2])])


def test_a_result_that_comes_too_late_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = waiting(3)
    claims = taken(rows)

    def overtake(case: Any, rulebook: Any) -> Any:
        if case.partnership_key == str(rows[2].partnership_id):
            give_back(claims[0].rows())
        return assess_case(case, rulebook)

    monkeypatch.setattr(attempt, "assess_case", overtake)
    assert run_assessments(claims) == 2
    assert states(rows) == [State.QUEUED, State.DONE, State.DONE]
    assert Assessment.objects.get(pk=rows[0].pk).packed_outcomes is None
    assert PackedOutcomes.objects.count() == 2
    assert not Asking.objects.filter(partnership=rows[0].partnership_id).exists()


def test_a_change_meanwhile_queues_those_of_a_batch_that_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = waiting(3)
    claims = taken(rows)
    touched = DocumentParty.objects.filter(submission=rows[1].submission_id, key="hikari").values_list("party_id")

    def change_meanwhile(*given: Any) -> Any:
        cases = gather_cases(*given)
        change = RegisterChange(moment=timezone.now(), parties=frozenset(pk for (pk,) in touched))
        register_changed.send(sender=GovernmentBody, change=change)
        assert not Assessment.objects.queued().exists(), "it cannot know the questions that are not stored yet"
        return cases

    monkeypatch.setattr(attempt, "gather_cases", change_meanwhile)
    assert run_assessments(claims) == 3
    again = Assessment.objects.queued().values_list("partnership_id", flat=True)
    assert set(again) == {rows[1].partnership_id}


def test_of_a_batch_with_nothing_new_the_rows_go_and_the_questions_are_stored() -> None:
    rows = waiting(3)
    run_assessments(taken(rows))
    before = Asking.objects.earliest("known_at").known_at
    pairs = AskedValue.objects.count()
    with leave_notifying_to_sweep():
        request_again([row.partnership_id for row in rows], Trigger.REGISTER_CHANGED)
    again = list(Assessment.objects.queued())
    assert run_assessments(taken(again)) == 3
    assert Assessment.objects.count() == 3
    assert Asking.objects.earliest("known_at").known_at > before
    assert AskedValue.objects.count() == pairs


def test_what_fails_for_one_leaves_the_others_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = waiting(4)

    def fail_for_one(case: Any, rulebook: Any) -> Any:
        if case.partnership_key == str(rows[1].partnership_id):
            raise ValueError("broken")
        return assess_case(case, rulebook)

    monkeypatch.setattr(attempt, "assess_case", fail_for_one)
    with pytest.raises(AssessmentFailedError, match="ValueError: broken"):
        run_assessments(taken(rows))
    assert states(rows) == [State.DONE, State.ERROR, State.DONE, State.DONE]
    assert Assessment.objects.get(pk=rows[1].pk).error == failed_words("ValueError: broken")


def states(rows: Sequence[Assessment]) -> list[str]:
    found = dict(Assessment.objects.values_list("pk", "state"))
    return [found[row.pk] for row in rows]


def test_a_case_that_cannot_be_gathered_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = waiting(3)

    def fail_with_one(submissions: Sequence[Submission], *given: Any) -> Any:
        if any(each.pk == rows[2].submission_id for each in submissions):
            raise ValueError("unreadable")
        return gather_cases(submissions, *given)

    monkeypatch.setattr(attempt, "gather_cases", fail_with_one)
    with pytest.raises(AssessmentFailedError, match="ValueError: unreadable"):
        run_assessments(taken(rows))
    assert states(rows) == [State.DONE, State.DONE, State.ERROR]


def test_when_the_time_is_over_while_results_are_stored_all_wait_again(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = waiting(3)

    def take_too_long(*_given: object) -> None:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(attempt, "store_results", take_too_long)
    assert run_assessments(taken(rows)) == 0
    assert states(rows) == [State.QUEUED] * 3


def test_when_the_time_is_over_the_rest_waits_again_and_is_taken_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = waiting(4)

    def take_too_long(case: Any, rulebook: Any) -> Any:
        if case.partnership_key == str(rows[1].partnership_id):
            raise SoftTimeLimitExceeded
        return assess_case(case, rulebook)

    monkeypatch.setattr(attempt, "assess_case", take_too_long)
    assert run_assessments(taken(rows)) == 1
    assert states(rows) == [State.DONE, State.QUEUED, State.QUEUED, State.QUEUED]
    assert set(Assessment.objects.filter(state=State.QUEUED).values_list("attempt", "expired_leases")) == {(1, 0)}
    slow = claim_with_others(rows[1].pk, others=9)
    assert len(slow) == 1
    with pytest.raises(AssessmentFailedError, match="took more than 90 seconds"):
        run_assessments(slow)


def test_a_worker_that_ends_gives_the_rest_back(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = waiting(3)

    def end(*_given: object) -> None:
        raise SystemExit

    monkeypatch.setattr(attempt, "assess_case", end)
    with pytest.raises(SystemExit):
        run_assessments(taken(rows))
    assert states(rows) == [State.QUEUED] * 3


def test_a_worker_that_ends_while_it_gathers_gives_all_back(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = waiting(3)

    def end(*_given: object) -> None:
        raise SystemExit

    monkeypatch.setattr(attempt, "gather_cases", end)
    with pytest.raises(SystemExit):
        run_assessments(taken(rows))
    assert states(rows) == [State.QUEUED] * 3
