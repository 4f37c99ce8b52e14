"""Claimed assessments, from the register to their stored results. No transaction spans the engine."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from institutions.audit import logs
from institutions.codes.errors import CodedError
from institutions.jobs.dispatch import notify_or_leave
from institutions.jobs.outages import outage_of
from rules.assessing.changes import latest_change
from rules.assessing.claim import ASSESSMENTS, Claim, give_back, is_waited_for
from rules.assessing.claim_results import ClaimResult, ResultBasis
from rules.assessing.confirming import RepeatedCase, conclude_repeated, standing_results
from rules.assessing.failure_troubles import OutOfTime
from rules.assessing.failures import failure_of
from rules.assessing.run import assess_case
from rules.assessing.store import store_error, store_results
from rules.engine.loading.held_rulebook import same_rulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.statements import CaseInput

logger = logging.getLogger(__name__)


class AssessmentFailedError(CodedError):
    """An attempt that ended without a result; the row says why, and so does the cause of this error."""


@dataclass(frozen=True, slots=True)
class GatheredCase:
    """A case as it was gathered for a claim, what its result will rest on, and the result that it may confirm."""

    case: CaseInput
    basis: ResultBasis
    repeated: RepeatedCase | None


@same_rulebook()
def run_assessments(claims: Sequence[Claim]) -> int:
    """Run claims gathered with one set of queries and stored in one transaction; return the number of results stored.

    They keep the version of the rulebook with which they began.

    What fails for one leaves the others alone; once all have ended, the first failure is raised. If time or the process
    ends, the rest goes back to the queue; what was evaluated before the end of the time is stored.
    """
    if len(claims) == 1:
        return int(run_assessment(claims[0]))
    run = BatchRun(list(claims))
    try:
        run.evaluate()
    except SoftTimeLimitExceeded:
        # Nobody can tell whose time it was. Each is taken alone now, with all the time for itself.
        logger.warning("%d of %d assessments go back to the queue: their time is over.", len(run.left), len(claims))
        give_back_out_of_time(run.left)
    except DatabaseError as trouble:
        give_back_rest([*run.claims_evaluated(), *run.left[1:]], trouble)
        raise
    except BaseException:
        give_back_rest([*run.claims_evaluated(), *run.left])
        raise
    run.store()
    if run.failures:
        raise run.failures[0]
    return run.stored


class BatchRun:
    """Claims that are worked on together, and how far they have come."""

    def __init__(self, claims: list[Claim]) -> None:
        self.left = claims  # neither evaluated nor failed
        self.evaluated: list[ClaimResult] = []
        self.failures: list[AssessmentFailedError] = []
        self.stored = 0

    def claims_evaluated(self) -> list[Claim]:
        """Return the claims with a result that is not yet stored."""
        return [each.claim for each in self.evaluated]

    def evaluate(self) -> None:
        """Gather all cases and evaluate one after the other; a failure is that of its own case."""
        cases = iter(gather_or_leave(self.left))
        while self.left:
            try:
                self.evaluated.append(evaluate_claim(self.left[0], next(cases)))
            except AssessmentFailedError as failure:
                self.failures.append(failure)
            self.left.pop(0)

    def store(self) -> None:
        """Store all results together; where that fails, each alone, so that what fails for one is its own."""
        try:
            self.stored = store_results(self.evaluated, current_rulebook().text) if self.evaluated else 0
        except SoftTimeLimitExceeded:
            logger.warning("%d assessments go back to the queue: their time is over.", len(self.evaluated))
            give_back_out_of_time(self.claims_evaluated())
        except Exception:
            logger.exception("%d results could not be stored together; each is stored alone.", len(self.evaluated))
            self.store_each()
        except BaseException:
            give_back_rest(self.claims_evaluated())
            raise

    def store_each(self) -> None:
        """Store the results one by one."""
        while self.evaluated:
            try:
                self.stored += store_evaluated(self.evaluated[0])
            except AssessmentFailedError as failure:
                self.failures.append(failure)
            except SoftTimeLimitExceeded:
                give_back_out_of_time(self.claims_evaluated())
                return
            except DatabaseError as trouble:
                give_back_rest(self.claims_evaluated()[1:], trouble)
                raise
            except BaseException:
                give_back_rest(self.claims_evaluated())
                raise
            self.evaluated.pop(0)


@same_rulebook()
def run_assessment(claim: Claim) -> bool:
    """Gather, derive, evaluate and store; return True if the result was stored.

    An error is recorded on the row, logged and raised again: never an empty result. Trouble with the database itself is
    raised alone: after an outage the task gives the row back, else its lease runs out.
    """
    try:
        return store_evaluated(evaluate_claim(claim))
    except SoftTimeLimitExceeded:
        seconds = f"{settings.ASSESSMENT_SOFT_SECONDS:g}"
        said = OutOfTime(seconds=seconds)
        store_error(claim, said)
        raise AssessmentFailedError(said) from None
    except (KeyboardInterrupt, SystemExit):
        give_back(claim.rows())
        raise


def evaluate_claim(claim: Claim, gathered: GatheredCase | None = None) -> ClaimResult:
    """Return the result of a claim, for which its case may have been gathered already."""
    with failing_alone(claim):
        (found,) = [gathered] if gathered else gather_claims([claim])
        if found.repeated is None:
            return ClaimResult(claim, found.basis, assess_case(found.case, current_rulebook()))
        result, same = conclude_repeated(found.repeated, current_rulebook())
        return ClaimResult(claim, found.basis, result, found.repeated.standing.assessment if same else None)


def store_evaluated(result: ClaimResult) -> bool:
    """Store one result; return False if its attempt was overtaken."""
    with failing_alone(result.claim):
        return bool(store_results([result], current_rulebook().text))


@contextmanager
def failing_alone(claim: Claim) -> Iterator[None]:
    """Record what goes wrong inside on the row of a claim, and raise AssessmentFailedError.

    The end of time or of the process, and trouble of the database, go to the caller.
    """
    token = logs.assessment_id.set(str(claim.job.pk))
    try:
        yield
    except SoftTimeLimitExceeded:
        raise
    except DatabaseError:
        logger.exception("The database failed during attempt %d.", claim.attempt)
        raise
    except Exception as trouble:
        if outage_of(trouble):
            raise
        logger.exception("Attempt %d ended in an error.", claim.attempt)
        said = failure_of(trouble)
        store_error(claim, said)
        raise AssessmentFailedError(said) from trouble
    finally:
        logs.assessment_id.reset(token)


def gather_or_leave(claims: Sequence[Claim]) -> list[GatheredCase | None]:
    """Gather claims together; where that fails, each is left to be gathered alone, and the error to its own case."""
    try:
        return [*gather_claims(claims)]
    except (SoftTimeLimitExceeded, DatabaseError):
        raise
    except Exception:
        logger.exception("%d cases could not be gathered together; each is gathered alone.", len(claims))
        return [None] * len(claims)


def gather_claims(claims: Sequence[Claim]) -> list[GatheredCase]:
    """Gather the cases of claims that were made in one transaction, and so know the register at one moment.

    A case that may confirm a result of an earlier day is gathered as of that day too: with the same queries.
    """
    known_at, mark = known_at_of_claim(claims[0]), latest_change()
    jobs = [each.job for each in claims]
    standing = standing_results(jobs, current_rulebook().version)
    days = [(job, job.as_of) for job in jobs]
    days += [
        (job, held.as_of) for job in jobs if (held := standing.get(job.partnership_id)) and held.as_of != job.as_of
    ]
    cases = gather_cases([job.submission for job, _day in days], known_at, [day for _job, day in days])
    found = {(job.pk, day): case for (job, day), case in zip(days, cases, strict=True)}
    gathered = []
    for job in jobs:
        case, held = found[job.pk, job.as_of], standing.get(job.partnership_id)
        basis = ResultBasis(questions=case.questions, known_at=known_at, mark=mark)
        repeated = RepeatedCase(held, case, found[job.pk, held.as_of]) if held else None
        gathered.append(GatheredCase(case, basis, repeated))
    return gathered


def give_back_rest(claims: Sequence[Claim], trouble: DatabaseError | None = None) -> None:
    """Give claims back that were not worked on. In an outage the task gives them back, once the database answers.

    The claim that met a `trouble` is not among them: its task gives it back after an outage, and after anything else
    its lease runs out, as if it had been taken alone.
    """
    if trouble is not None and outage_of(trouble):
        return
    with suppress(DatabaseError):
        for each in claims:
            give_back(each.rows())


def give_back_out_of_time(claims: Sequence[Claim]) -> None:
    """Give claims back whose time others took, and notify workers again of those that somebody waits for."""
    give_back_rest(claims)
    waited = [each.job.pk for each in claims if is_waited_for(each.job)]
    with suppress(DatabaseError):
        ASSESSMENTS.waiting_rows().filter(pk__in=waited).update(told_at=timezone.now())
        for pk in waited:
            notify_or_leave(ASSESSMENTS, pk)


def known_at_of_claim(claim: Claim) -> datetime:
    """Return the moment of the claim: what was recorded until then is known. ValueError if it was never claimed."""
    known_at = claim.job.known_at
    if known_at is None:
        message = f"Assessment {claim.job.pk} was never claimed."
        raise ValueError(message)
    return known_at
