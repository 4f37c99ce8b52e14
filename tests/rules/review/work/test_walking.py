"""A reviewer goes through a queue case by case: the worst first, and the place is kept while cases move on."""

import pytest

from institutions.models import Account, GovernmentBody, Partnership
from rules.models import CaseSummary
from rules.review.casework.act_table import Act
from rules.review.work.queues import BY_NAME
from rules.review.work.walking import cases_in, place_in
from tests.documents import small
from tests.rules.review.casework.building import do, registered, view_of
from tests.rules.web.pages.casework import post, shown
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
WAITING = BY_NAME["waiting"]


@pytest.fixture
def others(case: Partnership, meti: GovernmentBody) -> list[Partnership]:
    """Return two cases that nobody reviews either, without findings."""
    return [registered(small(reference=f"Q-{n}", people=[], statements=[])) for n in (1, 2)]


def address(case: Partnership) -> str:
    return f"/partnerships/{case.pk}/case/?queue=waiting"


def test_the_worst_comes_first_and_each_case_leads_to_the_next_and_the_previous(
    case: Partnership, others: list[Partnership], first: Account
) -> None:
    assert CaseSummary.objects.get(pk=case.pk).worst > CaseSummary.objects.get(pk=others[0].pk).worst
    assert list(cases_in(WAITING, first).values_list("pk", flat=True)) == [case.pk, *(each.pk for each in others)]
    client = signed_in(first)
    home = shown(client, "/")
    assert f'href="/partnerships/{case.pk}/case/?queue=waiting"' in home
    assert home.index(str(case.pk)) < home.index(str(others[0].pk))
    page = shown(client, address(case))
    assert "case 1 of 3" in page
    assert f'<a rel="next" href="/partnerships/{others[0].pk}/case/?queue=waiting">' in page
    assert 'rel="prev"' not in page
    middle = shown(client, address(others[0]))
    assert f'<a rel="prev" href="/partnerships/{case.pk}/case/?queue=waiting">' in middle
    assert 'rel="next" href' not in shown(client, address(others[1]))


def test_the_place_is_kept_when_a_case_leaves_the_queue(
    case: Partnership, others: list[Partnership], first: Account
) -> None:
    client = signed_in(first)
    sent = {"act": "accept_and_assign", "version": view_of(others[0]).case.version}
    answer = client.post(address(others[0]), sent)
    assert answer["Location"] == f"{address(others[0])}#acts"
    place = place_in(WAITING, first, others[0].pk)
    assert place
    assert (place.place, place.number) == (None, 2)
    assert (place.previous, place.next) == (case.pk, others[1].pk)
    assert "Cases of this queue" not in shown(client, f"/partnerships/{case.pk}/case/")
    assert client.get(f"/partnerships/{case.pk}/case/?queue=lost").status_code == 400


def test_after_accepting_and_declaring_a_link_leads_to_the_start_of_the_review(
    case: Partnership, first: Account
) -> None:
    post(signed_in(first), case, "accept_and_assign")
    page = post(signed_in(first), case, "declare", signature=first.username).content.decode()
    assert '<a href="#act-begin">Start the review</a>' in page
    assert '<form method="post" id="act-begin" class="buttons">' in page
    assert "<summary>Start the review</summary>" not in page, "an act that asks for nothing is one press"
    assert "<summary>Return it to the submitter</summary>" in page, "it asks for a reason"
    do(case, Act.BEGIN, first)
