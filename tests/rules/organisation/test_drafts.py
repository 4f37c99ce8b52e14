"""Acts of a draft on an organisation in memory: what they change, what they refuse, and in which order they happen."""

from datetime import date
from typing import Any

import pytest

from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.applying import after_acts
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.drafts.reorganisation.working import WorkingState
from institutions.kinds.reorganisation import MOST_ITEMS
from institutions.parties.organisation.published import OrganisedSeat, PublishedAppointment
from institutions.parties.organisation.state import CABINET, HeldFunction, Organisation, OrganisedPost
from tests.every import every
from tests.rules.organisation.made import body, held, organisation

pytestmark = pytest.mark.bare
Act = dict[str, Any]
GIVEN = organisation(
    [
        body("ONE"),
        body("TWO"),
        body("BUREAU", "ONE", "external_bureau"),
        body("OFFICE", "BUREAU", "other"),
        body("COUNCIL", kind="council"),
    ],
    [
        held("ONE", "funds"),
        held("ONE", "policy", ""),
        held("BUREAU", "promotes", basis_en="Act A"),
        held("TWO", "promotes", lead="joint", basis_en="Act B"),
        held("OFFICE", "supervises", target="BUREAU"),
    ],
    [
        OrganisedPost(body="ONE", en="Director", ja="局長", appointed_by="ONE"),
        OrganisedPost(body="TWO", en="Chair", ja="会長", appointed_by="BUREAU"),
    ],
    seats=(
        OrganisedSeat(body="COUNCIL", holder="ONE", sort="body", votes=2),
        OrganisedSeat(body="COUNCIL", holder="BUREAU", sort="body", votes=3),
        OrganisedSeat(body="COUNCIL", holder="c-1", sort="company"),
    ),
    appointments=(
        PublishedAppointment(person="p-1", body="ONE", post="局長"),
        PublishedAppointment(person="p-2", body="ONE", post="Clerk"),
    ),
)
NEW = {"act": "found", "key": "new", "code": "NEW", "name": {"en": "New Agency"}, "kind": "external_bureau"}


def document(*acts: Act, **more: Any) -> dict[str, Any]:
    given = {
        "reference": "R-1",
        "title": {"en": "A draft"},
        "on": "2026-06-20",
        "basis": {"law": None, "note": "Draft"},
    }
    return {**given, "acts": list(acts), **more}


def applied(*acts: Act, given: Organisation = GIVEN, **more: Any) -> WorkingState:
    draft = read_reorganisation(document(*acts, **more))
    return after_acts(draft, given, lambda _day: frozenset(given.bodies), frozenset(given.bodies))


def refused(*acts: Act, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(DraftInvalid) as raised:
        applied(*acts, **more)
    return [(each.field, each.said.code.removeprefix("reorganisation.")) for each in raised.value.errors]


def of(state: WorkingState, key: str) -> set[tuple[str, str]]:
    return {(each.function, each.domain) for each in state.mandates if each.body == key}


def one(state: WorkingState, key: str, function: str) -> HeldFunction:
    (found,) = [each for each in state.mandates if (each.body, each.function) == (key, function)]
    return found


def test_a_founded_body_is_named_by_key_or_code_and_may_be_under_another_of_that_day() -> None:
    second = {**NEW, "key": "branch", "code": "BRANCH", "parent": "new"}
    state = applied(second, {**NEW, "parent": "ONE"}, {"act": "grant_mandate", "body": "NEW", "function": "audits"})
    assert (state.bodies["NEW"].parent, state.bodies["BRANCH"].parent) == ("ONE", "NEW")
    assert of(state, "NEW") == {("audits", "")}


def test_a_moved_mandate_rests_on_the_act_and_fuses_with_one_that_is_held() -> None:
    move = {"act": "move_mandate", "from": "BUREAU", "to": "TWO", "domain": "cloud", "function": "promotes"}
    found = one(applied(move), "TWO", "promotes")
    assert (found.lead, found.in_law, found.basis_en) == ("sole", True, "Act B; Draft")
    alone = one(applied({**move, "to": "ONE"}), "ONE", "promotes")
    assert (alone.in_law, alone.basis_en) == (False, "Draft")
    by_law = one(applied({**move, "to": "ONE", "basis": {"law": "Act C, art. 1"}}), "ONE", "promotes")
    assert (by_law.in_law, by_law.basis_en) == (True, "Act C, art. 1")


def test_mandates_that_change_places_on_one_day_do() -> None:
    state = applied(
        {"act": "move_mandate", "from": "BUREAU", "to": "TWO", "domain": "cloud", "function": "promotes"},
        {"act": "move_mandate", "from": "TWO", "to": "BUREAU", "domain": "cloud", "function": "promotes"},
    )
    assert {("promotes", "cloud")} == of(state, "BUREAU") == of(state, "TWO")
    assert one(state, "BUREAU", "promotes").lead == "joint"


def test_a_merge_hands_over_mandates_posts_and_the_bodies_below() -> None:
    state = applied({"act": "merge", "bodies": ["ONE", "TWO"], "into": "TWO"})
    assert "ONE" not in state.bodies
    assert of(state, "TWO") == {("funds", "cloud"), ("policy", ""), ("promotes", "cloud")}
    assert state.bodies["BUREAU"].parent == "TWO"
    assert {(each.body, each.en, each.appointed_by) for each in state.posts} == {
        ("TWO", "Director", "TWO"),
        ("TWO", "Chair", "BUREAU"),
    }


def test_a_body_may_take_over_the_one_that_it_is_under() -> None:
    state = applied({"act": "merge", "bodies": ["ONE", "BUREAU"], "into": "BUREAU"})
    assert state.bodies["BUREAU"].parent == CABINET


def test_a_split_hands_over_what_it_names_alone() -> None:
    part = {"body": "TWO", "mandates": [{"domain": "cloud", "function": "funds"}], "posts": ["局長"]}
    state = applied({"act": "split", "body": "ONE", "into": [part]})
    assert (of(state, "ONE"), of(state, "TWO")) == ({("policy", "")}, {("funds", "cloud"), ("promotes", "cloud")})
    assert {each.body for each in state.posts} == {"TWO"}


def test_what_is_dissolved_without_a_successor_is_named_as_orphaned() -> None:
    state = applied({"act": "move", "body": "BUREAU", "parent": "TWO"}, {"act": "dissolve", "body": "ONE"})
    assert state.orphans == [
        {"kind": "mandate", "body": "ONE", "domain": "cloud", "function": "funds"},
        {"kind": "mandate", "body": "ONE", "domain": None, "function": "policy"},
        {"kind": "post", "body": "ONE", "post": {"en": "Director", "ja": "局長"}},
        {"kind": "seat", "body": "COUNCIL", "holder": {"body": "ONE"}},
    ]


def test_a_supervised_body_that_is_taken_over_is_supervised_under_the_other_name() -> None:
    state = applied({"act": "merge", "bodies": ["BUREAU", "TWO"], "into": "TWO"})
    assert one(state, "OFFICE", "supervises").target == "TWO"


def test_a_renamed_body_keeps_what_it_has_under_both_codes() -> None:
    name = {"en": "Renamed"}
    state = applied(
        {"act": "rename", "body": "ONE", "name": name, "code": "UNO"},
        {"act": "end_mandate", "body": "UNO", "domain": "cloud", "function": "funds", "on": "2026-06-21"},
        {"act": "dissolve", "body": "ONE", "successor": "TWO", "on": "2026-06-22"},
    )
    assert of(state, "TWO") == {("policy", ""), ("promotes", "cloud")}
    assert state.bodies["BUREAU"].parent == "TWO"


def test_parents_that_change_together_close_no_circle_on_the_way() -> None:
    state = applied(
        {"act": "move", "body": "ONE", "parent": "OFFICE"}, {"act": "move", "body": "BUREAU", "parent": "TWO"}
    )
    assert (state.bodies["ONE"].parent, state.bodies["BUREAU"].parent) == ("OFFICE", "TWO")


def test_acts_happen_in_the_order_of_days_and_a_split_before_a_merge() -> None:
    part = {"body": "TWO", "mandates": [{"domain": "cloud", "function": "funds"}]}
    state = applied(
        {"act": "merge", "bodies": ["ONE", "BUREAU"], "into": "BUREAU"}, {"act": "split", "body": "ONE", "into": [part]}
    )
    assert ("funds", "cloud") in of(state, "TWO")
    later = {"act": "grant_mandate", "body": "ONE", "function": "audits", "on": "2026-06-19"}
    assert ("audits", "") in of(applied({"act": "dissolve", "body": "ONE", "successor": "TWO"}, later), "TWO")


FUNDS = {"domain": "cloud", "function": "funds"}
MOVE = {"act": "move_mandate", "from": "ONE", "to": "TWO", **FUNDS}
REFUSED: dict[str, tuple[list[Act], list[tuple[str, str]]]] = {
    "a body that nobody knows": ([{"act": "dissolve", "body": "NONE"}], [("/acts/0/body", "no_body")]),
    "an act before the founding": (
        [{**NEW, "parent": "ONE", "on": "2026-06-21"}, {"act": "dissolve", "body": "new"}],
        [("/acts/1/body", "no_body")],
    ),
    "an act on a body that has ended": (
        [{"act": "dissolve", "body": "TWO"}, {**MOVE, "on": "2026-06-21"}],
        [("/acts/1/to", "no_body")],
    ),
    "a circle, at the act that closes it": (
        [{"act": "move", "body": "ONE", "parent": "TWO"}, {"act": "move", "body": "TWO", "parent": "OFFICE"}],
        [("/acts/1/parent", "circle")],
    ),
    "a circle of founded bodies": (
        [{**NEW, "parent": "b"}, {**NEW, "key": "b", "code": "B", "parent": "new"}],
        [("/acts/1/parent", "circle")],
    ),
    "a merge with itself": ([{"act": "merge", "bodies": ["ONE"], "into": "ONE"}], [("/acts/0/bodies", "into_itself")]),
    "a merge that names a body twice": (
        [{"act": "merge", "bodies": ["ONE", "TWO", "ONE"], "into": "TWO"}],
        [("/acts/0/bodies/2", "body_twice")],
    ),
    "a move to itself": ([{**MOVE, "to": "ONE"}], [("/acts/0/to", "into_itself")]),
    "a second act on a mandate": (
        [MOVE, {"act": "end_mandate", "body": "ONE", **FUNDS}],
        [("/acts/1", "mandate_twice")],
    ),
    "a mandate that is not held": ([{**MOVE, "from": "OFFICE"}], [("/acts/0", "not_held")]),
    "a part of a mandate for every domain": (
        [{**MOVE, "function": "policy"}],
        [("/acts/0", "not_held")],
    ),
    "a mandate that is held": ([{"act": "grant_mandate", "body": "ONE", **FUNDS}], [("/acts/0", "held")]),
    "a domain where all are held": (
        [{"act": "grant_mandate", "body": "ONE", "domain": "cloud", "function": "policy"}],
        [("/acts/0", "held")],
    ),
    "a code that is taken": ([{**NEW, "code": "TWO", "parent": "ONE"}], [("/acts/0/code", "code_taken")]),
    "a key used twice": (
        [{**NEW, "parent": "ONE"}, {**NEW, "code": "N2", "parent": "ONE"}],
        [("/acts/1/key", "key_twice")],
    ),
    "a split that leaves something": (
        [{"act": "split", "body": "ONE", "dissolves": True, "into": [{"body": "TWO", "mandates": [FUNDS]}]}],
        [("/acts/0", "split_leaves")],
    ),
    "an end with bodies below": ([{"act": "dissolve", "body": "ONE"}], [("/acts/0", "bodies_below")]),
    "a post that is not there": (
        [{"act": "end_post", "body": "ONE", "post": "Chair"}],
        [("/acts/0/post", "no_post")],
    ),
    "two moves of one post": (
        [{"act": "move_post", "body": "ONE", "post": "局長", "to": to} for to in ("TWO", "OFFICE")],
        [("/acts/1/post", "post_twice")],
    ),
    "a move and an end of one post": (
        [
            {"act": "move_post", "body": "ONE", "post": "局長", "to": "TWO"},
            {"act": "end_post", "body": "ONE", "post": "局長"},
        ],
        [("/acts/1/post", "post_twice")],
    ),
    "two moves of a post that is not on record": (
        [{"act": "move_post", "body": "ONE", "post": "Clerk", "to": to} for to in ("TWO", "OFFICE")],
        [("/acts/1/post", "post_twice")],
    ),
    "a move and a split that give one such post to two bodies": (
        [
            {"act": "move_post", "body": "ONE", "post": {"en": "Clerk", "ja": "書記"}, "to": "TWO"},
            {"act": "split", "body": "ONE", "into": [{"body": "OFFICE", "posts": ["書記"]}]},
        ],
        [("/acts/1/into/0/posts/0", "post_twice")],
    ),
    "a split that gives one such post to two bodies": (
        [
            {
                "act": "split",
                "body": "ONE",
                "into": [{"body": "OFFICE", "posts": ["Clerk"]}, {"body": "TWO", "posts": ["Clerk"]}],
            }
        ],
        [("/acts/0/into/1/posts/0", "post_twice")],
    ),
    "a second post of one name": (
        [{"act": "create_post", "body": "ONE", "post": {"ja": "局長"}}],
        [("/acts/0/post", "post_taken")],
    ),
    "a seat of two holders": (
        [{"act": "seat", "body": "ONE", "holder": {"body": "TWO", "person": "p"}}],
        [("/acts/0/holder", "one_holder")],
    ),
    "a seat of nobody there": (
        [{"act": "seat", "body": "ONE", "holder": {"body": "THREE"}}],
        [("/acts/0/holder/body", "no_body")],
    ),
    "a seat of a body in itself": (
        [{"act": "seat", "body": "ONE", "holder": {"body": "ONE"}}],
        [("/acts/0/holder", "into_itself")],
    ),
    "two acts on one seat": (
        [{"act": "seat", "body": "ONE", "holder": {"body": "TWO"}, "votes": votes} for votes in (1, 2)],
        [("/acts/1/holder", "seat_twice")],
    ),
    "a split that leaves seats": (
        [{"act": "split", "body": "COUNCIL", "dissolves": True, "into": [{"body": "TWO"}]}],
        [("/acts/0", "split_leaves_seats")],
    ),
    "a day before the reform": ([{**MOVE, "on": "2001-01-05"}], [("/acts/0/on", "day_too_early")]),
    "no act": ([], [("/acts", "no_acts")]),
    "an act that does not exist": ([{"act": "merj"}], [("/acts/0/act", "act_unknown")]),
}


@every("what", sorted(REFUSED))
def test_it_is_refused_with_its_place(what: str) -> None:
    acts, expected = REFUSED[what]
    assert refused(*acts) == expected


def test_several_posts_of_one_name_need_the_name_in_both_languages() -> None:
    posts = [OrganisedPost(body="ONE", en="Director", ja=each) for each in ("局長", "部長")]
    given = organisation([body("ONE")], [], posts)
    assert refused({"act": "end_post", "body": "ONE", "post": "Director"}, given=given) == [
        ("/acts/0/post", "post_ambiguous")
    ]
    both = {"act": "end_post", "body": "ONE", "post": {"en": "Ｄirector", "ja": "部長"}}
    assert [each.ja for each in applied(both, given=given).posts] == ["局長"]


def test_unknown_fields_are_refused_by_name() -> None:
    assert refused({**MOVE, "form": "ONE"}, note="x") == [
        ("/note", "field.unknown"),
        ("/acts/0/form", "field.unknown"),
    ]


def test_the_day_as_of_which_it_is_assessed_is_that_of_the_last_act() -> None:
    draft = read_reorganisation(document({**MOVE, "on": "2027-04-01"}, {**NEW, "parent": "ONE"}))
    assert (draft.on, draft.assessed_on) == (date(2026, 6, 20), date(2027, 4, 1))


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


def test_more_acts_than_are_tried_together_are_refused_before_any_is_read() -> None:
    """Each act looks through the whole organisation: 40,000 renamed bodies took hours of a web process."""
    renamed = {"act": "rename", "body": "METI", "name": {"en": "Renamed"}}
    of_rows = {"act": "split", "body": "METI", "into": [{"body": "CAO"}]}
    for act, rows in ((renamed, 1), (of_rows, 2)):
        read_reorganisation(document(*([act] * (MOST_ITEMS // rows))))
        with pytest.raises(DraftInvalid) as refused:
            read_reorganisation(document(*([act] * (MOST_ITEMS // rows + 1))))
        [error] = refused.value.errors
        assert (error.field, error.said.code) == ("/acts", "reorganisation.too_many_acts")
