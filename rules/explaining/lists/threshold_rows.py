"""Rows of a table of procurement thresholds: one a class of bodies, object and period. Empty cells state nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from institutions.codes.parameters import PlainNumber, outside_value
from institutions.drafts.troubles.fields import FieldMissing
from institutions.formats.tables.cell_text import NotReadError
from institutions.formats.tables.rows import TableRow
from institutions.formats.tables.templates import Template, TemplateColumn
from institutions.kinds import Field
from institutions.kinds.base import Label, required_field
from institutions.kinds.fields import day_field, text_field, word_field, word_list, yen_field
from institutions.kinds.parties import GPA_CLASSES
from institutions.lists.cells import Trouble, cell_value, read_cells
from institutions.lists.entries import RowError
from rules.explaining.lists.troubles import CannotBeNone, LastBeforeFirst, OneNote, ThresholdRepeated, TooManyYen
from rules.facts.kinds.gpa import GPA_OBJECTS, NO_CLASS

CONFIDENCE: Final = word_list(seen="確認済", seen_2013="2013年の条文で確認", memory="未確認")
FIELDS: Final[tuple[Field, ...]] = (
    required_field(
        word_field(
            "class", "Class of bodies", "機関の区分", {name: of for name, of in GPA_CLASSES.items() if name != NO_CLASS}
        )
    ),
    required_field(word_field("object", "Object", "調達対象", GPA_OBJECTS)),
    required_field(day_field("from", "From", "開始日")),
    day_field("until", "Until (last day)", "終了日（最終日）"),
    required_field(yen_field("value_yen", "Threshold in yen", "基準額（円）")),
    text_field("article", "Article", "条項"),
    word_field("confidence", "Confidence", "確からしさ", CONFIDENCE),
    text_field("source", "Source", "出典"),
    day_field("review_on", "Review on", "再確認日"),
    text_field("note", "Note in English", "備考（英語）"),
    text_field("note_ja", "Note in Japanese", "備考"),
)
TEMPLATE: Final = Template(
    "gpa_thresholds",
    Label("Thresholds of government procurement", "政府調達の基準額"),
    tuple(TemplateColumn(each.name, each.label, each) for each in FIELDS),
)
NOTES: Final = ("note", "note_ja")
CLEARED: Final = (*NOTES, "review_on")  # fields that `none` clears
MOST_YEN: Final = 10**15


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """One row. `category` is the word by which rules look it up; None is not stated."""

    line: int
    category: str
    from_on: str
    value: int
    until_on: str | None = None
    article: str | None = None
    confidence: str | None = None
    source: str | None = None
    review_on: str | None = None
    note: tuple[str, str] | None = None  # English, Japanese
    cleared: frozenset[str] = frozenset()  # the fields stated to be none

    @property
    def record(self) -> str:
        """The name of the row."""
        return f"{self.category} from {self.from_on}"


def read_thresholds(rows: Iterable[TableRow]) -> tuple[list[Threshold], list[RowError]]:
    """Return the thresholds of a table, and every error in a row."""
    found: list[Threshold] = []
    errors: list[RowError] = []
    lines: dict[str, int] = {}
    for row in rows:
        said, troubles = read_threshold_row(row)
        threshold = threshold_of(row.line, said, troubles)
        if threshold and threshold.record in lines:
            troubles.append(
                ("from", ThresholdRepeated(record=threshold.record, line=PlainNumber(lines[threshold.record])))
            )
        elif threshold:
            lines[threshold.record] = row.line
            found.append(threshold)
        errors += [RowError(line=row.line, record="", field=name, said=trouble) for name, trouble in troubles]
    return found, errors


def read_threshold_row(row: TableRow) -> tuple[dict[str, Any], list[Trouble]]:  # Any: values of the contract
    """Return the cells of a row by field, and their errors."""
    cells, troubles = read_cells(TEMPLATE, row)
    said: dict[str, Any] = {}
    for heading, column, cell in cells:
        try:
            value = cell_value(column.field, cell)
        except NotReadError as trouble:
            troubles.append((heading, trouble.said))
            continue
        if value is None and column.name not in CLEARED:
            troubles.append((heading, CannotBeNone(label=column.field.label)))
        elif isinstance(value, int) and value > MOST_YEN:
            troubles.append((heading, TooManyYen(value=outside_value(cell), most=MOST_YEN)))
        else:
            said[column.name] = value
    for each in FIELDS:
        if each.required and each.name not in said and not troubles:
            troubles.append((each.name, FieldMissing(label=each.label, name=each.name)))
    return said, troubles


def threshold_of(line: int, said: dict[str, Any], troubles: list[Trouble]) -> Threshold | None:
    """Return the row as a threshold; None if it has an error. Errors found here are added to `troubles`."""
    notes = [str(said[name]) for name in NOTES if said.get(name)]
    if len(notes) == 1:
        troubles.append(("note", OneNote()))
    if not troubles and said.get("until", said["from"]) < said["from"]:
        troubles.append(("until", LastBeforeFirst()))
    if troubles:
        return None
    return Threshold(
        line=line,
        category=f"{said['class']}_{said['object']}",
        from_on=said["from"],
        until_on=said.get("until"),
        value=said["value_yen"],
        article=said.get("article"),
        confidence=said.get("confidence"),
        source=said.get("source"),
        review_on=said.get("review_on"),
        note=(notes[0], notes[1]) if notes else None,
        cleared=frozenset(name for name in CLEARED if name in said and said[name] is None),
    )
