"""UNCTAD's mapping of the content of investment treaties, in the form of the copy seen (bits_iia, 113 columns).

Only the columns on arbitration between investor and State, on periods and on procurement are read. Status and days are
not: the mapping was made years ago, and a treaty may have ended since. A treaty is identified by its countries and the
day of its signature; one that the register does not have is refused, since the mapping has no Japanese name and no code
of ours.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from institutions.codes.parameters import PlainNumber, outside_value
from institutions.formats.tables.cell_text import NotReadError
from institutions.formats.tables.rows import TableRow
from institutions.kinds.countries import COUNTRIES
from institutions.lists.entries import RowError
from institutions.lists.treaty_rows import GivenTreaty
from institutions.lists.troubles.rows import NoDayOfSignature, TreatyTwice, UnknownCountryName, UnknownTreaty

KNOWN_BY: Final = frozenset({"Party1", "Party2", "Parties", "Date of signature"})
ISDS: Final = "criteria/Investor-State Dispute Settlement (ISDS)/"
SCOPE: Final = (
    "criteria/Scope and Definitions/Substantive scope of the treaty/Limiting substantive scope of the treaty/"
)
INCLUDED: Final = f"{ISDS}ISDS included"
PERIOD: Final = f"{ISDS}Other specific ISDS features/Limitation period for submission of claims"
PROCUREMENT: Final = f"{SCOPE}Excludes government procurement"
SURVIVAL: Final = (
    'criteria/Treaty Duration, Amendment and Termination/Amendment and termination/"Survival"/"sunset" clause length'
)
NUMBERED: Final = re.compile(r"(?<!\d)\d+\. ")
YEARS: Final = re.compile(r"(\d{1,3}) years?")
BY_NAME: Final[dict[str, str]] = {
    **{label.en: code for code, label in COUNTRIES.items()},
    "Brunei Darussalam": "BN",
    "Hong Kong, China SAR": "HK",
    "Iran, Islamic Republic of": "IR",
    "Korea, Republic of": "KR",
    "Lao People's Democratic Republic": "LA",
    "Russian Federation": "RU",
    "Turkey": "TR",
    "United States of America": "US",
    "Viet Nam": "VN",
}
Signed = tuple[str, frozenset[str]]  # the day of signature, and the countries


def is_mapping(headings: Iterable[str]) -> bool:
    """Return whether a table is UNCTAD's mapping, by its headings."""
    return set(headings) >= KNOWN_BY


def read_mapping(
    rows: Iterable[TableRow], codes: Mapping[Signed, str]
) -> tuple[dict[str, GivenTreaty], list[RowError]]:
    """Return the mapping's content on treaties that the register has, by our codes, and the troubles."""
    found: dict[str, GivenTreaty] = {}
    errors: list[RowError] = []
    for row in rows:
        record = row.cells.get("id", "")
        try:
            code = codes.get(mapping_signature(row.cells))
            if code is None:
                raise NotReadError(UnknownTreaty())
            if code in found:
                raise NotReadError(TreatyTwice(line=PlainNumber(found[code].line), treaty=code))
            found[code] = GivenTreaty(code, row.line, mapping_fields(row.cells))
        except NotReadError as trouble:
            errors.append(RowError(line=row.line, record=record, field="Parties", said=trouble.said))
        errors += [RowError(line=row.line, record=record, field=e.field, said=e.said) for e in row.errors]
    return found, errors


def mapping_signature(cells: Mapping[str, str]) -> Signed:
    """Return the day of signature and the countries of a row. NotReadError names the value that cannot be read."""
    names = [name.strip() for name in NUMBERED.split(cells.get("Parties", "")) if name.strip()]
    unknown = [name for name in names if name not in BY_NAME]
    if unknown:
        raise NotReadError(UnknownCountryName(value=outside_value(unknown[0])))
    given = cells.get("Date of signature", "")
    try:
        day = datetime.strptime(given, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise NotReadError(NoDayOfSignature(value=outside_value(given))) from None
    return day.isoformat(), frozenset(BY_NAME[name] for name in names)


def mapping_fields(cells: Mapping[str, str]) -> dict[str, Any]:  # Any: values of a seed file
    """Return the values that the mapping gives for a treaty; others are left out and stay unchanged."""
    said: dict[str, Any] = {"confidence": "seen"}
    for column, name in ((INCLUDED, "isds"), (PROCUREMENT, "excludes_procurement")):
        if cells.get(column) in ("Yes", "No"):
            said[name] = cells[column] == "Yes"
    if cells.get(PERIOD) == "No":
        said["limit_months"] = None  # none is set; where one is, the mapping does not give its length
    if years := YEARS.fullmatch(cells.get(SURVIVAL, "")):
        said["survival_years"] = int(years[1])
    return said
