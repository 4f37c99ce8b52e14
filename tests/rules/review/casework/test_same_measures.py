"""A second reviewer adopts the measures of the first: they appear once, and stay if the other decision lapses."""

from typing import Any

import pytest

from institutions.models import Account, Partnership
from rules.models import CaseCondition, FindingDecision
from rules.review.casework.conditions import fulfil_condition
from rules.review.casework.deadlines import open_deadlines
from rules.review.casework.errors import InvalidError
from rules.review.casework.recusing import recuse_reviewer
from rules.review.casework.same_measures import decision_to_follow
from rules.review.casework.standing import StandingKind, conditions_that_count
from tests.rules.review.casework.building import decided, finding_of, measure, under_review, version, view_of
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
SAME: dict[str, Any] = {"measures": [], "same_measures": True}
TWO = [measure(), measure(text="Mori decides in his place")]


@pytest.fixture
def one(case: Partnership, first: Account, second: Account) -> Partnership:
    """Return a case in which the first of two reviewers has decided on two measures about the critical finding."""
    under_review(case, first, second)
    decided(case, "COI-01", first, "mitigated", measures=TWO)
    return case


def texts(case: Partnership) -> list[str]:
    return sorted(each.condition.text for each in view_of(case).conditions)


def test_two_who_agree_leave_each_measure_once(one: Partnership, second: Account) -> None:
    decided(one, "COI-01", second, "mitigated", **SAME)
    assert finding_of(one, "COI-01").standing == StandingKind.MITIGATED
    assert CaseCondition.objects.count() == 4, "each decision keeps its own"
    assert texts(one) == ["Mori decides in his place", "Sato takes no part"]
    assert len([each for each in open_deadlines(view_of(one), {}) if each.what == "condition"]) == 2


def test_it_is_done_whichever_of_the_two_is_named(one: Partnership, first: Account, second: Account) -> None:
    row = decided(one, "COI-01", second, "mitigated", **SAME)
    for mine in row.measures.all():
        fulfil_condition(one, mine.pk, note="Seen in the minutes.", account=first)
    assert [each.done for each in view_of(one).conditions] == [True, True]


def test_it_stays_done_when_the_decision_falls_away_of_which_it_was_noted(
    case: Partnership, first: Account, second: Account
) -> None:
    under_review(case, first, second)
    mine = decided(case, "COL-01", first, "mitigated", measures=[measure()])
    for row in mine.measures.all():
        fulfil_condition(case, row.pk, note="Seen in the minutes.", account=first)
    theirs = decided(case, "COL-01", second, "mitigated", **SAME)
    recuse_reviewer(case, reason="I advised them.", account=first, version=version(case))
    (stands,) = view_of(case).conditions
    assert stands.condition.decision_id == theirs.pk
    assert stands.noted
    assert (stands.done, stands.overdue, stands.noted.note) == (True, False, "Seen in the minutes.")
    read = signed_in(second).get(f"/api/v1/findings/{theirs.finding_id}/decisions/").json()
    assert [[each["done"]["note"] for each in row["measures"]] for row in read["decisions"]] == [
        ["Seen in the minutes."], ["Seen in the minutes."],
    ]  # fmt: skip
    assert "Seen in the minutes." in signed_in(second).get(f"/partnerships/{case.pk}/case/").content.decode()


def test_what_was_done_on_other_evidence_is_asked_for_anew(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    row = decided(case, "COL-01", first, "mitigated", measures=[measure()])
    fulfil_condition(case, row.measures.get().pk, note="Seen in the minutes.", account=first)
    other = FindingDecision(finding_id=row.finding_id, number=2, evidence_hash="f" * 64)
    again = CaseCondition(pk=10**6, decision=other, text=measure()["text"], owner=measure()["owner"])
    held = row.measures.with_done().get()
    again.due_on, other.pk, again.noted_done = held.due_on, 10**6, []
    assert held.done
    (stands,) = conditions_that_count([held, again], {other.pk}, again.due_on)
    assert not stands.done


@pytest.mark.parametrize("text", ["Sato takes\r\nno part", " Sato  takes no part "])
def test_line_ends_and_blanks_do_not_make_another_measure(
    case: Partnership, first: Account, second: Account, text: str
) -> None:
    under_review(case, first, second)
    decided(case, "COI-01", first, "mitigated", measures=[measure()])
    decided(case, "COI-01", second, "mitigated", measures=[measure(text=text)])
    assert len(view_of(case).conditions) == 1


def test_a_measure_more_may_be_added(one: Partnership, second: Account) -> None:
    decided(one, "COI-01", second, "mitigated", same_measures=True, measures=[measure(text="The seat is given up")])
    assert texts(one) == ["Mori decides in his place", "Sato takes no part", "The seat is given up"]


def test_they_bind_when_the_other_decision_falls_away(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    decided(case, "COL-01", first, "mitigated", measures=TWO)
    decided(case, "COL-01", second, "mitigated", **SAME)
    assert len(texts(case)) == 2
    recuse_reviewer(case, reason="I advised them.", account=first, version=version(case))
    assert finding_of(case, "COL-01").standing == StandingKind.MITIGATED
    assert {each.condition.account for each in view_of(case).conditions} == {second}
    assert texts(case) == ["Mori decides in his place", "Sato takes no part"]


def test_one_decision_may_name_a_measure_twice(case: Partnership, first: Account, second: Account) -> None:
    under_review(case, first, second)
    decided(case, "COL-01", first, "mitigated", measures=[measure(), measure()])
    assert len(texts(case)) == 2


def test_there_has_to_be_somebody_else_with_measures_that_count(
    one: Partnership, first: Account, second: Account
) -> None:
    for account, code, given in (
        (first, "COI-01", SAME),  # one's own
        (second, "COL-01", SAME),  # nobody's
        (second, "COI-01", {**SAME, "same_measures": "maybe"}),
        (second, "COI-01", {"decided": "confirmed", "same_measures": True}),
    ):
        with pytest.raises(InvalidError) as wrong:
            decided(one, code, account, **{"decided": "mitigated", **given}, hears=False)
        assert list(wrong.value.errors) == ["same_measures"]
    assert CaseCondition.objects.count() == 2
    assert decision_to_follow(finding_of(one, "COI-01"), first) is None


def test_the_form_offers_them_to_the_second_and_not_to_the_first(
    one: Partnership, first: Account, second: Account
) -> None:
    finding = finding_of(one, "COI-01").match.finding_id
    assert 'name="same_measures"' not in signed_in(first).get(f"/findings/{finding}/").content.decode()
    client = signed_in(second)
    page = client.get(f"/findings/{finding}/").content.decode()
    assert "The same measures as first has decided" in page
    form = page[page.index('id="same_measures-list"') :]
    assert "Mori decides in his place" in form[: form.index("</ul>")]
    seen = page.split('name="seen" value="')[1].split('"')[0]
    sent = {"seen": seen, "decided": "mitigated", "reason": "As the first says.", "same_measures": "1"}
    assert client.post(f"/findings/{finding}/", {**sent, "decided": "confirmed"}).status_code in (409, 422)
    assert client.post(f"/findings/{finding}/", sent).status_code == 302
    assert len(texts(one)) == 2
