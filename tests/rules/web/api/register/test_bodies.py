"""/bodies/ and /organisation/: government bodies and their chart as of a day."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.models import GovernmentBody, Post, table_of
from tests.rules.web.api.conftest import Caller
from tests.rules.web.pages.register.bodies.register import gazette, mandate, name, office, under


@pytest.fixture
def bodies(db: None) -> None:
    """Store a cabinet, a ministry that was renamed and moved, and a division of 2020."""
    top, older = office("TOP", "1947-05-03", type="cabinet_organ"), office("OLDER", "1947-05-03", type="cabinet_organ")
    ministry = office("MIN")
    ministry.names.update(until_on=date(2010, 12, 31))
    name(ministry, "Ministry of Fiction", "架空省", from_on=date(2011, 1, 1))
    under(ministry, older, until_on=date(2010, 12, 31))
    under(ministry, top, from_on=date(2011, 1, 1))
    under(office("DIV", "2020-04-01", type="other"), ministry)
    mandate(ministry, "promotes", domain="medical", from_on=date(2020, 1, 1), review_on=date(2027, 6, 30))
    mandate(ministry, "regulates", domain="medical")
    office("UNDATED", None)


def read(caller: Caller, address: str) -> Any:
    answer = caller.get(address)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.usefixtures("bodies")
def test_a_body_is_told_as_of_a_day_with_its_past(caller: Caller) -> None:
    then = read(caller, "bodies/MIN/?on=2010-12-31")
    assert (then["name"], then["parent"], then["there"], then["children"]) == (
        {"en": "MIN Office", "ja": "MIN庁"}, "OLDER", True, [],
    )  # fmt: skip
    now = read(caller, "bodies/MIN/?on=2020-04-01")
    assert (now["name"]["en"], now["parent"], now["children"]) == ("Ministry of Fiction", "TOP", ["DIV"])
    assert [(each["text"], each["until_on"]) for each in now["names"] if each["language"] == "en"] == [
        ("MIN Office", "2010-12-31"),
        ("Ministry of Fiction", None),
    ]
    assert [(each["parent"], each["from_on"]) for each in now["parents"]] == [("OLDER", None), ("TOP", "2011-01-01")]
    promotes = next(each for each in now["mandates"] if each["function"] == "promotes")
    assert (promotes["domain"], promotes["review_on"], promotes["confidence"]) == ("medical", "2027-06-30", "seen")
    said = tuple(promotes[name] for name in ("lead", "target", "duty_to_answer", "in_law"))
    assert said == ("sole", None, None, None)
    assert promotes["basis"]["ja"] == "架空法（promotes）第1条"
    assert promotes["source"] == {
        "id": gazette().pk,
        "title": {"en": "Fictional gazette", "ja": "架空官報"},
        "publisher": "Fictional printing office",
        "url": "https://example.jp/gazette",
        "retrieved_on": "2026-06-01",
    }
    assert (now["promotes_and_regulates"], then["promotes_and_regulates"]) == (["medical"], [])


def stated(kind: str, reach: str = "register", **values: Any) -> None:
    table_of(kind).objects.create(reach=reach, source=gazette(), **values)


@pytest.mark.usefixtures("bodies")
def test_a_body_has_its_posts_seats_officials_from_elsewhere_and_budget_lines(caller: Caller) -> None:
    ministry, division = (GovernmentBody.objects.get(code=code) for code in ("MIN", "DIV"))
    Post.objects.create(
        body=division,
        name_en="Chair",
        name_ja="委員長",
        appointed_by=ministry,
        consent="diet",
        tenure=True,
        source=gazette(),
    )
    stated("seat", body=division, holder=ministry)
    stated("seat", "case", body=division, holder=division)
    stated("posting", body=division, origin=ministry, posts="Counsellor", people=2, keeps_post=True)
    stated("delegation", body=ministry, delegate=division, delegated_function="audits", basis_in_law="Fictional Act")
    stated("budget_line", body=ministry, shared_with=division, programme="Fictional fund", amount_yen=5)
    given, taking = read(caller, "bodies/MIN/"), read(caller, "bodies/DIV/")
    assert (given["posts"], given["seats"]) == ([], taking["seats"])
    (post,) = taking["posts"]
    said = ("name", "appointed_by", "dismissed_by", "consent", "tenure")
    assert [post[each] for each in said] == [{"en": "Chair", "ja": "委員長"}, "MIN", None, "diet", True]
    (seat,) = taking["seats"]
    assert [seat[each] for each in ("council", "holder", "holder_kind", "votes")] == ["DIV", "MIN", "body", 1]
    assert given["postings"] == taking["postings"]
    (posting,) = taking["postings"]
    working = ("body", "origin", "posts", "people", "keeps_post", "approved_exchange", "domain")
    assert [posting[each] for each in working] == ["DIV", "MIN", "Counsellor", 2, True, None, None]
    assert given["delegations"] == taking["delegations"]
    (delegation,) = taking["delegations"]
    delegated = ("body", "delegate", "function", "domain", "basis")
    assert [delegation[each] for each in delegated] == ["MIN", "DIV", "audits", None, "Fictional Act"]
    assert given["budget_lines"] == taking["budget_lines"]
    (line,) = taking["budget_lines"]
    assert [line[each] for each in ("body", "programme", "amount_yen", "shared_with")] == [
        "MIN",
        "Fictional fund",
        5,
        "DIV",
    ]
    assert line["source"]["title"]["en"] == "Fictional gazette"
    assert given["cut_short"] == taking["cut_short"] == []


@pytest.mark.usefixtures("bodies")
def test_very_many_statements_of_a_kind_are_cut_and_said_to_be(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules.web.api.register.bodies.MOST_ROWS", 2)
    ministry, division = (GovernmentBody.objects.get(code=code) for code in ("MIN", "DIV"))
    for number in range(3):
        stated("budget_line", body=ministry, programme=f"Fictional fund {number}", amount_yen=number)
    stated("posting", body=ministry, origin=division, posts="Counsellor", people=2, keeps_post=True)
    given = read(caller, "bodies/MIN/")
    assert [len(given[name]) for name in ("budget_lines", "postings")] == [2, 1]
    assert given["cut_short"] == ["budget_lines"]


@pytest.mark.usefixtures("bodies")
def test_whether_it_was_there_is_yes_no_or_not_known(caller: Caller) -> None:
    found = {each["code"]: each["there"] for each in read(caller, "bodies/?on=2019-12-31")["results"]}
    assert (found["MIN"], found["DIV"], found["UNDATED"]) == (True, False, None)


@pytest.mark.usefixtures("bodies")
def test_the_list_is_as_of_the_day_and_today_without_one(caller: Caller) -> None:
    def row(query: str) -> Any:
        return next(each for each in read(caller, f"bodies/?q=fiction{query}")["results"] if each["code"] == "MIN")

    assert (row("&on=2010-12-31")["name"]["en"], row("&on=2010-12-31")["parent"]) == ("MIN Office", "OLDER")
    assert (row("")["name"]["en"], row("")["parent"]) == ("Ministry of Fiction", "TOP")


@pytest.mark.usefixtures("bodies")
def test_the_chart_of_a_day_and_what_changed_since_another(caller: Caller) -> None:
    found = read(caller, "organisation/?on=2020-04-01&since=2010-12-31")
    placed = {each["code"]: (each["name"]["en"], each["parent"]) for each in found["bodies"]}
    assert placed["MIN"] == ("Ministry of Fiction", "TOP")
    assert placed["DIV"] == ("DIV Office", "MIN")
    assert "UNDATED" in [each["code"] for each in found["not_known"]]
    assert found["changes"] == {
        "founded": ["DIV"],
        "dissolved": [],
        "renamed": [
            {
                "code": "MIN",
                "before": {"en": "MIN Office", "ja": "MIN庁"},
                "after": {"en": "Ministry of Fiction", "ja": "架空省"},
            }
        ],
        "moved": [{"code": "MIN", "before": "OLDER", "after": "TOP"}],
    }
    today = read(caller, "organisation/")
    assert (today["on"], today["since"], today["changes"]) == (timezone.localdate().isoformat(), None, None)


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("organisation/?on=2020-02-30", "on"),
        ("organisation/?on=", "on"),
        ("organisation/?since=x", "since"),
        ("organisation/?day=2020-04-01", "day"),
        ("bodies/?on=20200401", "on"),
        ("bodies/?onn=2020-04-01", "onn"),
        ("bodies/METI/?on=%00", "on"),
        ("bodies/METI/?day=2020-04-01", "day"),
    ],
)
def test_a_wrong_parameter_is_400_and_named(caller: Caller, address: str, field: str) -> None:
    answer = caller.get(address)
    assert answer.status_code == 400
    assert [each["field"] for each in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("code", ["NOBODY", "7d3f1f1e-6c0c-4c55-8b2e-6f6b0a2f9d01", "%00"])
def test_a_body_that_is_not_there_is_404(caller: Caller, code: str) -> None:
    assert caller.get(f"bodies/{code}/").status_code == 404


def test_a_body_without_a_code_is_named_by_its_id(caller: Caller) -> None:
    city = GovernmentBody.objects.create(name_en="Fictional City", country="JP")
    assert read(caller, f"bodies/{city.pk}/")["name"]["en"] == "Fictional City"
    assert str(city.pk) in [each["code"] for each in read(caller, "organisation/")["not_known"]]


@pytest.mark.parametrize("address", ["bodies/?page_size=100", "organisation/?since=2001-01-01", "bodies/METI/"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_bodies(
    caller: Caller, meti: GovernmentBody, address: str
) -> None:
    under(office("FIRST"), meti)
    caller.get(address)
    numbers = []
    for codes in ((), range(20)):
        for code in codes:
            under(office(f"B-{code}"), meti)
            mandate(meti, "funds", basis_en=str(code))
        with CaptureQueriesContext(connection) as captured:
            read(caller, address)
        numbers.append(len(captured))
    assert numbers[0] == numbers[1]
