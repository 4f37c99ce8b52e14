"""The index of snapshots by the beginning of their hash goes from databases that were made by one migration.

Nothing needs it (0016_needless_indexes). Django makes it for a text that is a key, also where it makes the table anew.
"""

from django.db import migrations

BY_BEGINNING = "rules_snapshot_sha256_dddb2ffc_like"


def drop_index_by_beginning(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {BY_BEGINNING}")


class Migration(migrations.Migration):
    dependencies = [("rules", "0042_commissions")]

    # Going back leaves it away: nothing needs it.
    operations = [migrations.RunPython(drop_index_by_beginning, migrations.RunPython.noop)]
