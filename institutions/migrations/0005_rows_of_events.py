"""Events name the rows that their transaction wrote, by hash."""

import secrets

from django.db import migrations, models

from institutions.audit import triggers


def drop_triggers(apps, schema_editor):
    for statement in triggers.drop_trail_triggers(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def make_triggers(apps, schema_editor):
    for statement in triggers.create_trail_triggers(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def make_salt(apps, schema_editor):
    apps.get_model("institutions", "AuditSalt").objects.create(pk=1)


def keep_head_of_seals(apps, schema_editor):
    last = apps.get_model("institutions", "AuditSeal").objects.order_by("-number").first()
    if last:
        apps.get_model("institutions", "AuditChain").objects.create(name="seals", length=last.number, head=last.hash)


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0004_words_of_contract_1_1"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditSalt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.CharField(default=secrets.token_hex, max_length=64)),
            ],
        ),
        # SQLite may make the table anew, and loses its triggers then.
        migrations.RunPython(drop_triggers, migrations.RunPython.noop),
        migrations.AddField("auditevent", "rows", models.JSONField(null=True)),
        migrations.RunPython(make_triggers, migrations.RunPython.noop),
        migrations.RunPython(make_salt, migrations.RunPython.noop),
        migrations.RunPython(keep_head_of_seals, migrations.RunPython.noop),
    ]
