"""/sources/: documents, what rests on them, and who may know of them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, Role, Source
from tests.institutions.parties.ownership.register import company, stated
from tests.rules.web.api.conftest import Caller, with_
from tests.rules.web.pages.register.bodies.register import gazette, mandate, office

SOURCES = [
    {"key": "report", "title": "Annual report, fictional", "publisher": "Hikari", "url": "https://example.jp/report"},
    {"key": "register", "title": "Register of gifts, fictional"},
]
STATED = [
    {"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100, "source": "report"},
    {"kind": "benefit", "giver": "hikari", "person": "sato", "value_yen": 6000, "source": "register"},
]


@pytest.fixture
def papers(caller: Caller, document: dict[str, Any]) -> None:
    """Store METI's document with a source about a company, and one about a person."""
    answer = caller.register(with_(document, sources=SOURCES, statements=STATED))
    assert answer.status_code == 201, answer.content


def titles(caller: Caller, query: str = "") -> list[str]:
    answer = caller.get(f"sources/{query}")
    assert answer.status_code == 200, answer.content
    return [each["title"]["en"] for each in answer.json()["results"]]


def address(title: str) -> str:
    return f"/api/v1/sources/{Source.objects.get(title=title).pk}/"


@pytest.mark.usefixtures("papers")
def test_a_body_reads_its_own_documents_and_another_those_that_serve_everybody(caller: Caller, other: Caller) -> None:
    # The sources of one document are stored in the order of their fingerprints, which name the body: in no fixed order.
    assert sorted(titles(caller)) == ["Annual report, fictional", "Register of gifts, fictional"]
    assert titles(other) == ["Annual report, fictional"]
    assert titles(other, "?q=gifts") == []
    assert other.get(address("Register of gifts, fictional")).status_code == 404


@pytest.mark.usefixtures("papers")
def test_a_source_says_how_many_statements_rest_on_it(caller: Caller) -> None:
    found = caller.get(address("Register of gifts, fictional")).json()
    assert (found["statements"], found["confidence"], found["review_on"]) == ({"benefit": 1}, "", None)
    assert caller.get(address("Annual report, fictional")).json()["statements"] == {"exposure": 1}


def test_rows_of_the_register_say_how_sure_they_are(caller: Caller) -> None:
    mandate(office("HEALTH"), "funds", confidence="memory", review_on="2027-06-30")
    found = caller.get(f"sources/{gazette().pk}/").json()
    assert (found["confidence"], found["review_on"]) == ("memory", "2027-06-30")
    assert found["title"] == {"en": "Fictional gazette", "ja": "架空官報"}


@pytest.mark.usefixtures("papers")
@pytest.mark.parametrize(("role", "status"), [(Role.AUDITOR, 200), (Role.ADMINISTRATOR, 404)])
def test_of_those_who_read_everything_not_all_read_about_people(role: Role, status: int) -> None:
    client = Client()
    client.force_login(Account.objects.create_user("reader", role=role))
    assert client.get(address("Register of gifts, fictional")).status_code == status


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999"])
def test_a_source_that_is_not_there_is_404(caller: Caller, number: str) -> None:
    assert caller.get(f"sources/{number}/").status_code == 404


@pytest.mark.parametrize("query", ["?title=x", "?q="])
def test_a_wrong_parameter_is_400(caller: Caller, query: str) -> None:
    assert caller.get(f"sources/{query}").status_code == 400


def test_the_number_of_queries_does_not_depend_on_the_number_of_sources(caller: Caller) -> None:
    numbers = []
    titles(caller)  # the key is seen for the first time
    for count in (1, 20):
        for number in range(count):
            source = Source.objects.create(title=f"Report {count}-{number}")
            stated("exposure", company=company(f"C {count}-{number}"), country="CN", source=source)
        with CaptureQueriesContext(connection) as captured:
            assert titles(caller)
            caller.get(f"sources/{source.pk}/")
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]
