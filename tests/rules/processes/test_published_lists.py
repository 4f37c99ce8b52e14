"""The indicators that a published list can feed: as docs/published_lists.md says, and no others."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from institutions.formats.published.processes import published_processes
from rules.processes.answers import IndicatorAnswer
from rules.processes.form_names import FORMS
from rules.processes.process_formats import READERS
from rules.processes.profile import profile_settings
from rules.processes.published_process import PublishedProcess
from rules.processes.screen import ProcessScreen
from tests.institutions.formats.published.lists import list_csv, portal_csv

SAID = ("flagged", "clear")


def answers(path: Path, form: str, profile: str) -> list[dict[str, IndicatorAnswer]]:
    """Return the answers about each process of a list."""
    read = [each.process for each in published_processes(path, form, "METI")]
    processes = [PublishedProcess(each.name or "", each.release or {}) for each in read]
    screen = ProcessScreen(profile_settings(profile))
    for each in processes:
        screen.observe(each)
    screen.settle()
    return [screen.answers(each) for each in processes]


@pytest.mark.parametrize(
    ("form", "file", "profile", "fed"),
    [
        ("contract_list", list_csv(), "cardinal", {"R018"}),
        ("contract_list", list_csv(), "ours", set()),
        ("portal_awards", portal_csv(), "cardinal", set()),
        ("portal_awards", portal_csv(), "ours", set()),
    ],
)
def test_a_list_feeds_the_indicators_that_its_page_names(
    tmp_path: Path, form: str, file: io.BytesIO, profile: str, fed: set[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(file.getvalue())
    found = {code for each in answers(path, form, profile) for code, answer in each.items() if answer.outcome in SAID}
    assert found == fed


def test_one_bidder_of_a_published_list_is_flagged_by_the_stated_number(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(list_csv().getvalue())
    said = [each["R018"].outcome for each in answers(path, "contract_list", "cardinal")]
    assert said == ["flagged", "clear", "not_assessable"]


@pytest.mark.parametrize(
    ("form", "file", "more"), [("egp", portal_csv(), []), ("contract_list", list_csv(), ["--body", "METI"])]
)
def test_a_list_is_screened_by_one_command_and_prices_stay_not_assessable(
    tmp_path: Path, form: str, file: io.BytesIO, more: list[str]
) -> None:
    path, printed = tmp_path / "list.csv", io.StringIO()
    path.write_bytes(file.getvalue())
    call_command("screen_processes", str(path), "--format", form, "--json", *more, stdout=printed)
    lines = [json.loads(line) for line in printed.getvalue().splitlines()]
    assert lines
    assert {"ocid", "outcomes", "findings"} <= lines[0].keys()
    assert all(each["outcomes"][code] not in SAID for each in lines for code in ("COL-08", "COL-09", "R024", "R028"))


def test_a_list_of_contracts_is_not_screened_without_its_body(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="needs --body CODE"):
        call_command("screen_processes", str(tmp_path / "list.csv"), "--format", "contract_list")


def test_each_form_that_the_command_offers_has_a_reader() -> None:
    assert tuple(READERS) == FORMS
