"""Two that come at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from institutions.audit.verify import verify_audit
from institutions.drafts import parties
from institutions.drafts.check import check_document
from institutions.drafts.store import DraftConflict, Registration, register_partnership
from institutions.models import Company, GovernmentBody, Partnership, PartyDetails, Submission
from tests.documents import small
from tests.institutions.drafts.test_store import register
from tests.rules.assessing.actors import acting, pausing, play

NUMBER = "4000012090001"
LEI = "529900T8BM49AURSDO55"


@pytest.fixture
def at_once(transactional_db: None) -> Callable[[list[dict[str, Any]]], list[Registration | DraftConflict]]:
    """Register documents from as many threads, checked before any is stored."""
    GovernmentBody.objects.create(code="METI")

    def run(documents: list[dict[str, Any]]) -> list[Registration | DraftConflict]:
        barrier = Barrier(len(documents))

        def one(document: dict[str, Any]) -> Registration | DraftConflict:
            try:
                draft = check_document(document)
                barrier.wait(timeout=20)
                return register_partnership(draft, account=None, way="rest")
            except DraftConflict as conflict:
                return conflict
            finally:
                connection.close()

        with ThreadPoolExecutor(len(documents)) as pool:
            return list(pool.map(one, documents))

    return run


def test_one_document_sent_four_times_is_one_partnership(at_once: Any) -> None:
    answers = at_once([small()] * 4)
    assert sorted(each.created for each in answers) == [False, False, False, True]
    assert len({each.submission.pk for each in answers}) == 1
    assert len({tuple(sorted(each.parties.items())) for each in answers}) == 1
    assert Partnership.objects.count() == Submission.objects.count() == 1


def test_of_two_contents_under_one_reference_one_is_a_conflict(at_once: Any) -> None:
    answers = at_once([small(), small(value_yen=2)])
    assert sorted(type(each).__name__ for each in answers) == ["DraftConflict", "Registration"]


def test_one_new_number_in_four_documents_is_one_company(at_once: Any) -> None:
    documents = [small(reference=f"T-{number}") for number in range(4)]
    for document in documents:
        document["companies"][0]["corporate_number"] = NUMBER
    answers = at_once(documents)
    assert all(each.created for each in answers)
    assert {each.parties["hikari"] for each in answers} == {Company.objects.get(corporate_number=NUMBER).pk}


def test_one_new_number_in_four_restricted_documents_of_a_body_is_one_company(at_once: Any) -> None:
    documents = [small(reference=f"T-{number}", secrecy="defence") for number in range(4)]
    for document in documents:
        document["companies"][0]["corporate_number"] = NUMBER
    answers = at_once(documents)
    assert all(each.created for each in answers)
    assert {each.parties["hikari"] for each in answers} == {Company.objects.get(corporate_number=NUMBER).pk}


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time")
def test_two_documents_that_give_one_company_two_numbers_both_count(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    GovernmentBody.objects.create(code="METI")
    company = register(small()).parties["hikari"]
    referring = small(reference="T-2")
    referring["companies"][0]["id"] = str(company)
    assert register(referring).parties["hikari"] == company
    with_number, with_lei = small(revision=2), small(reference="T-2", revision=2)
    with_number["companies"][0]["corporate_number"] = NUMBER
    with_lei["companies"][0]["lei"] = LEI
    monkeypatch.setattr(parties, "store_adopted", pausing(parties.__dict__["store_adopted"], before=True))
    with acting(partial(register, with_number), partial(register, with_lei)) as actors:
        play(actors, (0, 1, 0, 1))
    stored = Company.objects.get(pk=company)
    assert (stored.corporate_number, stored.lei) == (NUMBER, LEI)
    details = PartyDetails.objects.current().get(party=company).details
    assert (details["corporate_number"], details["lei"]) == (NUMBER, LEI)
    assert not [each for each in verify_audit().troubles if str(company) in each]
