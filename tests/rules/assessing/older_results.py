"""Results as they were stored before they were packed: each outcome a row, which an event names, and plain columns."""

import json

from django.db import connection, models, transaction

from institutions.audit.event_rows import changing
from institutions.audit.record import SYSTEM, record_event
from institutions.models.packed_field import PackedField
from rules.models import Assessment, Match, OutcomeRow, Snapshot
from rules.models.outcome_reading import outcomes_of
from rules.models.packing.columns import PackedJson
from rules.models.packing.packed_text import PLAIN
from tests.institutions.audit.tampering import without_triggers


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


def keep_unpacked() -> None:
    """Keep every snapshot and finding as the upgrade to packed columns leaves them: PostgreSQL marks a plain text."""
    with without_triggers(), connection.cursor() as cursor:
        for model in (Snapshot, Match):
            table, key = model._meta.db_table, model._meta.pk.column
            for field in (each for each in model._meta.concrete_fields if isinstance(each, PackedField)):
                for pk, value in model.objects.values_list("pk", field.name):
                    text = json.dumps(value) if isinstance(field, PackedJson) else value
                    stored = bytes([PLAIN]) + text.encode() if connection.vendor == "postgresql" else text
                    cursor.execute(f'UPDATE {table} SET {field.column} = %s WHERE "{key}" = %s', (stored, pk))  # noqa: S608 - names of tables
