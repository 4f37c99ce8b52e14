"""The run of a screening by the process that leads it: ranges over a generation of the store, then its result.

Workers take ranges too. The one that leads does what nobody else has, so that it also ends where no other worker runs.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.conf import settings
from django.utils import timezone

from institutions.jobs.attempts import attempt_at
from institutions.jobs.sweeping import take_back
from institutions.values.portions import split_portions
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.fact_store.appending import append_results, build_store, is_built
from rules.fact_store.configured import fact_storage
from rules.fact_store.erasing import carry_out_erasures
from rules.fact_store.generations import OvertakenError, newest_manifest
from rules.fact_store.reading import GenerationLostError, holding, manifest_of, open_generation, renew_hold
from rules.fact_store.storage import Storage
from rules.fact_store.store_tables import schema_hash
from rules.models import Screening, ScreeningRange, ScreeningState
from rules.screening.another_day import CASES_AT_ONCE, bounds_of_day
from rules.screening.chunk import ChunkAnswer, joined_answers
from rules.screening.claim import ScreeningClaim
from rules.screening.range_answers import unpacked_answer
from rules.screening.range_run import run_range
from rules.screening.ranges import RANGES, Bounds, make_ranges, screened_cases, take_next, unfinished
from rules.screening.result import store_screening

logger = logging.getLogger(__name__)
TRIES: Final = 5  # to write, and to read, while others write
WAIT_SECONDS: Final = 1.0  # between two looks at the ranges of others
Told = Callable[[int, int], None]


class OtherRulebookError(Exception):
    """The rulebook of a screening is not the one of this process."""


def run_screening(
    claim: ScreeningClaim,
    rulebook: LoadedRulebook | None = None,
    told: Told = lambda _done, _of: None,
) -> Screening:
    """Lead a claimed screening to its end and return its row; an error is noted in it and raised."""
    began = time.monotonic()

    def note_failure(trouble: Exception) -> None:
        columns = {"state": ScreeningState.ERROR, "error": f"{type(trouble).__name__}: {trouble}"}
        claim.rows().update(lease_until=None, finished_at=timezone.now(), **columns)

    with attempt_at(claim, note_failure):
        book = rulebook or current_rulebook()
        if book.version != claim.job.rulebook:
            message = f"This process has version {book.version[:12]} of the rulebook, not {claim.job.rulebook[:12]}."
            raise OtherRulebookError(message)
        lead = Lead(claim, book, told)
        answer = lead.over_store() if claim.job.as_of is None else lead.over_day()
        store_screening(claim, answer, claim.job.seconds + time.monotonic() - began)
    claim.job.refresh_from_db()
    return claim.job


@dataclass(frozen=True, slots=True)
class Lead:
    """The lead of a screening by a rulebook; `told` gets the number of screened cases, and of all."""

    claim: ScreeningClaim
    book: LoadedRulebook
    told: Told

    def over_store(self) -> ChunkAnswer:
        """Bring the store up to date and return the answer of all its cases.

        If the generation is lost on the way, because a person was erased, the newest one is screened instead.
        """
        storage, screening = fact_storage(), self.claim.job
        for _try in range(TRIES):
            if manifest_of(storage, screening.generation) is None:
                bring_up_to_date(storage, self.claim.update)
            try:
                with holding(storage, screening.generation) as (manifest, hold):
                    return self.over_generation(storage, manifest.number, partial(renew_hold, hold))
            except GenerationLostError as lost:
                logger.warning("Screening %s begins again: %s", screening.pk, lost)
                screening.generation = None
        message = "the fact store was removed again and again while it was screened"
        raise GenerationLostError(message)

    def over_generation(self, storage: Storage, generation: int, renew: Callable[[], None]) -> ChunkAnswer:
        """Return the answer of a generation that `renew` holds. GenerationLostError if it is removed nevertheless."""
        with open_generation(storage, generation) as opened:
            numbers = opened.case_numbers()
        self.claim.job.generation = generation
        self.claim.update(generation=generation)
        return self.over(f"{generation}", bounds_of_numbers(numbers), renew)

    def over_day(self) -> ChunkAnswer:
        """Return the answer of all cases as of the day of the screening."""
        bounds = bounds_of_day(min(settings.SCREENING_RANGE, CASES_AT_ONCE))
        return self.over(f"{self.claim.job.as_of}", bounds, lambda: None)

    def over(self, basis: str, bounds: Iterable[Bounds], renew: Callable[[], None]) -> ChunkAnswer:
        """Do the ranges that nobody has, wait for those that others do, and return all answers."""
        screening = self.claim.job
        make_ranges(screening, f"{basis}-{self.book.version[:16]}", bounds)
        rows = ScreeningRange.objects.filter(screening=screening).order_by("number")
        screening.cases = sum(rows.values_list("cases", flat=True))
        self.claim.update(cases=screening.cases)

        def between() -> None:
            renew()
            self.claim.update()

        while unfinished(screening):
            if taken := take_next(screening):
                run_range(taken, self.book, between)
            else:
                time.sleep(WAIT_SECONDS)
                take_back(RANGES, timezone.now())
            renew()
            done = screened_cases(screening)
            self.claim.update(screened=done)
            self.told(done, screening.cases)
        contents = rows.values_list("answer", flat=True)
        return joined_answers([unpacked_answer(bytes(content)) for content in contents if content is not None])


def bounds_of_numbers(numbers: list[int]) -> Iterator[Bounds]:
    """Yield ranges of the cases of a generation."""
    for part in split_portions(numbers, settings.SCREENING_RANGE):
        yield Bounds(str(part[0]), str(part[-1]), len(part))


def bring_up_to_date(storage: Storage, between: Callable[[], None]) -> None:
    """Build the store, or append to it what is missing; erasures come first. `between` is called while it is built.

    To be overtaken during a build is no failed try, as long as the other process brings the same store further.
    """
    tries, reached = TRIES, 0
    while tries:
        between()
        try:
            carry_out_erasures(storage)
            if not is_built(storage):
                build_store(storage, told=lambda _progress: between())
            append_results(storage)
        except OvertakenError:
            manifest = newest_manifest(storage)
            further = 0 if manifest is None or manifest.schema != schema_hash() else manifest.next_case
            tries -= further <= reached
            reached = further
            continue
        return
    message = "other processes wrote the fact store again and again"
    raise OvertakenError(message)
