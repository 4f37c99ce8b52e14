"""Acts of a draft that are refused, each with its place in the document."""

import pytest

from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.kinds.reorganisation import MOST_ITEMS
from institutions.models import GovernmentBody, Post
from institutions.parties.organisation.state import OrganisedPost
from tests.every import every
from tests.rules.organisation.drafted import FUNDS, MOVE, NEW, Act, applied, document, refused
from tests.rules.organisation.made import body, organisation

pytestmark = pytest.mark.bare
CLOUD = {"domain": "cloud"}

REFUSED: dict[str, tuple[list[Act], list[tuple[str, str]]]] = {
    "a body that nobody knows": ([{"act": "dissolve", "body": "NONE"}], [("/acts/0/body", "no_body")]),
    "an act before the founding": (
        [{**NEW, "parent": "ONE", "on": "2026-06-21"}, {"act": "dissolve", "body": "new"}],
        [("/acts/1/body", "founded_later")],
    ),
    "an act on a body that has ended": (
        [{"act": "dissolve", "body": "TWO"}, {**MOVE, "on": "2026-06-21"}],
        [("/acts/1/to", "body_ended")],
    ),
    "an act on a body that another act of the day ends": (
        [{"act": "dissolve", "body": "OFFICE", "successor": each} for each in ("TWO", "ONE")],
        [("/acts/1/body", "body_ended")],
    ),
    "two moves of one body": (
        [{"act": "move", "body": "OFFICE", "parent": each} for each in ("TWO", "ONE")],
        [("/acts/1/body", "moved_twice")],
    ),
    "two names of one body": (
        [{"act": "rename", "body": "TWO", "name": {"en": each}} for each in ("First", "Second")],
        [("/acts/1/body", "renamed_twice")],
    ),
    "two names of one body, by either code": (
        [
            {"act": "rename", "body": "TWO", "name": {"en": "First"}, "code": "T2"},
            {"act": "rename", "body": "T2", "name": {"en": "Second"}},
        ],
        [("/acts/1/body", "renamed_twice")],
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
    "a move and a split of one mandate": (
        [MOVE, {"act": "split", "body": "ONE", "into": [{"body": "OFFICE", "mandates": [FUNDS]}]}],
        [("/acts/1/into/0/mandates/0", "mandate_twice")],
    ),
    "partnerships that a split gives to two bodies": (
        [
            {
                "act": "split",
                "body": "ONE",
                "into": [{"body": each, "partnerships": [CLOUD]} for each in ("TWO", "OFFICE")],
            }
        ],
        [("/acts/0/into/1/partnerships/0", "partnerships_twice")],
    ),
    "partnerships that two splits give to two bodies": (
        [
            {"act": "split", "body": "ONE", "into": [{"body": each, "partnerships": [CLOUD]}]}
            for each in ("TWO", "OFFICE")
        ],
        [("/acts/1/into/0/partnerships/0", "partnerships_twice")],
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
    "a key that is the code of another body": (
        [{**NEW, "key": "TWO", "parent": "ONE"}],
        [("/acts/0/key", "key_taken")],
    ),
    "a key that is the new code of another body": (
        [{**NEW, "key": "T2", "parent": "ONE"}, {"act": "rename", "body": "TWO", "name": {"en": "A"}, "code": "T2"}],
        [("/acts/0/key", "key_taken")],
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


ON_TWO_DAYS: list[Act] = [
    {"act": "move", "body": "OFFICE", "parent": "TWO"},
    {"act": "move", "body": "OFFICE", "parent": "ONE", "on": "2026-06-21"},
    {"act": "rename", "body": "TWO", "name": {"en": "First"}},
    {"act": "rename", "body": "TWO", "name": {"en": "Second"}, "on": "2026-06-21"},
    {"act": "split", "body": "ONE", "into": [{"body": "TWO", "partnerships": [CLOUD]}]},
    {"act": "split", "body": "ONE", "into": [{"body": "OFFICE", "partnerships": [CLOUD]}], "on": "2026-06-21"},
]


def test_acts_of_different_days_on_one_body_are_no_second_ones() -> None:
    state = applied(*ON_TWO_DAYS)
    assert (state.bodies["OFFICE"].parent, state.bodies["TWO"].en) == ("ONE", "Second")
    assert [each.successor for each in state.handed] == ["TWO", "OFFICE"]


@every("value", ["A B", "A/B", "A?", "庁", "-A", ".."])
def test_a_code_that_no_address_could_name_is_refused(value: str) -> None:
    for act in ({**NEW, "parent": "ONE"}, {"act": "rename", "body": "ONE", "name": {"en": "A"}}):
        assert refused({**act, "code": value}) == [("/acts/0/code", "code.malformed")]


def test_what_is_longer_than_the_register_keeps_is_refused() -> None:
    """The enactment of such a draft ended in an error of the database."""
    code, post = (column.field.max_length or 0 for column in (GovernmentBody.code, Post.name_en))
    assert min(code, post) > 0
    created = {"act": "create_post", "body": "ONE"}
    applied({**NEW, "parent": "ONE", "code": "A" * code}, {**created, "post": "A" * post})
    assert refused({**NEW, "parent": "ONE", "code": "A" * (code + 1)}, {**created, "post": "A" * (post + 1)}) == [
        ("/acts/0/code", "text.too_long"),
        ("/acts/1/post/en", "text.too_long"),
    ]


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
