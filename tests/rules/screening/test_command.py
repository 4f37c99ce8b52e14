"""`manage.py screen` answers with one object and its status; screenings start by themselves, once."""

import json
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from institutions.models import Partnership
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.models import Screening, ScreeningCause, ScreeningState
from rules.screening import chunk
from rules.screening.case_verdicts import CaseVerdict, case_verdict
from rules.screening.starting import start_due_screenings
from tests.rules.screening.conftest import Using, rulebook_with, write_rulebook
from tests.rules.screening.test_screening import NUMBER

pytestmark = pytest.mark.django_db
Cases = dict[str, Partnership]
KEYS = {
    "rulebook",
    "generation",
    "cases",
    "differing",
    "reassessed",
    "sampled",
    "seed",
    "disagreements",
    "digest",
    "seconds",
}


def answer(**options: Any) -> dict[str, Any]:
    """Return the object that the command writes."""
    said = StringIO()
    call_command("screen", json=True, stdout=said, stderr=StringIO(), **options)
    found: dict[str, Any] = json.loads(said.getvalue())
    return found


def test_it_writes_one_object_with_these_keys(cases: Cases, tmp_path: Path) -> None:
    first = answer()
    assert first.keys() == KEYS
    assert (first["cases"], first["differing"], first["rulebook"]) == (len(cases), 0, rulebook_with().version)
    assert answer(seed=first["seed"])["digest"] == first["digest"]
    draft = answer(rulebook=write_rulebook(tmp_path / "draft", NUMBER))
    assert draft["differing"] == 5
    assert draft["reassessed"] == 0


def test_without_spark_where_it_is_wanted_the_command_says_what_to_install(cases: Cases, settings: Settings) -> None:
    settings.SETS_ENGINE = "spark"
    with patch.dict(sys.modules, {"pyspark.errors": None}), pytest.raises(CommandError, match="make install-spark"):
        answer()
    (screening,) = Screening.objects.all()
    assert (screening.state, screening.digest) == (ScreeningState.ERROR, "")
    assert "make install-spark" in screening.error


def test_a_disagreement_is_status_1(cases: Cases, monkeypatch: pytest.MonkeyPatch) -> None:
    verdict = case_verdict

    def wrong(content: str, rulebook: LoadedRulebook) -> CaseVerdict:
        return CaseVerdict({**verdict(content, rulebook).outcomes, "COI-01": "error"})

    monkeypatch.setattr(chunk, "case_verdict", wrong)
    said = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("screen", stdout=said, stderr=StringIO())
    assert ended.value.code == 1
    assert said.getvalue().count("DISAGREEMENT") == len(cases)


def test_a_folder_without_a_rulebook_is_refused(cases: Cases, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="has no rulebook"):
        answer(rulebook=tmp_path)


def test_stopping_and_going_on_need_a_screening(cases: Cases) -> None:
    with pytest.raises(CommandError, match="no such screening"):
        call_command("screen", stop="00000000-0000-0000-0000-000000000000")
    with pytest.raises(CommandError, match="no such screening"):
        call_command("screen", resume="00000000-0000-0000-0000-000000000000")


def test_a_new_version_and_each_night_start_one(cases: Cases, using: Using, settings: Settings) -> None:
    day, night = datetime(2026, 7, 1, 5, 0, tzinfo=UTC), datetime(2026, 7, 1, 18, 0, tzinfo=UTC)  # 14:00, 03:00
    start_due_screenings(day)
    assert not Screening.objects.exists()  # the results are of this version
    settings.SCREENING_HOUR = 2
    for now in (day, night, night, night + timedelta(days=1), day + timedelta(days=1)):
        start_due_screenings(now)
    assert {each.cause for each in Screening.objects.all()} == {ScreeningCause.NIGHT}
    assert Screening.objects.count() == 2
    using(rulebook_with(NUMBER))
    for _ in range(2):
        start_due_screenings(day)
    assert Screening.objects.filter(cause=ScreeningCause.NEW_VERSION).count() == 1


def test_without_a_result_nothing_starts(db: None, no_broker: None, settings: Settings) -> None:
    settings.SCREENING_HOUR = 2
    start_due_screenings(datetime(2026, 7, 1, 18, 0, tzinfo=UTC))
    assert not Screening.objects.exists()
