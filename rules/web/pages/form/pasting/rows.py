"""The rows of a pasted or uploaded table as entries of the document; what cannot be read is named, row by row."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, Final

from django.utils.translation import gettext as _

from institutions.codes.wording import code_words
from institutions.formats.tables.cell_text import NotReadError, read_flag_cell
from institutions.formats.tables.rows import TableRow, table_rows
from institutions.kinds import Field, FieldSort
from institutions.values.text_lists import join_texts
from rules.explaining.wording.words import reader_language, text_in_language
from rules.web.pages.form.asked_before import new_values
from rules.web.pages.form.named_in_place import same_letters
from rules.web.pages.form.pasting.targets import LIST_WORDS, POST, PasteColumn, PasteTarget
from rules.web.pages.form.posted_values import clean_typed, read_fields

Json = dict[str, Any]  # Any: a part of the document
MOST_ROWS: Final = 200  # each name is looked up in the register; longer lists are imported as files
PARTED: Final = (";", "；", "、", "\n")  # between several parties in one cell


@dataclass(frozen=True, slots=True)
class PasteError:
    """A trouble with the table: at a line, in a column, or with the whole."""

    message: str
    line: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PastedRow:
    """A row of the table as an entry; of an official also the statement of the post."""

    line: int
    entry: Json
    post: Json = field(default_factory=dict)
    number: str = ""  # the corporate number of a company whose name is in the entry


def comma_separated(text: str) -> IO[bytes]:
    """Return pasted text as a CSV file: cells that are copied from a spreadsheet have tabs between them."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if "\t" not in first:
        return io.BytesIO(text.encode())
    written = io.StringIO()
    csv.writer(written).writerows(csv.reader(io.StringIO(text), delimiter="\t"))
    return io.BytesIO(written.getvalue().encode())


def rows_of_table(file: IO[bytes], target: PasteTarget, document: Json) -> tuple[list[PastedRow], list[PasteError]]:
    """Return the rows of a table, and its errors. FileUnreadableError if it cannot be read at all."""
    columns = target.by_heading
    found: list[PastedRow] = []
    errors: list[PasteError] = []
    unknown: set[str] = set()
    for row in table_rows(file):
        errors += [PasteError(code_words(each.said), row.line, each.field) for each in row.errors]
        cells = {same_letters(heading): (heading, cell) for heading, cell in row.cells.items()}
        unknown |= {heading for folded, (heading, _cell) in cells.items() if folded not in columns}
        if len(found) == MOST_ROWS:
            said = _("The table has more than %(most)s rows. Paste it in parts, or import it under “Imports”.")
            return [], [PasteError(said % {"most": MOST_ROWS})]
        known = [(columns[folded], heading, cell) for folded, (heading, cell) in cells.items() if folded in columns]
        entry, wrong = entry_of_row(row, known, target, document)
        errors += wrong
        found.append(entry)
    if unknown:
        return [], [unknown_headings(unknown, target)]
    if not found and not errors:
        errors.append(PasteError(_("The table has headings only. Add a row for each entry below them.")))
    return found, errors


def unknown_headings(headings: set[str], target: PasteTarget) -> PasteError:
    """Return the error for columns that the table may not have; it names those that it may have."""
    language = reader_language()
    labels = dict.fromkeys(heading_of_column(each, language) for each in target.columns)
    said = _("We do not know these columns: %(unknown)s. Rename or remove them. The table may have: %(known)s.")
    return PasteError(said % {"unknown": join_texts(sorted(headings)), "known": join_texts(labels)})


def heading_of_column(column: PasteColumn, language: str) -> str:
    """Return the heading by which a page names a column."""
    if column.is_number:
        return _("Corporate number")
    return text_in_language(column.field.label, language)


def entry_of_row(
    row: TableRow, known: list[tuple[PasteColumn, str, str]], target: PasteTarget, document: Json
) -> tuple[PastedRow, list[PasteError]]:
    """Return a row as an entry, with the values that the table does not state but its question fills in."""
    typed: dict[bool, dict[str, str]] = {False: {}, True: {}}
    errors, number = [], ""
    for column, heading, cell in known:
        if column.is_number:
            number = clean_typed(cell)
            continue
        try:
            typed[column.of_post] |= dict(inputs_of_cell(column.field, cell))
        except ValueError as trouble:
            errors.append(PasteError(str(trouble), row.line, heading))
    entry = read_fields(target.fields, "", typed[False])
    named = next((each.name for each in target.fields if each.name == "company"), "")
    if number and named not in entry:
        entry[named], number = number, ""
    if target.question:
        entry = {**new_values(target.question, document), **entry}
    post: Json = {}
    if typed[True]:
        fields = [column.field for column in target.columns if column.of_post]
        post = {"kind": POST, "body": document.get("sponsor"), **read_fields(fields, "", typed[True])}
        post = {name: value for name, value in post.items() if value is not None}
    return PastedRow(row.line, entry, post, number), errors


def inputs_of_cell(declared: Field, cell: str) -> Iterator[tuple[str, str]]:
    """Yield the texts that an officer would have typed or chosen. ValueError with the remedy for an unknown word."""
    name, text = f"/{declared.name}", clean_typed(cell)
    if declared.sort is FieldSort.PARTIES:
        for mark in PARTED:
            text = text.replace(mark, ";")
        yield from ((f"{name}/{place}", each.strip()) for place, each in enumerate(text.split(";")))
    elif declared.sort is FieldSort.WORD:
        yield name, word_of_cell(declared, text)
    elif declared.sort is FieldSort.FLAG:
        try:
            yield name, str(read_flag_cell(text)).lower()
        except NotReadError as trouble:
            raise ValueError(code_words(trouble.said)) from trouble
    else:
        yield name, text


def word_of_cell(declared: Field, text: str) -> str:
    """Return the code of a word as lists write it: the code, its label in either language, or a usual other word.

    ValueError that lists the words otherwise.
    """
    wanted, others = same_letters(text).replace("_", " "), LIST_WORDS.get(declared.name, {})
    for word, label in declared.words.items():
        written = (word, label.en, label.ja, *others.get(word, ()))
        if wanted in (same_letters(each).replace("_", " ") for each in written):
            return word
    words = join_texts(text_in_language(label, reader_language()) for label in declared.words.values())
    message = _("“%(value)s” is not a valid value. Write one of: %(words)s.") % {"value": text[:60], "words": words}
    raise ValueError(message)
