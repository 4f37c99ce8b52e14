"""Comments, files and acts of a case come over REST in parts of a thousand, each once, whatever their number."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.models import Attachment, Audience, Comment, FileKind, ReviewCase
from rules.review.casework.acting import locked_case
from rules.web.api.cases.parts import A_PART
from tests.counting import counted
from tests.every import every
from tests.rules.review.casework.building import officer as officer_of_body
from tests.rules.review.casework.building import registered
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
Json = dict[str, Any]
SECOND = timedelta(seconds=1)


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    return officer_of_body(meti)


@pytest.fixture
def case(officer: Account, digital_agency: GovernmentBody, no_broker: None) -> Partnership:
    return registered(account=officer)


@pytest.fixture
def client(db: None) -> Client:
    return signed_in(Account.objects.create_user("auditor", role=Role.AUDITOR))


@pytest.fixture
def row(case: Partnership) -> ReviewCase:
    return locked_case(case.pk)


def add_comments(row: ReviewCase, officer: Account, number: int) -> None:
    """Store comments, pairs of which have one moment."""
    now = timezone.now()
    Comment.objects.bulk_create(
        Comment(
            case=row,
            account=officer,
            audience=Audience.REVIEWERS,
            text=f"{place}",
            declared_open=False,
            at=now + place // 2 * SECOND,
        )
        for place in range(number)
    )


def add_files(row: ReviewCase, officer: Account, number: int) -> None:
    now = timezone.now()
    Attachment.objects.bulk_create(
        Attachment(
            case=row, account=officer, audience=Audience.REVIEWERS, name=f"{place}.pdf", kind=FileKind.PDF, size=1,
            sha256=f"{place:064}", scanned=False, at=now + place // 2 * SECOND,
        )
        for place in range(number)
    )  # fmt: skip


PAPERS = [("comments", Comment, add_comments), ("files", Attachment, add_files)]


def answer_at(client: Client, address: str) -> Json:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    found: Json = answer.json()
    return found


@every("name, table, add", PAPERS, name=lambda each: each[0])
def test_papers_come_in_parts_of_a_thousand_and_each_once(
    case: Partnership, row: ReviewCase, client: Client, officer: Account, name: str, table: Any, add: Any
) -> None:
    add(row, officer, A_PART + 7)
    first = answer_at(client, f"/api/v1/partnerships/{case.pk}/case/{name}/")
    assert (len(first[name]), first["previous"]) == (A_PART, None)
    second = answer_at(client, first["next"])
    assert (len(second[name]), second["next"]) == (7, None)
    ids = [each["id"] for each in (*first[name], *second[name])]
    assert ids == list(table.objects.order_by("at", "pk").values_list("pk", flat=True))
    back = answer_at(client, second["previous"])
    assert back[name] == first[name]
    few = answer_at(client, f"/api/v1/partnerships/{case.pk}/case/{name}/?page_size=5")
    assert [each["id"] for each in few[name]] == ids[:5]


@every("name, table, add", PAPERS, name=lambda each: each[0])
def test_twice_the_papers_make_no_longer_answer(
    case: Partnership, row: ReviewCase, client: Client, officer: Account, name: str, table: Any, add: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    taken = []
    for _ in range(2):
        add(row, officer, A_PART + 1)
        with counted(monkeypatch) as found:
            answer_at(client, f"/api/v1/partnerships/{case.pk}/case/{name}/")
        taken.append((found.queries, found.rows))
    assert taken[0] == taken[1], table


@every("query", ["cursor=x", "page_size=0", f"page_size={A_PART + 1}", "part=2"])
def test_a_wrong_parameter_of_the_papers_is_refused_by_name(case: Partnership, client: Client, query: str) -> None:
    for name, _table, _add in PAPERS:
        answer = client.get(f"/api/v1/partnerships/{case.pk}/case/{name}/?{query}")
        assert answer.status_code == 400
        assert [each["field"] for each in answer.json()["errors"]] == [query.partition("=")[0]]


def test_the_acts_after_an_assessment_come_in_parts_of_a_thousand(
    case: Partnership, row: ReviewCase, client: Client, officer: Account
) -> None:
    address = f"/api/v1/partnerships/{case.pk}/timeline/"
    (whole,) = answer_at(client, address)["results"]
    assert whole["acts_next"] is None
    before = len(whole["acts"])
    add_comments(row, officer, A_PART + 3)
    (first,) = answer_at(client, f"{address}?page_size=1")["results"]
    assert len(first["acts"]) == A_PART
    assert first["acts_next"].endswith(f"{address}?acts=2&page_size=1")
    (second,) = answer_at(client, first["acts_next"])["results"]
    assert (len(second["acts"]), second["acts_next"]) == (before + 3, None)
    assert second["acts"][3:] == whole["acts"]
    assert {**second, "acts": [], "acts_next": None} == {**first, "acts": [], "acts_next": None}
    (beyond,) = answer_at(client, f"{address}?acts=3")["results"]
    assert (beyond["acts"], beyond["acts_next"]) == ([], None)
    wrong = client.get(f"{address}?acts=0")
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (400, "acts")


def test_the_assessments_beside_a_part_of_the_acts_begin_with_the_first_part(case: Partnership, client: Client) -> None:
    newest = case.assessments.get()
    newest.pk = None
    newest._state.adding = True
    newest.requested_at += SECOND
    newest.save(force_insert=True)
    found = answer_at(client, f"/api/v1/partnerships/{case.pk}/timeline/?page_size=1&acts=2")
    assert found["next"]
    assert "acts=" not in found["next"]
