"""The run of a screening: chunk by chunk over a generation of the store, then one transaction with its result."""

import logging
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import duckdb
from django.utils import timezone

from institutions.access.callers import SYSTEM
from institutions.jobs.claiming import ClaimLostError
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.fact_store.appending import append_results, build_store
from rules.fact_store.configured import fact_storage
from rules.fact_store.erasing import carry_out_erasures
from rules.fact_store.generations import OvertakenError, newest_manifest
from rules.fact_store.reading import GenerationLostError, OpenStore, manifest_of, open_store
from rules.fact_store.storage import Storage
from rules.models import Screening, ScreeningState
from rules.screening.another_day import answers_of_day
from rules.screening.chunk import ChunkAnswer
from rules.screening.claim import ScreeningClaim
from rules.screening.result import store_screening
from rules.screening.screener import contents_of_snapshots, screener_of
from rules.screening.work_files import WorkFiles

logger = logging.getLogger(__name__)
CHUNK: Final = 100_000  # cases that are evaluated together; a stopped screening loses one at most
TRIES: Final = 5  # to write, and to read, while others write


class OtherRulebookError(Exception):
    """The rulebook of a screening is not the one of this process."""


def run_screening(
    claim: ScreeningClaim,
    rulebook: LoadedRulebook | None = None,
    told: Callable[[int, int], None] = lambda _done, _of: None,
) -> Screening:
    """Run a claimed screening to its end and return its row; an error is noted in it and raised."""
    began = time.monotonic()
    work = WorkFiles(claim.job.pk, "")
    try:
        book = rulebook or current_rulebook()
        if book.version != claim.job.rulebook:
            message = f"This process has version {book.version[:12]} of the rulebook, not {claim.job.rulebook[:12]}."
            raise OtherRulebookError(message)
        answers_of = answers_of_store if claim.job.as_of is None else answers_of_day
        answers = answers_of(claim, book, told)
        store_screening(claim, answers, claim.job.seconds + time.monotonic() - began)
        work.remove()
    except ClaimLostError:
        logger.info("Screening %s was stopped, or another process has it.", claim.job.pk)
    except Exception as trouble:
        columns = {"state": ScreeningState.ERROR, "error": f"{type(trouble).__name__}: {trouble}"}
        claim.rows().update(lease_until=None, finished_at=timezone.now(), **columns)
        raise
    claim.job.refresh_from_db()
    return claim.job


def answers_of_store(
    claim: ScreeningClaim, book: LoadedRulebook, told: Callable[[int, int], None]
) -> list[ChunkAnswer]:
    """Bring the store up to date and return the answers of all its cases.

    If the generation is lost on the way, because a person was erased, the newest one is screened instead.
    """
    storage = fact_storage()
    for _try in range(TRIES):
        generation = claim.job.generation
        if manifest_of(storage, generation) is None:
            bring_up_to_date(storage)
        try:
            with open_store(storage, SYSTEM, generation) as opened:
                return list(answers_of_generation(claim, book, opened, told))
        except GenerationLostError as lost:
            logger.warning("Screening %s begins again: %s", claim.job.pk, lost)
            claim.job.generation = None
    message = "the fact store was removed again and again while it was screened"
    raise GenerationLostError(message)


def bring_up_to_date(storage: Storage) -> None:
    """Build the store, or append to it what is missing; erasures come first."""
    for _try in range(TRIES):
        try:
            carry_out_erasures(storage)
            manifest = newest_manifest(storage)
            if manifest is None or not manifest.complete:
                build_store(storage)
            append_results(storage)
        except OvertakenError:
            continue
        return
    message = "other processes wrote the fact store again and again"
    raise OvertakenError(message)


def answers_of_generation(
    claim: ScreeningClaim, book: LoadedRulebook, opened: OpenStore, told: Callable[[int, int], None]
) -> Iterator[ChunkAnswer]:
    """Yield the answers of the chunks of a generation; those of an earlier attempt are read from their files."""
    numbers = opened.case_numbers()
    claim.job.generation = opened.manifest.number
    claim.update(generation=opened.manifest.number, cases=len(numbers), screened=0)
    work = WorkFiles(claim.job.pk, f"{opened.manifest.number}-{book.version[:16]}")
    screener = screener_of(claim.job, book, contents_of_snapshots)

    def between() -> None:
        opened.renew()
        claim.update()

    for start in range(0, len(numbers), CHUNK):
        part = numbers[start : start + CHUNK]
        name = f"{part[0]}-{part[-1]}"
        between()
        answer = work.read(name)
        if answer is None:
            opened.narrow_to(part[0], part[-1])
            answer = screened_or_lost(opened, partial(screener.screen, opened.connection, between))
            work.write(name, answer)
        claim.update(screened=start + len(part))
        told(start + len(part), len(numbers))
        yield answer


def screened_or_lost(opened: OpenStore, screen: Callable[[], ChunkAnswer]) -> ChunkAnswer:
    """Return the answer of a chunk. GenerationLostError if a file was missing because the generation is gone."""
    try:
        return screen()
    except duckdb.IOException:
        opened.renew()
        raise
