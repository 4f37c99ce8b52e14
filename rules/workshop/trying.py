"""A draft tried on the whole register: its cases read from the fact store in ranges, and only counted."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import duckdb
from django.conf import settings

from institutions.access.partnerships import RESTRICTED
from institutions.models import Partnership
from institutions.values.portions import split_portions
from rules.engine.loading.loaded_rulebook import TAX_RATE, LoadedRulebook
from rules.fact_store.configured import fact_storage
from rules.fact_store.generations import newest_manifest
from rules.fact_store.reading import open_generation
from rules.screening.run import bring_up_to_date
from rules.workshop.curve import CurvePoint, CurveReader, book_with
from rules.workshop.effect_counts import EffectCounts
from rules.workshop.effect_in_sets import EffectReader
from rules.workshop.followers import REACHED, Followers, begin_reached, followers_of, reached_cases
from rules.workshop.narrowed import narrowed, readers_of, touched_rules

Told = Callable[[int, int], None]  # cases so far, and all
Json = dict[str, Any]  # Any: plain data


class CaseCounter(Protocol):
    """Whatever counts over the cases of a connection."""

    def counts(self, connection: duckdb.DuckDBPyConnection, between: Callable[[], None]) -> EffectCounts:
        """Return the counts over the cases that a connection shows."""


@dataclass(frozen=True, slots=True)
class TriedDraft:
    """The counts of a trial, with what it evaluated and how long that took."""

    counts: EffectCounts
    summary: Json
    cases: int
    generation: int
    seconds: float
    seed: str = ""
    values: tuple[int, ...] = field(default=())


def nothing_told(_done: int, _of: int) -> None:
    """Tell nobody how far a trial has come."""


def try_draft(base: LoadedRulebook, draft: LoadedRulebook, seed: str, told: Told = nothing_told) -> TriedDraft:
    """Return what a draft would change against its base, over the whole register."""
    began = time.monotonic()
    touched = touched_rules(base, draft)
    restricted = restricted_now()

    def reader_of(codes: frozenset[str], followers: Followers | None = None, *, again: bool = False) -> EffectReader:
        return EffectReader(
            base=narrowed(base, codes),
            draft=narrowed(draft, codes),
            codes=codes,
            followers=followers,
            restricted=restricted,
            seed=seed,
            again=again,
        )

    followers = followers_of(base, draft, touched.followers)
    reader = reader_of(touched.codes - touched.followers, followers)
    last = reader_of(touched.followers, again=True) if followers else None
    counts, cases, generation = counted(reader, told, last)
    summary: Json = {
        "codes": sorted(touched.codes),
        "worded": sorted(touched.worded),
        "numbers": sorted(touched.numbers),
        "tax_rate": TAX_RATE in touched.numbers,  # facts were derived with that of the base
    }
    return TriedDraft(counts, summary, cases, generation, time.monotonic() - began, seed)


def try_values(
    book: LoadedRulebook, parameter: str, index: str, on: str, values: tuple[int, ...], told: Told = nothing_told
) -> TriedDraft:
    """Return the findings at each value of a number, over the whole register."""
    began = time.monotonic()
    points = [CurvePoint(parameter=parameter, index=index, on=on, value=value) for value in values]
    books = [(each.value, made) for each in points if (made := book_with(book, each))]
    codes = readers_of(book, parameter)
    reader = CurveReader(books=books, codes=codes, restricted=restricted_now())
    counts, cases, generation = counted(reader, told)
    return TriedDraft(
        counts, {"codes": sorted(codes)}, cases, generation, time.monotonic() - began, "", tuple(sorted(values))
    )


def restricted_now() -> frozenset[str]:
    """Return the partnerships that are restricted now."""
    return frozenset(map(str, Partnership.objects.filter(RESTRICTED.q()).values_list("pk", flat=True)))


def counted(reader: CaseCounter, told: Told, last: CaseCounter | None = None) -> tuple[EffectCounts, int, int]:
    """Return the counts over all cases of the store, which is brought up to date first; cases and generation.

    `last` adds the counts of the cases that `reader` noted for it.
    """
    storage = fact_storage()
    bring_up_to_date(storage, lambda: told(0, 0))
    manifest = newest_manifest(storage)
    if manifest is None:
        message = "the fact store has no generation although it was brought up to date"
        raise AssertionError(message)
    found = EffectCounts()
    with open_generation(storage, manifest.number) as opened:
        numbers, done = opened.case_numbers(), 0
        if last is not None:
            begin_reached(opened.connection)

        def between() -> None:
            opened.renew()
            told(done, len(numbers))

        for part in split_portions(numbers, settings.SCREENING_RANGE):
            opened.narrow_to(part[0], part[-1])
            found.add(reader.counts(opened.connection, between))
            done += len(part)
            told(done, len(numbers))
        if last is not None:
            for part in split_portions(reached_cases(opened.connection), settings.SCREENING_RANGE):
                opened.narrow_to(part[0], part[-1], among=REACHED)
                found.add(last.counts(opened.connection, between))
    return found, len(numbers), manifest.number
