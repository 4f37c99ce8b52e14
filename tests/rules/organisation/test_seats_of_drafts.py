"""Seats of councils, posts and those who hold them, after the acts of a draft."""

import pytest

from institutions.drafts.reorganisation.working import WorkingState
from institutions.parties.organisation.published import PublishedAppointment
from tests.rules.organisation.drafted import NEW, applied

pytestmark = pytest.mark.bare


def seats(state: WorkingState, council: str = "COUNCIL") -> dict[str, int]:
    return {each.holder: each.votes for each in state.seats if each.body == council}


def people(state: WorkingState) -> set[tuple[str, str]]:
    return {(each.person, each.body) for each in state.appointments}


def test_a_seat_is_given_or_its_votes_are_set_anew() -> None:
    act = {"act": "seat", "body": "COUNCIL"}
    given = applied({**act, "holder": {"body": "TWO"}}, {**act, "holder": {"body": "ONE"}, "votes": 0})
    assert seats(given) == {"TWO": 1, "BUREAU": 3, "c-1": 1}
    new = applied(
        {**NEW, "parent": "ONE"},
        {**act, "holder": {"body": "new"}},
        {**act, "body": "new", "holder": {"company": "c-2"}},
    )
    assert (seats(new)["NEW"], seats(new, "NEW")) == (1, {"c-2": 1})


def test_seats_follow_a_merge_with_one_seat_a_holder_and_the_most_votes() -> None:
    merged = applied({"act": "merge", "bodies": ["ONE", "BUREAU"], "into": "ONE"})
    assert seats(merged) == {"ONE": 3, "c-1": 1}
    councils = applied({"act": "merge", "bodies": ["COUNCIL", "ONE"], "into": "ONE"})
    assert seats(councils, "ONE") == {"BUREAU": 3, "c-1": 1}, "nobody sits in itself"
    assert seats(applied({"act": "rename", "body": "COUNCIL", "name": {"en": "Board"}, "code": "BOARD"}), "BOARD") == {
        "ONE": 2,
        "BUREAU": 3,
        "c-1": 1,
    }


def test_seats_of_a_body_that_ends_without_a_successor_are_orphans() -> None:
    ended = applied({"act": "dissolve", "body": "COUNCIL"})
    assert ended.seats == []
    assert [each for each in ended.orphans if each["kind"] == "seat"] == [
        {"kind": "seat", "body": "COUNCIL", "holder": {"body": "ONE"}},
        {"kind": "seat", "body": "COUNCIL", "holder": {"body": "BUREAU"}},
        {"kind": "seat", "body": "COUNCIL", "holder": {"company": "c-1"}},
    ]
    kept = applied({"act": "dissolve", "body": "COUNCIL", "successor": "TWO"})
    assert (kept.orphans, seats(kept, "TWO")) == ([], {"ONE": 2, "BUREAU": 3, "c-1": 1})


def test_those_who_hold_a_post_go_with_it() -> None:
    move = {"act": "move_post", "body": "ONE", "post": "Director", "to": "TWO"}
    assert people(applied(move)) == {("p-1", "TWO"), ("p-2", "ONE")}
    stays = {("p-1", "ONE"), ("p-2", "ONE")}  # until a statement says where to
    assert people(applied({"act": "end_post", "body": "ONE", "post": "Director"})) == stays
    merged = {"act": "merge", "bodies": ["ONE", "TWO"], "into": "TWO"}
    moved = {"act": "move", "body": "BUREAU", "parent": "TWO"}
    assert people(applied(moved, merged)) == {("p-1", "TWO"), ("p-2", "TWO")}
    assert people(applied(moved, {"act": "dissolve", "body": "ONE"})) == set()


def test_a_post_that_is_not_on_record_moves_as_it_is_named_with_those_who_hold_it() -> None:
    move = {"act": "move_post", "body": "ONE", "post": "Clerk", "to": "TWO", "grade": "division_director"}
    split = {"act": "split", "body": "ONE", "into": [{"body": "BUREAU", "posts": [{"ja": "書記", "en": "Scribe"}]}]}
    state = applied(move, split)
    moved = {(each.body, each.en, each.ja, each.grade, each.appointed_by) for each in state.posts}
    assert {("TWO", "Clerk", "", "division_director", None), ("BUREAU", "Scribe", "書記", "", None)} <= moved
    assert PublishedAppointment(person="p-2", body="TWO", post="Clerk") in state.appointments
    assert [(each.field, each.said.code) for each in state.notes.listed()] == [
        ("/acts/0/post", "reorganisation.post_not_on_record"),
        ("/acts/1/into/0/posts/0", "reorganisation.post_not_on_record"),
    ]


def test_a_seat_ends_by_day_with_0_votes_and_who_has_none_sits_without_a_vote() -> None:
    ends = {"act": "seat", "body": "COUNCIL", "holder": {"body": "ONE"}, "votes": 0}
    joins = {"act": "seat", "body": "COUNCIL", "holder": {"body": "TWO"}, "votes": 0}
    state = applied(ends, joins)
    assert {(each.holder, each.votes) for each in state.seats} == {("BUREAU", 3), ("c-1", 1), ("TWO", 0)}
