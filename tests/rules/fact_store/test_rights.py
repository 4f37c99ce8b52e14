"""A reader gets the cases that they may read: no row, number or file of another comes into their connection."""

import pytest

from institutions.access.callers import EVERYBODY, SYSTEM, Reader, reader_of_bodies
from institutions.models import GovernmentBody, Partnership
from rules.fact_store.appending import append_results, build_store
from rules.fact_store.checking import check_store
from rules.fact_store.generations import readable_manifest
from rules.fact_store.manifest import Part
from rules.fact_store.reading import open_store, parts_for
from rules.fact_store.storage import LocalStorage
from rules.fact_store.store_tables import table_columns
from tests.rules.fact_store.conftest import Registering
from tests.rules.fact_store.stored import partnerships_in, rows_of
from tests.rules.fact_store.test_building import again

pytestmark = pytest.mark.django_db
ALL_OPEN = Reader(bodies=None, kin=True)
ALL = Reader(bodies=None, kin=True, restricted=True)


@pytest.fixture
def restricted(case: Registering) -> Partnership:
    """Return a restricted case of METI, beside an open one of METI and one of the Digital Agency."""
    case("OPEN-1")
    case("OPEN-2", submitted_by="DA", sponsor="DA")
    return case("SECRET-7", secrecy="defence")


def ids(*references: str) -> list[str]:
    """Return the partnerships of references, sorted."""
    return sorted(str(pk) for pk in Partnership.objects.filter(reference__in=references).values_list("pk", flat=True))


def test_restricted_cases_lie_in_a_part_of_their_own(storage: LocalStorage, restricted: Partnership) -> None:
    build_store(storage)
    manifest = readable_manifest(storage)
    (segment,) = manifest.of_part(Part.RESTRICTED)
    assert segment.cases == 1
    key = str(restricted.pk).encode()
    for each in manifest.of_part(Part.OPEN):
        assert all(key not in storage.read(each.path(table)) for table in each.files)


def test_each_reader_gets_what_they_may_read(
    storage: LocalStorage, restricted: Partnership, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    build_store(storage)
    for reader, references in (
        (SYSTEM, ("OPEN-1", "OPEN-2", "SECRET-7")),
        (ALL, ("OPEN-1", "OPEN-2", "SECRET-7")),
        (ALL_OPEN, ("OPEN-1", "OPEN-2")),
        (reader_of_bodies([meti.pk], kin=True), ("OPEN-1",)),
        (reader_of_bodies([meti.pk], kin=True, restricted=True), ("OPEN-1", "SECRET-7")),
        (reader_of_bodies([digital_agency.pk], kin=True, restricted=True), ("OPEN-2",)),
        (EVERYBODY, ()),
    ):
        assert partnerships_in(storage, reader) == ids(*references)


def test_no_table_of_a_reader_has_a_row_of_another_case(
    storage: LocalStorage, restricted: Partnership, digital_agency: GovernmentBody
) -> None:
    build_store(storage)
    reader = reader_of_bodies([digital_agency.pk], kin=True, restricted=True)
    with open_store(storage, reader) as opened:
        for table in table_columns().keys() - {"superseded_cases"}:
            found = opened.connection.execute(f"SELECT DISTINCT case_id FROM {table}").fetchall()  # noqa: S608 - names of tables
            assert len(found) <= 1, table
    assert rows_of(storage, reader).keys() >= {"cases", "facts_partnership", "result_outcomes"}


def test_a_case_that_becomes_restricted_is_closed_at_once_and_then_moves(
    storage: LocalStorage, case: Registering
) -> None:
    one = case("A-1")
    build_store(storage)
    Partnership.objects.filter(pk=one.pk).update(secret=True)
    assert partnerships_in(storage, ALL_OPEN) == []  # though it still lies in the open part
    assert check_store(storage).troubles == (f"1 in the wrong part of the store: {one.pk}",)
    again(one)
    append_results(storage)
    assert check_store(storage).troubles == ()
    assert partnerships_in(storage, ALL_OPEN) == []
    assert partnerships_in(storage, ALL) == ids("A-1")
    Partnership.objects.filter(pk=one.pk).update(secret=False)
    append_results(storage)
    assert partnerships_in(storage, ALL_OPEN) == ids("A-1")


def test_parts_follow_the_right() -> None:
    assert parts_for(ALL_OPEN) == (Part.OPEN,)
    assert parts_for(ALL) == parts_for(SYSTEM) == (Part.OPEN, Part.RESTRICTED)
