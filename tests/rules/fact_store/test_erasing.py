"""After an erasure no file of the store shows the person, whatever was open, waiting or full."""

from io import BytesIO
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import models

from institutions.access.callers import SYSTEM
from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.fact_store import erasing
from rules.fact_store.appending import append_results, build_store
from rules.fact_store.checking import check_store
from rules.fact_store.configured import keep_facts
from rules.fact_store.erasing import carry_out_erasures, order_erasure
from rules.fact_store.generations import NoStoreError, generation_numbers, readable_manifest
from rules.fact_store.reading import ErasurePendingError, GenerationLostError, open_store
from rules.fact_store.storage import LocalStorage
from rules.models import Assessment, FactErasure, Snapshot
from rules.review.casework.act_table import Act
from rules.review.keeping.disposing import dispose_of_case
from tests.documents import example
from tests.institutions.audit.tampering import without_triggers
from tests.people import reviewer_account
from tests.rules.fact_store.conftest import Registering
from tests.rules.fact_store.stored import partnerships_in
from tests.rules.fact_store.test_building import again
from tests.rules.review.casework.building import do, officer, registered
from tests.rules.review.erasing.erased_case import sato
from tests.rules.review.erasing.seeing import erase_seen
from tests.rules.review.keeping.building import BASIS, checked, end_retention, ended_case, keeper

pytestmark = pytest.mark.django_db
NAME = "Sato Harukanta"


def write_domain(partnership: Partnership, text: str) -> str:
    """Write a text into the case's own fact in its newest snapshot, as a redaction does; return the snapshot's hash."""
    newest = Assessment.objects.filter(partnership=partnership).newest_first()[0]
    assert newest.snapshot is not None
    content = newest.snapshot.content.replace('"domain":"magnets"', f'"domain":"{NAME}"').replace(NAME, text)
    assert text in content
    with without_triggers():
        models.QuerySet(Snapshot).filter(pk=newest.snapshot.pk).update(content=content)
    return newest.snapshot.pk


def texts_of_files(storage: LocalStorage) -> str:
    """Return every row of every file of the store, named by a generation or not."""
    files = storage.root.rglob("*.parquet")
    return "\n".join(str(pq.read_table(BytesIO(each.read_bytes())).to_pylist()) for each in files)


@pytest.fixture
def one(storage: LocalStorage, case: Registering) -> Partnership:
    """Return a case with a name in a fact, in an old generation that somebody reads and in the newest one."""
    partnership = case("A-1")
    write_domain(partnership, NAME)
    build_store(storage)
    case("A-2")
    append_results(storage)
    assert NAME in texts_of_files(storage)
    return partnership


def test_no_file_shows_the_name_afterwards(storage: LocalStorage, one: Partnership) -> None:
    order_erasure([write_domain(one, "nobody")])
    assert carry_out_erasures(storage) == 1
    assert NAME not in texts_of_files(storage)
    assert check_store(storage).troubles == ()
    assert len(partnerships_in(storage)) == 2


def test_a_name_in_rows_that_do_not_count_any_more_goes_too(storage: LocalStorage, one: Partnership) -> None:
    sha = write_domain(one, NAME)
    again(one)
    append_results(storage)
    assert NAME in texts_of_files(storage)
    write_domain(one, NAME)
    order_erasure([write_domain(one, "nobody"), sha])
    carry_out_erasures(storage)
    assert NAME not in texts_of_files(storage)
    assert len(partnerships_in(storage)) == 2


def test_a_reader_of_an_older_generation_is_told_and_reads_it_no_more(storage: LocalStorage, one: Partnership) -> None:
    with open_store(storage, SYSTEM) as opened:
        order_erasure([write_domain(one, "nobody")])
        carry_out_erasures(storage)
        assert len(generation_numbers(storage)) == 1
        with pytest.raises(GenerationLostError):
            opened.renew()


def test_nobody_opens_the_store_while_an_erasure_waits(storage: LocalStorage, one: Partnership) -> None:
    order_erasure([write_domain(one, "nobody")])
    with pytest.raises(ErasurePendingError), open_store(storage, SYSTEM):
        pass
    keep_facts(storage)
    assert not FactErasure.objects.exists()
    assert NAME not in texts_of_files(storage)
    assert len(partnerships_in(storage)) == 2


def test_a_store_that_cannot_be_rewritten_is_emptied(
    storage: LocalStorage, one: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(erasing, "erase_cases", full)
    order_erasure([write_domain(one, "nobody")])
    carry_out_erasures(storage)
    assert texts_of_files(storage) == ""
    with pytest.raises(NoStoreError):
        readable_manifest(storage)
    build_store(storage)
    assert check_store(storage).troubles == ()


def test_a_case_disposed_of_leaves_the_store(
    storage: LocalStorage,
    meti: GovernmentBody,
    digital_agency: GovernmentBody,
    no_broker: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    end_retention(monkeypatch)
    counsel = reviewer_account("counsel")
    case = ended_case(meti, counsel)
    build_store(storage)
    assert partnerships_in(storage) == [str(case.pk)]
    checked(case, counsel)
    dispose_of_case(case, basis=BASIS, account=keeper())
    assert partnerships_in(storage) == []
    assert not FactErasure.objects.exists()
    assert check_store(storage).troubles == ()


def test_erasing_a_person_of_the_register_rewrites_the_store(
    storage: LocalStorage,
    meti: GovernmentBody,
    digital_agency: GovernmentBody,
    no_broker: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rules.review.keeping.retention.YEARS", -20)
    document: dict[str, Any] = example("hikari_magnetics")
    submitter = officer(meti)
    partnership = registered(document, submitter)
    do(partnership, Act.WITHDRAW, submitter)
    build_store(storage)
    before = readable_manifest(storage).number
    keeper = Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    erase_seen(sato(), reason="Asked for.", account=keeper)
    assert generation_numbers(storage) == [before + 1]
    assert not FactErasure.objects.exists()
    assert check_store(storage).troubles == ()
