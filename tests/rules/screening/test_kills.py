"""Screenings that are killed in the middle end with the same digest, no case lost or doubled, and leave no file."""

import os
import subprocess
import sys

import pytest
from pytest_django.fixtures import Settings

from institutions.models import Partnership
from rules.models import Assessment, Screening, ScreeningState
from tests.rules.assessing.workers import ROOT, process_environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.worker, pytest.mark.server]
KILLS = int(os.environ.get("KILLED_SCREENINGS", "4"))


def test_killed_screenings_go_on_to_the_same_digest(cases: dict[str, Partnership], settings: Settings) -> None:
    before = set(Assessment.objects.values_list("pk", "state", "snapshot"))
    ended = subprocess.run(
        [sys.executable, "-m", "tests.rules.screening.killed", str(KILLS)],
        env=process_environment(FACT_STORE=settings.FACT_STORE, SCREENING_SAMPLE="1"),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=100 + 100 * KILLS,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert f"{KILLS} killed at {KILLS} of" in ended.stdout
    rows = Screening.objects.all()
    assert {each.state for each in rows} == {ScreeningState.DONE}
    assert len({each.digest for each in rows}) == 1
    assert {each.cases for each in rows} == {len(cases)}
    assert set(Assessment.objects.values_list("pk", "state", "snapshot")) == before
