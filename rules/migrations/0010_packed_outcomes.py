"""The outcomes of a result packed into one row. Those of older results stay rows: events name them by their hashes."""

import django.db.models.deletion
from django.db import migrations, models

from institutions.audit import written_once
from rules.models.protected import TABLES

NEW = {table: TABLES[table] for table in ("rules_packedoutcomes", "rules_rulesequence")}


def create_triggers(apps, schema_editor):
    for statement in written_once.create_once_triggers(schema_editor.connection, NEW):
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for statement in written_once.drop_once_triggers(schema_editor.connection, NEW):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("rules", "0009_screening"),
    ]

    operations = [
        # The table keeps its name, which events hold.
        migrations.AlterModelTable(name="ruleoutcome", table="rules_ruleoutcome"),
        migrations.RenameModel(old_name="RuleOutcome", new_name="OutcomeRow"),
        migrations.AlterField(
            model_name="outcomerow",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcome_rows",
                to="rules.assessment",
            ),
        ),
        migrations.CreateModel(
            name="PackedOutcomes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("letters", models.TextField()),
                ("content", models.BinaryField()),
            ],
            options={"verbose_name_plural": "packed outcomes"},
        ),
        migrations.CreateModel(
            name="RuleSequence",
            fields=[
                (
                    "rulebook",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="sequence",
                        serialize=False,
                        to="rules.rulebookversion",
                    ),
                ),
                ("codes", models.TextField(help_text="separated by spaces")),
            ],
        ),
        migrations.AddField(
            model_name="assessment",
            name="packed_outcomes",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                help_text="none of an older result, whose outcomes are rows of their own",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="rules.packedoutcomes",
            ),
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
