"""`manage.py market`: fit, check, show and screen, from files."""

import csv
import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from rules.markets.labelled import LabelledTender
from tests.rules.markets.building import market

pytestmark = pytest.mark.bare
NAMED = ["--key", "fictional", "--name-en", "Fictional works", "--name-ja", "架空の工事", "--source", "made up"]


def release(labelled: LabelledTender) -> dict[str, Any]:
    tender = labelled.tender
    bids = [
        {
            "id": str(number),
            "status": "valid",
            "date": f"{tender.day}T00:00:00Z",
            "tenderers": [{"id": bid.bidder}],
            "value": {"amount": bid.amount, "currency": "JPY"},
        }
        for number, bid in enumerate(tender.bids)
    ]
    winners = [{"id": bid.bidder} for bid in tender.bids if bid.won]
    return {
        "ocid": f"ocds-fiction-{tender.key}",
        "date": f"{tender.day}T00:00:00Z",
        "tender": {"id": tender.key, "value": {"amount": tender.reserve, "currency": "JPY"}},
        "bids": {"details": bids},
        "awards": [{"id": "1", "status": "active", "suppliers": winners}],
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("market")
    data, labels = folder / "tenders.jsonl.gz", folder / "labels.csv"
    tenders = market()
    with gzip.open(data, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(release(each)) + "\n" for each in tenders)
    with labels.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(["ocid", "bid_id", "collusive"])
        writer.writerows([f"ocds-fiction-{each.tender.key}", "0", int(each.positive)] for each in tenders)
    return data, labels


def run(*arguments: object) -> str:
    out = StringIO()
    call_command("market", *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def record(files: tuple[Path, Path]) -> Path:
    data, labels = files
    output = data.with_name("fictional.yaml")
    run("fit", data, "--labels", labels, *NAMED, "--expires-on", "2030-01-31", "--body", "METI", "--output", output)
    return output


def test_what_is_fitted_is_shown_and_its_figures_are_those_of_the_data(files: tuple[Path, Path], record: Path) -> None:
    data, labels = files
    shown = run("show", record)
    assert "fictional: Fictional works" in shown
    assert "pairs: no model." in shown
    checked = run("check", record, "--data", data, "--labels", labels)
    assert "of 100 such tenders" in checked
    assert checked.endswith("The figures are those that the data gives.\n")


def test_a_record_that_was_changed_by_hand_is_told(files: tuple[Path, Path], record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    start = text.index("flagged_positives: ")
    changed = record.with_name("changed.yaml")
    changed.write_text(text.replace(text[start : text.index("\n", start)], "flagged_positives: 1", 1), encoding="utf-8")
    with pytest.raises(CommandError, match="flagged_positives: the record has 1, the data gives"):
        run("check", changed, "--data", files[0], "--labels", files[1])


def test_every_shipped_record_is_shown() -> None:
    shown = run("show")
    assert [key for key in ("okinawa_works", "petrobras", "swiss_roads") if f"{key}:" not in shown] == []


def test_tenders_without_a_record_are_not_assessable_and_the_reason_is_told(files: tuple[Path, Path]) -> None:
    assert "240: No market record is about this publisher." in run("screen", files[0])
    lines = [json.loads(line) for line in run("screen", files[0], "--json").splitlines()]
    assert len(lines) == 240
    assert lines[0]["outcomes"] == dict.fromkeys(("prices", "pairs", "rotation"), "not_assessable")


def test_a_label_that_is_none_is_refused_with_its_line(files: tuple[Path, Path], tmp_path: Path) -> None:
    labels = tmp_path / "labels.csv"
    labels.write_text("ocid,collusive\nocds-fiction-t1,perhaps\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"labels\.csv, line 2, collusive: 'perhaps' is neither 0 nor 1"):
        run("fit", files[0], "--labels", labels, *NAMED, "--expires-on", "2030-01-31", "--output", tmp_path / "x.yaml")


def test_the_reason_why_nothing_is_said_is_that_of_the_processes(tmp_path: Path) -> None:
    """A tender without a day of a publisher that no record names lacks a record first."""
    undated = {"tender": {"id": "1"}, "bids": {"details": []}, "awards": []}
    file = tmp_path / "tenders.jsonl"
    names = ("ocds-fiction-1", "ocds-chgrsg-1", "ocds-jpokin-1")
    file.write_text("".join(json.dumps({"ocid": each, **undated}) + "\n" for each in names), encoding="utf-8")
    said = [json.loads(line)["abstains"]["prices"] for line in run("screen", file, "--json").splitlines()]
    assert said[0] == "No market record is about this publisher."
    assert said[1].endswith("has no days, so it applies to no tender.")
    assert said[2].startswith("The tender has no day")
