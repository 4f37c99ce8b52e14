"""Walks of changes that touch many cases, and the gate that lets results of different cases be stored side by side."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ("rules", "0013_packed_results"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChangeGate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
        ),
        migrations.AddField(
            model_name="notedchange",
            name="walk_after",
            field=models.PositiveBigIntegerField(
                blank=True,
                help_text="number of the questions that its walk has reached; empty: nothing is left",
                null=True,
            ),
        ),
        migrations.AddIndex(
            model_name="notedchange",
            index=models.Index(condition=Q(("walk_after__isnull", False)), fields=["id"], name="changes_to_walk"),
        ),
    ]
