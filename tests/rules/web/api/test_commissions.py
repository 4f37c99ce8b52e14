"""A sitting over REST alone: from the upload of a list to the public report, in its order, and what is refused."""

import json
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.models import Account, GovernmentBody, Person, Role
from rules.commission.drawing import digest_of, draw_keys, seed_of
from rules.commission.population_file import keys_in_file
from rules.commission.sitting_run import run_sitting
from rules.commission.sittings import claim_sitting
from rules.models import Sitting
from tests.rules.commission.conftest import VALUE, body, fixed, officer  # noqa: F401 - fixtures
from tests.rules.commission.lists import many_contracts

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [pytest.mark.django_db, pytest.mark.server]
AT = "/api/v1/commissions/"


class Caller:
    """An account that has signed in and sends JSON."""

    def __init__(self, account: Account) -> None:
        self.client = Client()
        self.client.force_login(account)

    def post(self, path: str, sent: object = None) -> "Answer":
        """Send a POST request."""
        text = "" if sent is None else json.dumps(sent)
        return self.client.post(f"{AT}{path}", text, content_type="application/json")

    def done(self, path: str, sent: object = None) -> Any:
        """Return the answer to an act that is done."""
        answer = self.post(path, sent)
        assert answer.status_code == 201, answer.content.decode()
        return answer.json()

    def get(self, path: str) -> Any:
        """Return what is at an address."""
        answer = self.client.get(f"{AT}{path}")
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()


@pytest.fixture
def office(officer: Account) -> Caller:  # noqa: F811 - the fixture
    return Caller(officer)


@pytest.fixture
def seat(office: Caller) -> Caller:
    made = office.done("", {"name": "入札等監視委員会（架空）"})
    person = Person.objects.create(name_ja="田中 架空")
    account = Account.objects.create_user("tanaka", "a long pass phrase", role=Role.COMMISSION_MEMBER, person=person)
    office.done(f"{made['id']}/members/", {"account": "tanaka", "name": "田中 架空", "occupation": "弁護士"})
    return Caller(account)


def begun(office: Caller, *files: bytes, **more: str) -> "Answer":
    """Return the answer to the begin of a sitting on these lists."""
    (commission,) = office.get("")["results"]
    sent = {"form": "contract_list", "from_on": "2024-04-01", "until_on": "2024-05-31", "size": "6", **more}
    lists = [SimpleUploadedFile(f"list{place}.csv", each) for place, each in enumerate(files)]
    with patch("institutions.jobs.dispatch.send_task"):
        return office.client.post(f"{AT}{commission['id']}/sittings/", {**sent, "file": lists})


def read(office: Caller, *files: bytes) -> str:
    """Return the path of a sitting whose contracts a worker has read."""
    answer = begun(office, *files)
    assert answer.status_code == 202, answer.content.decode()
    made = answer.json()
    assert answer.headers["Location"] == f"{AT}sittings/{made['id']}/"
    waiting = office.client.get(answer.headers["Location"])
    assert (waiting.json()["step"], waiting.headers["Retry-After"]) == ("reading", "2")
    claim = claim_sitting(made["id"])
    assert claim
    run_sitting(claim)
    return f"sittings/{made['id']}/"


def test_a_sitting_goes_from_the_upload_to_the_public_report_over_rest_alone(
    office: Caller,
    seat: Caller,
    officer: Account,  # noqa: F811 - the fixture
) -> None:
    at = read(office, many_contracts(8), many_contracts(12))
    shown = office.get(at)
    assert (shown["step"], shown["total"], len(shown["files"])) == ("read", 12, 2)
    assert (shown["is_secretariat"], shown["is_member"], shown["lacking"]) == (True, False, [])
    before = seat.get(f"{at}contracts/?page_size=20")["results"]
    assert [each["number"] for each in before] == list(range(1, 13))
    assert not any(each["findings"] for each in before), "nobody sees them before the draw"
    assert office.client.get(f"{AT}{at}population.csv").status_code == 404
    assert "対象契約の確定待ち" in seat.post(f"{at}draw/", {"value": VALUE}).json()["text"]["ja"]
    late = office.post(f"{at}fixing/", {"source": "nikkei", "on": "2020-01-06"})
    assert late.json()["errors"][0]["code"] == "commission.value_known"
    fixed(Sitting.objects.get(), officer)  # a day before, so that the value is known now
    published = office.client.get(f"{AT}{at}population.csv").content.decode()
    keys = list(keys_in_file(published.splitlines()))
    (wrong,) = seat.post(f"{at}draw/", {"value": "many"}).json()["errors"]
    assert "公表された値" in wrong["text"]["ja"]
    drawn = seat.done(f"{at}draw/", {"value": VALUE})
    seed = seed_of(digest_of(keys), VALUE)
    assert next(each for each in drawn["acts"] if each["act"] == "drawn")["content"]["seed"] == seed
    assert any(each["rule"] == "COL-09" for each in drawn["lacking"])
    contracts = seat.get(f"{at}contracts/?page_size=20")["results"]
    proposed = sorted((each for each in contracts if each["proposed"]), key=lambda each: each["place"])
    random = [each["key"] for each in proposed if each["proposed"] == "random"]
    assert random == draw_keys(keys, seed, 2)
    early = seat.post(f"{at}choice/")
    assert (early.status_code, early.json()["code"]) == (409, "commission.not_declared")
    first, second, third = (each["number"] for each in proposed[:3])
    strange = seat.post(f"{at}ties/", {"ties": [{"number": 99, "reason": "A sum."}]})
    assert (strange.status_code, strange.json()["errors"][0]["field"]) == (422, "/ties/0/number")
    seat.done(f"{at}ties/", {"ties": [{"number": first, "reason": "My firm advises the company."}]})
    barred = seat.post(f"{at}contracts/{first}/choice/", {"chosen": False, "reason": "Seen."})
    assert barred.json()["code"] == "commission.withdrawn"
    left = seat.done(f"{at}contracts/{second}/choice/", {"chosen": False, "reason": "It was looked at last year."})
    assert (left["chosen"], left["choice"]["reason"]) == (False, "It was looked at last year.")
    seat.done(f"{at}contracts/{third}/withdrawal/", {"reason": "I met its director."})
    numbers = seat.done(f"{at}choice/")["acts"][-1]["content"]["numbers"]
    assert second not in numbers
    other = conclude(office, at, numbers, (first, third))
    report = other.done(f"{at}report/", {"reviewed": True, "names": ["山田 太郎"]})
    assert report["published"]
    said = json.dumps(report, ensure_ascii=False)
    assert "仕様の要件を見直すこと。" in said
    assert not any(word in said for word in ("山田", "R018", "COL-"))
    assert office.get(f"{at}report/") == report
    table = office.client.get(f"{AT}{at}report/csv/?language=ja").content.decode("utf-8-sig")
    assert table.startswith("番号,")
    assert "仕様の要件を見直すこと。" in table


def conclude(office: Caller, at: str, numbers: list[int], left: tuple[int, ...]) -> Caller:
    """Write the minutes of every contract, those that the first member left by a second one, whom it returns."""
    (commission,) = office.get("")["results"]
    person = Person.objects.create(name_ja="鈴木 架空")
    account = Account.objects.create_user("suzuki", "a long pass phrase", role=Role.COMMISSION_MEMBER, person=person)
    sent = {"account": "suzuki", "name": "鈴木 架空", "occupation": "公認会計士"}
    office.done(f"{commission['id']}/members/", sent)
    second, first = Caller(account), Caller(Account.objects.get(username="tanaka"))
    second.done(f"{at}ties/", {"ties": []})
    for number in numbers:
        member = second if number in left else first
        place = f"{at}contracts/{number}/minutes/"
        member.done(place, {"sort": "question", "text": "なぜ1者のみの応札となったのか。"})
        office.done(place, {"sort": "answer", "text": "山田太郎が仕様を定めた。"})
        shown = member.done(place, {"sort": "opinion", "result": "opinion", "text": "仕様の要件を見直すこと。"})
        assert [each["sort"] for each in shown["minutes"]] == ["question", "answer", "opinion"]
    twice = second.post(f"{at}contracts/{left[0]}/minutes/", {"sort": "opinion", "result": "none"})
    assert twice.json()["code"] == "commission.one_opinion"
    return second


def test_a_list_with_a_wrong_row_says_where_and_the_sitting_is_cancelled_with_a_reason(
    office: Caller, seat: Caller
) -> None:
    at = read(office, many_contracts().decode("utf-8-sig").replace("1001000", "many").encode())
    shown = seat.get(at)
    assert (shown["step"], shown["troubles"][0]["code"], shown["digest"]) == ("failed", "commission.row_wrong", None)
    refused = seat.post(f"{at}cancellation/", {"reason": "A wrong list."})
    assert (refused.status_code, refused.json()["code"]) == (403, "caller.no_secretariat")
    assert office.done(f"{at}cancellation/", {"reason": "A wrong list."})["step"] == "cancelled"


def test_wrong_values_are_named_by_the_fields_of_the_body(office: Caller, seat: Caller) -> None:
    answer = begun(office, many_contracts(), from_on="2024-06-01")
    assert [(each["field"], each["code"]) for each in answer.json()["errors"]] == [
        ("/until_on", "commission.period_turned")
    ]
    assert begun(office, many_contracts(), form="").json()["errors"][0]["field"] == "/form"
    (commission,) = office.get("")["results"]
    again = office.post(f"{commission['id']}/members/", {"account": "nobody", "name": "田中", "occupation": "弁護士"})
    assert again.json()["errors"][0]["field"] == "/account"
    (member,) = office.get(f"{commission['id']}/")["members"]
    assert office.post(f"{commission['id']}/members/{member['id']}/end/").json()["ended_at"]
    assert seat.client.get(f"{AT}{commission['id']}/").status_code == 404, "a former member reads nothing"


def test_a_key_reads_no_commission(office: Caller, seat: Caller, body: GovernmentBody) -> None:  # noqa: F811
    headers = {"Authorization": f"Bearer {make_key(body, scopes=SCOPES)[1]}"}
    answer = Client().get(AT, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "caller.no_commission_reader")


def test_a_member_whom_no_person_stands_behind_reads_and_does_not_act(seat: Caller, office: Caller) -> None:
    at = read(office, many_contracts())
    Account.objects.filter(username="tanaka").update(person=None)
    unlinked = Caller(Account.objects.get(username="tanaka"))
    assert unlinked.get(at)
    for path, sent in (("draw/", {"value": "38915.87"}), ("ties/", {"ties": []}), ("choice/", {})):
        refused = unlinked.post(f"{at}{path}", sent)
        assert (refused.status_code, refused.json()["code"]) == (403, "commission.member_unknown"), path
    page = unlinked.client.post(f"/commissions/{at}", {"do": "draw", "value": "38915.87"})
    assert page.status_code == 403
    assert "linked to no person" in page.content.decode()
