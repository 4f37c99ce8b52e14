"""An index by which the lists of companies and of people come in the order of their names."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institutions", "0024_organisation_of_government")]

    operations = [
        migrations.AddIndex(
            "party",
            models.Index(
                condition=models.Q(same_as__isnull=True),
                fields=["kind", "name_ja", "name_en", "id"],
                name="party_by_name",
            ),
        ),
    ]
