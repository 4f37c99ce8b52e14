"""Rules on the organisation of government in a draft: checked with their own facts, and tried on a day."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rules.engine.loading.program_rulebook import FOLDER
from tests.rules.reorganising.drafted import seeded  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
INS_03 = "rulebook/institution/INS-03_promotes_and_regulates.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("rulebook", "parameters"):
        shutil.copytree(FOLDER / name, tmp_path / name)
    for name in ("laws.yaml", "causes.yaml"):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def change(folder: Path, old: str, new: str) -> None:
    file = folder / INS_03
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def effect(folder: Path, on: str = "2012-09-18") -> dict[str, Any]:
    out = io.StringIO()
    call_command("workshop", "organisation", str(folder), "--on", on, "--json", stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def test_a_changed_rule_on_the_organisation_is_tried_on_a_day_and_nothing_else_changes(folder: Path) -> None:
    same = effect(folder)
    assert (same["rules"], same["appear"], same["gone"], same["changed"]) == ([], [], [], [])
    assert same["findings"]["before"] == same["findings"]["after"] > 0
    change(folder, "\n  - info:\n", "\n  - low:\n")
    found = effect(folder)
    assert found["rules"] == ["INS-03"]
    changed = {(each["code"], each["body"], each["domain"], each["was"], each["severity"]) for each in found["changed"]}
    assert ("INS-03", "METI", "nuclear", "info", "low") in changed
    assert {each[0] for each in changed} == {"INS-03"}
    assert found["outcomes"].keys() == {"INS-03"}
    change(folder, "- promoter.function == promotes", "- promoter.function == audits")
    gone = effect(folder)
    assert {each["code"] for each in gone["gone"]} == {"INS-03"}
    assert gone["findings"]["after"] == gone["findings"]["before"] - len(gone["gone"]) + len(gone["appear"])


def test_an_error_in_a_rule_on_the_organisation_names_the_fact_that_it_may_not_read(folder: Path) -> None:
    change(folder, "promoter: held_mandate", "promoter: participates")
    with pytest.raises(CommandError, match=rf"{INS_03}, line \d+"):
        effect(folder)
    with pytest.raises(CommandError, match="2001-01-06"):
        effect(folder, on="1999-01-01")
