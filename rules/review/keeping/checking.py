"""The choice of the measure at the end of a case's retention, by a reviewer who checked the list."""

from django.db import transaction
from django.utils import timezone

from institutions.access.partnerships import held_partnerships
from institutions.audit.record import actor_of, record_event
from institutions.models import Account, DisposalMeasure, Partnership
from institutions.values.hashing import hash_text
from rules.models import RetentionCheck
from rules.review.keeping.due import due_case
from rules.review.keeping.holds import refuse_excluded, refuse_keeper
from rules.review.keeping.troubles import KeepingRefusedError, NotDue, UnknownMeasure


@transaction.atomic
def check_retention(partnership: Partnership, measure: str, *, reason: str, account: Account) -> RetentionCheck:
    """Store the measure of a case whose retention is over. A later choice replaces it.

    KeepingRefusedError for other roles, without a reason, for a case under retention, and for an excluded reviewer.
    """
    refuse_keeper(account, reason)
    if measure not in DisposalMeasure.values:
        raise KeepingRefusedError(UnknownMeasure())
    refuse_excluded([partnership], account)
    held_partnerships().select_for_update(no_key=True).get(pk=partnership.pk)
    found = due_case(partnership, timezone.localdate())
    if found is None:
        raise KeepingRefusedError(NotDue())
    row = RetentionCheck.objects.create(
        partnership=partnership,
        measure=measure,
        retained_until=found.until,
        reason=reason.strip(),
        account=account,
        at=timezone.now(),
    )
    record_event(
        actor=actor_of(account),
        verb="retention_checked",
        what=f"partnership:{partnership.pk}",
        partnership=partnership.pk,
        after={
            "measure": row.measure,
            "retained_until": row.retained_until.isoformat(),
            "reason_text_sha256": hash_text(row.reason),
        },
    )
    return row
