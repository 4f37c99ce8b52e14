"""Official lists over REST: which are kept, of which day, and who is on them; every caller reads them."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import GovernmentBody
from tests.institutions.lists.editions import LYRA, ORION, VEGA, bring, edition_file
from tests.rules.web.api.conftest import Caller


@pytest.fixture
def kept(caller: Caller, meti: GovernmentBody, tmp_path: Path) -> dict[str, Any]:
    """Return a list with two editions, and another one."""
    bring(edition_file(tmp_path, ORION, LYRA, VEGA), meti)
    bring(edition_file(tmp_path, ORION, VEGA, as_of="2026-09-01"), meti)
    bring(edition_file(tmp_path, LYRA, list="other", title="Another list"), meti)
    found: dict[str, Any] = caller.get("lists/?list=meti_end_user").json()["results"][0]
    return found


def test_a_list_says_of_which_day_it_is_and_where_it_is_from(kept: dict[str, Any], caller: Caller) -> None:
    del kept["id"], kept["taken_at"]
    assert kept == {
        "list": "meti_end_user",
        "label": {"en": "METI Foreign End User List", "ja": "外国ユーザーリスト"},
        "title": "Fictional end user list",
        "publisher": "Fictional Office of Lists",
        "url": "https://lists.example/end-users",
        "kept_by": "METI",
        "as_of": "2026-09-01",
        "entries": 2,
    }
    titles = [each["title"] for each in caller.get("lists/").json()["results"]]
    assert titles == ["Another list", "Fictional end user list"]


def test_a_list_has_its_editions(kept: dict[str, Any], other: Caller) -> None:
    editions = other.get(f"lists/{kept['id']}/").json()["editions"]
    assert [(each["as_of"], each["added"], each["ended"]) for each in editions] == [
        ("2026-09-01", 0, 1),
        ("2026-06-01", 3, 0),
    ]


def test_who_is_on_a_list_depends_on_the_day(kept: dict[str, Any], other: Caller) -> None:
    def names(query: str = "") -> list[str]:
        answer = other.get(f"lists/{kept['id']}/entries/{query}").json()
        return sorted(each["name"]["en"] for each in answer["results"])

    assert names() == ["Orion Dynamics", "Vega Sensors"]
    assert names("?on=2026-08-31") == ["Lyra Optics", "Orion Dynamics", "Vega Sensors"]
    assert names("?on=2026-01-14&page_size=1") != names("?on=2026-01-14")
    entry = other.get(f"lists/{kept['id']}/entries/?on=2026-08-31").json()["results"][0]
    assert (entry["name"]["en"], entry["until_on"]) == ("Lyra Optics", "2026-08-31")
    assert entry["source"] == "Fictional end user list (2026-06-01)"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("lists/?list=nothing", 400),
        ("lists/?colour=red", 400),
        ("lists/00000000-0000-0000-0000-000000000000/", 404),
        ("lists/00000000-0000-0000-0000-000000000000/entries/", 404),
        ("lists/{id}/entries/?on=tomorrow", 400),
        ("lists/{id}/entries/?from=2026-01-01", 400),
    ],
)
def test_what_is_wrong_is_named(kept: dict[str, Any], caller: Caller, path: str, status: int) -> None:
    answer = caller.get(path.format(id=kept["id"]))
    assert answer.status_code == status
    assert answer.json()["status"] == status


def test_treaties_are_a_list_without_companies(caller: Caller, meti: GovernmentBody, tmp_path: Path) -> None:
    headings = "treaty,name,name_ja,form,status,signed_on,isds,confidence,party.country"
    row = "bit_nova,Japan–Nova Agreement,日・ノヴァ協定,investment,signed,2026-04-01,unknown,seen,SM"
    bring(edition_file(tmp_path, row, headings=headings, list="investment_treaties"), meti)
    (found,) = caller.get("lists/").json()["results"]
    assert (found["list"], found["entries"]) == ("investment_treaties", 1)
    assert caller.get(f"lists/{found['id']}/entries/").status_code == 404


def test_the_queries_do_not_depend_on_the_lists(
    kept: dict[str, Any], caller: Caller, meti: GovernmentBody, tmp_path: Path
) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert caller.get(path).status_code == 200
        return len(caught)

    paths = ("lists/", f"lists/{kept['id']}/", f"lists/{kept['id']}/entries/")
    before = [queries(path) for path in paths]
    rows = (ORION, VEGA, "7,,Altair Works,XA,,,", "8,,Deneb Systems,XB,,,")
    bring(edition_file(tmp_path, *rows, as_of="2026-10-01"), meti)
    bring(edition_file(tmp_path, LYRA, list="other", publisher="Office B"), meti)
    assert [queries(path) for path in paths] == before
    assert max(before) <= 5
