"""Possible matches are searched for by a job, asked for with the names: in any order, each pair once, none lost."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

import pytest
from billiard.exceptions import SoftTimeLimitExceeded
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.audit.verify import verify_audit
from institutions.drafts import leads, name_searches
from institutions.drafts.check import check_document
from institutions.drafts.name_searches import (
    NAME_SEARCHES,
    SearchClaim,
    claim_search,
    claim_searches,
    run_searches,
    search_waiting,
    searched_here,
)
from institutions.drafts.store import Registration, register_partnership
from institutions.jobs.claiming import give_back
from institutions.models import (
    AuditEvent,
    IdentityLead,
    NameKey,
    NameSearch,
    NameSearchState,
    PartyName,
    UnsearchedParty,
)
from tests.documents import small

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def register(reference: str, **changes: Any) -> Registration:
    """Register a document with the company 株式会社ヒカリ磁性 and a person."""
    document = small(reference=reference, **changes)
    return register_partnership(check_document(document), account=None, way="file")


def pairs() -> list[frozenset[object]]:
    """Return the two parties of each match."""
    return [frozenset(pair) for pair in IdentityLead.objects.values_list("party", "candidate")]


def test_a_registration_asks_for_the_search_and_compares_nothing() -> None:
    register("T-1")
    with CaptureQueriesContext(connection) as queries:
        again = register("T-2")
    asked = [each["sql"] for each in queries if NameKey._meta.db_table in each["sql"]]
    assert [each.split()[0] for each in asked] == ["INSERT"], "keys are stored with the names, and not searched"
    assert not IdentityLead.objects.exists()
    assert set(
        UnsearchedParty.objects.filter(search__gt=NameSearch.objects.earliest("pk").pk).values_list("party", flat=True)
    ) == {again.parties[key] for key in ("hikari", "kita", "sato")}
    assert search_waiting() == 2
    assert (NameSearch.objects.count(), UnsearchedParty.objects.count()) == (0, 0)
    assert {each.party_id for each in IdentityLead.objects.all()} == set(again.parties.values())
    event = AuditEvent.objects.get(verb="matches_found")
    assert event.after == {"matches": 3}
    assert set((event.rows or {})["written"]) == {IdentityLead._meta.db_table}
    assert verify_audit().troubles == ()


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_in_whatever_order_searches_run_each_pair_has_one_match(order: tuple[int, ...]) -> None:
    parties = [
        register(f"T-{number}", submitted_by=body).parties["hikari"]
        for number, body in enumerate(("METI", "DA", "METI"))
    ]
    searches = list(NameSearch.objects.order_by("pk"))
    for place in order:
        taken = claim_search(searches[place].pk)
        assert taken
        run_searches([taken])
    found = pairs()
    assert len(found) == len(set(found))
    of_company = [pair for pair in found if pair <= set(parties)]
    assert {party for pair in of_company for party in pair} == set(parties), "none is without its match"
    assert not NameSearch.objects.exists()


@pytest.mark.parametrize("unseen", [False, True])
def test_two_that_ran_side_by_side_leave_one_match(monkeypatch: pytest.MonkeyPatch, *, unseen: bool) -> None:
    """Run the first search after the second has read; `unseen`: the parties of the first were not committed then."""
    of_first = set(register("T-1", submitted_by="DA").parties.values())
    register("T-2")
    find_leads = leads.find_leads
    first, second = (claim_search(pk) for pk in NameSearch.objects.order_by("pk").values_list("pk", flat=True))
    assert first
    assert second

    def meanwhile(*given: Any, **named: Any) -> list[IdentityLead]:
        monkeypatch.setattr(name_searches, "find_leads", find_leads)
        run_searches([first])
        return [each for each in find_leads(*given, **named) if not unseen or each.candidate_id not in of_first]

    monkeypatch.setattr(name_searches, "find_leads", meanwhile)
    run_searches([second])
    assert len(pairs()) == len(set(pairs())) == 2


def test_searches_share_their_queries() -> None:
    def queries(first: int, number: int) -> int:
        for each in range(first, first + number):
            register(f"T-{each}", companies=[{"key": "hikari", "name": {"en": f"Kuroi {each}"}}])
        taken = claim_searches(NameSearch.objects.earliest("pk").pk)
        assert len(taken) == number
        with CaptureQueriesContext(connection) as asked:
            run_searches(taken)
        assert not NameSearch.objects.exists()
        return len(asked)

    queries(10, 1)  # the first has nothing to be compared with
    assert queries(20, 2) == queries(30, 7)


def test_all_parties_are_locked_before_the_first_event(monkeypatch: pytest.MonkeyPatch) -> None:
    for number, body in enumerate(("METI", "DA", "METI", "DA")):
        register(f"T-{number}", submitted_by=body)
    locked: list[set[UUID]] = []
    noted: list[set[UUID]] = []
    lock_parties, note_found = leads.lock_parties, name_searches.note_found

    def lock(found: Iterable[IdentityLead]) -> None:
        found = list(found)
        assert not noted
        locked.append(leads.parties_of(found))
        lock_parties(found)

    def note(found: Sequence[IdentityLead]) -> None:
        noted.append(leads.parties_of(found))
        note_found(found)

    monkeypatch.setattr(name_searches, "lock_parties", lock)
    monkeypatch.setattr(name_searches, "note_found", note)
    run_searches(claim_searches(NameSearch.objects.earliest("pk").pk))
    assert len(locked) == 1
    assert set().union(*noted) == locked[0] != set()


def test_one_that_fails_keeps_no_other_from_its_matches_and_runs_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        register(f"T-{number}")
    broken = NameSearch.objects.order_by("pk")[1].pk
    leads_of: Callable[..., Any] = name_searches.leads_of

    def fail(body: Any, searches: list[NameSearch], together: list[int]) -> Any:
        if broken in {each.pk for each in searches}:
            raise ValueError("of a test")
        return leads_of(body, searches, together)

    monkeypatch.setattr(name_searches, "leads_of", fail)
    with pytest.raises(SystemExit):
        call_command("search_names")
    row = NameSearch.objects.get()
    assert (row.pk, row.state) == (broken, NameSearchState.ERROR)
    assert "ValueError: of a test" in str(row.error_said)
    assert UnsearchedParty.objects.filter(search=broken).exists(), "nobody may say that there is no match"
    NameSearch.objects.update(state=NameSearchState.SET_ASIDE)  # as after two lost workers, while the command ran
    monkeypatch.setattr("institutions.management.work.search_names.search_waiting", lambda: 0)
    with pytest.raises(SystemExit):
        call_command("search_names")
    monkeypatch.undo()
    call_command("search_names")
    assert not NameSearch.objects.exists()
    assert len(pairs()) == len(set(pairs()))
    assert verify_audit().troubles == ()


def test_searches_run_in_portions_and_what_time_does_not_reach_waits_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        register(f"T-{number}", submitted_by="DA" if number % 2 else "METI")
    monkeypatch.setattr(name_searches, "PARTIES_AT_ONCE", 7)  # two searches of three parties
    search_together, portions = name_searches.search_together, []

    def end_of_time(claims: Sequence[SearchClaim], together: Sequence[int]) -> None:
        portions.append(len(claims))
        if len(portions) > 1:
            raise SoftTimeLimitExceeded
        search_together(claims, together)

    monkeypatch.setattr(name_searches, "search_together", end_of_time)
    with pytest.raises(SoftTimeLimitExceeded):
        run_searches(claim_searches(NameSearch.objects.earliest("pk").pk))
    assert portions == [2, 2], "none is run by itself"
    assert {(each.state, each.attempt) for each in NameSearch.objects.all()} == {(NameSearchState.WAITING, 1)}
    alone = claim_searches(NameSearch.objects.earliest("pk").pk)
    assert len(alone) == 1
    run_searches(alone)
    row = NameSearch.objects.get(state=NameSearchState.ERROR)
    assert "SoftTimeLimitExceeded" in str(row.error_said), "it would be given back for ever"
    monkeypatch.undo()
    assert search_waiting() == 2
    assert len(pairs()) == len(set(pairs()))
    assert len({party for pair in pairs() for party in pair}) == 12, "none is without its match"


def test_a_search_that_another_process_took_over_stores_nothing() -> None:
    register("T-1")
    register("T-2")
    taken = claim_searches(NameSearch.objects.earliest("pk").pk)
    give_back(NAME_SEARCHES, taken[0].rows())
    run_searches(taken)
    assert not IdentityLead.objects.exists()
    assert NameSearch.objects.count() == 2


@pytest.mark.parametrize("place", [0, 1])
def test_a_name_that_was_erased_meanwhile_is_not_compared(monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    first, second = register("T-1"), register("T-2")
    erased = (first, second)[place].parties["sato"]
    store_leads = leads.store_leads

    def erase_before(*given: Any) -> list[IdentityLead]:
        PartyName.objects.filter(party=erased).update(text="Erased", folded="")
        return store_leads(*given)

    monkeypatch.setattr(name_searches, "store_leads", erase_before)
    search_waiting()
    assert set(pairs()) == {frozenset((first.parties[key], second.parties[key])) for key in ("hikari", "kita")}
    assert not NameSearch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_who_waits_searches_in_the_same_process() -> None:
    register("T-1")
    with searched_here():
        register("T-2")
    assert IdentityLead.objects.count() == 3
    assert NameSearch.objects.get().parties.count() == 3, "that of the first still waits for a worker"
