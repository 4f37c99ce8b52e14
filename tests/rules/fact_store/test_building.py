"""The store holds the facts and results of the newest assessments, and can be thrown away and built anew."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from institutions.access.callers import SYSTEM
from institutions.models import Partnership
from rules.assessing.material import material_from_text
from rules.assessing.request import request_assessment
from rules.engine.evaluating.evaluate import evaluator_of
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.engine.sets.admission_words import LACKS_VALUE
from rules.engine.sets.case_answers import case_answers
from rules.engine.sets.configured import set_evaluator
from rules.fact_store.appending import append_results, build_further, build_store
from rules.fact_store.checking import check_store
from rules.fact_store.compacting import compact_store
from rules.fact_store.configured import keep_facts
from rules.fact_store.generations import (
    NoStoreError,
    OvertakenError,
    empty_store,
    generation_numbers,
    prune,
    publish,
    readable_manifest,
)
from rules.fact_store.reading import GenerationLostError, holding, open_store
from rules.fact_store.snapshot_tables import fact_tables
from rules.fact_store.storage import LocalStorage
from rules.models import Assessment, FactReader, Trigger
from rules.models.outcome_reading import outcomes_of
from tests.rules.fact_store.conftest import Registering
from tests.rules.fact_store.stored import partnerships_in, rows_of
from tests.rules.review.casework.building import assess

pytestmark = pytest.mark.django_db


def again(partnership: Partnership) -> Assessment:
    """Assess a partnership once more."""
    submission = partnership.submissions.get(superseded_at__isnull=True)
    request_assessment(submission, Trigger.ON_DEMAND)
    return assess(partnership)


def test_an_evaluation_of_the_store_gives_the_stored_results(
    storage: LocalStorage, examples: list[Partnership]
) -> None:
    build_store(storage)
    book = current_rulebook()
    with open_store(storage, SYSTEM) as opened:
        result = set_evaluator(book.compiled).evaluate(opened.connection)
        assert result.handed_over() == []
        answers = case_answers(result, book.compiled)
        numbers = dict(opened.connection.execute("SELECT assessment, case_id FROM cases").fetchall())
    assert len(numbers) == len(examples)
    for assessment in Assessment.objects.filter(pk__in=numbers):
        answer = answers[numbers[str(assessment.pk)]]
        assert dict(answer.outcomes) == {code: each.outcome for code, each in outcomes_of(assessment).items()}
        assert assessment.snapshot is not None
        records = material_from_text(assessment.snapshot.content).records
        assert answer.matches == evaluator_of(book.form).search(records).matches


def test_a_store_that_is_built_anew_is_the_same(storage: LocalStorage, examples: list[Partnership]) -> None:
    build_store(storage)
    first = rows_of(storage)
    build_store(storage, anew=True, size=1)
    assert rows_of(storage) == first
    assert check_store(storage).troubles == ()


def test_a_build_goes_on_where_it_was_stopped(storage: LocalStorage, examples: list[Partnership]) -> None:
    manifest = build_further(storage, empty_store(storage), size=1)
    with pytest.raises(NoStoreError):
        readable_manifest(storage)
    told: list[int] = []
    build_store(storage, told=lambda progress: told.append(progress.done), size=1)
    assert told == [2, 3, 3]
    assert check_store(storage).troubles == ()
    assert {each.name for each in manifest.segments} < {each.name for each in readable_manifest(storage).segments}


def test_a_new_result_takes_the_place_of_the_older_one(storage: LocalStorage, case: Registering) -> None:
    one, _two = case("A-1"), case("A-2")
    build_store(storage)
    newest, three = again(one), case("A-3")
    append_results(storage)
    append_results(storage)  # nothing is added twice
    assert check_store(storage).troubles == ()
    with open_store(storage, SYSTEM) as opened:
        found = opened.connection.execute("SELECT partnership, assessment FROM cases").fetchall()
    assert len(found) == 3
    assert (str(one.pk), str(newest.pk)) in found
    assert str(three.pk) in dict(found)


def test_compaction_changes_no_row_and_leaves_one_segment(storage: LocalStorage, case: Registering) -> None:
    one = case("A-1")
    build_store(storage)
    for number in range(2, 5):
        case(f"A-{number}")
        append_results(storage)
    again(one)
    append_results(storage)
    before = rows_of(storage)
    compact_store(storage, all_of_it=True)
    assert rows_of(storage) == before
    (segment,) = readable_manifest(storage).segments
    assert segment.cases == 4  # and none that does not count
    prune(storage)
    assert len(generation_numbers(storage)) == 1
    assert storage.names("segments") == [segment.name]


def test_a_reader_keeps_the_generation_that_it_opened(storage: LocalStorage, case: Registering) -> None:
    case("A-1")
    build_store(storage)
    with open_store(storage, SYSTEM) as opened:
        case("A-2")
        append_results(storage)
        compact_store(storage, all_of_it=True)
        prune(storage)
        assert opened.connection.execute("SELECT count(*) FROM cases").fetchone() == (1,)
        assert opened.connection.execute("SELECT count(*) FROM facts_partnership").fetchone() == (1,)
        opened.renew()
    assert not FactReader.objects.exists()
    prune(storage)
    assert len(generation_numbers(storage)) == 1
    assert len(partnerships_in(storage)) == 2


def test_a_generation_that_is_noted_while_it_is_removed_is_put_back(
    storage: LocalStorage, case: Registering, monkeypatch: pytest.MonkeyPatch
) -> None:
    case("A-1")
    build_store(storage)
    old = readable_manifest(storage)
    case("A-2")
    append_results(storage)
    removing = LocalStorage.remove

    def noted_meanwhile(self: LocalStorage, name: str) -> None:
        removing(self, name)
        if name == old.name and not FactReader.objects.exists():
            FactReader.objects.create(generation=old.number, worker="another", until="2999-01-01T00:00:00Z")

    monkeypatch.setattr(LocalStorage, "remove", noted_meanwhile)
    prune(storage)
    assert old.number in generation_numbers(storage)
    assert all(storage.read(each.path("cases")) for each in old.segments)


def test_a_reader_whose_generation_is_gone_is_told(storage: LocalStorage, case: Registering) -> None:
    case("A-1")
    build_store(storage)
    with open_store(storage, SYSTEM) as opened:
        FactReader.objects.all().delete()
        with pytest.raises(GenerationLostError):
            opened.renew()


def test_of_two_writers_one_starts_again(storage: LocalStorage, case: Registering) -> None:
    case("A-1")
    build_store(storage)
    manifest = readable_manifest(storage)
    publish(storage, manifest.following())
    with pytest.raises(OvertakenError):
        publish(storage, manifest.following())
    assert readable_manifest(storage).number == manifest.number + 1


def test_an_old_writer_never_publishes_into_an_emptied_store(storage: LocalStorage, case: Registering) -> None:
    case("A-1")
    build_store(storage)
    old = readable_manifest(storage)
    empty_store(storage)
    with pytest.raises(OvertakenError):
        publish(storage, old.following())


def test_a_generation_holds_only_while_it_is_there(storage: LocalStorage, case: Registering) -> None:
    case("A-1")
    build_store(storage)
    with holding(storage) as (manifest, hold):
        assert hold.generation == manifest.number


def test_a_fact_that_no_column_can_hold_hands_its_case_over() -> None:
    snapshot = '{"facts": [{"id": "p:1", "type": "partnership", "values": {"value_yen": 123456789012345678901234}}]}'
    tables, reasons = fact_tables([(1, snapshot), (2, snapshot.replace("123456789012345678901234", "5"))])
    assert reasons == {1: "p:1: value_yen is no number", 2: LACKS_VALUE}, "the second has a number, and no sponsor"
    assert tables["facts_partnership"]["case_id"].to_pylist() == [2]
    tables, reasons = fact_tables([(1, '{"facts": [{"id": "x:1", "type": "never_was", "values": {}}]}')])
    assert (tables, reasons) == ({}, {1: "x:1: there is no fact type never_was any more"})


def test_a_check_names_what_differs(storage: LocalStorage, case: Registering) -> None:
    one = case("A-1")
    build_store(storage)
    case("A-2")
    again(one)
    missing, older = check_store(storage).troubles
    assert missing.startswith("1 not in the store: ")
    assert older == f"1 in the store with another result than the newest: {one.pk}"
    append_results(storage)
    file = storage.root / next(iter(readable_manifest(storage).segments)).path("cases")
    file.write_bytes(file.read_bytes()[:-9])
    (damaged,) = check_store(storage).troubles
    assert damaged.endswith("is not what was written")


def test_the_command_builds_checks_and_compacts(storage: LocalStorage, case: Registering) -> None:
    said = StringIO()
    with pytest.raises(CommandError, match="facts build"):
        call_command("facts", "check", stdout=said)
    case("A-1")
    call_command("facts", "build", stdout=said)
    assert "1 of 1 cases" in said.getvalue()
    case("A-2")
    with pytest.raises(CommandError, match="differs from the register"):
        call_command("facts", "check", stdout=said, stderr=StringIO())
    call_command("facts", "compact", stdout=said)
    call_command("facts", "check", stdout=said)
    assert said.getvalue().splitlines()[-1].endswith("2 cases, nothing differs")


def test_the_turn_of_work_builds_appends_and_removes(storage: LocalStorage, case: Registering) -> None:
    keep_facts(storage)
    case("A-1")
    keep_facts(storage)
    assert check_store(storage).troubles == ()
    case("A-2")
    keep_facts(storage)
    assert check_store(storage).troubles == ()
    assert len(generation_numbers(storage)) == 1
