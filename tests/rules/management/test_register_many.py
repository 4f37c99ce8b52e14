"""`register` with many documents: workers are left to take several assessments at once."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from institutions.models import GovernmentBody
from rules.management.work import register
from rules.models import Assessment, State
from tests.documents import small

pytestmark = pytest.mark.django_db


def registered(folder: Path, number: int, *options: str) -> None:
    """Register so many documents of one file."""
    file = folder / f"{number}.jsonl"
    file.write_text("\n".join(json.dumps(small(reference=f"T-{number}-{each}")) for each in range(number)))
    call_command("register", str(file), *options, stdout=io.StringIO(), stderr=io.StringIO())


def test_workers_are_notified_of_each_of_a_few_and_by_the_sweep_of_many(
    meti: GovernmentBody, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "WOKEN_ON_COMMIT", 2)
    registered(tmp_path, 2)
    assert Assessment.objects.queued().filter(told_at__isnull=False).count() == 2
    registered(tmp_path, 3)
    assert Assessment.objects.queued().filter(told_at__isnull=True).count() == 3


def test_with_wait_this_process_assesses_them_all_the_same(
    meti: GovernmentBody, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "WOKEN_ON_COMMIT", 1)
    registered(tmp_path, 2, "--wait")
    assert set(Assessment.objects.values_list("state", flat=True)) == {State.DONE}
