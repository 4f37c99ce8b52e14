"""Two commands, imports or workers at once on one process: what each brings is kept, on either database."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from institutions.imports import partnerships
from institutions.imports.kept_releases import kept_releases
from institutions.models import GovernmentBody, PublishedReleases, Submission
from rules.assessing import registering
from rules.models import ProcessFile, StoredProcess
from rules.process_files.storing import ProcessStore
from rules.processes.unfinished_output import UnfinishedOutput
from tests.institutions.imports.test_earlier_releases import BIDS, LONGER, OCID, TENDER, Json
from tests.institutions.imports.test_partnerships import OPTIONS, bring_in
from tests.rules.process_files.conftest import lines, screened, sent
from tests.rules.processes.samples import MARKET

pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 1.5  # that the first one waits for the second to read too


class ReadTogether:
    """A reading of what is known that the first caller ends only when a second one has read, or after some time."""

    def __init__(self, read: Callable[..., Any]) -> None:
        self.read = read
        self.begun, self.second = Event(), Event()

    def __call__(self, *given: Any, **more: Any) -> Any:
        found = self.read(*given, **more)
        if self.begun.is_set():
            self.second.set()
        else:
            self.begun.set()
            self.second.wait(SECONDS)
        return found

    def side_by_side(self, first: Callable[[], object], then: Callable[[], object]) -> None:
        """Do the second thing while the first has read and not stored yet, each with a connection of its own."""

        def done(act: Callable[[], object]) -> object:
            try:
                return act()
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(done, first)]
            assert self.begun.wait(20)
            both.append(pool.submit(done, then))
            for each in both:
                each.result(60)


def file_of(folder: Path, release: Json) -> Path:
    path = folder / f"{release['id']}.json"
    path.write_text(json.dumps(release), encoding="utf-8")
    return path


def register(path: Path, revision: int) -> None:
    """Register the releases of a file, as the command does."""
    given = {**OPTIONS, "object": "works", "method": "open", "revision": str(revision)}
    options = [f"--{name.replace('_', '-')}={value}" for name, value in given.items()]
    call_command("register", str(path), "--format", "ocds", "--submitted-by", "METI", *options)


def held_releases() -> list[str]:
    return [each["id"] for each in PublishedReleases.objects.get().releases]


def test_two_commands_on_one_process_keep_the_releases_of_both(
    meti: GovernmentBody, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(file_of(tmp_path, TENDER), 1)
    together = ReadTogether(kept_releases)
    monkeypatch.setattr(registering, "kept_releases", together)
    bids, longer = file_of(tmp_path, BIDS), file_of(tmp_path, LONGER)
    together.side_by_side(lambda: register(bids, 2), lambda: register(longer, 3))
    assert held_releases() == ["r1", "r2", "r3"]
    document = Submission.objects.get(superseded_at__isnull=True).document
    assert document["selection"]["closed_on"] == "2026-02-20"
    assert len([each for each in document["statements"] if each["kind"] == "bid"]) == 2


def test_a_new_process_of_two_commands_is_one_partnership(
    meti: GovernmentBody, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = ReadTogether(kept_releases)
    monkeypatch.setattr(registering, "kept_releases", together)
    tender, bids = file_of(tmp_path, TENDER), file_of(tmp_path, BIDS)
    together.side_by_side(lambda: register(tender, 1), lambda: register(bids, 2))
    assert held_releases() == ["r1", "r2"]
    assert Submission.objects.filter(superseded_at__isnull=True).get().partnership.reference == OCID


def test_a_command_and_an_import_on_one_process_keep_the_releases_of_both(
    meti: GovernmentBody, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(file_of(tmp_path, TENDER), 1)
    together = ReadTogether(kept_releases)
    monkeypatch.setattr(registering, "kept_releases", together)
    monkeypatch.setattr(partnerships, "kept_releases", together)
    bids = file_of(tmp_path, BIDS)
    together.side_by_side(lambda: register(bids, 2), lambda: bring_in(meti, LONGER, options={"method": "open"}))
    assert held_releases() == ["r1", "r2", "r3"]


def test_two_workers_on_one_process_keep_the_releases_of_both(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = {"as_of": "2026-11-30"}
    screened(sent(meti, lines(TENDER), options=day))
    first, second = (sent(meti, lines(each), options=day) for each in (BIDS, LONGER))
    together = ReadTogether(ProcessStore.as_known_now)

    def as_known_now(self: ProcessStore, *given: Any) -> Any:
        return together(self, *given)

    monkeypatch.setattr(ProcessStore, "as_known_now", as_known_now)
    together.side_by_side(lambda: screened(first), lambda: screened(second))
    assert {each.state for each in ProcessFile.objects.all()} == {"done"}
    assert [each["id"] for each in StoredProcess.objects.get().releases] == ["r1", "r2", "r3"]


def test_a_second_run_on_one_output_is_refused_and_the_first_is_not_disturbed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tenders, answers = tmp_path / "tenders.jsonl", tmp_path / "answers.jsonl"
    tenders.write_bytes(lines(*MARKET[:2]))
    command = ("screen_processes", str(tenders), "--indicators-only", "--output", str(answers))
    with UnfinishedOutput(answers, {}).held(), pytest.raises(CommandError, match="is being written by another run"):
        call_command(*command)
    assert not answers.exists()
    call_command(*command)
    assert len(answers.read_text(encoding="utf-8").splitlines()) == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == ["answers.jsonl", "tenders.jsonl"]
    with pytest.raises(CommandError, match="cannot be written"):
        call_command(*command[:-1], str(tmp_path / "none" / "answers.jsonl"))
    capsys.readouterr()
