"""Connections between parties: the shortest chain, its statements, and the kin that a reader may know about."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from institutions.access.callers import ALL_BODIES, EVERYBODY, Reader, reader_of_bodies
from institutions.models import Party
from institutions.parties.ownership.connection import Connection, find_connection
from tests.institutions.parties.ownership.register import DAY, MOMENT, body, company, holds, person, stated

pytestmark = pytest.mark.django_db


def between(one: Party, other: Party, reader: Reader = EVERYBODY) -> Connection:
    return find_connection(one.pk, other.pk, on=DAY, reader=reader)


def chain(found: Connection) -> list[str] | None:
    """Return the names along the chain, with the kinds of the statements between them."""
    if found.links is None:
        return None
    said = [found.links[0].one.name_en] if found.links else []
    for link in found.links:
        said += [", ".join(each.kind for each in link.statements) or "same", link.other.name_en]
    return said


def test_a_common_owner_connects_two_companies() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(oya, hikari, 5000)
    holds(oya, kita, 3000)
    found = between(hikari, kita)
    assert chain(found) == ["Hikari", "shareholding", "Oya", "shareholding", "Kita"]
    assert found.links is not None
    (statement,) = found.links[0].statements
    assert statement.says == {"share_bp": 5000}
    assert statement.source is not None
    assert statement.source.title == "Official list"
    assert chain(between(kita, hikari)) == ["Kita", "shareholding", "Oya", "shareholding", "Hikari"]


def test_the_shortest_chain_is_given_with_every_statement_of_each_link() -> None:
    hikari, kita, oya, sato = company("Hikari"), company("Kita"), company("Oya"), person("Sato")
    holds(kita, hikari, 100)
    stated("control", controller=kita, company=hikari, by="board")
    holds(oya, kita, 100)
    stated("directorship", person=sato, company=oya, post="Director")
    found = between(sato, hikari)
    assert chain(found) == ["Sato", "directorship", "Oya", "shareholding", "Kita", "control, shareholding", "Hikari"]
    holds(sato, hikari, 100)
    assert chain(between(sato, hikari)) == ["Sato", "shareholding", "Hikari"]


def test_a_directors_kin_connects_only_for_those_who_may_read_of_kin() -> None:
    hikari, sato, abe, meti, mod = company("Hikari"), person("Sato"), person("Abe"), body("METI"), body("MOD")
    stated("directorship", person=abe, company=hikari, post="Director", paid=True, of=meti)
    stated("kinship", person=sato, relative=abe, degree=1, by="blood", of=meti)
    assert chain(between(sato, hikari)) is None
    assert chain(between(sato, hikari, reader_of_bodies([meti.pk], kin=False))) is None
    assert chain(between(sato, hikari, reader_of_bodies([mod.pk], kin=True))) is None
    found = between(sato, hikari, reader_of_bodies([meti.pk], kin=True))
    assert chain(found) == ["Sato", "kinship", "Abe", "directorship", "Hikari"]
    assert found.links is not None
    kin, post = found.links[0].statements[0], found.links[1].statements[0]
    assert (kin.says, post.says) == ({"degree": 1, "by": "blood"}, {"post": "Director"})
    assert post.submission == ""


def test_an_official_connects_a_ministry_with_the_company_that_they_own() -> None:
    meti, hikari, sato = body("METI"), company("Hikari"), person("Sato")
    stated("appointment", person=sato, body=meti, grade="division_director", of=meti)
    holds(sato, hikari, 500, of=meti)
    assert chain(between(meti, hikari)) is None
    assert chain(between(meti, hikari, ALL_BODIES)) == ["METI", "appointment", "Sato", "shareholding", "Hikari"]


def test_only_what_is_true_on_the_day_and_known_at_the_moment_connects() -> None:
    hikari, kita = company("Hikari"), company("Kita")
    holds(kita, hikari, 500, from_on=DAY, until_on=DAY, recorded_at=MOMENT)
    assert chain(between(hikari, kita)) is not None
    for day in (DAY - timedelta(days=1), DAY + timedelta(days=1)):
        assert find_connection(hikari.pk, kita.pk, on=day).links is None
    assert find_connection(hikari.pk, kita.pk, on=DAY, known_at=MOMENT).links is not None
    assert find_connection(hikari.pk, kita.pk, on=DAY, known_at=MOMENT - timedelta(seconds=1)).links is None


def test_two_that_were_found_to_be_one_are_a_link_without_a_statement() -> None:
    hikari, kita = company("Hikari"), company("Kita")
    twin = company("Kita Materials", same_as=kita)
    holds(twin, hikari, 500)
    assert chain(between(kita, hikari)) == ["Kita", "same", "Kita Materials", "shareholding", "Hikari"]


def test_a_party_is_connected_with_itself_by_nothing() -> None:
    hikari = company("Hikari")
    assert between(hikari, hikari) == Connection((), 1, cut=False)


def test_loops_and_long_ways_end() -> None:
    ring = [company(f"C{number}") for number in range(20)]
    for number, each in enumerate(ring):
        holds(ring[number - 1], each, 500)
    assert len(between(ring[0], ring[6]).links or ()) == 6
    assert between(ring[0], ring[7]).links is None
    assert between(ring[0], company("Alone")).links is None


def test_a_search_that_leaves_parties_out_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("institutions.parties.ownership.connection.MOST_PARTIES", 10)
    fund, hikari = company("Fund"), company("Hikari")
    for number in range(20):
        holds(fund, company(f"C{number}"), 500)
    holds(company("Owner"), hikari, 500)
    holds(company("Other owner"), hikari, 500)
    found = between(fund, hikari)
    assert (found.links, found.cut) == (None, True)


def test_the_number_of_queries_does_not_grow_with_the_parties() -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(oya, hikari, 5000)
    holds(oya, kita, 3000)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(database) as queries:
            between(hikari, kita)
        counts.append(len(queries))
        for number in range(50):
            holds(oya, company(f"C{number}"), 500)
            holds(company(f"O{number}"), hikari, 500)
    assert counts == [4, 4]


def test_who_is_not_in_the_register_is_connected_with_nobody() -> None:
    assert find_connection(UUID(int=1), UUID(int=2), on=DAY).links is None
