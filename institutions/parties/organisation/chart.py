"""The organisation chart of a day: which bodies there are, what they are called then, and which is under which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from institutions.kinds.parties import BODY_KINDS

KIND_ORDER: Final = {kind: place for place, kind in enumerate(BODY_KINDS)}


@dataclass(frozen=True, slots=True)
class Placed:
    """A body as it was on a day. A name is empty where it has none in that language."""

    id: UUID
    key: str
    kind: str
    en: str
    ja: str
    founded_on: date | None
    parent: UUID | None

    def name(self, language: str) -> str:
        """What it was called, in the reader's language, else in the other one, else its key."""
        names = (self.ja, self.en) if language == "ja" else (self.en, self.ja)
        return next(filter(None, names), self.key)


@dataclass(frozen=True, slots=True)
class Node:
    """A body with those directly under it."""

    body: Placed
    under: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The bodies that there were on a day, and those of which nobody stated whether they were there already."""

    on: date
    bodies: Mapping[UUID, Placed]
    not_known: Mapping[UUID, Placed]

    def parent(self, body: Placed) -> Placed | None:
        """The body directly over one, if it was there on the day."""
        return self.bodies.get(body.parent) if body.parent else None

    def under(self, body: UUID) -> tuple[Placed, ...]:
        """The bodies directly under one."""
        return in_order(each for each in self.bodies.values() if each.parent == body)

    def line(self, body: Placed) -> tuple[Placed, ...]:
        """Everything over a body, the highest first; a circle ends where it closes."""
        found: list[Placed] = []
        above = self.parent(body)
        while above and above not in found and above.id != body.id:
            found.append(above)
            above = self.parent(above)
        return tuple(reversed(found))

    def tree(self) -> tuple[Node, ...]:
        """Every body once, below the one that it was under. What would go in a circle begins at its first body."""
        below: dict[UUID | None, list[Placed]] = {}
        for each in self.bodies.values():
            parent = self.parent(each)
            below.setdefault(parent.id if parent else None, []).append(each)
        shown: set[UUID] = set()

        def node(body: Placed) -> Node:
            shown.add(body.id)
            under = [each for each in in_order(below.get(body.id, ())) if each.id not in shown]
            return Node(body, tuple(node(each) for each in under))

        roots = [node(each) for each in in_order(below.get(None, ()))]
        for each in in_order(self.bodies.values()):
            if each.id not in shown:
                roots += [node(self.circle(each))]
        return tuple(roots)

    def circle(self, body: Placed) -> Placed:
        """The first body of the circle to which everything over a body leads."""
        passed: list[Placed] = []
        above: Placed | None = body
        while above and above not in passed:
            passed.append(above)
            above = self.parent(above)
        return in_order(passed[passed.index(above) :])[0] if above else passed[-1]


def in_order(bodies: Iterable[Placed]) -> tuple[Placed, ...]:
    """By kind, then the oldest first, then by key: the same order in both languages."""
    return tuple(
        sorted(
            bodies, key=lambda each: (KIND_ORDER.get(each.kind, len(KIND_ORDER)), each.founded_on or date.max, each.key)
        )
    )
