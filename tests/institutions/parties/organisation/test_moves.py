"""Differences of two organisations: bodies that begin, end or move, mandates and posts that change hands."""

from dataclasses import replace
from datetime import date

from institutions.parties.organisation.moves import moves_between
from institutions.parties.organisation.published import OrganisedSeat
from institutions.parties.organisation.state import HeldFunction, Organisation, OrganisedBody, OrganisedPost


def body(key: str, parent: str | None = None) -> OrganisedBody:
    return OrganisedBody(key=key, kind="other", en=key, ja=key, parent=parent)


def organisation(
    *bodies: OrganisedBody, mandates: tuple[HeldFunction, ...] = (), posts: tuple[OrganisedPost, ...] = ()
) -> Organisation:
    return Organisation(on=date(2027, 4, 1), bodies={each.key: each for each in bodies}, mandates=mandates, posts=posts)


def test_bodies_begin_end_move_and_are_renamed() -> None:
    before = organisation(body("A"), body("B", "A"), body("C"), body("D"))
    after = organisation(body("A"), body("B"), replace(body("C"), en="Other"), body("E"))
    found = moves_between(before, after)
    assert found.marks() == {"E": "new", "D": "ended", "B": "moved", "C": "renamed"}


def test_a_body_with_another_code_is_the_same_body_and_keeps_what_it_holds() -> None:
    held = HeldFunction(body="A", function="policy", target="A")
    post = OrganisedPost(body="A", en="Director", ja="局長")
    seats = (OrganisedSeat(body="A", holder="B", sort="body"), OrganisedSeat(body="C", holder="A", sort="body"))
    before = replace(organisation(body("A"), body("B", "A"), mandates=(held,), posts=(post,)), seats=seats)
    after = replace(
        organisation(
            body("N"), body("B", "N"), mandates=(replace(held, body="N", target="N"),), posts=(replace(post, body="N"),)
        ),
        seats=(replace(seats[0], body="N"), replace(seats[1], holder="N")),
    )
    found = moves_between(before, after, {"A": "N"})
    assert found.marks() == {"A": "renamed", "N": "renamed"}
    assert (found.mandates, found.posts, found.seats) == ((), (), ())
    lost = replace(after, mandates=(replace(held, body="B", target="N"),))
    assert [(each.before, each.after) for each in moves_between(before, lost, {"A": "N"}).mandates] == [("A", "B")]


def test_a_mandate_that_changes_hands_is_one_move_and_equal_ones_fuse() -> None:
    held = HeldFunction(body="A", function="policy")
    before = organisation(body("A"), body("B"), body("C"), mandates=(held, replace(held, body="B")))
    after = organisation(body("A"), body("B"), body("C"), mandates=(replace(held, body="C"),))
    found = moves_between(before, after)
    assert [(each.before, each.after) for each in found.mandates] == [("A", "C"), ("B", "C")]
    assert found.giving_or_getting() == {"A", "B", "C"}


def test_a_post_ends_and_another_begins() -> None:
    before = organisation(body("A"), posts=(OrganisedPost(body="A", en="Director", ja="局長"),))
    after = organisation(body("A"), posts=(OrganisedPost(body="A", en="Head", ja="長"),))
    found = moves_between(before, after)
    assert [(each.before, each.after) for each in found.posts] == [(None, "A"), ("A", None)]
    assert moves_between(before, before).posts == ()


def test_the_base_of_an_earlier_draft_stays_where_nothing_is_known_of_later_columns() -> None:
    chair = OrganisedPost(body="A", en="Chair", ja="委員長", consent="diet", tenure=True)
    found = organisation(body("A"), posts=(chair,)).digest()
    assert found == "a806b881a4d37f5deaf09753b87ebb586141ec956fe0f39fc6ebb3ba8b0689fe", "as version 1.2 gave it before"
    assert organisation(body("A"), posts=(replace(chair, number=1),)).digest() != found
