"""Labelled bids in the form of García Rodríguez et al. 2022: a line a bid, with its tender, day, amount and label."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rules.facts.tenders.tender import Tender, TenderBid
from rules.markets.errors import MarketFileError
from rules.markets.files import opened_text
from rules.markets.labelled import LabelledTender

TENDER, DAY, AMOUNT, LABEL, WINNER = "Tender", "Date", "Bid_value", "Collusive_competitor", "Winner"
BIDDER: Final = "Competitors"  # missing where a source hides who bid
RESERVE: Final = "Pre-Tender Estimate (PTE)"
NEEDED: Final = (TENDER, DAY, AMOUNT, LABEL, WINNER)
SECONDS_FROM: Final = 10_000_000  # a larger number is seconds since 1970, a smaller one a day counted by the source
EARLIEST: Final = 0


def read_collusion_csv(path: Path) -> list[LabelledTender]:
    """Return the labelled tenders of a file, plain or packed with gzip. MarketFileError names line and remedy."""
    with opened_text(path) as file:
        reader = csv.DictReader(file)
        if lacking := [name for name in NEEDED if name not in (reader.fieldnames or ())]:
            raise MarketFileError(
                f"{path.name}: the column {lacking[0]} is missing.",
                f"Give a CSV with the columns {', '.join(NEEDED)}, or OCDS releases with --labels.",
            )
        rows: dict[str, list[tuple[int, Mapping[str, str]]]] = defaultdict(list)
        for line, row in enumerate(reader, start=2):
            rows[row[TENDER]].append((line, row))
    return [labelled_tender(path, key, bids, place) for place, (key, bids) in enumerate(rows.items())]


def labelled_tender(path: Path, key: str, rows: Iterable[tuple[int, Mapping[str, str]]], place: int) -> LabelledTender:
    """Return one tender from the lines of its bids."""
    bids, positive, day, reserve, named = [], False, None, None, False
    for line, row in rows:
        bidder = row.get(BIDDER) or ""
        named = named or bool(bidder)
        amount = column_number(path, line, row, AMOUNT)
        bids.append(TenderBid(bidder or f"{key}-{line}", amount, won=bool(column_number(path, line, row, WINNER))))
        positive = positive or bool(column_number(path, line, row, LABEL))
        day = day_of(column_number(path, line, row, DAY))
        reserve = column_number(path, line, row, RESERVE) if row.get(RESERVE) else None
    return LabelledTender(Tender(key, day, bids, reserve, named), positive, place)


def column_number(path: Path, line: int, row: Mapping[str, str], name: str) -> float | None:
    """Return the number in a column; None where it is empty. MarketFileError if it is none."""
    text = (row.get(name) or "").strip()
    try:
        return float(text) if text else None
    except ValueError as trouble:
        message = f"{path.name}, line {line}, {name}: {text!r} is not a number."
        raise MarketFileError(message, "Correct the line.") from trouble


def day_of(number: float | None) -> str | None:
    """Return the day: ISO text, or a padded number where the source counts its days; None where it is no such day."""
    if number is None or number <= EARLIEST:
        return None
    if number >= SECONDS_FROM:
        return datetime.fromtimestamp(number, UTC).date().isoformat()
    return f"{int(number):06}"
