"""Results as they were stored before outcomes were packed: each outcome a row, which an event names."""

from django.db import models, transaction

from institutions.audit.event_rows import changing
from institutions.audit.record import SYSTEM, record_event
from rules.models import Assessment, OutcomeRow
from rules.models.outcome_reading import outcomes_of


@transaction.atomic
def keep_as_rows(assessment: Assessment) -> None:
    """Keep the outcomes of a stored result as rows, instead of packed."""
    columns = ("code", "outcome", "missing", "reason", "silence")
    OutcomeRow.objects.bulk_create(
        OutcomeRow(assessment=assessment, **{name: getattr(each, name) for name in columns})
        for each in outcomes_of(assessment).values()
    )
    with changing(Assessment, assessment.pk):
        models.QuerySet(Assessment).filter(pk=assessment.pk).update(packed_outcomes=None)
    record_event(
        actor=SYSTEM, verb="assessed", what=f"assessment:{assessment.pk}", partnership=assessment.partnership_id
    )
