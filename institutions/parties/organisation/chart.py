"""The organisation chart of a day: the bodies that exist, their names on the day, and the parent of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from institutions.kinds.parties import BODY_KINDS

KIND_ORDER: Final = {kind: place for place, kind in enumerate(BODY_KINDS)}


@dataclass(frozen=True, slots=True)
class ChartBody:
    """A body as it was on a day. A name is empty if it has none in that language."""

    id: UUID
    key: str
    kind: str
    en: str
    ja: str
    founded_on: date | None
    parent: UUID | None

    def name(self, language: str) -> str:
        """Return the name on the day, in the reader's language, else in the other one, else the key."""
        names = (self.ja, self.en) if language == "ja" else (self.en, self.ja)
        return next(filter(None, names), self.key)


@dataclass(frozen=True, slots=True)
class ChartNode:
    """A body with those directly under it."""

    body: ChartBody
    under: tuple["ChartNode", ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The bodies that existed on a day, and those for which no statement says whether they existed already."""

    on: date
    bodies: Mapping[UUID, ChartBody]
    not_known: Mapping[UUID, ChartBody]

    def parent(self, body: ChartBody) -> ChartBody | None:
        """Return the body directly over one, if it existed on the day."""
        return self.bodies.get(body.parent) if body.parent else None

    def under(self, body: UUID) -> tuple[ChartBody, ...]:
        """Return the bodies directly under one."""
        return bodies_in_order(each for each in self.bodies.values() if each.parent == body)

    def line(self, body: ChartBody) -> tuple[ChartBody, ...]:
        """Return everything over a body, the highest first; a circle ends where it closes."""
        found: list[ChartBody] = []
        above = self.parent(body)
        while above and above not in found and above.id != body.id:
            found.append(above)
            above = self.parent(above)
        return tuple(reversed(found))

    def tree(self) -> tuple[ChartNode, ...]:
        """Return every body once, below its parent. A circle of parents begins at its first body."""
        below: dict[UUID | None, list[ChartBody]] = {}
        for each in self.bodies.values():
            parent = self.parent(each)
            below.setdefault(parent.id if parent else None, []).append(each)
        shown: set[UUID] = set()

        def node(body: ChartBody) -> ChartNode:
            shown.add(body.id)
            under = [each for each in bodies_in_order(below.get(body.id, ())) if each.id not in shown]
            return ChartNode(body, tuple(node(each) for each in under))

        roots = [node(each) for each in bodies_in_order(below.get(None, ()))]
        for each in bodies_in_order(self.bodies.values()):
            if each.id not in shown:
                roots += [node(self.circle(each))]
        return tuple(roots)

    def circle(self, body: ChartBody) -> ChartBody:
        """Return the first body of the circle to which everything over a body leads."""
        passed: list[ChartBody] = []
        above: ChartBody | None = body
        while above and above not in passed:
            passed.append(above)
            above = self.parent(above)
        return bodies_in_order(passed[passed.index(above) :])[0] if above else passed[-1]


def bodies_in_order(bodies: Iterable[ChartBody]) -> tuple[ChartBody, ...]:
    """Sort by kind, then the oldest first, then by key: the same order in both languages."""
    return tuple(
        sorted(
            bodies, key=lambda each: (KIND_ORDER.get(each.kind, len(KIND_ORDER)), each.founded_on or date.max, each.key)
        )
    )
