"""An index of the submissions whose document says when the partnership was awarded, by sponsor and domain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("institutions", "0009_trees_of_seals"),
    ]

    operations = [
        migrations.AddIndex(
            "submission",
            models.Index(
                fields=["sponsor", "domain"],
                condition=models.Q(document__selection__awarded_on__isnull=False),
                name="awarded_submissions",
            ),
        ),
    ]
