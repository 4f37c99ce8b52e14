"""The completeness that a table of treaties states: the countries all of whose treaties it has, as of a day.

Where a country is covered, "no treaty" is known; elsewhere, and after that day, a missing treaty is not known. Each
country has a row of its own, or is named beside a treaty. Values that are not given stay unchanged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.formats.tables.rows import TableRow
from institutions.kinds.countries import COUNTRIES
from institutions.lists.entries import EntryOutcome, ListEntry, RowError
from institutions.lists.treaty_merging import SOURCE, iso_or_none, merge_values
from institutions.lists.treaty_rows import COVERAGE, Said, read_treaty_row
from institutions.lists.troubles.rows import CountryRepeated, CoverageWithoutDay, NamelessCoverage
from institutions.models import TreatyCoverage
from institutions.seeding.errors import SeedErrors
from institutions.seeding.files.treaties import read_covered
from institutions.seeding.rows import CoverageRow
from institutions.seeding.seed_row import SeedRow


@dataclass(frozen=True, slots=True)
class GivenCoverage:
    """The values that a file gives for one country."""

    line: int
    said: Said = field(default_factory=dict)


def coverage_record(country: str) -> str:
    """Return the record name under which an import stores a country's coverage; no treaty code looks like it."""
    return f"coverage:{country}"


def read_coverage_rows(rows: Iterable[TableRow]) -> tuple[dict[str, GivenCoverage], list[RowError]]:
    """Return the values given for each country, and the troubles other than those of single cells."""
    found: dict[str, GivenCoverage] = {}
    errors: list[RowError] = []
    for row in rows:
        cells, troubles = read_treaty_row(row)
        said = {name.removeprefix(COVERAGE): value for name, value in cells.items() if name.startswith(COVERAGE)}
        country = str(said.pop("country", None) or "")
        if not country and said and not troubles:
            errors.append(RowError(line=row.line, record="", field="coverage.country", said=NamelessCoverage()))
        elif country in found:
            twice = CountryRepeated(country=country, line=PlainNumber(found[country].line))
            errors.append(RowError(line=row.line, record=country, field="coverage.country", said=twice))
        elif country and "complete_on" in said and said["complete_on"] is None:
            errors.append(
                RowError(line=row.line, record=country, field="coverage.complete_on", said=CoverageWithoutDay())
            )
        elif country:
            found[country] = GivenCoverage(row.line, said)
    return found, errors


def coverage_of(
    given: Mapping[str, GivenCoverage], held: Mapping[str, TreatyCoverage]
) -> tuple[list[CoverageRow], list[RowError]]:
    """Return the coverage of each country as it will be stored, with the checks of the seed, and the troubles."""
    rows: list[CoverageRow] = []
    errors: list[RowError] = []
    for country, each in given.items():
        was = held.get(country)
        before: Said = {"complete_on": iso_or_none(was.complete_on), "note": was.note or None} if was else {}
        said = {**merge_values(before, each.said), "country": country, "source": SOURCE}
        troubles = SeedErrors()
        row = read_covered(SeedRow(said, coverage_record(country), troubles))
        errors += [RowError(line=each.line, record=country, field="", said=trouble) for trouble in troubles.found]
        if not troubles.found:
            rows.append(row)
    return rows, errors


def covered_entry(country: str, line: int, changes: list[Coded], *, known: bool) -> ListEntry:
    """Return the entry for the coverage of one country."""
    label = COUNTRIES[country]
    outcome = EntryOutcome.CHANGED if changes else EntryOutcome.UNCHANGED
    return ListEntry(
        outcome=outcome if known else EntryOutcome.ADDED,
        line=line,
        record=coverage_record(country),
        name=f"{label.ja} / {label.en}",
        differs=tuple(changes) if known else (),
    )
