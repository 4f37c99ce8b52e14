"""What differs between the charts of two days."""

from collections.abc import Iterator
from dataclasses import dataclass

from institutions.parties.organisation.chart import Chart, Placed, in_order


@dataclass(frozen=True, slots=True)
class Renamed:
    """A body that was called otherwise."""

    before: Placed
    after: Placed


@dataclass(frozen=True, slots=True)
class Moved:
    """A body that was under another one; None: it was, or is, under none that is stated."""

    body: Placed
    before: Placed | None
    after: Placed | None


@dataclass(frozen=True, slots=True)
class Changes:
    """From the earlier day to the later one. What was not known on one of them is in none of the lists."""

    founded: tuple[Placed, ...]
    dissolved: tuple[Placed, ...]
    renamed: tuple[Renamed, ...]
    moved: tuple[Moved, ...]


def changes(before: Chart, after: Chart) -> Changes:
    """What changed between two days, the bodies of each list in the order of the chart."""
    both = [(before.bodies[each.id], each) for each in in_order(after.bodies.values()) if each.id in before.bodies]
    return Changes(
        founded=only_in(after, before),
        dissolved=only_in(before, after),
        renamed=tuple(Renamed(old, new) for old, new in both if (old.en, old.ja) != (new.en, new.ja)),
        moved=tuple(moved(before, after, both)),
    )


def only_in(chart: Chart, other: Chart) -> tuple[Placed, ...]:
    """The bodies that were there on one day, and surely not on the other."""
    return in_order(each for pk, each in chart.bodies.items() if pk not in other.bodies and pk not in other.not_known)


def moved(before: Chart, after: Chart, both: list[tuple[Placed, Placed]]) -> Iterator[Moved]:
    """The bodies that stand elsewhere."""
    for old, new in both:
        above = before.parent(old), after.parent(new)
        if (above[0] and above[0].id) != (above[1] and above[1].id):
            yield Moved(new, *above)
