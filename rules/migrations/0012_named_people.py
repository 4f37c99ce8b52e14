"""The index of the people whom results name, filled from the snapshots that are there."""

import re

import django.db.models.deletion
from django.db import migrations, models

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
AT_ONCE = 200


def fill(apps, schema_editor):
    """Note the people of every snapshot. It runs once, and takes less than a millisecond a snapshot."""
    snapshots, assessments = apps.get_model("rules", "Snapshot"), apps.get_model("rules", "Assessment")
    people, named = apps.get_model("institutions", "Party"), apps.get_model("rules", "NamedPerson")
    shas = assessments.objects.filter(snapshot__isnull=False).values_list("partnership", "snapshot").distinct()
    waiting = sorted(shas)
    for start in range(0, len(waiting), AT_ONCE):
        portion = waiting[start : start + AT_ONCE]
        contents = dict(snapshots.objects.filter(pk__in=[sha for _, sha in portion]).values_list("pk", "content"))
        mentioned = {pair: set(ID.findall(contents[pair[1]])) for pair in portion}
        every = sorted(set().union(*mentioned.values()))
        found = set()
        for first in range(0, len(every), 500):
            rows = people.objects.filter(kind="person", pk__in=every[first : first + 500])
            found |= {str(pk) for pk in rows.values_list("pk", flat=True)}
        rows = {(person, pk) for (pk, _sha), ids in mentioned.items() for person in ids & found}
        named.objects.bulk_create(
            [named(person_id=person, partnership_id=pk) for person, pk in sorted(rows)], ignore_conflicts=True
        )


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0012_stored_bytes"),
        ("rules", "0011_failures_and_previews"),
    ]

    operations = [
        migrations.CreateModel(
            name="NamedPerson",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="institutions.partnership"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "named people",
                "constraints": [
                    models.UniqueConstraint(fields=("person", "partnership"), name="named_person_once"),
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
