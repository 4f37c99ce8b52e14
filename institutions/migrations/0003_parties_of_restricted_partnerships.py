"""Parties that restricted partnerships alone name are marked; the numbers of these may be those of others too."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef


def mark_confined(apps, schema_editor):
    party, name, keyed, imported = (
        apps.get_model("institutions", each) for each in ("Party", "PartyName", "DocumentParty", "CollectionParty")
    )
    this = {"party": OuterRef("pk")}
    party.objects.filter(
        Exists(name.objects.filter(submission__partnership__secret=True, **this)),
        ~Exists(keyed.objects.filter(submission__partnership__secret=False, **this)),
        ~Exists(imported.objects.filter(**this)),
    ).update(confined=True)


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0002_keys_expire"),
    ]

    operations = [
        migrations.AddField("party", "confined", models.BooleanField(default=False)),
        migrations.AlterField(
            "party", "corporate_number", models.CharField(blank=True, db_index=True, max_length=13, null=True)
        ),
        migrations.AlterField("party", "lei", models.CharField(blank=True, db_index=True, max_length=20, null=True)),
        migrations.RunPython(mark_confined, migrations.RunPython.noop),
        migrations.AddConstraint(
            "party",
            models.UniqueConstraint(
                condition=models.Q(("confined", False)),
                fields=("corporate_number",),
                name="one_party_a_corporate_number",
            ),
        ),
        migrations.AddConstraint(
            "party",
            models.UniqueConstraint(
                condition=models.Q(("confined", False)), fields=("lei",), name="one_party_a_lei"
            ),
        ),
        migrations.AddIndex(
            "party",
            models.Index(condition=models.Q(("confined", True)), fields=["id"], name="party_confined"),
        ),
    ]
