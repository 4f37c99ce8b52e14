"""Differences of two organisations: bodies, mandates, posts and seats that begin, end or change hands."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, TypeVar

from institutions.parties.organisation.published import OrganisedSeat
from institutions.parties.organisation.state import HeldFunction, Organisation, OrganisedBody, OrganisedPost

Change = Literal["new", "ended", "moved", "renamed"]
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
        """Return how each body changes, by its key; one that only gives or gets something does not."""
        return {each.key: each.change for each in self.bodies}

    def giving_or_getting(self) -> frozenset[str]:
        """Return the bodies that give or get a mandate, a post or a seat."""
        held = (*self.mandates, *self.posts, *self.seats)
        return frozenset(key for each in held for key in (each.before, each.after) if key)


def moves_between(before: Organisation, after: Organisation) -> Moves:
    """Compare two organisations. A body is the same under the same key."""
    return Moves(
        bodies=tuple(body_moves(before, after)),
        mandates=tuple(held_moves(before.mandates, after.mandates, mandate_identity)),
        posts=tuple(held_moves(before.posts, after.posts, post_identity)),
        seats=tuple(held_moves(before.seats, after.seats, seat_identity)),
    )


def body_moves(before: Organisation, after: Organisation) -> Iterable[BodyMove]:
    """Yield the bodies that differ: new ones, ended ones, then those that changed."""
    for key in sorted(after.bodies.keys() - before.bodies.keys()):
        yield BodyMove("new", None, after.bodies[key])
    for key in sorted(before.bodies.keys() - after.bodies.keys()):
        yield BodyMove("ended", before.bodies[key], None)
    for key in sorted(before.bodies.keys() & after.bodies.keys()):
        then, now = before.bodies[key], after.bodies[key]
        if then.parent != now.parent:
            yield BodyMove("moved", then, now)
        elif (then.en, then.ja) != (now.en, now.ja):
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
    before: Iterable[Held], after: Iterable[Held], identity: Callable[[Held], tuple[object, ...]]
) -> Iterable[HeldMove]:
    """Yield what bodies hold on one side alone; where one body loses what another gets, as one move."""
    then: dict[tuple[str, tuple[object, ...]], Held] = {(row.body, identity(row)): row for row in before}
    now: dict[tuple[str, tuple[object, ...]], Held] = {(row.body, identity(row)): row for row in after}
    lost = {key: row for key, row in then.items() if key not in now}
    for key in sorted(now.keys() - then.keys(), key=repr):
        source = next((other for other in sorted(lost, key=repr) if other[1] == key[1]), None)
        if source is not None:
            del lost[source]
        yield HeldMove(now[key], source[0] if source else None, key[0])
    begun = {key[1]: key[0] for key in sorted(now.keys() - then.keys(), key=repr)}
    for key in sorted(lost, key=repr):  # equal ones of several bodies fuse in the one that gets them
        yield HeldMove(lost[key], key[0], begun.get(key[1]))
