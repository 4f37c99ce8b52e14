"""Differences between the charts of two days."""

from collections.abc import Iterator
from dataclasses import dataclass

from institutions.parties.organisation.chart import Chart, Placed, in_order


@dataclass(frozen=True, slots=True)
class Renamed:
    """A body whose name changed."""

    before: Placed
    after: Placed


@dataclass(frozen=True, slots=True)
class Moved:
    """A body whose parent changed. None: no parent is stated."""

    body: Placed
    before: Placed | None
    after: Placed | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes from the earlier day to the later one. A body that is unknown on one of them is in none of the lists."""

    founded: tuple[Placed, ...]
    dissolved: tuple[Placed, ...]
    renamed: tuple[Renamed, ...]
    moved: tuple[Moved, ...]


def changes(before: Chart, after: Chart) -> Changes:
    """Compare two days; the bodies of each list come in the order of the chart."""
    both = [(before.bodies[each.id], each) for each in in_order(after.bodies.values()) if each.id in before.bodies]
    return Changes(
        founded=only_in(after, before),
        dissolved=only_in(before, after),
        renamed=tuple(Renamed(old, new) for old, new in both if (old.en, old.ja) != (new.en, new.ja)),
        moved=tuple(moved(before, after, both)),
    )


def only_in(chart: Chart, other: Chart) -> tuple[Placed, ...]:
    """Return the bodies that existed on one day, and surely not on the other."""
    return in_order(each for pk, each in chart.bodies.items() if pk not in other.bodies and pk not in other.not_known)


def moved(before: Chart, after: Chart, both: list[tuple[Placed, Placed]]) -> Iterator[Moved]:
    """Yield the bodies that have another parent."""
    for old, new in both:
        above = before.parent(old), after.parent(new)
        if (above[0] and above[0].id) != (above[1] and above[1].id):
            yield Moved(new, *above)
