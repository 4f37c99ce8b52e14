"""Published processes in the trail: a commission takes in what a body had screened, so none may go or change unseen.

All people and companies are fictional.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any, Final

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.audit.row_hashes import hashed
from institutions.audit.verify import verify_audit
from institutions.models import Account, GovernmentBody
from institutions.values.hashing import hash_json
from rules.explaining.wording import missing_names
from rules.models import ProcessLack, ProcessOutcome, StoredProcess
from rules.process_files.joining import join_with_partnership
from rules.process_files.outcomes import outcomes_of, process_troubles, store_outcomes
from tests.documents import small
from tests.every import every, undone
from tests.rules.assessing.test_findings import assessed
from tests.rules.process_files.conftest import answered_again, award, bid, lines, process, screened, sent

pytestmark = pytest.mark.django_db
ONE: Final = process(bid("W", 1000), bid("L", 900), awards=[award("W", id="1")], ocid="ocds-test01-1", title="道路工事")
TWO: Final = process(bid("W", 1000), bid("L", 1000), awards=[award("W", id="1")], ocid="ocds-test01-2")
LATER: Final = process(bid("W", 1000), bid("L", 2000), awards=[award("W", id="1")], ocid="ocds-test01-3")


@pytest.fixture
def stored(body: GovernmentBody, officer: Account) -> list[StoredProcess]:
    """Return processes of two files, answered again among all."""
    screened(sent(body, lines(ONE, TWO), officer), portion=1)
    screened(sent(body, lines(LATER), officer, name="later.jsonl"))
    answered_again()
    return list(StoredProcess.objects.order_by("ocid"))


def test_what_a_worker_stores_and_answers_again_is_named_by_events(stored: list[StoredProcess]) -> None:
    assert len(stored) == 3
    assert verify_audit().troubles == ()


def removed(row: StoredProcess) -> None:
    ProcessOutcome.objects.filter(process=row).delete()
    StoredProcess.objects.filter(pk=row.pk)._raw_delete("default")


def other_title(row: StoredProcess) -> None:
    StoredProcess.objects.filter(pk=row.pk).update(facts={**row.facts, "title": "別の工事"})


def other_release(row: StoredProcess) -> None:
    StoredProcess.objects.filter(pk=row.pk).update(release={**row.release, "language": "xx"})


def clear_answer(row: StoredProcess) -> None:
    StoredProcess.objects.filter(pk=row.pk).update(answer={**row.answer, "outcomes": {}})


def other_day(row: StoredProcess) -> None:
    StoredProcess.objects.filter(pk=row.pk).update(awarded_on="1999-01-01")


def joined_with_none(row: StoredProcess) -> None:
    StoredProcess.objects.filter(pk=row.pk).update(registered_as=row.pk)


def without_an_outcome(_row: StoredProcess) -> None:
    ProcessOutcome.objects.earliest("pk").delete()


def other_outcome(_row: StoredProcess) -> None:
    ProcessOutcome.objects.filter(pk=ProcessOutcome.objects.earliest("pk").pk).update(outcome="error")


def other_lack(_row: StoredProcess) -> None:
    ProcessLack.objects.filter(pk=ProcessLack.objects.earliest("pk").pk).update(about=[])


CHANGES: Final[list[Callable[[StoredProcess], None]]] = [
    removed, other_title, other_release, clear_answer, other_day, joined_with_none, without_an_outcome, other_outcome,
    other_lack,
]  # fmt: skip


@every("change", CHANGES, name=lambda each: each.__name__, within=undone)
def test_a_change_by_sql_shows(stored: list[StoredProcess], change: Callable[[StoredProcess], None]) -> None:
    row = stored[0]
    change(row)
    found = verify_audit().troubles
    assert found
    assert all("rules_storedprocess" in each or "rules_process" in each for each in found), found


def test_a_lack_stays_that_of_its_answer_after_a_later_version_dropped_the_field(
    stored: list[StoredProcess], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The verification read the names of today, and reported each process of before."""
    row = stored[0]
    reason = {"code": "process.field_missing", "field": "in_common ownership_known(company=party:1): lower_bp"}
    answer = {**row.answer, "outcomes": {"COL-01": "not_assessable"}, "reasons": {"COL-01": [reason]}}
    row.answer = answer
    monkeypatch.setattr(missing_names, "known_field", lambda _kind, _field: True)
    store_outcomes([row])
    lack = ProcessOutcome.objects.get(process=row).lack
    assert lack
    assert [each["field"] for each in lack.about] == ["lower_bp"]
    monkeypatch.setattr(missing_names, "known_field", lambda _kind, _field: False)
    assert list(process_troubles(iter([row]))) == []
    ProcessOutcome.objects.filter(process=row).update(lack=None)
    assert len(list(process_troubles(iter([row])))) == 1


def test_an_added_process_shows(stored: list[StoredProcess]) -> None:
    row = StoredProcess.objects.get(pk=stored[0].pk)
    row.pk, row.ocid = None, "ocds-test01-9"
    StoredProcess.objects.bulk_create([StoredProcess(**columns_of(row))])
    assert any("no event names it" in each for each in verify_audit().troubles)


def columns_of(row: StoredProcess) -> dict[str, Any]:
    names = (each.attname for each in StoredProcess._meta.concrete_fields if each.attname != "id")
    return {name: getattr(row, name) for name in names}


def test_the_join_with_a_partnership_is_named_in_the_chain_of_the_partnership(
    stored: list[StoredProcess], officer: Account
) -> None:
    partnership = assessed(small()).partnership
    join_with_partnership(stored[0].pk, partnership, officer)
    assert StoredProcess.objects.get(pk=stored[0].pk).registered_as == partnership.pk
    assert [each for each in verify_audit().troubles if "storedprocess" in each] == []


def test_processes_of_before_are_recorded_as_they_are(stored: list[StoredProcess]) -> None:
    row = StoredProcess(**{**columns_of(stored[0]), "ocid": "ocds-test01-9"})
    StoredProcess.objects.bulk_create([row])
    ProcessOutcome.objects.bulk_create(outcomes_of(row, {}))
    assert verify_audit().troubles != ()
    import_module("rules.migrations.0054_processes_opened").open_processes(apps, None)
    assert verify_audit().troubles == ()


def test_an_infinite_number_is_refused_and_one_of_before_keeps_its_hash(stored: list[StoredProcess]) -> None:
    """JSON has no such number, and Python reads 1e999 as one: the hash of its row could not be made."""
    release = {**ONE, "ocid": "ocds-test01-4", "title": "MARK"}
    content = lines(release).replace(b'"MARK"', b"1e999")
    file = screened(sent(stored[0].body, content, name="huge.jsonl"))
    assert file.counts == {"refused": 1}
    assert "json.huge_number" in str(file.errors)
    assert hashed(hash_json, [1, {"a": float("inf")}]) != hashed(hash_json, [1, {"a": float("-inf")}])
    assert hashed(hash_json, [1, {"a": 2.5}]) == hash_json([1, {"a": 2.5}])


def test_a_portion_locks_the_row_of_its_file_first_as_whoever_stops_it_does(body: GovernmentBody) -> None:
    """Two that lock the row and the chain of events in different orders wait for each other."""
    with CaptureQueriesContext(connection) as asked:
        screened(sent(body, lines(ONE)))
    written = [each["sql"] for each in asked if each["sql"].startswith(("UPDATE", "INSERT"))]
    stored = next(place for place, sql in enumerate(written) if 'INSERT INTO "rules_storedprocess"' in sql)
    begun = max(place for place, sql in enumerate(written[:stored]) if sql.startswith('UPDATE "rules_processfile"'))
    assert not any("auditevent" in sql for sql in written[begun:stored])
