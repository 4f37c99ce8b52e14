"""An entry of the form in one line: amounts with separators, and days in the calendar of the reader."""

from typing import Any

import pytest
from django.test import Client

from institutions.kinds import FieldSort
from institutions.models import FormDraft
from rules.web.pages.form.error_links import of_question
from rules.web.pages.form.inputs import words_of_value
from tests.rules.web.pages.asked_draft import draft, shown  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
MEAL: dict[str, Any] = {
    "kind": "benefit",
    "giver": "hikari",
    "person": "sato",
    "type": "meal",
    "value_yen": 12_000,
    "on": "2026-02-12",
}


def test_a_line_shows_amounts_and_days_as_people_write_them(client: Client, draft: FormDraft) -> None:  # noqa: F811
    draft.store({**draft.document, "statements": [MEAL]}, version=draft.version, step="people")
    assert "12,000 yen, 12 February 2026" in shown(client, draft, "people")
    assert "飲食、12,000円、令和8年2月12日" in shown(client, draft, "people", "ja")


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        (FieldSort.DATE, "2026-02-31"),
        (FieldSort.DATE, "last spring"),
        (FieldSort.YEN, "much"),
        (FieldSort.YEN, "9" * 21),
        (FieldSort.TEXT, "12000"),
        (FieldSort.YEN, ""),
    ],
)
def test_what_is_wrong_or_of_another_kind_stays_as_it_was_typed(sort: FieldSort, text: str) -> None:
    assert words_of_value(sort, text, "ja") == ""


def test_an_input_is_named_behind_its_question_without_a_second_mark() -> None:
    assert of_question("株式等を保有していますか。", "保有者") == "株式等を保有していますか。保有者"
    assert of_question("Does anyone hold shares?", "Holder") == "Does anyone hold shares? Holder"
