"""The page of one body: its past, its mandates, and what the reader may see of what is stated of it."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, GovernmentBody, Post, Role, Source, table_of
from tests.documents import small
from tests.institutions.parties.ownership.register import company, partnership, person, stated
from tests.rules.web.pages.cases.test_partnerships import registered, words
from tests.rules.web.pages.conftest import signed_in
from tests.rules.web.pages.register.bodies.register import gazette, mandate, name, office, under

pytestmark = pytest.mark.django_db


@pytest.fixture
def health() -> GovernmentBody:
    """Return a fictional ministry with a former name, two parents, mandates and a bureau."""
    body = office("HEALTH", law_en="Fictional Health Act, art. 2", law_ja="架空厚生法第2条", gpa_class="central",
                  corporate_number="8000012120002")  # fmt: skip
    body.names.update(until_on=date(2010, 12, 31))
    name(body, "Ministry of Fictional Health", "架空厚生省", from_on=date(2011, 1, 1))
    under(body, office("OLD-TOP", type="cabinet_organ"), until_on=date(2009, 12, 31), confidence="memory")
    under(body, office("TOP", type="cabinet_organ"), from_on=date(2010, 1, 1))
    under(office("BUREAU", "2015-01-01", type="external_bureau"), body)
    mandate(body, "promotes", domain="medical", from_on=date(2022, 12, 20), review_on=date(2020, 6, 30))
    mandate(body, "regulates", domain="medical", from_on=date(2001, 1, 6), confidence="seen_2013")
    mandate(body, "funds", until_on=date(2012, 3, 31))
    return body


def read(client: Client, query: str = "", language: str = "en", code: str = "HEALTH") -> str:
    return words(client, f"/bodies/{code}/{query}", language)


@pytest.mark.usefixtures("health")
def test_the_page_tells_its_past_and_where_each_fact_comes_from(client: Client) -> None:
    page = read(client)
    for said in (
        "Ministry of Fictional Health",
        "Founded 6 January 2001",
        "Founding law Fictional Health Act, art. 2",
        "Corporate number 8000012120002",
        "HEALTH Office / HEALTH庁 6 January 2001 to 31 December 2010",
        "OLD-TOP Office until 31 December 2009 Source: Fictional gazette (Fictional printing office;",
        "retrieved 1 June 2026) not read in a document; to be checked",
        "TOP Office from 1 January 2010",
        "BUREAU Office External bureau",
        "Funds every domain until 31 March 2012",
        "text of December 2013; check whether it was amended",
        "review was due by 30 June 2020",
    ):
        assert said in page
    source = gazette()
    assert f'href="/sources/{source.pk}/"' in client.get("/bodies/HEALTH/").content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Note A division, founded with about 20 staff."), ("ja", "備考 局内の班。発足時の人員は約20名。")],
)
def test_a_note_stands_in_the_reader_s_language(client: Client, language: str, said: str) -> None:
    call_command("seed")
    other = {"en": "発足時", "ja": "A division"}[language]
    page = read(client, language=language, code="NSS-ECON")
    assert said in page
    assert other not in page


@pytest.mark.usefixtures("health")
def test_it_is_shown_as_it_was_on_the_day(client: Client) -> None:
    then = read(client, "?on=2009-12-31")
    assert "Government bodies › OLD-TOP Office HEALTH Office" in then
    assert "None in the register." in then
    assert "not on 31 December 2009" in then
    assert "Government bodies › TOP Office Ministry of Fictional Health" in read(client, "?on=2015-01-01")
    assert "It did not exist on 5 January 2001." in read(client, "?on=2001-01-05")
    office("UNDATED", None)
    assert "It is not known whether it existed" in read(client, code="UNDATED")


@pytest.mark.usefixtures("health")
def test_that_it_promotes_and_regulates_one_domain_is_said_of_the_days_on_which_it_does(client: Client) -> None:
    said = "it promotes and regulates the same domain: Medical : promotes (Fictional promotes act, art. 1), regulates"
    assert said in read(client, "?on=2022-12-20")
    assert "promotes and regulates" not in read(client, "?on=2022-12-19")


@pytest.mark.usefixtures("health")
def test_the_page_speaks_japanese(client: Client) -> None:
    page = read(client, "?on=2022-12-20", "ja").partition("官民連携")[2]
    for said in (
        "架空厚生省",
        "平成13年1月6日",
        "架空厚生法第2条",
        "医薬品・医療機器",
        "双方を所掌",
        "架空官報",
        "見直し期限",
    ):
        assert said in page
    shown = page.partition("サインアウト")[2]
    in_latin_letters = "promotes regulates funds Ministry Fictional Health Office printing office"
    assert set(re.findall("[a-z]{3,}", shown)) <= set(re.findall("[a-z]{3,}", in_latin_letters))


@pytest.mark.parametrize("code", ["NOBODY", "7d3f1f1e-6c0c-4c55-8b2e-6f6b0a2f9d01", "%00", "a%2Fb"])
def test_a_body_that_is_not_there_is_404(client: Client, code: str) -> None:
    assert client.get(f"/bodies/{code}/").status_code == 404


def test_a_body_without_a_code_is_found_by_its_id_and_one_that_is_another_leads_there(client: Client) -> None:
    city = GovernmentBody.objects.create(name_en="Fictional City", country="JP", local=True)
    assert "Fictional City" in read(client, code=str(city.pk))
    double = GovernmentBody.objects.create(name_en="City of Fiction", same_as=city)
    answer = client.get(f"/bodies/{double.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/bodies/{city.pk}/")


def test_names_of_an_entry_that_was_found_to_be_it_are_among_its_names(client: Client) -> None:
    true, double = office("TRUE"), office("DOUBLE")
    GovernmentBody.objects.filter(pk=double.pk).update(same_as=true)
    stated("measure", body=double, company=company("Hikari"), type="subsidy")
    page = read(client, code="TRUE")
    assert "DOUBLE Office" in page
    assert "Measure 1" in page


HOLDS: dict[str, Any] = {
    "kind": "appointment",
    "person": "sato",
    "body": "METI",
    "post": "Director",
    "grade": "division_director",
    "from": "2023-07-01",
    "source": "list",
}
EXCLUDES = {"kind": "measure", "body": "METI", "company": "kita", "type": "exclusion", "on": "2025-01-01"}
ASKS = {"kind": "contact", "person": "sato", "body": "METI", "on": "2026-01-01"}


@pytest.fixture
def papers(meti: GovernmentBody) -> None:
    """Store METI's statements: the holder of a post, a measure, and one of a single case."""
    sources = [{"key": "list", "title": "Staff list, fictional"}]
    registered(small(sources=sources, statements=[HOLDS, {**EXCLUDES, "confidence": "claim"}, ASKS]), finish=False)


@pytest.mark.usefixtures("papers")
def test_a_body_reads_who_holds_its_posts_and_what_is_stated_of_it(client: Client) -> None:
    page = read(client, code="METI")
    held = "Person Sato Haruka · Post Director · Grade Division director from 1 July 2023 Source: Staff list, fictional"
    assert held in page
    assert "Measure 1 Claim, not a fact Company Kita Materials Inc. · Type Exclusion" in page
    assert "Source: Submission T-1" in page
    assert "Contact" not in page, "what belongs to one case alone stands on the page of its partnership"


@pytest.mark.usefixtures("papers")
def test_another_body_reads_nobodys_name_and_no_reference(digital_agency: GovernmentBody) -> None:
    other = signed_in(Account.objects.create_user("da", role=Role.OFFICER, body=digital_agency))
    page = read(other, code="METI")
    assert "Type Exclusion" in page
    for hidden in ("Sato", "Staff list", "T-1"):
        assert hidden not in page


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(
    ("role", "people"),
    [(Role.AUDITOR, True), (Role.REVIEWER, True), (Role.RULEBOOK_EDITOR, False), (Role.ADMINISTRATOR, False)],
)
def test_of_those_who_read_everything_the_ones_without_a_right_to_kin_read_no_people(role: Role, people: bool) -> None:
    page = read(signed_in(Account.objects.create_user("reader", role=role)), code="METI")
    assert ("Sato Haruka" in page) is people
    assert "Type Exclusion" in page


@pytest.mark.usefixtures("papers")
def test_partnerships_stand_there_with_their_state_for_who_may_read_them(
    client: Client, digital_agency: GovernmentBody
) -> None:
    assert "1 partnership that you may see" in read(client, code="METI")
    assert "Magnets T-1 Sponsor · Submitted by – Queued 15 June 2026" in read(client, code="METI")
    other = signed_in(Account.objects.create_user("da", role=Role.OFFICER, body=digital_agency))
    assert "Magnets" not in read(other, code="METI")


def test_a_body_that_a_document_names_is_a_party_of_it(client: Client, meti: GovernmentBody) -> None:
    city = {"key": "city", "name": {"en": "Fictional City", "ja": "架空市"}, "country": "JP"}
    measure = {"kind": "measure", "body": "city", "company": "kita", "type": "subsidy", "on": "2025-01-01"}
    registered(small(bodies=[city], statements=[measure]))
    body = GovernmentBody.objects.get(name_en="Fictional City")
    page = read(client, code=str(body.pk))
    assert "Named in the document" in page
    assert "No finding" in page
    assert "Source: Submission T-1" in page


def test_a_post_of_the_register_is_listed_with_its_grade(client: Client) -> None:
    body = office("HEALTH")
    Post.objects.create(body=body, name_en="Head of Fiction", grade="director_general", source=gazette())
    assert "Head of Fiction Director general" in read(client)


def test_a_post_is_told_with_those_who_appoint_and_dismiss_and_what_protects_its_holder(client: Client) -> None:
    body, top = office("HEALTH"), office("TOP")
    given = {"body": body, "appointed_by": top, "dismissed_by": top, "source": gazette()}
    law = {"basis_en": "Fictional Commission Act, art. 5; the term from memory", "basis_ja": "架空委員会法第5条"}
    Post.objects.create(
        name_en="Chair", name_ja="委員長", number=1, term_years=5, consent="diet", tenure=True, **law, **given
    )
    Post.objects.create(name_en="Head", name_ja="所長", tenure=False, body=body, source=gazette())
    by = "Appointed by: TOP Office Dismissed by: TOP Office"
    told = f"Chair 1 holder term of 5 years {by} Consent: both Houses of the Diet protected until the term ends"
    assert f"{told} Fictional Commission Act, art. 5; the term from memory Source:" in read(client)
    assert "Head not protected until the term ends" in read(client)
    assert "任命権者： TOP庁 罷免権者： TOP庁 同意： 両議院の同意 任期中の身分保障あり 架空委員会法第5条" in read(
        client, language="ja"
    )


def shared(kind: str, **values: Any) -> None:
    table_of(kind).objects.create(reach="register", source=gazette(), **values)


def test_officials_from_elsewhere_and_budget_lines_are_on_the_page_of_each_body_that_they_name(client: Client) -> None:
    body, other = office("HEALTH"), office("OTHER")
    shared("posting", body=body, origin=other, posts="Counsellor", people=2)
    shared(
        "budget_line",
        body=body,
        shared_with=other,
        programme="Fictional fund",
        amount_yen=250_000_000_000,
        budget="supplementary",
    )
    for code in ("HEALTH", "OTHER"):
        page = read(client, code=code)
        assert "Officials from elsewhere" in page
        assert "Counsellor" in page
        assert "Fictional fund" in page
        assert "250,000,000,000" in page


def test_the_number_of_queries_does_not_depend_on_how_much_is_stated(client: Client, meti: GovernmentBody) -> None:
    body = office("HEALTH")
    numbers = []
    for count in (1, 30):
        for number in range(count):
            fill(body, meti, f"{count}-{number}")
        with CaptureQueriesContext(connection) as captured:
            page = read(client)
        numbers.append(len(captured))
    assert "and 11 more, entered earlier" in page
    assert numbers[0] == numbers[1]


def fill(body: GovernmentBody, meti: GovernmentBody, text: str) -> None:
    """Add one more of everything."""
    source: Any = Source.objects.create(title=f"Report {text}")
    stated("measure", body=body, company=company(f"C {text}"), type="subsidy", source=source)
    stated("appointment", of=meti, person=person(f"P {text}"), body=body, post=text, source=source)
    mandate(body, "funds", basis_en=text)
    under(office(f"B {text}"), body)
    partnership(meti)
