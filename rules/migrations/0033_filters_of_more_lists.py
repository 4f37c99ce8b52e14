"""The filters of possible matches, sources and imports can be saved too."""

from django.db import migrations, models

PAGES = ("partnerships", "findings", "companies", "people", "leads", "sources", "imports")


class Migration(migrations.Migration):
    dependencies = [("rules", "0032_undone_acts")]

    operations = [
        migrations.AlterField(
            "savedfilter", "page", models.CharField(choices=[(each, each) for each in PAGES], max_length=20)
        ),
    ]
