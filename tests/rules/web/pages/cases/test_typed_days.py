"""Days of decisions, measures, conditions, recusals and hearings are typed as in the form: in either calendar."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from institutions.models import Account, Partnership
from institutions.values.calendar import day_in_words
from rules.models import CaseCondition, FindingDecision
from tests.rules.review.casework.building import finding_of, soon, under_review
from tests.rules.web.pages.casework import post, shown
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def as_people_write(day: date) -> list[str]:
    """Return a day as an official types it."""
    era = day.year - 2018
    return [
        day_in_words(day, "ja"),
        f"R{era}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        day.isoformat(),
    ]


def test_the_deadline_of_a_condition_is_typed_in_either_calendar(case: Partnership, first: Account) -> None:
    under_review(case, first)
    client = signed_in(first)
    for typed in as_people_write(soon()):
        post(client, case, "add_condition", text=f"Report {typed}", owner="Personnel", due_on=typed)
        assert CaseCondition.objects.get(text=f"Report {typed}").due_on == soon(), typed


def test_the_days_of_a_decision_are_typed_in_either_calendar(case: Partnership, first: Account) -> None:
    under_review(case, first)
    client = signed_in(first)
    measure = {"measure-0-text": "Bar Sato", "measure-0-owner": "Personnel"}
    japanese = as_people_write(soon())[0]
    for name, sent in (
        ("ends_on", {"decided": "dismissed", "ends_on": japanese}),
        ("answer_by", {"decided": "more_information", "asked_of": "METI", "answer_by": japanese}),
        ("due_on", {"decided": "mitigated", **measure, "measure-0-due_on": japanese}),
    ):
        address = f"/findings/{finding_of(case, 'COL-01').match.finding_id}/"
        token = re.search(r'name="seen" value="(\w+)"', shown(client, address))
        assert token
        sent |= {"seen": token[1], "reason": "The file was looked at."}
        assert client.post(address, sent).status_code == 302, name
        decision = FindingDecision.objects.latest("number")
        day = decision.measures.get().due_on if name == "due_on" else getattr(decision, name)
        assert day == soon(), name


def test_a_day_that_is_none_stays_as_it_was_typed(case: Partnership, first: Account) -> None:
    under_review(case, first)
    page = post(signed_in(first), case, "add_condition", text="Report", owner="Personnel", due_on="next week")
    assert 'name="due_on" value="next week"' in page.content.decode()
    late = timezone.localdate() - timedelta(days=1)
    page = post(signed_in(first), case, "add_condition", text="Report", owner="Personnel", due_on=late.isoformat())
    assert day_in_words(late, "ja") in page.content.decode(), "the day is shown in the other calendar beside it"


def test_the_pages_of_a_review_have_no_input_of_the_browsers_own_calendar(case: Partnership, first: Account) -> None:
    under_review(case, first)
    client = signed_in(first)
    for address in (
        f"/partnerships/{case.pk}/case/",
        *(f"/findings/{each.pk}/" for each in case.findings.all()),
    ):
        page = shown(client, address)
        assert 'type="date"' not in page, address
        assert "design/days.js" in page, address
