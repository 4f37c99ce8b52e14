"""The store in an object store: through fsspec alone, here its file system in memory, and without any network."""

from collections.abc import Iterator
from uuid import uuid4

import fsspec
import pytest

from institutions.access.callers import SYSTEM
from rules.fact_store.appending import append_results, build_store
from rules.fact_store.checking import check_store
from rules.fact_store.compacting import compact_store
from rules.fact_store.generations import OvertakenError, generation_numbers, prune, publish, readable_manifest
from rules.fact_store.reading import open_store
from rules.fact_store.storage import LocalStorage, RemoteStorage, Storage, storage_at
from tests.rules.fact_store.conftest import Registering

pytestmark = pytest.mark.django_db


@pytest.fixture
def remote() -> Iterator[Storage]:
    """Return a place in memory."""
    address = f"memory://facts-{uuid4().hex}"
    yield storage_at(address)
    fsspec.filesystem("memory").rm(address, recursive=True)


def test_a_remote_store_is_built_read_and_compacted(remote: Storage, case: Registering) -> None:
    assert isinstance(remote, RemoteStorage)
    case("A-1")
    build_store(remote)
    case("A-2")
    append_results(remote)
    compact_store(remote, all_of_it=True)
    prune(remote)
    assert check_store(remote).troubles == ()
    assert len(generation_numbers(remote)) == 1
    with open_store(remote, SYSTEM) as opened:
        assert opened.connection.execute("SELECT count(*) FROM cases").fetchone() == (2,)
        assert opened.connection.execute("SELECT count(*) FROM facts_partnership").fetchone() == (2,)
        loaded = "SELECT count(*) FROM duckdb_extensions() WHERE loaded AND install_mode <> 'STATICALLY_LINKED'"
        assert opened.connection.execute(loaded).fetchone() == (0,)


def test_a_generation_is_made_once(remote: Storage, case: Registering) -> None:
    case("A-1")
    build_store(remote)
    manifest = readable_manifest(remote)
    publish(remote, manifest.following())
    with pytest.raises(OvertakenError):
        publish(remote, manifest.following())


def test_a_path_is_a_folder_and_an_address_is_not(tmp_path: object) -> None:
    assert isinstance(storage_at(str(tmp_path)), LocalStorage)
