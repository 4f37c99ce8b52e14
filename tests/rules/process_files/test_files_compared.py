"""The same processes in one file or in several: limits, earlier awards and findings are the same in the end."""

import json
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.jobs.claiming import ClaimLostError, give_back
from institutions.models import GovernmentBody, StoredAmount, StoredKind
from institutions.values.hashing import canonical_json
from rules.models import (
    ComparisonState,
    ProcessComparison,
    ProcessFile,
    ProcessFileState,
    ProcessOutcome,
    StoredProcess,
)
from rules.process_files import answering_again
from rules.process_files.answering_again import RenewedAnswers, answer_again
from rules.process_files.claim import COMPARISONS, PROCESS_FILES, claim_comparison, claim_file
from rules.process_files.comparing import ask_again_after, sweep_changes
from rules.process_files.requesting import stop_file
from rules.process_files.room import bytes_of
from rules.process_files.run import screen_file
from rules.process_files.tasks import sweep_process_files_task
from rules.processes.collusion.rule_screen import RuleScreen
from tests.rules.process_files.conftest import Json, answered_again, award, bid, lines, process, screened, sent
from tests.rules.processes.random_processes import RandomProcesses

pytestmark = pytest.mark.django_db

AS_OF = {"as_of": "2026-11-30"}
NAMES = ("甲建設（架空）", "乙建設（架空）", "丙建設（架空）")


def town_process(number: int) -> Json:
    """Return one of a town's contracts: prices seldom near, bidders sometimes disqualified, few winners."""
    winner = f"firm{number % 3 if number % 4 else 0}"
    others = [f"firm{each}" for each in range(3) if f"firm{each}" != winner]
    gap = 1001 if number == 17 else 1500 if number == 18 else 1050 + number % 3 * 10
    second = "disqualified" if number % 5 == 1 else "valid"
    made = process(
        bid(winner, 1000, date=f"2024-{1 + number // 2:02}-09T00:00:00Z"),
        bid(others[0], gap),
        bid(others[1], 1100, second),
        awards=[
            award(
                winner,
                id="a",
                date=f"2024-{1 + number // 2:02}-1{number % 3}T00:00:00Z",
                value={"amount": 1000, "currency": "JPY"},
                items=[{"id": "1", "classification": {"scheme": "CPV", "id": f"{10 + number}0"}}],
            )
        ],
        ocid=f"ocds-test01-{number:02}",
        title=f"道路{number}",
        procurementMethod="open",
        mainProcurementCategory="works",
        tenderPeriod={"startDate": "2024-01-01T00:00:00Z", "endDate": f"2024-{1 + number // 2:02}-08T00:00:00Z"},
    )
    parties = [{"id": f"firm{each}", "name": name, "roles": ["tenderer"]} for each, name in enumerate(NAMES)]
    return {**made, "date": "2025-01-01T00:00:00Z", "buyer": {"id": "town", "name": "架空町"}, "parties": parties}


TOWN = [town_process(number) for number in range(24)]
PARTS = [TOWN[:7], TOWN[7:16], TOWN[16:]]


def answers(body: GovernmentBody) -> dict[str, Any]:  # Any: plain data
    """Return all that is stored of the answers of a body, by ocid."""
    rows = StoredProcess.objects.filter(body=body)
    outcomes = ProcessOutcome.objects.filter(process__body=body).values_list("process__ocid", "code", "outcome")
    return {
        "rows": {each.ocid: (each.answer, each.worst, each.unassessed, each.buyer, each.asked) for each in rows},
        "outcomes": sorted(outcomes),
    }


def other_body() -> GovernmentBody:
    return GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")


def uploaded(body: GovernmentBody, *files: list[Json], form: str = "ocds", **options: str) -> list[ProcessFile]:
    """Send files, then screen them one after the other."""
    waiting = [
        sent(body, lines(*each), form=form, options={**AS_OF, **options}, name=f"{place}.jsonl")
        for place, each in enumerate(files, start=1)
    ]
    return [screened(each, portion=5) for each in waiting]


def test_one_file_needs_no_second_job(body: GovernmentBody) -> None:
    uploaded(body, TOWN)
    found = ProcessComparison.objects.get()
    assert (found.state, found.is_whole, found.as_of) == (ComparisonState.RESTING, True, "2026-11-30")
    assert answered_again() == 0


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_several_files_give_the_findings_of_one(body: GovernmentBody, order: tuple[int, ...]) -> None:
    """By Cardinal's indicators alone, which take no time: the rules are asked below."""
    whole = other_body()
    uploaded(whole, TOWN, form="cardinal")
    codes = {code for _ocid, code, outcome in answers(whole)["outcomes"] if outcome == "flagged"}
    assert codes >= {"R024", "R058"}, "limits of the file decide"
    files = uploaded(body, *(PARTS[each] for each in order), form="cardinal")
    assert [each.counts for each in files] == [{"added": len(PARTS[each])} for each in order]
    assert answers(body) != answers(whole), "the first file knew nothing of the others"
    assert answered_again() == 1, "three files, one job"
    assert canonical_json(answers(body)) == canonical_json(answers(whole))
    assert ProcessComparison.objects.get(body=body).is_whole


def test_several_files_give_what_the_command_prints_of_all(
    body: GovernmentBody, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [tmp_path / f"{place}.jsonl" for place in range(3)]
    for path, part in zip(paths, PARTS, strict=True):
        path.write_bytes(lines(*part))
    call_command("screen_processes", *map(str, paths), "--json", "--as-of", AS_OF["as_of"])
    printed = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    uploaded(body, *PARTS)
    answered_again()
    stored = {each.ocid: each.answer for each in StoredProcess.objects.all()}
    assert stored == {
        each["ocid"]: {name: value for name, value in each.items() if name not in ("file", "line")} for each in printed
    }


@pytest.mark.parametrize("seed", [0, 1])
def test_random_processes_in_several_files_are_answered_as_in_one(body: GovernmentBody, seed: int) -> None:
    source = RandomProcesses(seed)
    file = [each for each in source.file(30) if isinstance(each, dict)]
    whole = other_body()
    uploaded(whole, file)
    uploaded(body, file[20:], file[:10], file[10:20])
    # One run over all files would read them in the order in which they were sent: the main currency follows from it.
    uploaded(whole, [*file[20:], *file[:20]], replace="true")
    answered_again()
    assert canonical_json(answers(body)) == canonical_json(answers(whole))


def test_earlier_awards_of_a_buyer_reach_over_files(body: GovernmentBody) -> None:
    """A later file is answered with the awards of earlier ones at once; an earlier one, once they have come."""
    uploaded(body, TOWN[:23])
    uploaded(body, TOWN[23:])
    last = StoredProcess.objects.get(ocid=TOWN[23]["ocid"])
    whole = other_body()
    uploaded(whole, TOWN)
    assert last.answer == StoredProcess.objects.get(body=whole, ocid=last.ocid).answer
    alone = GovernmentBody.objects.create(code="MOF", name_en="Ministry of Finance", name_ja="財務省")
    uploaded(alone, TOWN[23:])
    assert last.asked != StoredProcess.objects.get(body=alone).asked, "without them the rules read something else"


def test_a_process_that_comes_again_with_other_options_leaves_its_comparison(body: GovernmentBody) -> None:
    uploaded(body, TOWN)
    uploaded(body, TOWN[:10], object="works", replace="true")
    assert answered_again() == 1, "those that are left; the new ones were answered among themselves"
    whole = other_body()
    uploaded(whole, TOWN[10:])
    left = canonical_json(answers(whole)["rows"])
    rows = answers(body)["rows"]
    assert canonical_json({ocid: each for ocid, each in rows.items() if ocid >= TOWN[10]["ocid"]}) == left


def test_today_is_the_latest_day_of_the_files_and_a_chosen_day_stays_apart(body: GovernmentBody) -> None:
    days = list[str]()
    for day in ("2026-11-28", "2026-11-30", "2026-11-29"):
        with patch("rules.process_files.requesting.timezone.localdate", return_value=date.fromisoformat(day)):
            screened(sent(body, lines(*PARTS[len(days)])))
        days.append(ProcessComparison.objects.get().as_of)
    assert days == ["2026-11-28", "2026-11-30", "2026-11-30"]
    screened(sent(body, lines(TOWN[0]), options={"as_of": "2026-11-28"}))
    assert ProcessComparison.objects.filter(options__as_of="2026-11-28").get().as_of == "2026-11-28"
    assert ProcessComparison.objects.count() == 2


def test_what_rests_on_the_same_is_not_asked_or_written_again(body: GovernmentBody) -> None:
    uploaded(body, *PARTS)
    answered_again()
    ProcessComparison.objects.update(state=ComparisonState.QUEUED, changes=99)
    before = dict(StoredProcess.objects.values_list("ocid", "screened_at"))
    with patch.object(RuleScreen, "answers", side_effect=AssertionError("the rules were asked again")):
        assert answered_again() == 1
    assert dict(StoredProcess.objects.values_list("ocid", "screened_at")) == before
    assert ProcessComparison.objects.get().is_whole


def test_another_rulebook_asks_all_rules_again(body: GovernmentBody) -> None:
    uploaded(body, *PARTS)
    answered_again()
    StoredProcess.objects.update(rulebook="of before")
    ProcessComparison.objects.update(state=ComparisonState.QUEUED, changes=99)
    answered_again()
    assert not StoredProcess.objects.filter(rulebook="of before").exists()


class WorkerStopped(BaseException):
    """The end of a worker between two portions."""


def test_a_lost_worker_is_replaced_and_a_second_one_ends_it(
    body: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploaded(body, *PARTS)
    found = ProcessComparison.objects.get()
    claim = claim_comparison(found.pk)
    assert claim
    store, stored = RenewedAnswers.store, list[object]()

    def store_one(self: RenewedAnswers, *given: Any) -> None:
        if stored:
            raise WorkerStopped
        stored.append(store(self, *given))

    with monkeypatch.context() as lost:
        lost.setattr(RenewedAnswers, "store", store_one)
        with pytest.raises(WorkerStopped):
            answer_again(claim, 5)
    found.refresh_from_db()
    assert (found.state, found.done, found.total) == (ComparisonState.RUNNING, 5, 24)
    give_back(COMPARISONS, claim.rows())
    assert answered_again() == 1
    whole = other_body()
    uploaded(whole, TOWN)
    assert canonical_json(answers(body)) == canonical_json(answers(whole))
    for _ in range(2):  # as after two lost workers
        ProcessComparison.objects.update(state=ComparisonState.RUNNING, lease_until=timezone.now(), changes=99)
        sweep_process_files_task()
    found = ProcessComparison.objects.get(body=body)
    assert found.state == ComparisonState.SET_ASIDE
    assert (found.error_said or {})["code"] == "process_file.comparison_workers_lost"
    uploaded(body, TOWN[:1])
    assert answered_again() == 1, "the next file of these options tries again"


def test_a_change_while_they_are_answered_is_answered_afterwards(
    body: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploaded(body, *PARTS[:2])
    claim = claim_comparison(ProcessComparison.objects.get().pk)
    assert claim
    last, end = sent(body, lines(*PARTS[2]), options=AS_OF), answering_again.end

    def another_file_first(claim: Any) -> None:
        screened(last)
        end(claim)

    monkeypatch.setattr(answering_again, "end", another_file_first)
    answer_again(claim)
    assert ProcessComparison.objects.get().state == ComparisonState.QUEUED
    monkeypatch.undo()
    assert answered_again() == 1
    whole = other_body()
    uploaded(whole, TOWN)
    assert canonical_json(answers(body)) == canonical_json(answers(whole))


def test_a_stopped_file_and_one_whose_worker_was_lost_are_answered_for_too(body: GovernmentBody) -> None:
    uploaded(body, PARTS[0])
    file = sent(body, lines(*PARTS[1]), options=AS_OF)
    claim = claim_file(file.pk)
    assert claim

    def stop_after_one(*_given: Any, **_more: Any) -> Any:
        raise ClaimLostError

    with patch("rules.process_files.run.end", stop_after_one):
        screen_file(claim, 50)
    assert ProcessComparison.objects.get().state == ComparisonState.RESTING, "the file is not over yet"
    sweep_changes()
    assert ProcessComparison.objects.get().state == ComparisonState.RESTING, "it will ask at its end"
    assert stop_file(file)
    assert answered_again() == 1
    third = sent(body, lines(*PARTS[2]), options=AS_OF)
    assert claim_file(third.pk)
    ProcessFile.objects.filter(pk=third.pk).update(state=ProcessFileState.SET_ASIDE)
    ProcessComparison.objects.update(changes=99)
    sweep_changes()
    assert answered_again() == 1


def test_a_file_that_waits_for_ever_holds_nothing_up(body: GovernmentBody) -> None:
    uploaded(body, *PARTS[:2])
    ProcessComparison.objects.update(state=ComparisonState.RESTING)
    waiting = sent(body, lines(*PARTS[2]), options=AS_OF)
    ask_again_after(waiting)
    assert ProcessComparison.objects.get().state == ComparisonState.RESTING
    ProcessComparison.objects.update(answered_at=timezone.now() - timedelta(hours=2))
    ask_again_after(waiting)
    assert ProcessComparison.objects.get().state == ComparisonState.QUEUED
    assert PROCESS_FILES.waiting_rows().exists()


def test_the_room_of_a_body_is_counted_with_renewed_answers(body: GovernmentBody) -> None:
    uploaded(body, *PARTS)
    answered_again()
    held = StoredAmount.objects.get(kind=StoredKind.PROCESSES, body=body)
    assert held.size == bytes_of(StoredProcess.objects.all())


def test_the_queries_of_a_portion_do_not_grow_with_its_processes(body: GovernmentBody) -> None:
    def queries(number: int) -> int:
        StoredProcess.objects.all().delete()
        ProcessComparison.objects.update(state=ComparisonState.RESTING)
        uploaded(body, TOWN[:1], TOWN[1:number])
        claim = claim_comparison(ProcessComparison.objects.get().pk)
        assert claim
        with CaptureQueriesContext(connection) as found:
            answer_again(claim, 50)
        return len(found)

    assert queries(20) == queries(8)
