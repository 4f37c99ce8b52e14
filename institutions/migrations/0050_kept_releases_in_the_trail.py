"""Kept releases and collections are covered by the audit trail: recorded as they are."""

from typing import ClassVar

from django.db import migrations

from institutions.audit.opening import open_rows_of


def open_kept(apps, schema_editor):
    for table in ("institutions_collection", "institutions_publishedreleases"):
        open_rows_of(apps, table)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("institutions", "0049_copies_of_partnerships")]

    # Going back leaves the events: an event is never removed.
    operations: ClassVar = [migrations.RunPython(open_kept, migrations.RunPython.noop)]
