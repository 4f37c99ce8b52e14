"""The published file of a population: number, key, day and amount of each contract. It names no party and no person."""

import csv
import io
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from institutions.codes.base import Coded
from institutions.codes.errors import CodedError
from institutions.codes.registry import coded, gettext_noop
from rules.access.commissions import shown_items
from rules.models import SittingItem

COLUMNS = ("number", "key", "day", "amount_yen")


class PopulationFileError(CodedError):
    """A file that is no published population."""


@coded(
    "population.no_keys",
    gettext_noop(
        "The file has no column 'key' with a SHA-256 in each row. Take the file population.csv that the body published."
    ),
)
class NoKeys(Coded):
    """A file without keys."""


@coded("population.key_twice", gettext_noop("The key %(key)s is in two rows. Take the file as the body published it."))
class ContractKeyTwice(Coded):
    """A file that was changed: keys are of one contract each."""

    key: str


def population_csv(items: "QuerySet[SittingItem]") -> str:
    """Return the file, one contract a row in the order of their numbers.

    Every key stays, since the digest is of all of them. Of a contract that was restricted later the file says no more.
    """
    shown = set(shown_items(items).values_list("pk", flat=True))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in items:
        facts = (each.facts["day"] or "", each.facts["amount_yen"] or "") if each.pk in shown else ("", "")
        writer.writerow([each.number, each.key, *facts])
    return written.getvalue()


def keys_in_file(lines: Iterable[str]) -> dict[str, str]:
    """Return the number of each key of a published file. PopulationFileError if it is none."""
    found: dict[str, str] = {}
    for row in rows_of(lines):
        key = (row.get("key") or "").strip()
        if len(key) != 64 or set(key) - set("0123456789abcdef"):
            raise PopulationFileError(NoKeys())
        if key in found:
            raise PopulationFileError(ContractKeyTwice(key=key))
        found[key] = row.get("number") or ""
    if not found:
        raise PopulationFileError(NoKeys())
    return found


def rows_of(lines: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file by their headings."""
    yield from csv.DictReader(each.lstrip("\ufeff") for each in lines)
