"""Keys expire and are rotated. One of before works for a year from the upgrade, so that no system stops with it."""

from datetime import timedelta
from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.utils import timezone

LIFETIME = timedelta(days=365)


def let_old_keys_expire(apps: Any, _editor: Any) -> None:  # Any: as Django calls it
    """Give each key of before its end."""
    apps.get_model("institutions", "ApiKey").objects.update(expires_at=timezone.now() + LIFETIME)


class Migration(migrations.Migration):
    dependencies = [("institutions", "0019_error_of_an_import_as_a_code")]

    operations = [
        migrations.AddField("apikey", "expires_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "apikey",
            "replaces",
            models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="institutions.apikey",
            ),
        ),
        migrations.RunPython(let_old_keys_expire, migrations.RunPython.noop),
        migrations.AlterField("apikey", "expires_at", models.DateTimeField()),
    ]
