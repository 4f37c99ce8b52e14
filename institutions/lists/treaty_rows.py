"""Rows of a table of treaties: one row per treaty and bound country, with the treaty's own values on its first row.

An empty cell leaves the current value unchanged. `none` or なし states that there is no value. A missing row changes
nothing either: a treaty ends by being terminated, never by not being named.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber, outside_value
from institutions.formats.tables.cell_text import NotReadError, plain_cell
from institutions.formats.tables.rows import TableRow
from institutions.formats.tables.templates import Template, TemplateColumn
from institutions.kinds import Field
from institutions.kinds.base import Label
from institutions.kinds.countries import COUNTRIES
from institutions.kinds.fields import (
    count_field,
    country_field,
    day_field,
    flag_field,
    text_field,
    word_field,
    word_list,
)
from institutions.lists.cells import Trouble, cell_value, read_cells
from institutions.lists.entries import RowError
from institutions.lists.troubles.rows import (
    CountryRepeated,
    NamelessCountry,
    NoConfidence,
    NoListedCountry,
    NotKnown,
    NoTreaty,
    NoTreatyCode,
    TooMuch,
    TreatySaidOtherwise,
)

FORMS: Final = word_list(investment="投資協定", economic_partnership="経済連携協定")
STATUSES: Final = word_list(in_force="発効", signed="署名済（未発効）", terminated="終了")
CONFIDENCE: Final = word_list(seen="確認済", seen_2013="2013年の条文で確認", derived="推定", memory="未確認")
KNOWN: Final = {"true": Label("Yes", "あり"), "false": Label("No", "なし"), "unknown": Label("Unknown", "不明")}
OF_TREATY: Final[tuple[Field, ...]] = (
    text_field("treaty", "Treaty", "協定の記号"),
    text_field("name", "Name in English", "名称（英語）"),
    text_field("name_ja", "Name in Japanese", "名称"),
    word_field("form", "Form", "形式", FORMS),
    word_field("status", "Status", "状態", STATUSES),
    day_field("signed_on", "Signed on", "署名日"),
    day_field("in_force_on", "In force on", "発効日"),
    day_field("terminated_on", "Terminated on", "終了日"),
    word_field("isds", "Investor may bring a claim", "投資家による仲裁申立て", KNOWN),
    count_field("limit_months", "Months to make a claim", "申立期間（月）"),
    count_field("survival_years", "Years of protection after the end", "終了後の保護期間（年）"),
    flag_field("excludes_procurement", "Excludes procurement", "政府調達を除外"),
    text_field("carve_outs", "Carve-outs", "適用除外"),
    text_field("note", "Note", "備考"),
    word_field("confidence", "Confidence", "確からしさ", CONFIDENCE),
    day_field("review_on", "Review on", "再確認日"),
)
OF_PARTY: Final[tuple[Field, ...]] = (
    country_field("party.country", "Country", "締約国"),
    day_field("party.in_force_on", "In force for the country on", "締約国についての発効日"),
    day_field("party.withdrawn_on", "Country bound no longer from", "締約国の脱退日"),
    text_field("party.note", "Note on the country", "締約国の備考"),
    word_field("party.confidence", "Confidence on the country", "締約国の確からしさ", CONFIDENCE),
    day_field("party.review_on", "Review of the country on", "締約国の再確認日"),
)
OF_COVERAGE: Final[tuple[Field, ...]] = (
    country_field("coverage.country", "Country whose treaties are complete", "協定が網羅されている国"),
    day_field("coverage.complete_on", "Complete as of", "網羅の基準日"),
    text_field("coverage.note", "Note on the coverage", "網羅の備考"),
    word_field("coverage.confidence", "Confidence on the coverage", "網羅の確からしさ", CONFIDENCE),
    day_field("coverage.review_on", "Review of the coverage on", "網羅の再確認日"),
)
TEMPLATE: Final = Template(
    "investment_treaties",
    Label("Investment treaties", "投資関連協定"),
    tuple(TemplateColumn(each.name, each.label, each) for each in (*OF_TREATY, *OF_PARTY, *OF_COVERAGE)),
)
PARTY: Final = "party."
COVERAGE: Final = "coverage."
CODE: Final = re.compile(r"[a-z0-9_]{1,60}")
MOST: Final = 9_999  # the longest period in months or years; more is a slip
Said = dict[str, Any]  # Any: values by field, as seed files have them; None for none


@dataclass(slots=True)
class GivenTreaty:
    """The content of a file on one treaty: its own values, and those of each country."""

    code: str
    line: int
    said: Said = field(default_factory=dict)
    parties: dict[str, Said] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)  # the line that first gave a field


def read_treaty_rows(rows: Iterable[TableRow]) -> tuple[dict[str, GivenTreaty], list[RowError]]:
    """Return the treaties by code, and the troubles of all rows."""
    found: dict[str, GivenTreaty] = {}
    errors: list[RowError] = []
    for row in rows:
        said, troubles = read_treaty_row(row)
        of_coverage = {name for name in said if name.startswith(COVERAGE)}
        said = {name: value for name, value in said.items() if name not in of_coverage}
        if of_coverage and not said:  # a row about a country alone
            errors += [RowError(line=row.line, record="", field=name, said=trouble) for name, trouble in troubles]
            continue
        code = str(said.pop("treaty", "") or "")
        if not code and not troubles:
            troubles.append(("treaty", NoTreaty()))
        elif code and not CODE.fullmatch(code):
            troubles.append(("treaty", NoTreatyCode(value=outside_value(code))))
        elif code:
            treaty = found.setdefault(code, GivenTreaty(code, row.line))
            troubles += add_treaty_row(treaty, said, row.line)
        errors += [RowError(line=row.line, record=code, field=name, said=trouble) for name, trouble in troubles]
    for treaty in found.values():
        if treaty.said.get("confidence") is None:
            unsure = no_confidence(CONFIDENCE)
            errors.append(RowError(line=treaty.line, record=treaty.code, field="confidence", said=unsure))
    return found, errors


def no_confidence(words_known: Iterable[str]) -> Coded:
    """Return the trouble that a row does not state its confidence, with the words for it."""
    words = ", ".join(words_known)
    return NoConfidence(words_known=Label(words, words))


def read_treaty_row(row: TableRow) -> tuple[Said, list[Trouble]]:
    """Return the cells of a row by field, and their troubles."""
    cells, troubles = read_cells(TEMPLATE, row)
    said: Said = {}
    for heading, column, cell in cells:
        try:
            said[column.name] = treaty_value(column.field, cell)
        except NotReadError as trouble:
            troubles.append((heading, trouble.said))
    return said, troubles


def treaty_value(declared: Field, cell: str) -> Any:  # Any: a value of a seed file
    """Return the value of a cell. NotReadError if it is not valid."""
    if declared.name == "isds":
        return read_yes_or_no(cell)
    value = cell_value(declared, cell)
    if declared.name == "carve_outs" and value is not None:
        return plain_cell(value).replace(",", " ").replace(";", " ").split()
    if isinstance(value, int) and value > MOST:
        raise NotReadError(TooMuch(value=outside_value(cell), most=MOST))
    if declared.name in ("party.country", "coverage.country"):
        return read_country_code(cell, value)
    return value


def read_yes_or_no(cell: str) -> object:
    """Return true, false or the word for "unknown", which differs from an empty cell."""
    said = plain_cell(cell).casefold()
    meant: dict[str, object] = {"true": True, "yes": True, "あり": True, "false": False, "no": False, "なし": False}
    meant |= {"unknown": "unknown", "不明": "unknown"}
    if said not in meant:
        raise NotReadError(NotKnown(value=outside_value(cell)))
    return meant[said]


def read_country_code(cell: str, value: object) -> str:
    """Return a country code of ISO 3166-1; NotReadError for any other text."""
    code = str(value or "").upper()
    if code not in COUNTRIES:
        raise NotReadError(NoListedCountry(value=outside_value(cell)))
    return code


def add_treaty_row(treaty: GivenTreaty, said: Said, line: int) -> list[Trouble]:
    """Add a row to a treaty; return the troubles where it contradicts earlier rows."""
    troubles: list[Trouble] = []
    of_party = {name.removeprefix(PARTY): value for name, value in said.items() if name.startswith(PARTY)}
    for name, value in said.items():
        if name.startswith(PARTY):
            continue
        if name in treaty.said and treaty.said[name] != value:
            troubles.append((name, TreatySaidOtherwise(line=PlainNumber(treaty.lines[name]))))
        treaty.said.setdefault(name, value)
        treaty.lines.setdefault(name, line)
    code = of_party.pop("country", None)
    if code is None and of_party:
        troubles.append(("party.country", NamelessCountry()))
    elif code in treaty.parties:
        twice = CountryRepeated(country=code, line=PlainNumber(treaty.lines[PARTY + code]))
        troubles.append(("party.country", twice))
    elif code:
        treaty.parties[code] = of_party
        treaty.lines[PARTY + code] = line
    return troubles
