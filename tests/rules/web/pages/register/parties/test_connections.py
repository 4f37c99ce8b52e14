"""The connection between two parties: the chain with its evidence, the choice of the party, and its readers."""

from uuid import UUID

import pytest
from django.test import Client

from institutions.models import Company, GovernmentBody
from tests.institutions.parties.ownership.register import DAY, company, holds
from tests.rules.web.pages.register.parties.reading import account, html, queries, registered, words

pytestmark = pytest.mark.usefixtures("meti")


def connected(
    client: Client, one: UUID, to: object, *, kind: str = "companies", day: str = str(DAY), status: int = 200
) -> str:
    return words(client, f"/{kind}/{one}/connections/?to={to}&on={day}", status=status)


@pytest.fixture
def parties() -> dict[str, UUID]:
    """Return the ids of Sato, official of METI, who owns a part of Hikari; and of Abe, who is kin and sits in Kita."""
    people = [{"key": "sato", "name": {"en": "Sato Haruka"}}, {"key": "abe", "name": {"en": "Abe Yui"}}]
    statements = [
        {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620, "from": "2021-04-01"},
        {"kind": "appointment", "person": "sato", "body": "METI", "post": "Director"},
        {"kind": "kinship", "person": "sato", "relative": "abe", "degree": 1, "by": "blood"},
        {"kind": "directorship", "person": "abe", "company": "kita", "post": "Auditor", "confidence": "claim"},
    ]
    return registered(people=people, statements=statements)


def test_each_link_has_its_share_days_and_source(client: Client) -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(oya, hikari, 5000)
    holds(oya, kita, 3000)
    shown = connected(client, hikari.pk, kita.pk)
    assert "The shortest chain has 2 links on 20 June 2026" in shown
    said = "Hikari – Oya Shareholding Holder Oya · Company Hikari · Share 50% · no dates stated"
    assert f"{said} Source: Official list (Registry)" in shown
    assert "Oya – Kita Shareholding Holder Oya · Company Kita · Share 30%" in shown


def test_people_connect_for_the_body_that_stated_it(
    client: Client, parties: dict[str, UUID], digital_agency: GovernmentBody
) -> None:
    shown = connected(client, parties["hikari"], "METI")
    assert "Hikari Magnetics Co., Ltd. – Sato Haruka Shareholding Holder Sato Haruka · Company Hikari" in shown
    assert "· Share 6.2% · from 1 April 2021" in shown
    meti = "Ministry of Economy, Trade and Industry"
    assert f"Sato Haruka – {meti} Appointment Person Sato Haruka · Government body {meti} · Post Director" in shown
    assert "Submission T-1" in shown
    other = connected(account("officer", digital_agency), parties["hikari"], "METI")
    assert "no chain of at most 6 links connects them" in other
    assert "Sato" not in other


def test_kin_connects_for_those_with_the_right_alone(client: Client, parties: dict[str, UUID]) -> None:
    shown = connected(client, parties["hikari"], parties["kita"])
    assert (
        "Sato Haruka – Abe Yui Kinship Person Sato Haruka · Relative Abe Yui · Degree 1 · Relationship Blood" in shown
    )
    assert "Directorship Claim, not a fact Person Abe Yui · Company Kita Materials Inc. · Post Auditor" in shown
    hidden = connected(account("administrator"), parties["hikari"], parties["kita"])
    assert "no chain of at most 6 links" in hidden
    assert "Abe" not in hidden


def test_from_a_person_the_same(client: Client, parties: dict[str, UUID]) -> None:
    assert "has 1 link on" in connected(client, parties["sato"], parties["hikari"], kind="people")


def test_the_day_decides(client: Client, parties: dict[str, UUID]) -> None:
    assert "no chain of at most 6 links" in connected(client, parties["hikari"], "METI", day="2020-01-01")


def test_a_name_that_several_have_offers_a_choice(client: Client) -> None:
    hikari = company("Hikari")
    parties = registered()
    registered(reference="T-2", people=[], statements=[])
    shown = html(client, f"/companies/{hikari.pk}/connections/?to=Hikari Magnetics&on={DAY}")
    assert "Which one do you mean?" in shown
    assert f"to={parties['hikari']}" in shown
    assert f"on={DAY}" in shown
    assert "Kita Materials" not in shown


@pytest.mark.parametrize("typed", ["Kita Materials", "北マテリアル㈱", "4000012050004", "5299000J2N45DDNE4Y28"])
def test_one_that_fits_is_the_one_that_is_meant(client: Client, typed: str) -> None:
    kita = registered()["kita"]
    Company.objects.filter(pk=kita).update(corporate_number="4000012050004", lei="5299000J2N45DDNE4Y28")
    assert "Hikari and Kita Materials Inc." in connected(client, company("Hikari").pk, typed)


@pytest.mark.parametrize("typed", ["Yamada", "%00", "7d3f1f1e-6c0c-4c55-8b2e-6f6b0a2f9d01", "x" * 5000])
def test_nobody_that_is_meant_is_said(client: Client, typed: str) -> None:
    assert "No party that you may see has this name" in connected(client, company("Hikari").pk, typed, status=400)


def test_people_of_another_body_are_not_found(parties: dict[str, UUID], digital_agency: GovernmentBody) -> None:
    other = account("officer", digital_agency)
    for typed in ("Sato", "Sato Haruka", parties["sato"]):
        shown = connected(other, parties["hikari"], typed, status=400)
        assert "No party that you may see has this name" in shown


def test_a_party_and_itself_are_one(client: Client) -> None:
    hikari = company("Hikari")
    assert "These are the same party" in connected(client, hikari.pk, hikari.pk)


def test_the_queries_do_not_grow_with_the_parties(client: Client) -> None:
    hikari, kita, oya = company("Hikari"), company("Kita"), company("Oya")
    holds(oya, hikari, 5000)
    holds(oya, kita, 3000)
    path = f"/companies/{hikari.pk}/connections/?to={kita.pk}&on={DAY}"
    queries(client, path)
    before = queries(client, path)
    for number in range(50):
        holds(oya, company(f"C{number}"), 500)
        holds(company(f"O{number}"), hikari, 500)
    assert queries(client, path) == before


@pytest.mark.parametrize(("language", "head"), [("en", "Connected to"), ("ja", "つながり")])
def test_the_page_of_a_body_asks_and_answers_too(
    client: Client, meti: GovernmentBody, parties: dict[str, UUID], language: str, head: str
) -> None:
    page = html(client, f"/bodies/METI/?on={DAY}", language)
    assert head in page
    assert f'action="/bodies/{meti.pk}/connections/"' in page
    assert f'name="on" value="{DAY}"' in page
    shown = connected(client, meti.pk, parties["hikari"], kind="bodies")
    assert "The shortest chain has 2 links" in shown
    assert "Sato Haruka – Hikari Magnetics Co., Ltd." in shown
    back = html(client, f"/bodies/{meti.pk}/connections/?to={parties['hikari']}&on={DAY}")
    assert f'href="/bodies/{meti.pk}/?on={DAY}"' in back
