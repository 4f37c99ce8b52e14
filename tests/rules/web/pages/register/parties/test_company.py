"""The page of a company: names, numbers, what it owns, ties, lists, partnerships, leads; and who reads what of it."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from institutions.drafts.name_searches import search_waiting
from institutions.models import Company, GovernmentBody, Party, PartyName, Source
from rules.assessing.waiting import finish_here
from rules.models import Assessment
from tests.documents import example
from tests.every import every, undone
from tests.institutions.parties.ownership.register import DAY, company, holds, stated
from tests.rules.web.pages.register.parties.reading import account, html, part, queries, registered, words

pytestmark = pytest.mark.usefixtures("meti")


def page(client: Client, of: Any, language: str = "en") -> str:
    return words(client, f"/companies/{of}/?on={DAY}", language)


def source(**fields: Any) -> Source:
    return Source.objects.create(**{"title": "Registry extract, fictional", "publisher": "Registry", **fields})


def test_names_and_numbers_stand_at_the_head(client: Client) -> None:
    hikari = company(
        "Hikari Magnetics",
        name_ja="ヒカリ磁性",
        corporate_number="7000012050002",
        lei="5299000J2N45DDNE4Y28",
        type="company",
        listed=True,
        founded_on=date(1999, 4, 1),
    )
    for language, text, until in (("ja", "ヒカリ磁性", None), ("en", "Hikari Old", date(2010, 3, 31))):
        PartyName.objects.create(
            party=hikari,
            language=language,
            text=text,
            folded=text,
            until_on=until,
            source=source(key=language, url=text),
        )
    shown = page(client, hikari.pk)
    for text in ("Hikari Magnetics", "7000012050002", "5299000J2N45DDNE4Y28", "Japan", "Listed yes", "1 April 1999"):
        assert text in shown
    assert "Hikari Old English Former name until 31 March 2010" in shown
    japanese = page(client, hikari.pk, "ja")
    assert "平成11年4月1日" in japanese
    assert "旧名称 平成22年3月31日まで" in japanese


def test_the_address_is_shown_to_the_body_that_stated_it(client: Client, digital_agency: GovernmentBody) -> None:
    hikari = {"key": "hikari", "name": {"en": "Hikari"}, "address": "1-2-3 Minato", "phone": "03-0000-0000"}
    path = f"/companies/{registered(companies=[hikari], statements=[])['hikari']}/"
    for reader in (client, account("auditor")):
        assert "1-2-3 Minato" in words(reader, path)
    for reader in (account("officer", digital_agency), account("administrator")):
        shown = words(reader, path)
        assert "Minato" not in shown
        assert "03-0000" not in shown


def test_what_it_owns_is_a_table_with_sources(client: Client) -> None:
    hikari, kita = company("Hikari"), company("Kita")
    holds(hikari, kita, 6000)
    stated("group", parent=hikari, company=company("Minami"))
    shown = part(page(client, hikari.pk), "Companies that it owns and controls", "Partnerships")
    assert "Kita 60% Controls it Shareholding Share 60% · no dates stated Source: Official list (Registry)" in shown
    assert "Minami share unknown Controls it Group" in shown


def test_ties_stand_by_kind_with_dates_source_and_confidence(client: Client) -> None:
    hikari, kita = company("Hikari"), company("Kita")
    stated("competitor", company=kita, of_id=hikari.pk, domain="magnets", from_on=date(2020, 1, 1), confidence="claim")
    stated("exposure", company=hikari, country="CN", revenue_bp=3100, says_none=["plants"])
    stated("exposure", company=hikari, country="US", until_on=date(2020, 1, 1))
    shown = page(client, hikari.pk).partition("Ties and other statements")[2]
    assert "Competitor A company competes with another." in shown
    assert "Company Kita Domain Magnets from 1 January 2020 Claim, not a fact Official list (Registry)" in shown
    assert "Country China Share of revenue 31% Plants none no dates stated Fact" in shown
    assert "United States" not in shown
    assert "All 2 statements of this kind, 1 valid on the day" in shown
    every = words(client, f"/companies/{hikari.pk}/ties/exposure/?on={DAY}")
    assert "2 statements, 1 valid on 20 June 2026." in every
    assert "United States until 1 January 2020 Ended before the day" in every


def test_a_kind_of_tie_is_read_in_parts_and_a_strange_one_is_404(client: Client) -> None:
    hikari = company("Hikari")
    for number in range(60):
        stated("award", company=hikari, amount_yen=1_000_000 + number)
    path = f"/companies/{hikari.pk}/ties/award/"
    first, second = (words(client, f"{path}?page={page}") for page in (1, 2))
    assert ("1,000,059 yen" in first, "1,000,009 yen" in first) == (True, False)
    assert ("1,000,009 yen" in second, "1,000,059 yen" in second) == (True, False)
    assert "Page 2 of 2" in words(client, f"{path}?page=99")
    assert client.get(f"{path}?page=x").status_code == 400
    assert client.get(f"/companies/{hikari.pk}/ties/nothing/").status_code == 404


def test_lists_name_the_company_itself_and_those_over_it(client: Client) -> None:
    hikari, kita = company("Hikari"), company("Kita")
    holds(kita, hikari, 6000)
    as_of = source(title="List of June, fictional", publisher="Ministry", retrieved_on=date(2026, 6, 1))
    stated("listing", company=kita, list="other", source=as_of)
    stated("listing", company=hikari, list="exclusion_from_tender", until_on=date(2026, 6, 19))
    shown = part(page(client, hikari.pk), "Official lists", "Owners")
    assert "Other Kita above this company: in total 60% Controls it no dates stated Ministry 1 June 2026" in shown
    assert "Exclusion from tender" not in shown
    assert "Other This company" in part(page(client, kita.pk), "Official lists", "Owners")
    assert "Exclusion from tender" in words(client, f"/companies/{hikari.pk}/ties/listing/?on={DAY}")


def test_no_list_is_not_taken_for_a_clearance(client: Client) -> None:
    assert "Lists outside the register are not covered" in page(client, company("Hikari").pk)


def test_partnerships_stand_with_role_state_and_worst_finding(client: Client, digital_agency: GovernmentBody) -> None:
    parties = registered(**example("hikari_magnetics"))
    finish_here(Assessment.objects.get())
    hikari = next(pk for key, pk in parties.items() if key == "hikari")
    shown = part(page(client, hikari), "Partnerships", "Ties and other statements")
    assert "EX-METI-001 Lead partner Critical Done" in shown
    other = part(page(account("officer", digital_agency), hikari), "Partnerships", "Ties")
    assert "No partnership that you may see" in other
    assert "EX-METI" not in other


def test_open_leads_lead_to_their_page_for_those_who_may_see_them(
    client: Client, digital_agency: GovernmentBody
) -> None:
    hikari = registered()["hikari"]
    again = [{"key": "hikari", "name": {"ja": "㈱ヒカリ磁性"}}]
    second = registered(reference="T-2", companies=again, people=[], statements=[])["hikari"]
    elsewhere = account("officer", digital_agency)
    waiting = "その名称は登録簿の名称と照合中です"
    assert waiting in html(client, f"/companies/{hikari}/", "ja")
    assert waiting not in html(elsewhere, f"/companies/{hikari}/", "ja")
    search_waiting()
    assert waiting not in html(client, f"/companies/{hikari}/", "ja")
    for one, other in ((hikari, "㈱ヒカリ磁性"), (second, "ヒカリ磁性株式会社")):
        shown = html(client, f"/companies/{one}/", "ja")
        assert other in part(shown, "同一かもしれない者", "</ul>")
        assert "/leads/" in part(shown, "同一かもしれない者", "</ul>")
    assert "同一かもしれない者" not in html(elsewhere, f"/companies/{hikari}/", "ja")


def test_a_company_that_was_found_to_be_another_leads_to_that_one(client: Client) -> None:
    hikari, kita = company("Hikari"), company("Kita")
    twin = company("Hikari K.K.", same_as=hikari)
    holds(twin, kita, 1000)
    answer = client.get(f"/companies/{twin.pk}/ties/shareholding/?on={DAY}")
    assert (answer.status_code, answer["Location"]) == (
        302, f"/companies/{hikari.pk}/ties/shareholding/?on={DAY}",
    )  # fmt: skip
    assert "Kita" in part(page(client, hikari.pk), "Companies that it owns", "Partnerships")


@every("day", ["2026-02-30", "x", "20260620", "2026-W20-1", "%00", "%EF%BC%92026-06-20"])
@every("path", ["", "owners/", "holdings/", "ties/award/", "partnerships/", "connections/"], within=undone)
def test_what_is_no_day_is_refused_with_what_to_write(client: Client, day: str, path: str) -> None:
    answer = client.get(f"/companies/{company('Hikari').pk}/{path}?on={day}")
    assert answer.status_code == 400
    said = "has a character that no text has" if day == "%00" else "Write year, month and day, such as 2026-06-20"
    assert said in answer.content.decode()


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", ""])
def test_the_ends_of_the_calendar_are_days(client: Client, day: str) -> None:
    hikari = company("Hikari")
    for language in ("en", "ja"):
        assert "Hikari" in words(client, f"/companies/{hikari.pk}/?on={day}", language)


def test_what_is_not_a_company_of_the_register_is_404(client: Client, meti: GovernmentBody) -> None:
    for pk in (uuid4(), meti.pk, registered()["sato"]):
        assert client.get(f"/companies/{pk}/").status_code == 404


def test_an_address_of_a_party_leads_to_its_page(client: Client, digital_agency: GovernmentBody) -> None:
    parties = registered()
    assert client.get(f"/parties/{parties['hikari']}/")["Location"] == f"/companies/{parties['hikari']}/"
    assert client.get(f"/parties/{parties['sato']}/")["Location"] == f"/people/{parties['sato']}/"
    assert account("officer", digital_agency).get(f"/parties/{parties['sato']}/").status_code == 404
    assert client.get(f"/parties/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("path", ["", "owners/", "holdings/", "ties/award/", "partnerships/", "connections/?to=Kita"])
def test_a_japanese_page_has_no_english_word(client: Client, path: str) -> None:
    hikari, kita = (Company.objects.create(name_ja=name, country="JP") for name in ("光磁性", "北素材"))
    registry = source(title="登記情報（架空）", publisher="登記所")
    holds(kita, hikari, 6000, source=registry)
    holds(hikari, kita, None, source=registry)
    stated("award", company=hikari, source=registry, amount_yen=5, confidence="claim")
    stated("listing", company=hikari, source=registry, list="exclusion_from_tender")
    stated("exposure", company=hikari, source=registry, country="CN", plants=2)
    shown = words(client, f"/companies/{hikari.pk}/{path}", "ja", 400 if "to=" in path else 200)
    assert [word for word in shown.split() if word.isascii() and word.isalpha() and word != "LEI"] == []


def many(hikari: Party, number: int) -> None:
    """Store so many ties of each of several kinds."""
    for each in range(number):
        other = company(f"Other {each}")
        holds(hikari, other, 100)
        holds(other, hikari, 10)
        stated("competitor", company=hikari, of_id=other.pk)
        stated("award", company=hikari, amount_yen=each)
        stated("listing", company=other, list="other")
        stated("bid", company=other).members.add(hikari)  # type: ignore[attr-defined]  # made from the declaration


def test_the_page_takes_the_same_number_of_queries_for_ten_and_for_five_hundred_ties(client: Client) -> None:
    hikari = company("Hikari")
    many(hikari, 2)
    path = f"/companies/{hikari.pk}/?on={DAY}"
    queries(client, path)
    before = queries(client, path)
    many(hikari, 90)
    assert queries(client, path) == before
    assert before <= 50


@pytest.mark.parametrize("path", ["owners/", "holdings/", "ties/competitor/", "ties/bid/", "partnerships/"])
def test_the_long_tables_take_the_same_number_of_queries_however_long(client: Client, path: str) -> None:
    hikari = company("Hikari")
    many(hikari, 2)
    path = f"/companies/{hikari.pk}/{path}?on={DAY}"
    queries(client, path)
    before = queries(client, path)
    many(hikari, 40)
    assert queries(client, path) == before
