"""Differences of two organisations: bodies, mandates, posts and seats that begin, end or change hands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from institutions.parties.organisation.published import OrganisedSeat
from institutions.parties.organisation.state import HeldFunction, Organisation, OrganisedBody, OrganisedPost

Change = Literal["new", "ended", "moved", "renamed"]
NOTHING: Final[Mapping[str, str]] = MappingProxyType({})
Held = TypeVar("Held", HeldFunction, OrganisedPost, OrganisedSeat)


@dataclass(frozen=True, slots=True)
class BodyMove:
    """A body that begins, ends, is under another body, or has another name."""

    change: Change
    before: OrganisedBody | None
    after: OrganisedBody | None

    @property
    def key(self) -> str:
        """The key of the body, after the change if it is there then."""
        there = self.after or self.before
        return there.key if there else ""


@dataclass(frozen=True, slots=True)
class HeldMove:
    """A mandate, post or seat with its body before and after; None where it has not begun or has ended."""

    what: HeldFunction | OrganisedPost | OrganisedSeat
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Moves:
    """Everything that differs."""

    bodies: tuple[BodyMove, ...]
    mandates: tuple[HeldMove, ...]
    posts: tuple[HeldMove, ...]
    seats: tuple[HeldMove, ...]

    def marks(self) -> dict[str, Change]:
        """Return how each body changes, by its keys; one that only gives or gets something does not."""
        sides = ((each.change, there) for each in self.bodies for there in (each.before, each.after))
        return {there.key: change for change, there in sides if there}

    def giving_or_getting(self) -> frozenset[str]:
        """Return the bodies that give or get a mandate, a post or a seat."""
        held = (*self.mandates, *self.posts, *self.seats)
        return frozenset(key for each in held for key in (each.before, each.after) if key)


def moves_between(before: Organisation, after: Organisation, codes: Mapping[str, str] = NOTHING) -> Moves:
    """Compare two organisations. `codes`: by the key of a body before, the other one that the same body has after."""
    mandates = [(other_codes(each, codes), each.body) for each in before.mandates]
    posts = [(other_codes(each, codes), each.body) for each in before.posts]
    seats = [(seat_with_codes(each, codes), each.body) for each in before.seats]
    return Moves(
        bodies=tuple(body_moves(before, after, codes)),
        mandates=tuple(
            held_moves([(with_target(each, codes), body) for each, body in mandates], after.mandates, mandate_identity)
        ),
        posts=tuple(held_moves(posts, after.posts, post_identity)),
        seats=tuple(held_moves(seats, after.seats, seat_identity)),
    )


def other_codes(held: Held, codes: Mapping[str, str]) -> Held:
    """Return what a body holds under the code that it has after."""
    return replace(held, body=codes.get(held.body, held.body))


def with_target(held: HeldFunction, codes: Mapping[str, str]) -> HeldFunction:
    """Return a mandate over a body under the code that this has after."""
    return replace(held, target=codes.get(held.target, held.target)) if held.target else held


def seat_with_codes(seat: OrganisedSeat, codes: Mapping[str, str]) -> OrganisedSeat:
    """Return a seat in a council, and of a body, under the codes that these have after."""
    holder = codes.get(seat.holder, seat.holder) if seat.sort == "body" else seat.holder
    return replace(other_codes(seat, codes), holder=holder)


def body_moves(before: Organisation, after: Organisation, codes: Mapping[str, str]) -> Iterable[BodyMove]:
    """Yield the bodies that differ: new ones, ended ones, then those that changed."""
    then_by_key = {codes.get(key, key): body for key, body in before.bodies.items()}
    for key in sorted(after.bodies.keys() - then_by_key.keys()):
        yield BodyMove("new", None, after.bodies[key])
    for key in sorted(then_by_key.keys() - after.bodies.keys()):
        yield BodyMove("ended", then_by_key[key], None)
    for key in sorted(then_by_key.keys() & after.bodies.keys()):
        then, now = then_by_key[key], after.bodies[key]
        above = codes.get(then.parent, then.parent) if then.parent else None
        if above != now.parent:
            yield BodyMove("moved", then, now)
        elif (then.key, then.en, then.ja) != (now.key, now.en, now.ja):
            yield BodyMove("renamed", then, now)


def mandate_identity(held: HeldFunction) -> tuple[object, ...]:
    """Return what makes two mandates one while they change hands."""
    return held.function, held.domain, held.target or ""


def post_identity(post: OrganisedPost) -> tuple[object, ...]:
    """Return what makes two posts one while they move."""
    return post.en, post.ja


def seat_identity(seat: OrganisedSeat) -> tuple[object, ...]:
    """Return what makes two seats one: who holds it."""
    return seat.sort, seat.holder


def held_moves(
    before: Iterable[tuple[Held, str]], after: Iterable[Held], identity: Callable[[Held], tuple[object, ...]]
) -> Iterable[HeldMove]:
    """Yield what bodies hold on one side alone; where one body loses what another gets, as one move.

    `before`: each with the body that has it then, under the code of then.
    """
    then = {(row.body, identity(row)): (row, body) for row, body in before}
    now: dict[tuple[str, tuple[object, ...]], Held] = {(row.body, identity(row)): row for row in after}
    lost = {key: given for key, given in then.items() if key not in now}
    for key in sorted(now.keys() - then.keys(), key=repr):
        source = next((other for other in sorted(lost, key=repr) if other[1] == key[1]), None)
        given = lost.pop(source) if source is not None else None
        yield HeldMove(now[key], given[1] if given else None, key[0])
    begun = {key[1]: key[0] for key in sorted(now.keys() - then.keys(), key=repr)}
    for key in sorted(lost, key=repr):  # equal ones of several bodies fuse in the one that gets them
        row, body = lost[key]
        yield HeldMove(row, body, begun.get(key[1]))
