"""Concentration over sponsors and by domain: what counts, for whom, who has most of it, and how a sponsor is chosen."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from institutions.models import Account, Company, GovernmentBody, Partnership, Party, Role
from rules.review.casework.act_table import Act
from rules.review.dashboard.sponsors import sponsor_choices, sponsors_of
from rules.review.dashboard.table import FigureTable
from tests.documents import small
from tests.rules.review.casework.building import do, officer, registered, reviewer
from tests.rules.review.dashboard.showing import tables
from tests.rules.web.pages.conftest import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("meti", "digital_agency")]
Figures = list[tuple[str | int, ...]]


def figures(table: FigureTable) -> Figures:
    """Return the values of its cells."""
    return [tuple(cell.value for cell in row) for row in table.rows]


def by_sponsor(account: Account) -> Figures:
    """Return the table over sponsors."""
    return figures(tables(account)["concentration_by_sponsor"])


def by_domain(account: Account, sponsor: str) -> Figures:
    """Return the table of one sponsor."""
    return figures(tables(account, sponsor)["concentration"])


def partnership(reference: str, value_yen: int, company: str, **changes: Any) -> Partnership:
    """Return one that a company leads; each document brings in a company of its own."""
    companies = [{"key": "leads", "name": {"en": f"{company} (fictional)"}}]
    participants = [{"company": "leads", "role": "lead_partner"}]
    document = small(
        reference=reference, value_yen=value_yen, companies=companies, participants=participants, people=[],
        statements=[], **changes,
    )  # fmt: skip
    return registered(document)


def company(name: str) -> Company:
    """Return the company with this name."""
    return Company.objects.get(name_en=f"{name} (fictional)")


def test_each_sponsor_has_its_figures_and_the_one_with_most_public_money_comes_first() -> None:
    partnership("A", 60, "Aoba")
    partnership("B", 30, "Beni")
    partnership("C", 10, "Chiyo", domain="cloud")
    partnership("D", 900, "Dan", submitted_by="DA", sponsor="DA")
    assert by_sponsor(reviewer("first")) == [
        ("Digital Agency", 1, 900, "Dan (fictional)", "100.0%", "10000"),
        ("Ministry of Economy, Trade and Industry", 3, 100, "Aoba (fictional)", "60.0%", "4600"),
    ]
    assert by_domain(reviewer("second"), "METI") == [
        ("Magnets", 2, 90, "Aoba (fictional)", "66.7%", "5555"),
        ("Cloud", 1, 10, "Chiyo (fictional)", "100.0%", "10000"),
    ]


def test_a_company_that_was_found_to_be_another_one_counts_for_that_one() -> None:
    partnership("A", 60, "Aoba")
    partnership("B", 35, "Beni")
    partnership("C", 20, "Beni Holdings")
    partnership("D", 10, "Old Beni")
    Party.objects.filter(pk=company("Beni Holdings").pk).update(same_as=company("Beni"))
    Party.objects.filter(pk=company("Old Beni").pk).update(same_as=company("Beni Holdings"))
    first = reviewer("first")
    assert by_sponsor(first)[0][1:] == (4, 125, "Beni (fictional)", "52.0%", "5008")
    assert by_domain(first, "METI")[0][1:] == by_sponsor(first)[0][1:]


def test_what_was_withdrawn_counts_no_more_and_its_sponsor_can_still_be_chosen(meti: GovernmentBody) -> None:
    over, account = partnership("A", 60, "Aoba"), officer(meti)
    do(over, Act.WITHDRAW, account)
    assert by_sponsor(account) == by_domain(account, "METI") == []
    assert sponsor_choices(sponsors_of(account)) == [("METI", "Ministry of Economy, Trade and Industry")]


def test_no_figure_and_no_choice_tells_of_what_one_may_not_read(meti: GovernmentBody) -> None:
    partnership("A", 60, "Aoba")
    partnership("B", 40, "Beni", secrecy="defence")
    partnership("C", 900, "Chiyo", sponsor="DA", secrecy="defence")
    partnership("D", 900, "Dan", submitted_by="DA", sponsor="DA")
    plain, right = officer(meti, "plain"), officer(meti, "with-right", reads_secret=True)
    name = "Ministry of Economy, Trade and Industry"
    assert by_sponsor(plain) == [(name, 1, 60, "Aoba (fictional)", "100.0%", "10000")]
    assert sponsor_choices(sponsors_of(plain)) == [("METI", name)]
    assert by_sponsor(right) == [
        ("Digital Agency", 1, 900, "Chiyo (fictional)", "100.0%", "10000"),
        (name, 2, 100, "Aoba (fictional)", "60.0%", "5200"),
    ]
    page = signed_in(plain).get("/dashboard/?sponsor=DA")
    assert page.status_code == 400
    assert "Digital Agency" not in page.content.decode()
    assert signed_in(right).get("/dashboard/?sponsor=DA").status_code == 200


def test_a_company_keeps_its_name_for_who_must_not_find_the_one_that_it_is(meti: GovernmentBody) -> None:
    partnership("A", 60, "Aoba")
    partnership("B", 40, "Beni", secrecy="defence")
    Party.objects.filter(pk=company("Aoba").pk).update(same_as=company("Beni"))
    plain, right = officer(meti, "plain"), officer(meti, "with-right", reads_secret=True)
    for found in (by_sponsor(plain), by_domain(plain, "METI")):
        assert [row[1:4] for row in found] == [(1, 60, "Aoba (fictional)")]
    assert [row[1:4] for row in by_sponsor(right)] == [(2, 100, "Beni (fictional)")]


def test_who_reads_no_partnership_has_no_sponsor_to_choose(digital_agency: GovernmentBody) -> None:
    partnership("A", 60, "Aoba")
    for account in (officer(digital_agency), Account.objects.create_user("of no body", role=Role.OFFICER)):
        assert by_sponsor(account) == by_domain(account, "") == []
        page = signed_in(account).get("/dashboard/").content.decode()
        assert "There is nothing to count yet." in page
        assert "<select" not in page


def test_the_name_of_a_sponsor_leads_to_its_table_by_domain_and_a_body_without_a_code_has_its_id() -> None:
    nameless = GovernmentBody.objects.create(name_en="Office without a Code (fictional)")
    partnership("A", 60, "Aoba")
    made = partnership("B", 90, "Beni")
    made.summary.sponsor = nameless
    made.summary.save()
    first = reviewer("first")
    client = signed_in(first)
    leads = [row[0] for row in tables(first)["concentration_by_sponsor"].rows]
    assert [(cell.query, cell.at) for cell in leads] == [
        (f"sponsor={nameless.pk}", "concentration"),
        ("sponsor=METI", "concentration"),
    ]
    for cell in leads:
        page = client.get(f"/dashboard/?{cell.query}").content.decode()
        assert f'<a href="/dashboard/?{cell.query}#concentration">{cell.value}</a>' in page
        assert f'<option value="{cell.query.partition("=")[2]}" selected>{cell.value}</option>' in page
        assert f"Concentration of partners by domain: {cell.value}</h2>" in page


def test_bodies_that_are_called_alike_are_told_apart_by_their_code() -> None:
    GovernmentBody.objects.create(code="DA2", name_en="Digital Agency")
    partnership("A", 1, "Aoba", sponsor="DA")
    partnership("B", 1, "Beni", sponsor="DA2")
    assert sponsor_choices(sponsors_of(reviewer("first"))) == [
        ("DA", "Digital Agency (DA)"),
        ("DA2", "Digital Agency (DA2)"),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "The 1 sponsors with the most public money, of 2."),
        ("ja", "公費の多い順に1機関を表示しています（全2機関）。"),
    ],
)
def test_more_sponsors_than_the_table_has_rows_are_said_in_words(
    monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    monkeypatch.setattr("rules.review.dashboard.concentration.MOST_SPONSORS", 1)
    monkeypatch.setattr("rules.review.dashboard.tables.MOST_SPONSORS", 1)
    partnership("A", 60, "Aoba")
    first = reviewer("first")
    assert tables(first)["concentration_by_sponsor"].note == ""
    partnership("B", 90, "Beni", sponsor="DA")
    client = signed_in(first)
    page = client.get("/dashboard/", headers={"accept-language": language})
    assert said in page.content.decode()
    with translation.override(language):
        assert [row[1:3] for row in by_sponsor(first)] == [(1, 90)]
    answer: Any = client.get("/dashboard/file/?format=csv", headers={"accept-language": language})
    assert said in b"".join(answer.streaming_content).decode("utf-8-sig")


def test_neither_sponsors_nor_partners_nor_joined_companies_cost_a_query(meti: GovernmentBody) -> None:
    first = reviewer("first")
    client, numbers = signed_in(first), []
    partnership("A", 1, "Aoba")
    partnership("B", 1, "Beni")
    Party.objects.filter(pk=company("Beni").pk).update(same_as=company("Aoba"))
    for number in range(3):
        with CaptureQueriesContext(connection) as captured:
            client.get("/dashboard/")
        numbers.append(len(captured))
        body = GovernmentBody.objects.create(code=f"N{number}", name_en=f"Office {number} (fictional)")
        partnership(f"N-{number}", 1, f"Company {number}", sponsor=body.code, domain="cloud")
        Party.objects.filter(pk=company(f"Company {number}").pk).update(same_as=company("Aoba"))
    assert len(set(numbers)) == 1
