"""A register with a few assessed cases under a small rulebook, and changed versions of it."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from institutions.models import GovernmentBody, Partnership
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.program_rulebook import FOLDER, rulebook_of_folder
from tests.documents import example, small
from tests.rules.review.casework.building import registered

RULES = ("COI-01", "COL-08", "LIT-03", "LIT-04", "LIT-06", "LIT-10")  # one reads two numbers, one findings of others
IN_FORCE = (
    "rules.assessing.attempt",
    "rules.assessing.daily_look",
    "rules.management.work.screen",
    "rules.screening.run",
    "rules.screening.starting",
)
Using = Callable[[LoadedRulebook], None]


@cache
def rulebook_with(*changes: tuple[str, str]) -> LoadedRulebook:
    """Return a small rulebook of some real rules, with texts in its files replaced."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        return rulebook_of_folder(write_rulebook(Path(folder), *changes))


def write_rulebook(folder: Path, *changes: tuple[str, str]) -> Path:
    """Write a small rulebook into a folder; each change must be found in one of its files."""
    shutil.copytree(FOLDER / "parameters", folder / "parameters")
    shutil.copy(FOLDER / "laws.yaml", folder)
    for path in FOLDER.glob("rulebook/*/*.yaml"):
        if path.name.startswith(RULES):
            target = folder / path.relative_to(FOLDER)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    for before, after in changes:
        files = [path for path in folder.rglob("*.yaml") if before in path.read_text(encoding="utf-8")]
        assert files, before
        for path in files:
            path.write_text(path.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    return folder


@pytest.fixture
def using(monkeypatch: pytest.MonkeyPatch) -> Using:
    """Return a function that puts a rulebook in force."""

    def put(rulebook: LoadedRulebook) -> None:
        for module in IN_FORCE:
            monkeypatch.setattr(f"{module}.current_rulebook", lambda: rulebook)

    return put


@pytest.fixture
def cases(
    meti: GovernmentBody,
    digital_agency: GovernmentBody,
    no_broker: None,
    using: Using,
    tmp_path: Path,
    settings: Settings,
) -> dict[str, Partnership]:
    """Return assessed cases by reference: open ones, a restricted one, one with a day of its own."""
    settings.FACT_STORE = str(tmp_path / "facts")
    settings.SCREENING_SAMPLE = 1
    using(rulebook_with())

    def holding(share: int) -> list[dict[str, Any]]:
        return [
            {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": share, "from": "2021-04-01"},
            {"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100},
        ]

    decides = {"officials": [{"person": "sato", "role": "decision_maker"}], "assess_as_of": None}
    documents = [
        small(reference="LOW", statements=holding(300), **decides),
        small(reference="MIDDLE", statements=holding(600), **decides),
        small(reference="HIGH", statements=holding(900), **decides),
        small(reference="NONE", statements=[], **decides),
        small(reference="FIXED", statements=holding(600), **{**decides, "assess_as_of": "2026-06-20"}),
        small(reference="HIDDEN", statements=holding(600), secrecy="defence", **decides),
        example("digital_agency_cloud"),
    ]
    made = [registered({name: value for name, value in each.items() if value is not None}) for each in documents]
    return {each.reference: each for each in made}
