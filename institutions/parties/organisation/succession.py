"""Succession of bodies over time, as plain values: whose a partnership, paper or post of an earlier body is on a day.

The register and a draft both give successions; whoever asks need not know which.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Final

from django.utils import timezone

from institutions.models import BodySuccession, SucceededPart

BODY: Final = SucceededPart.BODY.value
PARTNERSHIPS: Final = SucceededPart.PARTNERSHIPS.value
POST: Final = SucceededPart.POST.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """One body in the place of another from a day on. `domain` belongs to partnerships, the names to a post.

    `stated_at`: when the register learned of it; None for a draft. `is_same`: the same body under another code.
    """

    predecessor: str
    successor: str
    part: str
    from_on: date
    domain: str = ""
    post_en: str = ""
    post_ja: str = ""
    stated_at: datetime | None = field(default=None, compare=False)
    is_same: bool = field(default=False, compare=False)

    def takes(self, received_at: datetime | None) -> bool:
        """Return whether it concerns what was received at a moment: before its day, or before it was known."""
        if received_at is None or self.stated_at is None:
            return True
        return received_at < max(self.stated_at, timezone.make_aware(datetime.combine(self.from_on, time.min)))

    def is_post(self, name: str) -> bool:
        """Return whether it concerns the post of this name: exactly, in either language, after NFKC."""
        return self.part == POST and folded_name(name) in {folded_name(self.post_en), folded_name(self.post_ja)} - {""}


# Of four joined parties all columns would be a hundred: naming them took longer than the rest of the query.
READ: Final = (
    *("part", "from_on", "domain", "post_en", "post_ja", "recorded_at"),
    *(f"{side}__{column}" for side in ("predecessor", "successor") for column in ("code", "same_as__code")),
)

Takes = Callable[[Handover], bool]


@dataclass(frozen=True)
class Successions:
    """All successions in the order in which they happen; those of one day as they were enacted."""

    rows: tuple[Handover, ...] = ()
    _by_body: Mapping[str, tuple[Handover, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.rows, key=lambda each: each.from_on))
        object.__setattr__(self, "rows", ordered)
        found: dict[str, list[Handover]] = defaultdict(list)
        for each in ordered:
            found[each.predecessor].append(each)
        object.__setattr__(self, "_by_body", {key: tuple(rows) for key, rows in found.items()})

    def __bool__(self) -> bool:
        return bool(self.rows)

    def owner(self, body: str, domain: str, on: date, *, since: datetime | None = None) -> str:
        """Return the body that answers on a day for what a body was given in a domain.

        `since`: when that was said. Who gives a body a partnership after others of its domain went to another means
        that body; a body that ended is followed in any case.
        """
        return self._followed(
            body,
            on,
            lambda each: (
                each.part == BODY or (each.part == PARTNERSHIPS and each.domain == domain and each.takes(since))
            ),
        )

    def whole(self, body: str, on: date) -> str:
        """Return the body that has taken the place of one by a day; itself if none has."""
        return self._followed(body, on, lambda each: each.part == BODY)

    def taken_place(self, on: date) -> dict[str, str]:
        """Return by each body whose place another has taken by a day that other one."""
        return {key: now for key in sorted(self._by_body) if (now := self.whole(key, on)) != key}

    def former(self, body: str, on: date) -> frozenset[str]:
        """Return a body, and those whose place it has taken by a day."""
        return frozenset({body, *(each for each in self._by_body if self.whole(each, on) == body)})

    def era(self, on: date) -> int:
        """Return how many successions have happened by a day: within one number, bodies are the same."""
        return sum(each.from_on <= on for each in self.rows)

    def of_holder(self, body: str, post: str, on: date) -> tuple[tuple[str, date], ...]:
        """Return where a post of a body went by a day, with whoever holds it: each body and its first day.

        Bodies are those of the day: one whose place another took by then is that other one.
        """
        found: list[tuple[str, date]] = []
        place = self.whole(body, on)
        for each in self.rows:
            if each.from_on <= on and each.is_post(post) and self.whole(each.predecessor, on) == place:
                place = self.whole(each.successor, on)
                found.append((place, each.from_on))
        return tuple(found)

    def _followed(self, body: str, on: date, takes: Takes) -> str:
        passed: list[tuple[str, date]] = []
        place, last = body, date.min
        while step := self._next(place, on, last, takes, passed):
            place, last = step.successor, step.from_on
            passed.append((place, last))
        return place

    def _next(self, body: str, on: date, last: date, takes: Takes, passed: list[tuple[str, date]]) -> Handover | None:
        """Return the first succession of a body that is not before the last one that was followed."""
        for each in self._by_body.get(body, ()):
            if last <= each.from_on <= on and (each.successor, each.from_on) not in passed and takes(each):
                return each
        return None

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The keys of all bodies that take part."""
        return frozenset({key for each in self.rows for key in (each.predecessor, each.successor)})


def read_successions(known_at: datetime | None = None) -> Successions:
    """Read all successions, those that are planned too, as known at a moment, else now: one query."""
    rows = BodySuccession.objects.current() if known_at is None else BodySuccession.objects.known_at(known_at)
    found = rows.select_related("predecessor__same_as", "successor__same_as").only(*READ).order_by("from_on", "pk")
    return Successions(tuple(plain_succession(each) for each in found))


def plain_succession(row: BodySuccession) -> Handover:
    """Return a succession of the register as a plain value."""
    assert row.from_on is not None  # noqa: S101 - a constraint of the table
    return Handover(
        predecessor=(row.predecessor.same_as or row.predecessor).key,
        successor=(row.successor.same_as or row.successor).key,
        part=row.part,
        from_on=row.from_on,
        domain=row.domain,
        post_en=row.post_en,
        post_ja=row.post_ja,
        stated_at=row.recorded_at,
    )


def joined(*each: Iterable[Handover]) -> Successions:
    """Return the successions of several together, as of the register and of a draft."""
    return Successions(tuple(row for rows in each for row in rows))


def folded_name(text: str) -> str:
    """Return a name of a post as names are compared."""
    return unicodedata.normalize("NFKC", text).strip()
