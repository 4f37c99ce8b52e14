"""The work on the ranges of a preview, by a worker or by the process that waits for it."""

import logging
import time
from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from institutions.codes.errors import CodedError
from institutions.drafts.reorganisation.reading import read_reorganisation
from institutions.jobs.attempts import attempt_at
from institutions.jobs.claiming import ClaimLostError
from institutions.jobs.sweeping import take_back
from institutions.parties.organisation.state import OrganisationHistory
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import PreviewedCase, PreviewRange, RangeState, ReorganisationPreview
from rules.reorganising.case_effect import effects_of_cases
from rules.reorganising.compared_in_sets import SetEvaluation
from rules.reorganising.laid_over import DraftOnRegister
from rules.reorganising.preview_jobs import (
    COMPUTING,
    PREVIEW_RANGES,
    PreviewClaim,
    end_in_error,
    finish_if_last,
    progress_of,
    take_next,
)
from rules.reorganising.troubles import PreviewFailed, RegisterMovedMeanwhile, RulebookMovedMeanwhile

logger = logging.getLogger(__name__)
WAIT_SECONDS: Final = 1.0  # between two looks at the ranges of others
STORED_AT_ONCE: Final = 1_000
# Makes the evaluation of a range, given the rulebook, what draws the sample, and what keeps the claim between steps.
Evaluating = Callable[[LoadedRulebook, str, int, Callable[[], None]], SetEvaluation]


class PreviewEndedError(CodedError):
    """A preview that cannot be computed to its end."""


def run_preview_range(claim: PreviewClaim, evaluated: Evaluating = SetEvaluation) -> None:
    """Derive, evaluate and store the partnerships of a range; an error ends the preview and is raised."""

    def note_failure(trouble: Exception) -> None:
        said = trouble.said if isinstance(trouble, CodedError) else PreviewFailed()  # other words may name anything
        end_in_error(claim.job.preview_id, said.stored())

    with attempt_at(claim, note_failure):
        store_range(claim, evaluated)


def store_range(claim: PreviewClaim, evaluated: Evaluating) -> None:
    """Compute a range and store it. ClaimLostError if another process has it."""
    preview = claim.job.preview
    laid = laid_for(preview)
    evaluation = evaluated(laid.book, preview.seed, preview.one_in, claim.update)
    effects = effects_of_cases([UUID(each) for each in claim.job.partnerships], laid, evaluation)
    rows = [PreviewedCase(preview=preview, partnership_id=pk, effect=effect) for pk, effect in effects.items()]
    with transaction.atomic():
        columns = {"finished_at": timezone.now(), "sampled": evaluation.sampled, "lease_until": None}
        if not claim.rows().update(state=RangeState.DONE, **columns):
            raise ClaimLostError
        PreviewedCase.objects.bulk_create(rows, batch_size=STORED_AT_ONCE)
        finish_if_last(preview.pk)


def laid_for(preview: ReorganisationPreview) -> DraftOnRegister:
    """Return the draft of a preview over the register as it was known when it was asked for.

    PreviewEndedError if the organisation or the rulebook is another than that of its other ranges.
    """
    book, history = current_rulebook(), OrganisationHistory.read()
    if book.version != preview.rulebook:
        raise PreviewEndedError(RulebookMovedMeanwhile())
    laid = DraftOnRegister.lay(read_reorganisation(preview.document), history, preview.known_at, book)
    if laid.days and laid.days[0].before.digest() != preview.base:
        raise PreviewEndedError(RegisterMovedMeanwhile())
    return laid


def wait_for_preview(
    preview: ReorganisationPreview, told: Callable[[int], None] = lambda _percent: None
) -> ReorganisationPreview:
    """Work on a preview until it is over, beside the workers, and return its row; `told` gets the hundredths done."""
    while ReorganisationPreview.objects.filter(pk=preview.pk, state=COMPUTING).exists():
        if taken := take_next(preview):
            run_or_log(taken)
        else:
            time.sleep(WAIT_SECONDS)
            take_back(PREVIEW_RANGES, timezone.now())
        told(progress_of(ReorganisationPreview.objects.get(pk=preview.pk)))
    preview.refresh_from_db()
    return preview


def help_with_preview(preview: UUID) -> None:
    """Take ranges of a preview until none is left to take."""
    row = ReorganisationPreview.objects.get(pk=preview)
    while PreviewRange.objects.filter(preview=row, state=RangeState.WAITING).exists():
        if taken := take_next(row):
            run_or_log(taken)


def run_or_log(claim: PreviewClaim) -> None:
    """Run a range; its error is in the row of the preview, which whoever waits reads, and in the log."""
    try:
        run_preview_range(claim)
    except Exception:
        logger.exception("The preview %s ended.", claim.job.preview_id)
