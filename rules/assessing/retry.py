"""The retry of assessments that failed or were set aside. The same row is queued again: callers keep its address."""

import logging
from typing import Final, TypeGuard
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from institutions.audit.record import record_event
from institutions.codes.errors import CodedError
from institutions.jobs.dispatch import notify_after_commit
from institutions.models import Account, Partnership, Role
from rules.assessing.claim import ASSESSMENTS
from rules.assessing.retry_troubles import NothingFailed, QueuedAlready, RetriedAlready
from rules.models import Assessment, State

logger = logging.getLogger(__name__)


RETRYABLE: Final = frozenset({State.ERROR, State.SET_ASIDE})


class RetryRefusedError(CodedError):
    """A retry with nothing to retry, or for which another row will do the work."""


def may_retry(account: object) -> TypeGuard[Account]:
    """Return whether somebody may retry an assessment: an administrator, who keeps the service running.

    A retry decides nothing: the same row is evaluated again. A key of a body, or nobody, may not.
    """
    return isinstance(account, Account) and account.role == Role.ADMINISTRATOR


def retryable(because: str = "") -> list[UUID]:
    """Return the failed assessments without a newer one of the same partnership, those asked for first in front.

    With `because` only those whose reason has this text in its English words, or is this code.
    """
    newer = Assessment.objects.filter(partnership=OuterRef("partnership"), requested_at__gt=OuterRef("requested_at"))
    failed = Assessment.objects.filter(~Exists(newer), state__in=RETRYABLE)
    if because:
        failed = failed.filter(Q(error__icontains=because) | Q(error_said__code=because))
    return list(failed.order_by("requested_at", "pk").values_list("pk", flat=True))


def retry_assessment(assessment_id: UUID, *, actor: str, request_id: str = "") -> Assessment:
    """Queue a failed assessment again with a fresh count of leases. The audit trail records `actor` (see `actor_of`).

    The log keeps the earlier error. RetryRefusedError if nothing failed or another row does the work.
    """
    failed = Assessment.objects.filter(pk=assessment_id, state__in=RETRYABLE)
    before = failed.first()
    if before is None:
        raise RetryRefusedError(NothingFailed(assessment=str(assessment_id)))
    try:
        with transaction.atomic():
            # First, as everybody who writes to a case does: a revision queues a row too.
            Partnership.objects.select_for_update(no_key=True).get(pk=before.partnership_id)
            now = timezone.now()
            done = failed.update(**ASSESSMENTS.waiting_columns(now), **ASSESSMENTS.limit.fresh(now))
            if done:
                record_event(
                    actor=actor,
                    verb="retried",
                    what=f"assessment:{assessment_id}",
                    partnership=before.partnership_id,
                    before={"state": before.state},
                    after={"state": State.QUEUED.value},
                    request_id=request_id,
                )
            notify_after_commit(ASSESSMENTS, assessment_id)
    except IntegrityError as trouble:
        raise RetryRefusedError(QueuedAlready(partnership=str(before.partnership))) from trouble
    if not done:
        raise RetryRefusedError(RetriedAlready(assessment=str(assessment_id)))
    logger.warning("Assessment %s is tried again, by %s. It had failed: %s", assessment_id, actor, before.error)
    return Assessment.objects.select_related("partnership").get(pk=assessment_id)
