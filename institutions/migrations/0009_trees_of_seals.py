"""Each new seal holds the root of a tree over its events; a redaction keeps the salted hash of what it erased.

The columns may be empty: SQLite then adds them without making the tables anew, and keeps their triggers.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0008_second_check_and_tax_of_amounts"),
    ]

    operations = [
        migrations.AddField("auditseal", "tree", models.JSONField(null=True)),
        migrations.AddField("redaction", "salted", models.CharField(max_length=64, null=True)),
    ]
