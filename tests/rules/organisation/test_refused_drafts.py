"""Acts of a draft that are refused, each with its place in the document."""

import pytest

from institutions.drafts.errors import DraftInvalid
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.kinds.reorganisation import MOST_ITEMS
from institutions.parties.organisation.state import OrganisedPost
from tests.every import every
from tests.rules.organisation.drafted import FUNDS, MOVE, NEW, Act, applied, document, refused
from tests.rules.organisation.made import body, organisation

pytestmark = pytest.mark.bare

REFUSED: dict[str, tuple[list[Act], list[tuple[str, str]]]] = {
    "a body that nobody knows": ([{"act": "dissolve", "body": "NONE"}], [("/acts/0/body", "no_body")]),
    "an act before the founding": (
        [{**NEW, "parent": "ONE", "on": "2026-06-21"}, {"act": "dissolve", "body": "new"}],
        [("/acts/1/body", "founded_later")],
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
