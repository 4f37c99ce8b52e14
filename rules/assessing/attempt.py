"""One claimed assessment, from the register to its stored result. No transaction spans the engine."""

import logging
from datetime import datetime

from billiard.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError

from institutions.audit import logs
from rules.assessing.changes import latest_change
from rules.assessing.claim import Claim, give_back
from rules.assessing.run import assess_case
from rules.assessing.store import ResultBasis, store_error, store_result
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.gathering.from_register import gather_cases

logger = logging.getLogger(__name__)


class AssessmentFailedError(Exception):
    """An attempt that ended without a result; the row says why, and so does the cause of this error."""


def run_assessment(claim: Claim) -> bool:
    """Gather, derive, evaluate and store; return True if the result was stored.

    An error is recorded on the row, logged and raised again: never an empty result. Two cases are left to the lease
    instead: trouble with the database itself, and the end of the process.
    """
    token = logs.assessment_id.set(str(claim.job.pk))
    try:
        rulebook = current_rulebook()
        known_at, mark = known_at_of_claim(claim), latest_change()
        (case,) = gather_cases([claim.job.submission], known_at, claim.job.as_of)
        result = assess_case(case, rulebook)
        gathered = ResultBasis(questions=case.questions, known_at=known_at, mark=mark)
        return store_result(claim, result, rulebook.text, gathered)
    except SoftTimeLimitExceeded:
        seconds = f"{settings.ASSESSMENT_SOFT_SECONDS:g}"
        reason = f"The assessment took longer than {seconds} seconds and was stopped."
        store_error(claim, reason)
        raise AssessmentFailedError(reason) from None
    except DatabaseError:
        logger.exception("The database failed during attempt %d; its lease runs out.", claim.attempt)
        raise
    except Exception as trouble:
        logger.exception("Attempt %d ended in an error.", claim.attempt)
        reason = f"{type(trouble).__name__}: {trouble}"
        store_error(claim, reason)
        raise AssessmentFailedError(reason) from trouble
    except (KeyboardInterrupt, SystemExit):
        give_back(claim.rows())
        raise
    finally:
        logs.assessment_id.reset(token)


def known_at_of_claim(claim: Claim) -> datetime:
    """Return the moment of the claim: what was recorded until then is known. ValueError if it was never claimed."""
    known_at = claim.job.known_at
    if known_at is None:
        message = f"Assessment {claim.job.pk} was never claimed."
        raise ValueError(message)
    return known_at
