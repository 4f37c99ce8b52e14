"""The page of a person: posts in time, holdings, declarations, kin for who may read of kin; who sees them at all."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from institutions.access.callers import ALL_BODIES, EVERYBODY, reader_for, reader_of_bodies
from institutions.access.parties import people_named_for
from institutions.models import Account, CollectionParty, GovernmentBody, Party, Person, Role
from tests.institutions.parties.ownership.register import DAY, company, person, stated
from tests.rules.web.pages.register.parties.reading import account, html, part, queries, registered, words

pytestmark = pytest.mark.usefixtures("meti")

PEOPLE: list[dict[str, Any]] = [
    {"key": "sato", "name": {"en": "Sato Haruka", "ja": "佐藤 遥"}, "country": "JP"},
    {"key": "abe", "name": {"en": "Abe Yui", "ja": "安部 結衣"}},
]
STATEMENTS: list[dict[str, Any]] = [
    {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620, "from": "2021-04-01"},
    {"kind": "appointment", "person": "sato", "body": "METI", "post": "Director", "from": "2024-04-01"},
    {"kind": "appointment", "person": "sato", "body": "METI", "post": "Chief", "until": "2024-03-31"},
    {"kind": "directorship", "person": "sato", "company": "kita", "paid": True, "from": "2027-01-01"},
    {"kind": "declaration", "person": "sato", "on": "2026-01-15"},
    {"kind": "kinship", "person": "sato", "relative": "abe", "degree": 1, "by": "blood"},
    {"kind": "benefit", "giver": "hikari", "person": "sato", "type": "golf", "value_yen": 30_000},
]


@pytest.fixture
def sato() -> UUID:
    """Return the id of Sato Haruka, as METI named her."""
    return registered(people=PEOPLE, statements=STATEMENTS)["sato"]


def page(client: Client, of: UUID, language: str = "en") -> str:
    return words(client, f"/people/{of}/?on={DAY}", language)


def test_posts_stand_in_time_with_what_has_ended_and_not_begun(client: Client, sato: UUID) -> None:
    shown = page(client, sato)
    posts = part(shown, "Appointment A person holds", "Directorship")
    assert posts.index("Post Director from 1 April 2024") < posts.index("Post Chief until 31 March 2024")
    assert "until 31 March 2024 Ended before the day" in posts
    assert "Submission T-1" in posts
    assert "Company Kita Materials Inc. Paid yes from 1 January 2027 Not begun on the day" in shown
    assert "Declaration of interests A person declared their interests. " in shown
    assert "Date 15 January 2026" in shown


def test_holdings_are_those_of_the_day(client: Client, sato: UUID) -> None:
    holdings = part(page(client, sato), "Holdings ", "Partnerships")
    assert "Hikari Magnetics Co., Ltd. 6.2%" in holdings
    earlier = words(client, f"/people/{sato}/?on=2020-01-01")
    assert "Nothing is stated for 1 January 2020" in earlier
    assert "6.2%" in words(client, f"/people/{sato}/ties/shareholding/?on=2020-01-01")


def test_kin_and_gifts_are_shown_to_those_with_the_right(client: Client, sato: UUID) -> None:
    for reader in (client, account("reviewer"), account("auditor")):
        shown = page(reader, sato)
        assert "Relative Abe Yui Degree 1 Relationship Blood" in shown
        assert "30,000 yen" in shown
        assert "Not shown to your role" not in shown


@pytest.mark.parametrize("role", ["administrator", "rulebook_editor"])
def test_who_may_not_read_of_kin_sees_no_people(sato: UUID, role: str) -> None:
    reader = account(role)
    assert "Sato" not in html(reader, "/people/")
    for path in ("", "holdings/", "ties/kinship/", "ties/appointment/", "partnerships/", "connections/"):
        assert reader.get(f"/people/{sato}/{path}").status_code == 404


@pytest.mark.parametrize("role", ["administrator", "rulebook_editor"])
def test_a_company_shows_them_neither_gifts_nor_what_posts_pay(sato: UUID, role: str) -> None:
    statements = [
        {"kind": "benefit", "giver": "hikari", "person": "sato", "type": "golf", "value_yen": 30_000},
        {"kind": "directorship", "person": "sato", "company": "hikari", "paid": True, "post": "Auditor"},
        {"kind": "advisory_role", "person": "sato", "company": "hikari", "fee_yen_per_year": 5_000_000},
    ]
    hikari = registered(reference="T-2", people=PEOPLE, statements=statements)["hikari"]
    reader = account(role)
    shown = words(reader, f"/companies/{hikari}/")
    assert "Not shown to your role" in shown
    assert "Auditor" in shown
    for text in ("Golf", "30,000", "Paid", "5,000,000"):
        assert text not in shown
    assert reader.get(f"/companies/{hikari}/ties/benefit/").status_code == 404
    assert reader.get(f"/companies/{hikari}/ties/contact_details/").status_code == 404
    assert "5,000,000" not in words(reader, f"/companies/{hikari}/ties/advisory_role/")
    assert "5,000,000" in words(account("auditor"), f"/companies/{hikari}/ties/advisory_role/")


def test_a_person_of_another_body_is_as_if_they_were_not_there(sato: UUID, digital_agency: GovernmentBody) -> None:
    other = account("officer", digital_agency)
    assert "Sato" not in html(other, "/people/")
    assert "There is no person of this name whom you may see" in words(other, "/people/?q=Sato")
    for path in ("", "holdings/", "ties/appointment/", "partnerships/", "connections/"):
        answer = other.get(f"/people/{sato}/{path}")
        assert answer.status_code == 404
        assert "Sato" not in answer.content.decode()


def test_what_another_body_states_of_a_person_both_name_stays_its_own(
    client: Client, sato: UUID, digital_agency: GovernmentBody
) -> None:
    same = [{"key": "sato", "id": str(sato)}]
    advice = [{"kind": "advisory_role", "person": "sato", "company": "hikari", "fee_yen_per_year": 777}]
    registered(reference="DA-1", submitted_by="DA", people=same, statements=advice)
    shown = page(client, sato)
    assert "777" not in shown
    assert "DA-1" not in shown
    theirs = page(account("officer", digital_agency), sato)
    assert "777 yen" in theirs
    assert "6.2%" not in theirs
    assert "Abe" not in theirs


def test_partnerships_stand_with_the_role(client: Client, sato: UUID) -> None:
    registered(reference="T-9", people=PEOPLE, officials=[{"person": "sato", "role": "evaluator"}], statements=[])
    shown = part(page(client, sato), "Partnerships", "Ties")
    assert "T-1 mentioned in statements" in shown


def test_somebody_found_to_be_another_leads_to_that_one(client: Client, sato: UUID) -> None:
    again = registered(reference="T-2", people=[{"key": "sato", "name": {"en": "Sato H."}}])["sato"]
    Party.objects.filter(pk=again).update(same_as=sato)
    assert client.get(f"/people/{again}/")["Location"] == f"/people/{sato}/"
    assert "Sato H. English Other name" in page(client, sato)
    shown = html(client, "/people/")
    assert (f"/people/{sato}/" in shown, f"/people/{again}/" in shown) == (True, False)


def test_people_are_found_by_any_way_to_write_their_name(client: Client, sato: UUID) -> None:
    for typed in ("佐藤遥", "SATO", "ｓａｔｏ　ｈａｒｕｋａ"):
        assert f"/people/{sato}/" in html(client, f"/people/?q={typed}")
    for typed in ("Yamada", "%00", "x" * 5000):
        assert "There is no person of this name whom you may see" in words(client, f"/people/?q={typed}")


def test_whom_a_reader_may_see(sato: UUID, meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    nobodys, twin = person("Nobody's"), person("Twin")
    theirs = reader_of_bodies([meti.pk], kin=True)
    assert set(people_named_for(theirs).values_list("name_en", flat=True)) == {"Sato Haruka", "Abe Yui"}
    Party.objects.filter(pk=sato).update(same_as=twin)
    assert twin.pk in people_named_for(theirs).values_list("pk", flat=True)
    assert not people_named_for(reader_of_bodies([digital_agency.pk], kin=True)).exists()
    assert not people_named_for(reader_of_bodies([meti.pk], kin=False)).exists()
    assert not people_named_for(EVERYBODY).exists()
    assert nobodys.pk in people_named_for(ALL_BODIES).values_list("pk", flat=True)
    without_body = Account.objects.create_user("adrift", role=Role.OFFICER)
    assert not people_named_for(reader_for(without_body)).exists()


def test_whom_an_import_names_is_seen_by_its_body(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    from institutions.models import Collection

    ueda = person("Ueda")
    collection = Collection.objects.create(format="declaration", body=meti)
    CollectionParty.objects.create(collection=collection, key="1", party=ueda)
    assert list(people_named_for(reader_of_bodies([meti.pk], kin=True))) == [Person.objects.get(pk=ueda.pk)]
    assert not people_named_for(reader_of_bodies([digital_agency.pk], kin=True)).exists()


def test_nobody_of_that_id_is_404(client: Client) -> None:
    for pk in (uuid4(), company("Hikari").pk):
        assert client.get(f"/people/{pk}/").status_code == 404


@pytest.mark.parametrize("path", ["", "holdings/", "ties/kinship/", "partnerships/", "connections/?to=abc"])
def test_a_japanese_page_has_no_english_word(client: Client, sato: UUID, path: str) -> None:
    shown = words(client, f"/people/{sato}/{path}", "ja", 400 if "to=" in path else 200)
    allowed = {"Director", "Chief", "Sato", "Haruka"}
    assert [word for word in shown.split() if word.isascii() and word.isalpha() and word not in allowed] == []


def test_the_page_takes_the_same_number_of_queries_for_few_and_for_many_ties(
    client: Client, sato: UUID, meti: GovernmentBody
) -> None:
    party = Party.objects.get(pk=sato)
    path = f"/people/{sato}/?on={DAY}"
    first = company("First")
    stated("advisory_role", person=party, company=first, of=meti)
    stated("shareholding", holder=party, company=first, of=meti)
    queries(client, path)
    before = queries(client, path)
    for number in range(80):
        other = company(f"Other {number}")
        stated("advisory_role", person=party, company=other, of=meti)
        stated("shareholding", holder=party, company=other, of=meti)
        stated("appointment", person=party, body=meti, of=meti)
    queries(client, path)  # the first look at other values also notes who reads them
    assert queries(client, path) == before
    assert before <= 40


def test_the_list_takes_the_same_number_of_queries_for_few_and_for_many(client: Client, sato: UUID) -> None:
    queries(client, "/people/")
    before = queries(client, "/people/"), queries(client, "/people/?q=a")
    people = [{"key": f"p{each}", "name": {"en": f"Aoki {each}"}} for each in range(60)]
    registered(reference="T-2", people=people, statements=[])
    assert (queries(client, "/people/"), queries(client, "/people/?q=a")) == before
    assert "Page 1 of 2" in words(client, "/people/")
