"""The migrations give exactly the models."""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_model_has_changed_since_its_migration() -> None:
    out = StringIO()
    call_command("makemigrations", "institutions", check=True, dry_run=True, stdout=out)
    assert "No changes" in out.getvalue()
