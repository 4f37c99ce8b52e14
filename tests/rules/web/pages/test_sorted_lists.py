"""Lists that are sorted by the heads of their columns: the order is in the address."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Company, GovernmentBody, Import, ImportState, Source
from rules.assessing.waiting import finish_here
from rules.models import CaseSummary
from rules.review.work.filters import ORDERS
from rules.web.pages import dashboard
from rules.web.pages.register.parties import lists
from tests.documents import example, small

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def html(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def heads(shown: str) -> dict[str, tuple[str, str]]:
    """Return address and direction of each column that sorts, by its label."""
    found: dict[str, tuple[str, str]] = {}
    for attributes, url, label in re.findall(
        r'<th scope="col"([^>]*)><a class="sort" href="([^"]*)">([^<]*?) ?<', shown
    ):
        direction = re.search(r'aria-sort="(\w+)"', attributes)
        found[label] = (url.replace("&amp;", "&"), direction[1] if direction else "")
    return found


@pytest.fixture
def companies(meti: GovernmentBody) -> None:
    for number, name in enumerate(("Kita", "Aoi", "Mori")):
        Company.objects.create(name_ja=name, corporate_number=f"{number:013}" if number else None)


@pytest.mark.usefixtures("companies")
def test_a_click_sorts_by_a_column_and_the_next_one_turns_it_round(client: Client) -> None:
    shown = html(client, "/companies/")
    assert heads(shown)["Name"] == ("?order=-name", "ascending")
    url, direction = heads(shown)["Corporate number"]
    assert (url, direction) == ("?order=number", "")
    by_number = html(client, f"/companies/{url}")
    assert names(by_number) == ["Aoi", "Mori", "Kita"]  # one without a number comes last, both ways
    assert heads(by_number)["Corporate number"] == ("?order=-number", "ascending")
    assert names(html(client, "/companies/?order=-number")) == ["Mori", "Aoi", "Kita"]
    assert '<td class="number">' in shown


def names(shown: str) -> list[str]:
    """Return the names of the rows."""
    return re.findall(r'<th scope="row"><a href="[^"]*">([^<]*)</a>', shown)


def test_a_search_keeps_the_best_first_until_a_column_is_chosen_and_the_links_keep_the_search(client: Client) -> None:
    register_partnership(check_document(small()), account=None, way="file")
    shown = html(client, "/companies/?q=hikari")
    assert heads(shown)["Name"] == ("?q=hikari&order=name", "")
    assert names(html(client, "/companies/?q=hikari&order=-name")) == names(shown)


def test_every_order_of_a_list_takes_as_many_queries(client: Client) -> None:
    document = example("hikari_magnetics")
    for reference in ("METI-1", "METI-2"):
        submission = register_partnership(
            check_document({**document, "reference": reference, "submitted_by": "METI"}), account=None, way="file"
        )
        finish_here(submission.partnership.assessments.get())
    CaseSummary.objects.update(value_yen=1)
    for address, orders in (("/partnerships/", ORDERS), ("/findings/", dashboard.ORDERS), ("/people/", lists.ORDERS)):
        counts, rows = set(), html(client, address).count('<th scope="row"')
        for word in orders:
            with CaptureQueriesContext(connection) as queries:
                shown = html(client, f"{address}?order={word}")
            split = address == "/people/" and word.removeprefix("-") in lists.NUMBERS  # and those without a number
            counts.add(len(queries) - 2 * split)
            assert shown.count('<th scope="row"') == rows
        assert len(counts) == 1, address
    first, last = (html(client, f"/partnerships/?order={word}") for word in ("reference", "-reference"))
    assert first.index("METI-1") < first.index("METI-2")
    assert last.index("METI-2") < last.index("METI-1")
    assert heads(first.replace(' role="columnheader"', ""))["Partnership"] == ("?order=-reference", "ascending")
    findings = html(client, "/findings/")
    assert heads(findings)["Severity"] == ("?order=worst", "")
    assert heads(html(client, "/findings/?order=worst"))["Severity"] == ("?order=mildest", "descending")


def test_sources_are_sorted_by_the_heads_of_their_columns_and_their_filter_is_saved(
    client: Client, meti: GovernmentBody
) -> None:
    Import.objects.create(body=meti, file_name="a.csv", format="shareholdings", size=1)
    for title, publisher, day in (("Act", "Diet", 3), ("Notice", "Agency", 1), ("Order", "Cabinet", 2)):
        Source.objects.create(key=title, title=title, publisher=publisher, retrieved_on=date(2026, 5, day))
    own = {"Act", "Notice", "Order"}

    def titles(query: str) -> list[str]:
        return [each for each in names(html(client, f"/sources/{query}")) if each in own]

    assert titles("") == ["Act", "Notice", "Order"]
    assert titles("?order=publisher") == ["Notice", "Order", "Act"]
    assert heads(html(client, "/sources/"))["Retrieved on"] == ("?order=-retrieved", "")
    assert titles("?order=-retrieved") == ["Act", "Order", "Notice"]
    assert "order=-retrieved" in html(client, "/sources/?order=-retrieved&q=Act")
    for page in ("sources", "leads", "imports"):
        query = "order=newest" if page == "leads" else "order=state" if page == "imports" else "q=Act"
        client.post("/filters/", {"page": page, "name": "Mine", "query": query})
        assert f'<a href="/{page}/?{query}" >Mine</a>' in html(client, f"/{page}/"), page


def test_imports_are_sorted_the_newest_first_unless_a_column_is_chosen(client: Client, meti: GovernmentBody) -> None:
    for name, refused in (("a.csv", 2), ("b.csv", 0), ("c.csv", 1)):
        Import.objects.create(
            body=meti, file_name=name, format="shareholdings", size=1, refused=refused, state=ImportState.DONE
        )

    def files(query: str) -> list[str]:
        return re.findall(r">([abc]\.csv)</a>", html(client, f"/imports/{query}"))

    assert files("") == ["c.csv", "b.csv", "a.csv"]
    assert heads(html(client, "/imports/"))["Asked for"] == ("?order=created", "descending")
    assert files("?order=-refused") == ["a.csv", "c.csv", "b.csv"]
    assert files("?order=file") == ["a.csv", "b.csv", "c.csv"]


@pytest.mark.usefixtures("companies")
@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("name", "party_by_name"),
        ("country", "party_by_country"),
        ("number", "party_by_number"),
        ("lei", "party_by_lei"),
    ],
)
def test_the_list_of_companies_reads_an_index_in_the_order_of_a_column(client: Client, name: str, index: str) -> None:
    for order in (name, f"-{name}"):
        with CaptureQueriesContext(connection) as captured:
            html(client, f"/companies/?order={order}")
        listed = [
            each["sql"]
            for each in captured
            if each["sql"].startswith("SELECT") and 'ORDER BY "institutions_party".' in each["sql"]
        ]
        assert len(listed) == (2 if name in lists.NUMBERS else 1)
        if connection.vendor == "sqlite":
            first, *then = map(plan_of, listed)
            assert index in first
            assert all("party_by_name" in each for each in then)
            assert not any("TEMP B-TREE FOR ORDER BY" in each for each in (first, *then))


def plan_of(statement: str) -> str:
    """Return the plan of a statement on SQLite."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        return " ".join(str(row[3]) for row in cursor.fetchall())


def test_pages_of_a_list_by_number_go_on_with_companies_that_have_none(client: Client, meti: GovernmentBody) -> None:
    Company.objects.bulk_create(
        [
            Company(name_ja=f"甲{place:03}", corporate_number=f"{place:013}" if place < 70 else None)
            for place in range(120)
        ]
    )
    wanted = [f"甲{place:03}" for place in range(120)]
    pages = [names(html(client, f"/companies/?order=number&page={page}")) for page in (1, 2, 3)]
    assert [name for page in pages for name in page] == wanted
    turned = [names(html(client, f"/companies/?order=-number&page={page}")) for page in (1, 2, 3)]
    assert [name for page in turned for name in page] == [*wanted[69::-1], *wanted[70:]]
