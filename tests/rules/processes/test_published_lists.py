"""The indicators that a published list can feed: as docs/published_lists.md says, and no others."""

import io
import json
import re
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
from tests.institutions.formats.published.lists import ROWS, list_csv, portal_csv

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


PAGE = Path(__file__).parents[3] / "docs" / "published_lists.md"
CODES = re.compile(r"\b(?:COL-|R)\d+")
ON_GOODS = ["--domain", "ai", "--object", "services"]
METHODS = ("一般競争入札", "指名競争入札", "公募型指名競争入札", "随意契約（企画競争）", "随意契約（少額）", "総合評価")
PORTAL_CODES = ("8001010", "8002010", "8002040", "8003010", "8004010", "8004020")


def full_list() -> io.BytesIO:
    """Return a list with every method, reserve price and number of bidders, three times each, to one company."""
    rows = list(ROWS)
    for place, (method, reserve, bidders) in enumerate(
        [(m, r, b) for m in METHODS for r in ("5,000,000", "非公表", "") for b in ("1", "3", "－")] * 3
    ):
        row = [*ROWS[1]]
        row[0], row[2], row[5], row[6], row[10] = (
            f"架空調査{place}",
            f"令和6年6月{1 + place % 28}日",
            method,
            reserve,
            bidders,
        )
        row[7] = "900,000"
        rows.append(tuple(row))
    return list_csv(rows)


def full_portal() -> io.BytesIO:
    """Return open data with every sort of method, nine times each, to one company."""
    return portal_csv(
        "".join(
            f'"{place:019d}","架空調査{place}","2026-01-{1 + place % 28:02d}","900000.0","W1","{code}",'
            '"北マテリアル株式会社","7000012050002"\n'
            for place, code in enumerate(PORTAL_CODES * 9, start=99001)
        )
    )


def fed_codes(path: Path, file: io.BytesIO, *arguments: str) -> tuple[set[str], set[str]]:
    """Return the codes of all rules and indicators, and of those that found something or found nothing."""
    printed = io.StringIO()
    path.write_bytes(file.getvalue())
    call_command("screen_processes", str(path), *arguments, "--json", stdout=printed)
    said = [json.loads(line)["outcomes"] for line in printed.getvalue().splitlines()]
    return set(said[0]), {code for each in said for code, outcome in each.items() if outcome in SAID}


def words_of_the_page() -> dict[str, tuple[str, str]]:
    """Return the words of the page for both forms, by code."""
    table = PAGE.read_text(encoding="utf-8").split("### In a screening of the file")[1].split("###")[0]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines() if line.startswith("|")
    ]
    pairs = [(code, (row[1], row[2])) for row in rows for code in CODES.findall(row[0])]
    assert len(pairs) == len(dict(pairs)), "a code stands in two rows"
    return dict(pairs)


@pytest.mark.parametrize(
    ("column", "file", "arguments"),
    [(0, full_list(), ("--format", "contract_list", "--body", "METI")), (1, full_portal(), ("--format", "egp"))],
)
def test_the_page_says_of_every_rule_whether_a_list_feeds_it_in_a_screening(
    tmp_path: Path, column: int, file: io.BytesIO, arguments: tuple[str, ...]
) -> None:
    words = {code: said[column] for code, said in words_of_the_page().items()}
    codes, plain = fed_codes(tmp_path / "list.csv", file, *arguments)
    _, with_domain = fed_codes(tmp_path / "list.csv", file, *arguments, *ON_GOODS)
    assert words.keys() == codes
    assert {code for code, said in words.items() if said.startswith("yes")} == plain | with_domain
    assert {code for code, said in words.items() if "with `--domain`" in said} == with_domain - plain
