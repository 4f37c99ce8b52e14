"""The hash of a row that was just inserted is the same from what was inserted as from what the database has."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, models
from django.db.models.functions import Now
from django.test.utils import CaptureQueriesContext

from institutions.audit.coverage import COVERED, covered_table
from institutions.audit.made_rows import NotAsMadeError, made_value
from institutions.audit.row_hashes import RowHasher
from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import AuditEvent, DocumentParty, Party, PartyName, Submission
from institutions.models.tables import TABLES
from tests.documents import EXAMPLE_NAMES, example, small

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
AS_MADE = {name: covered for name, covered in COVERED.items() if covered.as_made}


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Compare each hash of an inserted row with that of the stored one; return how many rows of a table were."""
    found: dict[str, int] = {}
    as_made = RowHasher.hash_as_made

    def compare(self: RowHasher, row: models.Model) -> str | None:
        said = as_made(self, row)
        if said is not None:
            ((_key, stored, _at),) = self.hashes([row.pk])
            assert said == stored, row
            found[self.covered.table] = found.get(self.covered.table, 0) + 1
        return said

    monkeypatch.setattr(RowHasher, "hash_as_made", compare)
    return found


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_a_registration_and_its_revision_hash_what_they_inserted(name: str, compared: dict[str, int]) -> None:
    document = example(name)
    for revision in (1, 2):
        given = {**document, "revision": revision, "value_yen": revision}
        register_partnership(check_document(given), account=None, way="rest")
    kinds = {TABLES[each["kind"]]._meta.db_table for each in document["statements"]}
    assert compared.keys() >= kinds | {PartyName._meta.db_table}
    assert compared[Submission._meta.db_table] == 2
    assert not verify_audit().troubles


def test_no_row_is_read_for_its_hash_that_was_just_inserted() -> None:
    with CaptureQueriesContext(connection) as captured:
        register_partnership(check_document(small()), account=None, way="rest")
    sent = [each["sql"] for each in captured]
    inserted = next(place for place, sql in enumerate(sent) if sql.startswith('INSERT INTO "institutions_exposure"'))
    assert not [sql for sql in sent[inserted:] if '"institutions_exposure"."id" IN (' in sql]
    rows = AuditEvent.objects.get(verb="registered").rows
    assert rows
    assert rows["written"]["institutions_exposure"]


def test_tables_whose_rows_change_while_they_are_made_are_read() -> None:
    assert not AS_MADE.keys() & {Party._meta.db_table, DocumentParty._meta.db_table, "rules_assessment"}
    assert all(not covered.group for covered in AS_MADE.values())


@pytest.mark.parametrize(
    ("field", "given", "stored"),
    [
        (models.UUIDField(), str(UUID(int=7)), UUID(int=7)),
        (models.DateField(), "2026-07-01", date(2026, 7, 1)),
        (models.BooleanField(), 1, True),
        (models.BigIntegerField(), "12", 12),
        (models.CharField(), 12, "12"),
        (models.JSONField(), ("a", {"b": 1}), ["a", {"b": 1}]),
        (models.DateTimeField(), datetime(2026, 7, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)),
        (models.TextField(), None, None),
    ],
)
def test_values_are_as_the_database_gives_them(field: "models.Field[Any, Any]", given: Any, stored: Any) -> None:
    found = made_value(field, given)
    assert (type(found), found) == (type(stored), stored)


@pytest.mark.parametrize("given", [1.5, {"a": [1.5]}, {1: "a"}, 1 << 70, uuid4, Now()])
def test_a_value_that_may_come_back_otherwise_is_read(given: Any) -> None:
    with pytest.raises(NotAsMadeError):
        made_value(models.JSONField(), given)


def test_a_row_without_a_key_or_with_columns_left_out_is_read() -> None:
    hasher = RowHasher(covered_table(PartyName))  # type: ignore[arg-type]  # it is covered
    assert hasher.hash_as_made(PartyName(text="Sato")) is None
    register_partnership(check_document(small()), account=None, way="rest")
    assert hasher.hash_as_made(PartyName.objects.only("text").first()) is None  # type: ignore[arg-type]  # there is one


def test_a_row_with_a_value_that_may_come_back_otherwise_is_read_as_a_whole() -> None:
    hasher = RowHasher(covered_table(Submission))  # type: ignore[arg-type]  # it is covered
    assert hasher.hash_as_made(Submission(pk=1, document={"value": 1}))
    for odd in ({"value": 1.5}, {"values": [{"value": 1.5}]}):
        assert hasher.hash_as_made(Submission(pk=1, document=odd)) is None
    assert hasher.hash_as_made(Submission(pk=1, document={}, received_at=Now())) is None
