"""A table that is pasted or uploaded: its rows become entries as if they had been typed, all of them or none."""

import csv
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from institutions.models import FormDraft
from rules.web.pages.form.pasting.targets import TARGETS
from tests.rules.web.pages.asked_draft import draft, shown

__all__ = ("draft",)  # the fixture
pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

BIDS = """
Bidder\tCorporate number\tBid\tDate\tResult
Hikari Magnetics\t\t12億円\tR8.6.1\tvalid
Sora Works\t7000012050002\t1,300,000,000\t2026-06-01\tdisqualified
"""


def pasted(client: Client, draft: FormDraft, of: str, table: str, **others: Any) -> Any:
    """Send a table and return the answer."""
    draft.refresh_from_db()
    answer = client.post(f"/propose/{draft.pk}/table/{of}/", {"version": str(draft.version), "table": table, **others})
    draft.refresh_from_db()
    return answer


def test_a_table_of_bidders_from_a_spreadsheet_becomes_bids(client: Client, draft: FormDraft) -> None:
    answer = pasted(client, draft, "bids", BIDS)
    assert answer["Location"] == f"/propose/{draft.pk}/rivals/#q-bids"
    first, second = draft.document["statements"]
    assert first == {
        "kind": "bid",
        "company": "hikari",
        "amount_yen": 1_200_000_000,
        "on": "2026-06-01",
        "status": "valid",
    }
    added = draft.document["companies"][1]
    assert added == {"key": second["company"], "name": {"en": "Sora Works"}, "corporate_number": "7000012050002"}
    assert (second["amount_yen"], second["status"]) == (1_300_000_000, "disqualified")
    page = shown(client, draft, "rivals")
    assert "2 entries were added." in page
    assert f'href="/propose/{draft.pk}/table/bids/"' in page


def test_japanese_headings_words_and_a_file_are_read_too(client: Client, draft: FormDraft) -> None:
    written = io.StringIO()
    csv.writer(written).writerows([["商号又は名称", "入札金額", "結果"], ["空工業株式会社", "３００万", "有効"]])
    file = SimpleUploadedFile("bids.csv", written.getvalue().encode("cp932"))
    answer = pasted(client, draft, "bids", "", file=file)
    assert answer.status_code == 302, answer.content.decode()
    assert draft.document["companies"][1]["name"] == {"ja": "空工業株式会社"}
    assert draft.document["statements"][0]["amount_yen"] == 3_000_000


def test_a_list_of_results_that_says_who_won_is_a_list_of_valid_bids(client: Client, draft: FormDraft) -> None:
    table = "入札者\t入札金額\t結果\n空工業株式会社\t1億2,000万円\t落札\n北工業株式会社\t1.3億\t落選\n"
    assert pasted(client, draft, "bids", table).status_code == 302
    assert [each["status"] for each in draft.document["statements"]] == ["valid", "valid"]


def test_a_list_of_officials_brings_their_posts(client: Client, draft: FormDraft) -> None:
    draft.store({**draft.document, "sponsor": "METI"}, version=draft.version, step="officials")
    table = "氏名,役割,役職,Grade\n佐藤 遥,決裁者,製造産業局長,director_general\nSuzuki Ken,evaluator,,\n"
    assert pasted(client, draft, "officials", table).status_code == 302
    named = {row["key"]: row["name"] for row in draft.document["people"]}
    roles = [(named[row["person"]], row["role"]) for row in draft.document["officials"][1:]]
    assert roles == [({"ja": "佐藤 遥"}, "decision_maker"), ({"en": "Suzuki Ken"}, "evaluator")]
    (post,) = draft.document["statements"]
    assert named[post.pop("person")] == {"ja": "佐藤 遥"}
    assert post == {"kind": "appointment", "body": "METI", "post": "製造産業局長", "grade": "director_general"}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "Paste a table, or choose a file."),
        ("Bidder,Colour\nSora,red", "We do not know these columns: Colour. Rename or remove them. The table may have:"),
        ("Bidder,Result\nSora,best", "Row 2, Result: “best” is not a valid value. Write one of: "),
        ("Bidder,Bid\nSora,much", "Row 2, "),
        ("Bidder,Bid\n", "The table has headings only."),
        ("Bidder,Bid\n" + "Sora,1\n" * 201, "The table has more than 200 rows."),
        ("Bidder,Date\nSora,令和8年2月30日", "Row 2, "),
        ("Bidder,Corporate number\nSora,123", "Row 2, Corporate number: "),
        ("Corporate number\n1234567890123", "Row 2, Corporate number: "),
    ],
)
def test_a_table_with_an_error_adds_nothing_and_says_where_it_is(
    client: Client, draft: FormDraft, table: str, said: str
) -> None:
    before = draft.document
    answer = pasted(client, draft, "bids", table)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert draft.document == before
    assert table.strip()[:200].replace("\n", "") in answer.content.decode().replace("\n", "")


def test_a_newer_draft_is_not_overwritten(client: Client, draft: FormDraft) -> None:
    answer = pasted(client, draft, "bids", BIDS, version="0")
    assert answer.status_code == 409
    assert "statements" not in draft.document


def test_rows_answer_a_question_that_was_denied(client: Client, draft: FormDraft) -> None:
    draft.store(draft.document, version=draft.version, step="rivals", answers={"bids": "no", "market": "no"})
    pasted(client, draft, "bids", BIDS)
    assert draft.answers == {"market": "no"}


def test_every_target_has_a_page_in_both_languages(client: Client, draft: FormDraft) -> None:
    assert {"officials", "participants", "bids"} <= TARGETS.keys()
    for name in TARGETS:
        for language in ("en", "ja"):
            answer = client.get(f"/propose/{draft.pk}/table/{name}/", headers={"Accept-Language": language})
            assert answer.status_code == 200
    assert client.get(f"/propose/{draft.pk}/table/nothing/").status_code == 404
