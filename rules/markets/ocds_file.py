"""Labelled tenders from OCDS releases, with the labels of their bids in a file of their own."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from institutions.formats.ocds.publishers import profile_for, shipped_profiles
from institutions.formats.ocds.reading.located import located_processes
from rules.facts.tenders.tender import Tender
from rules.markets.errors import MarketFileError
from rules.markets.files import opened_text
from rules.markets.labelled import LabelledTender
from rules.processes.collusion.rulebook_part import collusion_rulebook
from rules.processes.process_tenders import process_tender
from rules.processes.published_process import PublishedProcess

OCID, LABEL = "ocid", "collusive"
TRUE: Final = frozenset({"1", "1.0", "true", "yes"})
FALSE: Final = frozenset({"0", "0.0", "false", "no"})


def read_ocds_file(path: Path, labels: Path) -> list[LabelledTender]:
    """Return the labelled tenders of releases; those without a label are left out. MarketFileError with remedy."""
    labelled = read_labels(labels)
    found = [
        LabelledTender(tender, labelled[tender.key], place)
        for place, tender in enumerate(tenders_in(path))
        if tender.key in labelled
    ]
    if not found:
        message = f"No process of {path.name} has a label in {labels.name}."
        raise MarketFileError(message, "Give the labels of these processes, by their ocid.")
    return found


def tenders_in(path: Path) -> Iterator[Tender]:
    """Yield the tenders of a file of releases. MarketFileError for a line that cannot be read."""
    rates, profiles = collusion_rulebook().tax_rate, shipped_profiles()
    for located in located_processes(path):
        process = located.process
        if process.release is None or process.name is None:
            problem = process.errors[0].message if process.errors else "it has no ocid"
            message = f"{path.name}, line {located.line}: {problem}."
            raise MarketFileError(message, "Correct the line.")
        tax = profile_for(process.name, profiles).tax
        yield process_tender(PublishedProcess(process.name, process.release), tax, rates)


def read_labels(path: Path) -> dict[str, bool]:
    """Return by ocid whether any of its bids is labelled. MarketFileError names line and remedy."""
    with opened_text(path) as file:
        reader = csv.DictReader(file)
        if lacking := {OCID, LABEL} - set(reader.fieldnames or ()):
            message = f"{path.name}: the column {min(lacking)} is missing."
            raise MarketFileError(message, f"Give a CSV with the columns {OCID} and {LABEL}, a line a bid or a tender.")
        found: dict[str, bool] = {}
        for line, row in enumerate(reader, start=2):
            word = (row[LABEL] or "").strip().lower()
            if word not in TRUE | FALSE:
                message = f"{path.name}, line {line}, {LABEL}: {row[LABEL]!r} is neither 0 nor 1."
                raise MarketFileError(message, "Correct the line.")
            found[row[OCID]] = found.get(row[OCID], False) or word in TRUE
    return found
