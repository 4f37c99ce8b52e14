"""Previews of reorganisations are covered by the audit trail: those that no event names are computed again."""

from typing import ClassVar

from django.db import migrations


def remove_unnamed(apps, _schema_editor):
    apps.get_model("rules", "ReorganisationPreview").objects.exclude(state="computing").delete()


class Migration(migrations.Migration):
    dependencies: ClassVar = [("rules", "0056_notices_of_joining_accounts")]

    operations: ClassVar = [migrations.RunPython(remove_unnamed, migrations.RunPython.noop)]
