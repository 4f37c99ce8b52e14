"""UNCTAD's mapping of the content of investment treaties, in the form of the copy seen (bits_iia, 113 columns).

Read are the columns on arbitration between investor and State, on periods and on procurement. Status and days are not:
the mapping was made years ago, and a treaty may have ended since. A treaty is known by its countries and the day of its
signature; one that the register does not have is refused, since the mapping has no Japanese name and no code of ours.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from institutions.drafts.errors import quoted
from institutions.formats.tables.rows import TableRow
from institutions.kinds.countries import COUNTRIES
from institutions.lists.entries import RowError
from institutions.lists.treaty_rows import GivenTreaty

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
NUMBERED: Final = re.compile(r"\d+\. ")
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
    """Whether a table is UNCTAD's mapping."""
    return set(headings) >= KNOWN_BY


def read_mapping(
    rows: Iterable[TableRow], codes: Mapping[Signed, str]
) -> tuple[dict[str, GivenTreaty], list[RowError]]:
    """What the mapping says of treaties that the register has, by our codes, and every trouble."""
    found: dict[str, GivenTreaty] = {}
    errors: list[RowError] = []
    for row in rows:
        record = row.cells.get("id", "")
        try:
            code = codes.get(signed(row.cells))
            if code is None:
                message = "The register has no treaty of these countries signed on this day. Add it by our own table."
                raise ValueError(message)
            if code in found:
                message = f"Line {found[code].line} is about the same treaty ({code}). Keep one of the two."
                raise ValueError(message)
            found[code] = GivenTreaty(code, row.line, said_of(row.cells))
        except ValueError as trouble:
            errors.append(RowError(line=row.line, record=record, field="Parties", message=str(trouble)))
        errors += [RowError(line=row.line, record=record, field=e.field, message=e.message) for e in row.errors]
    return found, errors


def signed(cells: Mapping[str, str]) -> Signed:
    """By what a treaty is known. ValueError names what cannot be read."""
    names = [name.strip() for name in NUMBERED.split(cells.get("Parties", "")) if name.strip()]
    unknown = [name for name in names if name not in BY_NAME]
    if unknown:
        message = f"{quoted(unknown[0])} is not a country that is known by this name. Use our own table."
        raise ValueError(message)
    given = cells.get("Date of signature", "")
    try:
        day = datetime.strptime(given, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        message = f"{quoted(given)} is not a day of signature such as 08/07/2014 (day/month/year). Correct it."
        raise ValueError(message) from None
    return day.isoformat(), frozenset(BY_NAME[name] for name in names)


def said_of(cells: Mapping[str, str]) -> dict[str, Any]:  # Any: values of a seed file
    """What the mapping says; what it does not say stays as it is held."""
    said: dict[str, Any] = {"confidence": "seen"}
    for column, name in ((INCLUDED, "isds"), (PROCUREMENT, "excludes_procurement")):
        if cells.get(column) in ("Yes", "No"):
            said[name] = cells[column] == "Yes"
    if cells.get(PERIOD) == "No":
        said["limit_months"] = None  # none is set; where one is, the mapping does not say how long
    if years := YEARS.fullmatch(cells.get(SURVIVAL, "")):
        said["survival_years"] = int(years[1])
    return said
