"""Differences between the charts of two days."""

from collections.abc import Iterator
from dataclasses import dataclass

from institutions.parties.organisation.chart import Chart, ChartBody, bodies_in_order


@dataclass(frozen=True, slots=True)
class RenamedBody:
    """A body whose name changed."""

    before: ChartBody
    after: ChartBody


@dataclass(frozen=True, slots=True)
class MovedBody:
    """A body whose parent changed. None: no parent is stated."""

    body: ChartBody
    before: ChartBody | None
    after: ChartBody | None


@dataclass(frozen=True, slots=True)
class ChartChanges:
    """Changes from the earlier day to the later one. A body that is unknown on one of them is in none of the lists."""

    founded: tuple[ChartBody, ...]
    dissolved: tuple[ChartBody, ...]
    renamed: tuple[RenamedBody, ...]
    moved: tuple[MovedBody, ...]


def chart_changes(before: Chart, after: Chart) -> ChartChanges:
    """Compare two days; the bodies of each list come in the order of the chart."""
    both = [
        (before.bodies[each.id], each) for each in bodies_in_order(after.bodies.values()) if each.id in before.bodies
    ]
    return ChartChanges(
        founded=bodies_only_in(after, before),
        dissolved=bodies_only_in(before, after),
        renamed=tuple(RenamedBody(old, new) for old, new in both if (old.en, old.ja) != (new.en, new.ja)),
        moved=tuple(moved_bodies(before, after, both)),
    )


def bodies_only_in(chart: Chart, other: Chart) -> tuple[ChartBody, ...]:
    """Return the bodies that existed on one day, and surely not on the other."""
    return bodies_in_order(
        each for pk, each in chart.bodies.items() if pk not in other.bodies and pk not in other.not_known
    )


def moved_bodies(before: Chart, after: Chart, both: list[tuple[ChartBody, ChartBody]]) -> Iterator[MovedBody]:
    """Yield the bodies that have another parent."""
    for old, new in both:
        above = before.parent(old), after.parent(new)
        if (above[0] and above[0].id) != (above[1] and above[1].id):
            yield MovedBody(new, *above)
