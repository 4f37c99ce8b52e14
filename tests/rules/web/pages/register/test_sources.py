"""The list and the page of sources, who sees which, and the links to them from evidence."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from institutions.models import Account, BriefStatement, GovernmentBody, Role, Source, Treaty
from rules.explaining.wording.origins import title_words
from tests.documents import example, small
from tests.institutions.parties.ownership.register import company, person, stated
from tests.rules.web.pages.cases.test_partnerships import registered, words
from tests.rules.web.pages.conftest import OpenPage, signed_in
from tests.rules.web.pages.register.bodies.register import gazette, mandate, office

pytestmark = pytest.mark.django_db
SOURCES = [
    {"key": "report", "title": "Annual report, fictional", "publisher": "Hikari", "url": "https://example.jp/report",
     "retrieved_on": "2026-06-01"},
    {"key": "register", "title": "Register of gifts, fictional"},
]  # fmt: skip
EXPOSED = {"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100, "source": "report"}
GIVEN = {"kind": "benefit", "giver": "hikari", "person": "sato", "value_yen": 6000, "source": "register"}


@pytest.fixture
def papers(meti: GovernmentBody) -> None:
    """Store two documents of METI: one about a company, one about a person."""
    registered(small(sources=SOURCES, statements=[EXPOSED, GIVEN]), finish=False)


@pytest.fixture
def other(digital_agency: GovernmentBody) -> Client:
    """Return an officer of another body."""
    return signed_in(Account.objects.create_user("da", role=Role.OFFICER, body=digital_agency))


def titled(title: str) -> str:
    """Return the address of a source."""
    return f"/sources/{Source.objects.get(title=title).pk}/"


@pytest.mark.usefixtures("papers")
def test_a_source_shows_the_document_and_what_rests_on_it(client: Client) -> None:
    page = words(client, titled("Annual report, fictional"))
    for said in (
        "Publisher Hikari",
        "https://example.jp/report (leaves this site)",
        "Retrieved on 1 June 2026",
        "1 Exposure",
        "Company Hikari Magnetics Co., Ltd. · Country China · Share of revenue 31%",
        "Stated in: Submission T-1",
    ):
        assert said in page
    answer = client.get(titled("Annual report, fictional")).content.decode()
    assert '<a href="https://example.jp/report" rel="noreferrer">' in answer


@pytest.mark.usefixtures("papers")
def test_a_document_about_people_is_its_own_bodys_alone(client: Client, other: Client) -> None:
    address = titled("Register of gifts, fictional")
    assert "Person Sato Haruka" in words(client, address)
    assert "Register of gifts" in words(client, "/sources/")
    assert other.get(address).status_code == 404
    assert "Register of gifts" not in words(other, "/sources/")
    assert "No source matches" in words(other, "/sources/?q=gifts")
    shared = words(other, titled("Annual report, fictional"))
    assert "Share of revenue 31%" in shared
    assert "Stated in: A submission" in shared
    assert "T-1" not in shared


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(
    ("role", "status"),
    [(Role.AUDITOR, 200), (Role.REVIEWER, 200), (Role.RULEBOOK_EDITOR, 404), (Role.ADMINISTRATOR, 404)],
)
def test_of_those_who_read_everything_not_all_read_about_people(role: Role, status: int) -> None:
    reader = signed_in(Account.objects.create_user("reader", role=role))
    assert reader.get(titled("Register of gifts, fictional")).status_code == status
    assert reader.get(titled("Annual report, fictional")).status_code == 200


def test_rows_of_the_register_say_how_sure_they_are(client: Client) -> None:
    body = office("HEALTH")
    mandate(body, "promotes", domain="medical", confidence="memory", review_on="2027-06-30")
    page = words(client, f"/sources/{gazette().pk}/")
    for said in (
        "not read in a document; to be checked; review by 30 June 2027",
        "2 Names of government bodies",
        "1 Mandates",
        "HEALTH Office : Promotes · Medical Fictional promotes act, art. 1",
    ):
        assert said in page
    assert "not read in a document" in words(client, "/sources/?q=gazette")


def test_treaties_and_the_brief_are_named_also_where_a_source_only_bears_them_out(client: Client) -> None:
    main, second = gazette(), Source.objects.create(key="second", title="Second fictional report")
    Treaty.objects.create(code="t", name_en="Fictional treaty", status="signed", source=main, also=["second"])
    BriefStatement.objects.create(
        code="E1", what="event", standing="claim", text_en="A claim.", source=main, confirmed_by=["second"]
    )
    first, other = words(client, f"/sources/{main.pk}/"), words(client, f"/sources/{second.pk}/")
    assert "Fictional treaty" in first
    assert "E1 Claim, not a fact A claim." in first
    assert "Fictional treaty" in other
    assert "A claim. (confirmed by this source)" in other


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("annual", True),
        ("HIKARI", True),
        ("example.jp/rep", True),
        ("gifts", False),
        ("%00annual%00", True),
        ("zebra", False),
    ],
)
def test_the_list_is_searched(client: Client, query: str, found: bool) -> None:
    assert ("Annual report, fictional" in words(client, f"/sources/?q={query}")) is found


@pytest.mark.usefixtures("papers")
def test_the_pages_speak_japanese(client: Client) -> None:
    gazette()
    page = words(client, "/sources/", "ja")
    assert "架空官報" in page
    said = words(client, titled("Annual report, fictional"), "ja").partition("サインアウト")[2]
    assert "この出典に基づく記載" in said
    assert "売上比率 31%" in said
    titles = "Annual report fictional Hikari https example officer"
    assert set(re.findall("[a-z]{3,}", said)) <= set(re.findall("[a-z]{3,}", titles))


@pytest.mark.parametrize("address", ["0", "999999", "99999999999999999999999"])
def test_a_source_that_is_not_there_is_404(client: Client, address: str) -> None:
    assert client.get(f"/sources/{address}/").status_code == 404


def test_an_address_that_is_no_web_page_is_no_link(client: Client) -> None:
    source = Source.objects.create(key="odd", title="Odd", url="javascript:alert(1)")
    assert 'href="javascript' not in client.get(f"/sources/{source.pk}/").content.decode()


def test_the_number_of_queries_does_not_depend_on_how_much_rests_on_it(client: Client, meti: GovernmentBody) -> None:
    source = gazette()
    numbers = []
    for count in (1, 30):
        for number in range(count):
            text = f"{count}-{number}"
            stated("exposure", company=company(f"C {text}"), country="CN", source=source)
            stated("appointment", of=meti, person=person(text), body=meti, post=text, source=source)
            mandate(office(f"B {text}"), "funds")
            Source.objects.create(key=text, title=f"Report {text}")
        pages = []
        for address in (f"/sources/{source.pk}/", "/sources/"):
            with CaptureQueriesContext(connection) as captured:
                client.get(address)
            pages.append(len(captured))
        numbers.append(pages)
    assert numbers[0] == numbers[1]


def test_evidence_leads_to_the_page_of_its_source_and_to_the_document(client: Client) -> None:
    GovernmentBody.objects.get_or_create(code="DA")
    partnership = registered(example("hikari_magnetics"))
    page = client.get(f"/partnerships/{partnership.pk}/").content.decode()
    links = set(re.findall(r'href="(/sources/\d+/)"', page))
    assert links
    for link in links:
        assert client.get(link).status_code == 200
    assert "Document (leaves this site)" in page


def test_who_reads_no_people_is_led_to_no_page_that_is_closed_to_them() -> None:
    GovernmentBody.objects.get_or_create(code="METI")
    partnership = registered(example("hikari_magnetics"))
    reader = signed_in(Account.objects.create_user("reader", role=Role.ADMINISTRATOR))
    page = reader.get(f"/partnerships/{partnership.pk}/").content.decode()
    assert re.findall(r'href="(/sources/\d+/)"', page) == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_source_is_read_on_a_telephone(open_page: OpenPage, language: str) -> None:
    page = open_page(width=360, language=language, scripts=False)
    page.goto("/sources/")
    page.get_by_role("link", name="Annual report, fictional").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Annual report, fictional"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    ("title", "english", "japanese"),
    [
        ("End users (2026-06-01)", "End users (1 June 2026)", "End users（令和8年6月1日）"),
        ("End users (2026-13-01)", "End users (2026-13-01)", "End users (2026-13-01)"),
        (
            "BODS statement s-1, declared on 2026-06-01 by Kita, Mori",
            "BODS statement s-1 (declared on 1 June 2026; stated by Kita, Mori)",
            "BODSの記載「s-1」（令和8年6月1日申告。記載者：Kita, Mori）",
        ),
        ("BODS statement s-1", "BODS statement s-1", "BODSの記載「s-1」"),
        ("A gazette of 2026-06-01", "A gazette of 2026-06-01", "A gazette of 2026-06-01"),
    ],
)
def test_a_title_that_was_made_of_parts_stands_in_the_words_and_calendar_of_its_reader(
    title: str, english: str, japanese: str
) -> None:
    for language, said in (("en", english), ("ja", japanese)):
        with translation.override(language):
            assert title_words(title, language) == said  # type: ignore[arg-type]  # one of the two languages
