"""The organisation chart: by day, by step, in both languages, with and without scripts."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import expect

from institutions.parties.organisation.chart_events import PREPARED
from tests.rules.web.pages.cases.test_partnerships import words
from tests.rules.web.pages.conftest import OpenPage
from tests.rules.web.pages.register.bodies.register import name, office, under

pytestmark = pytest.mark.django_db


@pytest.fixture
def bodies() -> None:
    """Store a cabinet, a renamed ministry, a division of 2020, an agency that moved, and one that has ended."""
    top, ministry = office("TOP", "1947-05-03", type="cabinet_organ"), office("MIN")
    under(ministry, top)
    under(office("DIV", "2020-04-01", type="other"), ministry)
    moved = office("MOVED", type="external_bureau")
    under(moved, ministry, until_on=date(2019, 12, 31))
    under(moved, top, from_on=date(2020, 1, 1))
    office("GONE", dissolved_on=date(2015, 3, 31))
    office("UNDATED", None, type="council")
    renamed = office("NAMED", None)
    renamed.names.all().delete()
    name(renamed, "Earlier Office", "旧庁", from_on=date(2001, 1, 6), until_on=date(2021, 5, 31))
    name(renamed, "Later Office", "新庁", from_on=date(2021, 6, 1))


def chart(client: Client, query: str = "", language: str = "en") -> str:
    """Return the page from the head of the chart on."""
    return words(client, f"/bodies/{query}", language).partition(
        "Show this day" if language == "en" else "この日の状態を表示"
    )[2]


@pytest.mark.usefixtures("bodies")
def test_the_chart_of_a_day_has_who_was_there_under_the_name_of_that_day(client: Client) -> None:
    then = chart(client, "?on=2015-03-31")
    for said in ("As of 31 March 2015", "5 bodies", "MIN Office", "GONE Office", "Earlier Office"):
        assert said in then
    assert "DIV Office" not in then
    assert "Later Office" not in then
    now = chart(client, "?on=2021-06-01")
    assert "Later Office" in now
    assert "GONE Office" not in now.partition("Changes")[0]


@pytest.mark.usefixtures("bodies")
def test_what_changed_since_the_step_before_is_listed_and_marked(client: Client) -> None:
    said = chart(client, "?on=2020-04-01")
    tree, _, changed = said.partition("Changes since 6 January 2001")
    assert "DIV Office New" in tree
    assert "MOVED Office Moved" in tree
    assert "Founded DIV Office" in changed
    assert "Dissolved GONE Office" in changed
    assert "MOVED Office : from MIN Office to TOP Office" in changed
    assert "Earlier Office, now Later Office" in chart(client, "?on=2021-09-01")
    assert "No changes in the register." in chart(client, "?on=1990-01-01")


@pytest.mark.usefixtures("bodies")
def test_of_a_body_without_a_founding_day_it_is_said_that_nothing_is_known(client: Client) -> None:
    tree, _, not_known = chart(client, "?on=2020-04-01").partition("Not known whether they existed")
    assert "UNDATED Office" not in tree
    assert "UNDATED Office" in not_known


@pytest.mark.usefixtures("bodies")
def test_many_bodies_without_a_day_are_counted_and_only_some_are_listed(client: Client) -> None:
    for number in range(55):
        office(f"CITY-{number:02}", None)
    said = chart(client)
    assert said.count("CITY-") == 2 * 50
    assert "and 7 more: look for them by name" in said, "five cities, UNDATED and the officer's own body"


@pytest.mark.usefixtures("bodies")
def test_the_page_speaks_japanese(client: Client) -> None:
    said = chart(client, "?on=2020-04-01", "ja")
    for text in (
        "令和2年4月1日時点",
        "DIV庁 新設",
        "MOVED庁 移管",
        "MOVED庁 ：MIN庁からTOP庁へ",
        "府省庁",
        "存在したかどうか不明な機関",
    ):
        assert text in said
    assert not re.findall("[a-z]{3,}", said)


@pytest.mark.usefixtures("bodies")
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_a_step_is_its_day(client: Client, number: int) -> None:
    day = [*(step.on for step in PREPARED), timezone.localdate()][number - 1]
    by_step, by_day = client.get(f"/bodies/?step={number}"), client.get(f"/bodies/?on={day}")
    shown = [answer.content.decode().partition('id="chart"')[2].partition("</main>")[0] for answer in (by_step, by_day)]
    assert shown[0] == shown[1]
    assert f'?on={day}" aria-current="date"' in by_step.content.decode()


@pytest.mark.usefixtures("bodies")
def test_without_a_day_it_is_today(client: Client) -> None:
    page = client.get("/bodies/").content.decode()
    assert f'?on={timezone.localdate()}" aria-current="date"' in page
    assert 'name="step" min="1" max="4" step="1" value="4"' in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?on=2020-02-30", "“2020-02-30” is not a date. Write year, month and day, such as 2026-06-20."),
        ("?on=20200401", "is not a date"),
        ("?on=%00", "has a character that no text has"),
        ("?step=5", "Step: “5” is not a whole number from 1 to 4. Write one."),
        ("?step=two", "is not a whole number from 1 to 4"),
        ("?step=%C2%B2", "is not a whole number from 1 to 4"),
    ],
)
def test_what_is_no_day_is_named_with_the_remedy(client: Client, query: str, said: str) -> None:
    answer = client.get(f"/bodies/{query}")
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert client.get(f"/bodies/METI/{query}").status_code == 400


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1872-12-31"])
def test_the_ends_of_the_calendar_are_days_too(client: Client, day: str) -> None:
    for language in ("en", "ja"):
        assert client.get(f"/bodies/?on={day}", headers={"Accept-Language": language}).status_code == 200


@pytest.mark.usefixtures("bodies")
def test_a_body_is_found_by_its_code_and_by_a_former_name(client: Client) -> None:
    assert "/bodies/NAMED/" in client.get("/bodies/?q=earlier").content.decode().partition("Organisation chart")[0]
    assert "/bodies/DIV/" in client.get("/bodies/?q=div").content.decode().partition("Organisation chart")[0]
    assert "No body has this" in words(client, "/bodies/?q=zebra")
    assert "No body has this" in words(client, "/bodies/?q=%00z%00ebra")


@pytest.mark.usefixtures("bodies")
def test_the_number_of_queries_does_not_depend_on_the_number_of_bodies(client: Client) -> None:
    client.get("/bodies/")
    numbers = []
    for codes in ((), [f"NEW-{number}" for number in range(20)]):
        for code in codes:
            under(office(code, "2022-01-01"), office(f"OVER-{code}"))
        with CaptureQueriesContext(connection) as captured:
            client.get("/bodies/?q=office")
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("bodies")
def test_the_slider_changes_the_chart_and_the_address(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/bodies/")
    slider = page.get_by_label("Move through the prepared days")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#chart h3").first).to_contain_text("As of 1 April 2020")
    expect(page.locator("#chosen")).to_have_text("Chart as of 1 April 2020")
    expect(page.locator("#days a[aria-current]")).to_have_text("1 April 2020")
    expect(page.get_by_label("Day", exact=True)).to_have_value("2020-04-01")
    expect(slider).to_be_focused()
    assert page.url.endswith("/bodies/?on=2020-04-01")
    page.keyboard.press("Home")
    expect(page.locator("#chart h3").first).to_contain_text("As of 6 January 2001")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("bodies")
def test_without_scripts_the_days_are_links_and_forms_also_on_a_telephone(open_page: OpenPage) -> None:
    page = open_page(width=360, scripts=False)
    page.goto("/bodies/")
    page.get_by_role("link", name="1 September 2021").click()
    expect(page.locator("#chart h3").first).to_contain_text("As of 1 September 2021")
    page.get_by_label("Day", exact=True).fill("2014-12-31")
    page.get_by_role("button", name="Show this day").click()
    expect(page.locator("#chart")).to_contain_text("GONE Office")
    page.get_by_label("Move through the prepared days").fill("1")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("#chart h3").first).to_contain_text("As of 6 January 2001")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="MIN Office").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("MIN Office")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
