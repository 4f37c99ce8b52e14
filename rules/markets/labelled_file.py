"""Labelled tenders from a file in either form."""

from pathlib import Path

from rules.markets.collusion_csv import read_collusion_csv
from rules.markets.labelled import LabelledTender
from rules.markets.ocds_file import read_ocds_file


def read_labelled(path: Path, labels: Path | None) -> list[LabelledTender]:
    """Return the tenders of OCDS releases with labels beside them, else of a CSV of labelled bids. MarketFileError."""
    return read_ocds_file(path, labels) if labels else read_collusion_csv(path)
