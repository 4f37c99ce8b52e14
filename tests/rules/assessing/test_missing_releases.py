"""A partnership from a process of which nobody gave the earlier releases: its assessment says what is missing."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from institutions.models import GovernmentBody, Submission
from rules.assessing.waiting import finish_here
from rules.models import Assessment, Outcome, StoredProcess
from rules.models.outcome_reading import outcomes_of
from rules.process_files.proposing import proposed
from tests.institutions.imports.test_earlier_releases import BIDS, PARTIES, TENDER, release
from tests.institutions.imports.test_partnerships import OPTIONS, bring_in, counts
from tests.rules.process_files.conftest import lines, screened, sent

pytestmark = pytest.mark.django_db(transaction=True)
WANTED = "earlier_release(stage=tender)"
UPDATE = {**BIDS, "parties": PARTIES}
METHOD = {"method": "open"}


def answers() -> dict[str, Any]:
    """Return the outcomes of the newest result, with what is missing."""
    newest = finish_here(Assessment.objects.newest_first()[0])
    return {code: (each.outcome, each.missing) for code, each in outcomes_of(newest).items()}


def silent(found: dict[str, Any]) -> set[str]:
    return {code for code, (outcome, _missing) in found.items() if outcome == Outcome.CLEAR}


def test_rules_that_would_be_silent_ask_for_the_first_release_until_it_is_sent(meti: GovernmentBody) -> None:
    assert counts(bring_in(meti, UPDATE, options=METHOD)) == (1, 0, 0, 0)
    assert Submission.objects.get().document["missing_releases"] == [{"process_stage": "tender"}]
    lacking = answers()
    assert WANTED in str(lacking["COL-07"])
    assert not {code for code in silent(lacking) if code.startswith("COL-")}
    assert counts(bring_in(meti, TENDER, options=METHOD)) == (0, 1, 0, 0)
    assert "missing_releases" not in Submission.objects.get(superseded_at__isnull=True).document
    known = answers()
    assert WANTED not in str(known)
    assert known["COL-07"][0] == Outcome.CLEAR


def test_the_command_says_it_too(meti: GovernmentBody, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "update.json"
    path.write_text(json.dumps(UPDATE), encoding="utf-8")
    given = {**OPTIONS, "method": "open", "object": "works"}
    options = [f"--{name.replace('_', '-')}={value}" for name, value in given.items()]
    call_command("register", str(path), "--format", "ocds", "--submitted-by", "METI", *options, "--wait", "--json")
    assert WANTED in capsys.readouterr().out


def test_a_draft_from_a_stored_process_states_the_stages(meti: GovernmentBody) -> None:
    screened(sent(meti, lines(UPDATE, release(4, "award", ocid="ocds-test-2", awards=[{"id": "1"}]))))
    row = StoredProcess.objects.select_related("file__comparison").get(ocid=UPDATE["ocid"])
    document = proposed(row, meti, {"domain": "infrastructure"}).document
    assert document["missing_releases"] == [{"process_stage": "tender"}]
