"""A page, a file or an answer is of one day, also when midnight passes while it is made."""

from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.models import Account, GovernmentBody, Partnership
from rules.models import CaseSummary
from rules.review.work.ageing import days_since
from rules.review.work.filters import given_filters
from rules.web.api import work as work_api
from rules.web.pages import dashboard, work
from rules.web.pages.cases import case_list
from rules.web.pages.cases.case_rows import case_rows, submitted_words
from tests.fixed_clock import evening_of, midnight_after
from tests.rules.web.pages.conftest import signed_in

LOOKS = [1, 2, 3, 4, 5, 6]
Seen = list[date]


@pytest.fixture
def tables(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Return the days of the tables that are made."""
    seen: Seen = []
    for module in (dashboard, work_api):
        made = module.tables_for

        def noted(user: Any, today: date, *rest: Any, made: Any = made) -> Any:  # Any: of the function
            seen.append(today)
            return made(user, today, *rest)

        monkeypatch.setattr(module, "tables_for", noted)
    return seen


@pytest.fixture
def reader(case: Partnership, first: Account) -> Client:
    """Return the browser of a reviewer who signed in this evening, in a register with a case."""
    assert case.pk
    with evening_of(timezone.localdate()):  # a session begun in the morning would have ended by midnight
        return signed_in(first)


@pytest.mark.parametrize("looks", LOOKS)
def test_the_dashboard_is_of_the_day_that_it_names(reader: Client, tables: Seen, looks: int) -> None:
    with midnight_after(looks, timezone.localdate()):
        page = reader.get("/dashboard/")
    assert [page.context["now"].date()] == tables


@pytest.mark.parametrize("looks", LOOKS)
def test_its_file_has_one_day_in_its_name_its_head_and_its_tables(reader: Client, tables: Seen, looks: int) -> None:
    with midnight_after(looks, timezone.localdate()):
        answer: Any = reader.get("/dashboard/file/?format=csv")
        content = b"".join(answer.streaming_content).decode("utf-8-sig")
    (day,) = tables
    assert f"dashboard-{day}.csv" in answer["Content-Disposition"]
    assert f",{day}T" in content.splitlines()[0]


@pytest.mark.parametrize("looks", LOOKS)
def test_so_has_the_answer_of_rest(case: Partnership, meti: GovernmentBody, tables: Seen, looks: int) -> None:
    key = make_key(meti, scopes=["read"])[1]
    with midnight_after(looks, timezone.localdate()):
        answer = Client().get("/api/v1/dashboard/", headers={"Authorization": f"Bearer {key}"}).json()
    as_of = datetime.fromisoformat(answer["as_of"])
    assert [timezone.localdate(as_of)] == tables, case.pk


@pytest.mark.parametrize("looks", LOOKS)
def test_the_rows_of_rest_are_of_one_day(case: Partnership, meti: GovernmentBody, looks: int) -> None:
    """A case in its first state has been in it since it was submitted."""
    CaseSummary.objects.update(submitted_at=timezone.now(), state_since=timezone.now())
    key = make_key(meti, scopes=["read"])[1]
    with midnight_after(looks, timezone.localdate()):
        (row,) = Client().get("/api/v1/work/", headers={"Authorization": f"Bearer {key}"}).json()["results"]
    assert row["days_since_submitted"] == row["days_in_state"], case.pk


@pytest.mark.parametrize("looks", LOOKS)
def test_the_list_is_filtered_and_worded_for_one_day(
    reader: Client, monkeypatch: pytest.MonkeyPatch, looks: int
) -> None:
    seen: Seen = []

    def noted(query: Any, asker: Any) -> Any:  # Any: of the function
        seen.append(asker.today)
        return given_filters(query, asker)

    monkeypatch.setattr(case_list, "given_filters", noted)
    with midnight_after(looks, timezone.localdate()):
        (row,) = reader.get("/partnerships/").context["rows"]
    (day,) = seen
    assert row["submitted"] == submitted_words(days_since(CaseSummary.objects.get().submitted_at, day))


@pytest.mark.parametrize("looks", LOOKS)
def test_the_first_page_counts_and_words_its_queues_for_the_day_that_it_names(
    reader: Client, monkeypatch: pytest.MonkeyPatch, looks: int
) -> None:
    seen: list[str] = []

    def noted(*given: Any) -> Any:  # Any: of the function
        found = case_rows(*given)
        seen.extend(each["submitted"] for each in found)
        return found

    monkeypatch.setattr(work, "case_rows", noted)
    with midnight_after(looks, timezone.localdate()):
        page = reader.get("/")
    day = page.context["now"].date()
    assert seen == [submitted_words(days_since(CaseSummary.objects.get().submitted_at, day))]
