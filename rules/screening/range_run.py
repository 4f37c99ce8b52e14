"""The screening of one range, by the process that leads the screening or by any worker."""

import logging
from collections.abc import Callable
from functools import partial

import duckdb
from django.utils import timezone

from institutions.jobs.claiming import ClaimLostError, give_back
from institutions.jobs.outages import outage_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.fact_store.configured import fact_storage
from rules.fact_store.reading import GenerationLostError, OpenStore, open_generation
from rules.models import RangeState, Screening, ScreeningRange, ScreeningState
from rules.screening.another_day import screen_range_of_day
from rules.screening.chunk import ChunkAnswer
from rules.screening.range_answers import packed_answer
from rules.screening.ranges import RANGES, RangeClaim
from rules.screening.screener import screener_of

logger = logging.getLogger(__name__)


def run_range(claim: RangeClaim, book: LoadedRulebook, between: Callable[[], None]) -> None:
    """Screen a claimed range and store its answer; an error is noted in its row and raised.

    A screening that was stopped, or whose generation is gone, gives the range back, and raises too. `between` is called
    while it works.
    """

    def step() -> None:
        between()
        claim.update()

    try:
        step()
        screen = screened_in_store if claim.job.screening.as_of is None else screen_range_of_day
        answer = screen(claim.job, book, step)
        columns = {"answer": packed_answer(answer), "cases": len(answer.rows), "finished_at": timezone.now()}
        if not claim.rows().update(state=RangeState.DONE, lease_until=None, **columns):
            raise ClaimLostError
    except (ClaimLostError, GenerationLostError):
        give_back(RANGES, claim.rows())
        raise
    except Exception as trouble:
        if outage_of(trouble):
            raise  # the task gives it back
        said = f"{type(trouble).__name__}: {trouble}"
        claim.rows().update(state=RangeState.ERROR, lease_until=None, finished_at=timezone.now(), error=said)
        raise


def help_with_range(claim: RangeClaim) -> None:
    """Screen a range for a screening that another process leads; stop where that one stopped.

    A process with another rulebook gives the range back.
    """
    screening, book = claim.job.screening, current_rulebook()
    if book.version != screening.rulebook:
        give_back(RANGES, claim.rows())
        return

    def between() -> None:
        if not Screening.objects.filter(pk=screening.pk, state=ScreeningState.RUNNING).exists():
            raise ClaimLostError

    try:
        run_range(claim, book, between)
    except (ClaimLostError, GenerationLostError):
        logger.info("Screening %s was stopped, or begins again on another generation.", screening.pk)


def screened_in_store(of: ScreeningRange, book: LoadedRulebook, between: Callable[[], None]) -> ChunkAnswer:
    """Return the answer of the cases from one number to another of the screening's generation."""
    generation, first, last = of.screening.generation, int(of.first), int(of.last)
    if generation is None:
        message = f"screening {of.screening.pk} reads no generation yet"
        raise GenerationLostError(message)
    with open_generation(fact_storage(), generation, within=(first, last)) as opened:

        def step() -> None:
            opened.renew()
            between()

        screener = screener_of(of.screening, book)
        return screened_or_lost(opened, partial(screener.screen, opened.connection, step))


def screened_or_lost(opened: OpenStore, screen: Callable[[], ChunkAnswer]) -> ChunkAnswer:
    """Return the answer of a range. GenerationLostError if a file was missing because the generation is gone."""
    try:
        return screen()
    except duckdb.IOException:
        opened.renew()
        raise
