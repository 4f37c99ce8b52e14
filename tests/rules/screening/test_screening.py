"""A screening finds the cases that a rulebook would decide otherwise: the open ones are assessed, the others listed."""

import itertools
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from institutions.access.callers import Reader
from institutions.models import Partnership
from institutions.values.canonical import hash_text
from rules.assessing.run import assess_case
from rules.assessing.signature import result_signature, stored_signatures
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.fact_store.erasing import order_erasure
from rules.facts.gathering.from_register import gather_cases
from rules.models import (
    Assessment,
    CaseState,
    FactErasure,
    Match,
    ReviewCase,
    Screening,
    ScreeningPart,
    ScreeningRange,
    ScreeningState,
    State,
    Trigger,
)
from rules.screening import chunk
from rules.screening.answers import answer_in_sets
from rules.screening.case_verdicts import CaseVerdict, case_verdict
from rules.screening.claim import claim_screening, claim_trial
from rules.screening.digest import FIELD, answer_line, digest_of_case, digest_of_lines
from rules.screening.reading import numbers_for
from rules.screening.requesting import request_screening, resume_screening, stop_screening
from rules.screening.run import run_screening
from tests.rules.review.casework.building import assess
from tests.rules.screening.conftest import Using, rulebook_with

pytestmark = pytest.mark.django_db
Cases = dict[str, Partnership]
NUMBER = ("- value: 500", "- value: 700")  # from which share on a holding is critical
TEXT = ("ja: 決定関与者による相手方持分の保有", "ja: 決定関与者による持分")  # a title, which no result repeats
STATED = ("  - high\nwhy:", "  - low\nwhy:")  # the severity of a small holding


def screened(rulebook: LoadedRulebook, *, trial: bool = False, **fields: Any) -> Screening:
    """Return a screening of a rulebook, run to its end."""
    screening = request_screening(rulebook.version, trial=trial, notified=False, **fields)
    claim = claim_trial(screening) if trial else claim_screening(screening.pk)
    assert claim is not None
    return run_screening(claim, rulebook)


def differing(screening: Screening) -> set[str]:
    """Return the references of the cases that differ."""
    rows = screening.screened_cases.exclude(differences=[])
    return set(rows.values_list("partnership__reference", flat=True))


def place_of(part: ScreeningPart) -> tuple[UUID, bool]:
    """Return the body of a part, and whether its cases are restricted."""
    return part.submitted_by_id, part.secret


def digest_by_hand(content: str) -> str:
    """Return the digest of a case as the case evaluators answer it."""
    verdict = case_verdict(content, rulebook_with())
    rules = [answer_line(code, outcome) for code, outcome in verdict.outcomes.items()]
    findings = [answer_line(code, "flagged", severity, key) for code, severity, key, _facts in verdict.findings]
    return digest_of_case(rules, findings)


def by_signature(rulebook: LoadedRulebook) -> set[str]:
    """Return the references of cases whose signature assessing all would change, day and known moment fixed."""
    found = set()
    for assessment in Assessment.objects.filter(state=State.DONE).select_related("submission", "partnership"):
        assert assessment.known_at is not None
        (case,) = gather_cases([assessment.submission], assessment.known_at, [assessment.as_of])
        if result_signature(assess_case(case, rulebook)) != stored_signatures([assessment.pk])[assessment.pk]:
            found.add(assessment.partnership.reference)
    return found


def test_nothing_differs_under_the_rulebook_that_gave_the_results(cases: Cases) -> None:
    found = screened(rulebook_with())
    assert (found.state, found.cases, found.differing, found.disagreements) == (ScreeningState.DONE, len(cases), 0, 0)
    assert found.sampled == len(cases)  # one in one
    assert found.error == ""
    contents = {
        each.partnership: each.snapshot.content
        for each in Assessment.objects.select_related("partnership", "snapshot")
        if each.snapshot
    }
    for part in found.parts.all():
        ours = {pk.pk: text for pk, text in contents.items() if (pk.submitted_by_id, pk.secret) == place_of(part)}
        assert part.digest == digest_of_lines(FIELD.join((str(pk), digest_by_hand(ours[pk]))) for pk in ours)


@pytest.mark.parametrize("change", [NUMBER, STATED, TEXT], ids=["number", "condition", "title"])
def test_it_finds_what_assessing_all_would_change(cases: Cases, change: tuple[str, str]) -> None:
    draft = rulebook_with(change)
    found = screened(draft, trial=True)
    wanted = by_signature(draft)
    # A changed text concerns each finding of the rule, also where the signature, which has no words, is the same.
    only_text = {
        row.partnership.reference
        for row in found.screened_cases.select_related("partnership")
        if {what for *_rule, what in row.differences} == {"text"}
    }
    assert differing(found) - only_text == wanted - only_text
    assert wanted <= differing(found)
    assert bool(wanted) == (change is not TEXT)
    assert bool(only_text) == (change is STATED)
    assert (found.state, found.reassessed) == (ScreeningState.DONE, 0)
    assert Assessment.objects.queued().count() == 0


def test_open_cases_are_assessed_anew_and_then_nothing_differs(cases: Cases, using: Using) -> None:
    ReviewCase.objects.filter(partnership=cases["HIGH"]).delete()
    done = Assessment.objects.get(partnership=cases["HIGH"])
    ReviewCase.objects.create(partnership=cases["HIGH"], state=CaseState.CLEARED, assessment=done)
    later = rulebook_with(NUMBER)
    using(later)
    found = screened(later)
    assert {"LOW", "MIDDLE", "HIGH", "FIXED", "HIDDEN"} <= differing(found)
    asked = Assessment.objects.queued()
    assert {each.partnership.reference for each in asked} == {"LOW", "MIDDLE", "HIDDEN"}
    assert {each.trigger for each in asked} == {Trigger.RULEBOOK_CHANGED}
    assert found.reassessed == 3
    for each in list(asked):
        assess(each.partnership)
    again = screened(later)
    assert differing(again) == {"HIGH", "FIXED"}
    assert again.reassessed == 0
    assert Match.objects.filter(assessment__partnership=cases["MIDDLE"]).order_by("-pk")[0].severity != "critical"


def test_the_digest_depends_neither_on_batches_nor_on_the_store(cases: Cases, tmp_path: Any, settings: Any) -> None:
    book = rulebook_with()
    first = screened(book, seed="5eed")
    settings.SCREENING_RANGE = 2
    settings.FACT_STORE = str(tmp_path / "another")
    settings.SETS_THREADS = 1
    second = screened(book, seed="5eed")
    assert first.digest == second.digest != ""
    assert [each.digest for each in first.parts.order_by("submitted_by", "secret")] == [
        each.digest for each in second.parts.order_by("submitted_by", "secret")
    ]
    other = screened(rulebook_with(NUMBER), trial=True)
    assert other.digest != first.digest


def drawn_by_hand(cases: Cases, seed: str) -> int:
    """Return how many of the cases a seed draws with one in two: those whose hash begins with an even number."""
    hashes = [hash_text(f"{seed}:{each.pk}") for each in cases.values()]
    return sum(int(each[:16], 16) % 2 == 0 for each in hashes)


def test_the_sample_is_that_of_the_seed(cases: Cases, settings: Any) -> None:
    settings.SCREENING_SAMPLE = 2
    book = rulebook_with()
    one = "a"
    other = next(
        seed for seed in map(str, itertools.count()) if drawn_by_hand(cases, seed) != drawn_by_hand(cases, one)
    )
    for seed in (one, other, one):
        assert screened(book, seed=seed).sampled == drawn_by_hand(cases, seed)


def test_a_disagreement_is_a_state_with_both_answers(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = case_verdict

    def wrong(content: str, rulebook: LoadedRulebook) -> CaseVerdict:
        found = verdict(content, rulebook)
        return CaseVerdict({**found.outcomes, "COI-01": "error"}, found.findings)

    monkeypatch.setattr(chunk, "case_verdict", wrong)
    found = screened(rulebook_with())
    assert (found.state, found.disagreements) == (ScreeningState.DISAGREED, len(cases))
    row = found.screened_cases.get(partnership=cases["MIDDLE"])
    assert row.disagreement is not None
    assert row.disagreement["cases"]["outcomes"]["COI-01"] == "error"
    assert row.disagreement["sets"]["outcomes"]["COI-01"] == "flagged"


def test_a_case_that_sets_hand_over_enters_the_digest(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    book = rulebook_with()
    first = screened(book)
    answer = answer_in_sets

    def handing_over(connection: Any, rulebook: LoadedRulebook) -> list[tuple[int, str]]:
        connection.execute("CREATE OR REPLACE TEMP TABLE all_cases AS SELECT * FROM cases")
        numbers = [number for (number,) in connection.execute("SELECT case_id FROM cases").fetchall()]
        answer(connection, rulebook)
        for table in ("set_outcomes", "screened_findings"):
            connection.execute(f"DELETE FROM {table} WHERE case_id = {numbers[0]}")  # noqa: S608 - a number
        return [(numbers[0], "a statement took too much time or memory")]

    monkeypatch.setattr(chunk, "answer_in_sets", handing_over)
    second = screened(book)
    assert (second.digest, second.differing) == (first.digest, 0)
    assert second.sampled == first.sampled


def test_an_error_of_the_case_evaluators_is_a_word_of_the_digest(cases: Cases) -> None:
    outcomes = case_verdict('{"facts": [{"id": "a", "type": "partnership", "values": {}},'
                                  ' {"id": "a", "type": "partnership", "values": {}}]}', rulebook_with())  # fmt: skip
    assert set(outcomes.outcomes.values()) == {"error"}
    assert outcomes.trouble


def test_two_at_once_are_queued(cases: Cases) -> None:
    book = rulebook_with()
    first = request_screening(book.version, notified=False)
    second = request_screening(book.version, notified=False)
    claim = claim_screening(first.pk)
    assert claim is not None
    assert claim_screening(second.pk) is None
    run_screening(claim, book)
    later = claim_screening(second.pk)
    assert later is not None
    assert run_screening(later, book).state == ScreeningState.DONE


def test_a_stopped_screening_goes_on_where_it_was(cases: Cases, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    book = rulebook_with()
    settings.SCREENING_RANGE = 3
    whole = screened(book, seed="a")
    stopping: list[bool] = []
    screening = request_screening(book.version, notified=False, seed="a")
    claim = claim_screening(screening.pk)
    assert claim is not None
    stopped = run_screening(claim, book, lambda _done, _of: stopping.append(stop_screening(screening.pk)))
    assert stopping == [True]
    assert (stopped.state, stopped.screened, stopped.digest) == (ScreeningState.STOPPED, 3, "")
    assert not stopped.parts.exists()
    assert claim_screening(screening.pk) is None
    answered: list[int] = []
    answer = answer_in_sets
    monkeypatch.setattr(
        chunk,
        "answer_in_sets",
        lambda *given: answered.append(1) or answer(*given),  # type: ignore[func-returns-value]
    )
    assert resume_screening(screening.pk)
    claim = claim_screening(screening.pk)
    assert claim is not None
    done = run_screening(claim, book)
    assert len(answered) == 2  # of three chunks
    assert (done.state, done.digest, done.generation) == (ScreeningState.DONE, whole.digest, stopped.generation)


def test_an_erasure_on_the_way_is_carried_out_and_the_screening_begins_again(cases: Cases, settings: Any) -> None:
    book = rulebook_with()
    whole = screened(book, seed="a")
    settings.SCREENING_RANGE = 3
    screening = request_screening(book.version, notified=False, seed="a")
    claim = claim_screening(screening.pk)
    assert claim is not None
    generations: list[int | None] = []

    def erase_once(_done: int, _of: int) -> None:
        generations.append(Screening.objects.get(pk=screening.pk).generation)
        if len(generations) == 1:
            shas = Assessment.objects.filter(partnership=cases["LOW"]).values_list("snapshot", flat=True)
            order_erasure([sha for sha in shas if sha])

    done = run_screening(claim, book, erase_once)
    assert (done.state, done.digest, done.cases) == (ScreeningState.DONE, whole.digest, whole.cases)
    assert not FactErasure.objects.exists()
    assert not ScreeningRange.objects.exists()
    assert len(generations) == 1 + 3, "all ranges were made anew"
    assert generations[0] not in generations[1:]


def test_numbers_are_those_of_the_reader(cases: Cases) -> None:
    found = screened(rulebook_with(NUMBER), trial=True)
    meti, agency = cases["LOW"].submitted_by_id, cases["HIDDEN"].submitted_by_id
    assert meti == agency
    everything = numbers_for(found, Reader(bodies=None, kin=True, restricted=True))
    assert (everything.cases, everything.differing, everything.digest) == (found.cases, found.differing, found.digest)
    without = numbers_for(found, Reader(bodies=None, kin=True))
    assert (without.cases, without.differing) == (found.cases - 1, found.differing - 1)
    assert without.digest not in ("", found.digest)
    assert numbers_for(found, Reader()).cases == 0
    assert timezone.now() >= found.requested_at


def test_another_day_is_gathered_anew_and_stores_nothing(cases: Cases, using: Using) -> None:
    book = rulebook_with()
    day = timezone.localdate()
    found = screened(book, as_of=day)
    assert (found.state, found.cases, found.generation) == (ScreeningState.DONE, len(cases), None)
    assert differing(found) <= by_signature(book)
    later = screened(rulebook_with(NUMBER), as_of=day, trial=True)
    assert differing(later) >= {"LOW", "MIDDLE", "HIGH", "HIDDEN"}
    assert Assessment.objects.queued().count() == 0
