"""Stated duties over companies, to be looked up by person, body and day.

A duty is stated for one company, or for a domain and so for every company of the case. It is kept once, whatever the
number of companies: a thousand duties over a domain and a thousand bidders would else be a million.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from rules.facts.derivation.named_awards import NAMED
from rules.facts.gathering.mapping.reading import CaseReading, fact_days, required_text, text_or_none

ALL: Final = None  # for a company: every one of the case; for a person: everybody


@dataclass(frozen=True, slots=True)
class DutyPeriod:
    """One stated duty. `place`: its place among the duties of the case."""

    place: int
    person: str
    from_on: str
    until_on: str
    ref: str


@dataclass(frozen=True)
class DutyTrack:
    """The duties of one person, or of everybody, that one look-up finds."""

    duties: list[DutyPeriod] = field(default_factory=list)

    @cached_property
    def lasting(self) -> list[DutyPeriod]:
        """The duties that end last, first."""
        return sorted(self.duties, key=lambda each: each.until_on, reverse=True)

    @cached_property
    def began(self) -> tuple[list[str], list[tuple[DutyPeriod, ...]]]:
        """The first days in their order and, of the duties that began by each, those that end last."""
        days: list[str] = []
        kept: list[tuple[DutyPeriod, ...]] = [()]
        for each in sorted(self.duties, key=lambda each: each.from_on):
            days.append(each.from_on)
            kept.append(latest((*kept[-1], each)))
        return days, kept

    def begun_by(self, day: str) -> tuple[DutyPeriod, ...]:
        """Return those that began by a day, as many as a fact names: those that end last."""
        days, kept = self.began
        return kept[bisect_right(days, day)]


NOTHING: Final = DutyTrack()
Key = tuple[str | None, str | None, str | None, bool]  # company, person, body, and whether bodies under it count too


class DutyPeriods:
    """The stated duties of a case."""

    def __init__(self, reading: CaseReading, asked: Collection[str]) -> None:
        """Read the duties. `asked`: the bodies that are looked up later, with those over and under each."""
        self.reading = reading
        self._tracks: defaultdict[Key, DutyTrack] = defaultdict(DutyTrack)
        self._others: dict[tuple[Key, str], tuple[DutyPeriod, ...]] = {}
        self._held: defaultdict[str, list[tuple[str | None, str | None, str]]] = defaultdict(list)
        lines: dict[str, list[str]] = {}
        for place, stated in enumerate(reading.of("duty")):
            company, person = text_or_none(stated.values, "company"), required_text(stated.values, "person")
            if company is None and text_or_none(stated.values, "domain") != reading.domain:
                continue
            days, body = fact_days(stated), text_or_none(stated.values, "body")
            duty = DutyPeriod(place, person, days["from_on"], days["until_on"], stated.ref)
            self._held[person].append((company, body, days["until_on"]))
            if body is not None and body not in lines:
                lines[body] = [each for each in reading.bodies.line(body) if each in asked]
            for each in (person, ALL):
                self._tracks[company, each, body, False].duties.append(duty)
                for over in lines[body] if body is not None else ():
                    self._tracks[company, each, over, True].duties.append(duty)

    def covered_now(self, person: str, present: Set[str]) -> set[str | None]:
        """Return the companies over which a person has duties at `as_of`; ALL among them where over every one.

        Duties of a body count while the person has a post there, over it or under it: `present` are these bodies.
        """
        line = self.reading.bodies.line
        over = {each for body in present for each in line(body)}
        return {
            company
            for company, body, until_on in self._held[person]
            if until_on >= self.reading.as_of and (body is None or body in over or not present.isdisjoint(line(body)))
        }

    def own(self, company: str, person: str, body: str) -> Iterator[DutyTrack]:
        """Yield the duties of a person over a company in a body, in those over and under it, and in none."""
        for of_company in (company, ALL):
            yield self._tracks.get((of_company, person, None, False), NOTHING)
            yield from (self._tracks.get(key, NOTHING) for key in self.keys(of_company, person, body))

    def longest_of_others(self, company: str, person: str, body: str) -> tuple[DutyPeriod, ...]:
        """Return the duties of others over a company in a body, and in those over and under it, that end last."""
        keys = (key for of_company in (company, ALL) for key in self.keys(of_company, ALL, body))
        return latest(duty for key in keys for duty in self.others_in(key, person))

    def others_in(self, key: Key, person: str) -> tuple[DutyPeriod, ...]:
        """Return those of one look-up that are of others and end last; each person's own are passed over once."""
        if (key, person) not in self._others:
            found: list[DutyPeriod] = []
            for duty in self._tracks.get(key, NOTHING).lasting:
                if len(found) == NAMED:
                    break
                if duty.person != person:
                    found.append(duty)
            self._others[key, person] = tuple(found)
        return self._others[key, person]

    def keys(self, company: str | None, person: str | None, body: str) -> Iterator[Key]:
        """Yield the look-ups that find the duties in a body and in those over and under it."""
        yield company, person, body, True
        yield from ((company, person, over, False) for over in self.reading.bodies.line(body)[1:])


def latest(duties: Iterable[DutyPeriod]) -> tuple[DutyPeriod, ...]:
    """Return the duties that end last, as many as a fact names."""
    return tuple(sorted(duties, key=lambda each: (each.until_on, -each.place), reverse=True)[:NAMED])


def in_order(duties: Iterable[DutyPeriod]) -> list[str]:
    """Return the statements of duties in the order of the case."""
    return [duty.ref for duty in sorted(duties, key=lambda each: each.place)]
