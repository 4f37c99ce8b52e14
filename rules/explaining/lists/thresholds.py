"""Thresholds of procurement as an official list: compared with the parameter files, and written only into a checkout.

The files are the only source of what rules read (DESIGN.md): the database never holds a threshold. Taking a table
changes the file, and somebody commits it.
"""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber, WrittenDay
from institutions.codes.wording import code_words
from institutions.kinds.base import Label
from institutions.lists.edition_head import EditionHead
from institutions.lists.entries import EntryOutcome, RowError, entry_counts
from institutions.lists.file import ListFile
from institutions.lists.notes import FieldChanged, NotStated, WrittenValue
from institutions.lists.troubles.rows import NoConfidence
from rules.engine.language.errors import RuleError
from rules.engine.language.parameter_file import load_parameters
from rules.engine.language.parameters import Parameter, ParameterValue
from rules.engine.language.syntax import Bilingual
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.engine.loading.program_rulebook import FOLDER, rulebook_of_folder
from rules.explaining.comparing.changes import VersionChange, changed_numbers
from rules.explaining.comparing.stored_cases import CaseComparison, ComparedCase
from rules.explaining.lists.threshold_file import LAW, PARAMETER, CannotEditError, edit_file_text
from rules.explaining.lists.threshold_rows import FIELDS, Threshold, read_thresholds
from rules.explaining.lists.troubles import ErrorsInTable, TableDoesNotFit, TextInBothLanguages
from rules.facts.kinds.base import OPEN_END

__all__ = ["FOLDER", "Thresholds", "compare_thresholds", "is_checkout", "write_thresholds"]

ARTICLE: Final = "Annexes"
OF_COLUMNS: Final = {each.name: each.label for each in FIELDS}
LABELS: Final[Mapping[str, Label]] = {  # of the fields of an entry that a table may change
    "value": OF_COLUMNS["value_yen"],
    "until_on": OF_COLUMNS["until"],
    **{name: OF_COLUMNS[name] for name in ("article", "confidence", "source", "review_on", "note")},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThresholdEntry:
    """One threshold of the table and its comparison with that in the files."""

    outcome: EntryOutcome
    line: int
    record: str
    value: int
    said: tuple[Coded, ...] = ()

    @property
    def differs(self) -> tuple[str, ...]:
        """The differences in English words."""
        return tuple(code_words(each, "en") for each in self.said)


@dataclass(slots=True, kw_only=True)
class Thresholds:
    """The effect of a table: the entries, the new file, and both rulebooks.

    `refused` has the reasons why it cannot be accepted.
    """

    head: EditionHead
    path: Path
    entries: list[ThresholdEntry] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    refused: list[Coded] = field(default_factory=list)
    text: str = ""
    old: LoadedRulebook | None = None
    new: LoadedRulebook | None = None

    @property
    def counts(self) -> dict[str, int]:
        """The number of thresholds by outcome. None ends: thresholds that a table does not name stay."""
        return entry_counts(each.outcome for each in self.entries)

    @property
    def refusals(self) -> list[str]:
        """The reasons in English words."""
        return [code_words(each, "en") for each in self.refused]

    @property
    def differs(self) -> bool:
        """True if the file would change."""
        return any(each.outcome is not EntryOutcome.UNCHANGED for each in self.entries)

    def number_changes(self) -> list[VersionChange]:
        """Return the changes as `manage.py rulebook diff` lists them."""
        return list(changed_numbers(self.old, self.new)) if self.old and self.new else []

    def compared(self) -> Iterator[ComparedCase]:
        """Yield the newest finished assessment of each partnership under both rulebooks."""
        if self.old and self.new and self.differs:
            comparison = CaseComparison(self.old, self.new)
            yield from comparison.compared(comparison.ids())


def compare_thresholds(file: ListFile, head: EditionHead, folder: Path) -> Thresholds:
    """Compare a table with the rulebook of a folder. Unreadable or unfitting rows become errors and refusals."""
    parameter = load_parameters(folder / "parameters").by_name[PARAMETER]
    found = Thresholds(head=head, path=folder / "parameters" / parameter.place.file)
    rows, found.errors = read_thresholds(file.rows)
    gone: list[tuple[str, str]] = []
    fresh: list[ParameterValue] = []
    for row in rows:
        was = entry_in_files(parameter, row)
        entry = row_as_entry(row, was, head)
        if entry.confidence is None:
            unsure = NoConfidence(words_known=Label("seen, seen_2013 or memory", "seen、seen_2013、memory"))
            found.errors.append(RowError(line=row.line, record=row.record, field="confidence", said=unsure))
            continue
        differing = tuple(threshold_changes(was, entry)) if was else ()
        outcome = EntryOutcome.ADDED if was is None else EntryOutcome.CHANGED if differing else EntryOutcome.UNCHANGED
        found.entries.append(
            ThresholdEntry(outcome=outcome, line=row.line, record=row.record, value=row.value, said=differing)
        )
        if outcome is not EntryOutcome.UNCHANGED:
            fresh.append(entry)
            gone += [(row.category, row.from_on)] if was else []
    if found.errors:
        found.refused.append(ErrorsInTable(number=PlainNumber(len(found.errors))))
    elif fresh:
        try_new_file(found, gone, fresh, folder)
    return found


def entry_in_files(parameter: Parameter, row: Threshold) -> ParameterValue | None:
    """Return the entry of the files that begins on the same day; None if there is none."""
    return next((each for each in parameter.rows.get(row.category, ()) if each.from_on == row.from_on), None)


def row_as_entry(row: Threshold, was: ParameterValue | None, head: EditionHead) -> ParameterValue:
    """Return the row as an entry; fields it does not state keep their value, or that of a new entry."""
    entry = was or ParameterValue(row.value, from_on=row.from_on, index=row.category, law=LAW, article=ARTICLE)
    said = {
        "value": row.value,
        "until_on": row.until_on,
        "article": row.article,
        "confidence": row.confidence,
        "source": row.source,
        "review_on": row.review_on,
        "note": Bilingual(*row.note) if row.note else None,
    }
    cleared = {name: None for name in ("note", "review_on") if name in row.cleared}
    found = replace(entry, **{name: value for name, value in said.items() if value is not None}, **cleared)  # type: ignore[arg-type]  # values of one dict
    if row.source is None and (was is None or found != was):
        found = replace(found, source=f"{head.publisher}, {head.title} ({head.as_of}), {head.url}")
    return found


def threshold_changes(was: ParameterValue, entry: ParameterValue) -> Iterator[Coded]:
    """Yield the differences of a threshold."""
    for name in LABELS:
        before, after = getattr(was, name), getattr(entry, name)
        if before != after:
            yield FieldChanged(name=name, label=LABELS[name], was=written_value(before), now=written_value(after))


def written_value(value: object) -> Coded:
    """Return a value for a line."""
    if isinstance(value, Bilingual):
        return TextInBothLanguages(text=Label(value.en, value.ja))
    if value in (None, OPEN_END):
        return NotStated()
    return WrittenValue(value=WrittenDay(f"{value:,}" if isinstance(value, int) else value))


def try_new_file(found: Thresholds, gone: Iterable[tuple[str, str]], fresh: list[ParameterValue], folder: Path) -> None:
    """Note the new file and both rulebooks; a refusal if the new one cannot be read."""
    found.old = rulebook_of_folder(folder)
    name = found.path.relative_to(folder).as_posix()
    try:
        text = edit_file_text(found.old.files[name], found.path.name, gone, fresh)
        found.new = rulebook_with({**found.old.files, name: text})
    except (RuleError, CannotEditError) as trouble:
        found.refused.append(TableDoesNotFit(trouble=str(trouble)))
    else:
        found.text = text


def rulebook_with(files: Mapping[str, str]) -> LoadedRulebook:
    """Return the rulebook of these files. RuleError names what does not fit."""
    with tempfile.TemporaryDirectory(prefix="rulebook-") as name:
        folder = Path(name)
        for path, content in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        return rulebook_of_folder(folder)


def is_checkout(path: Path) -> bool:
    """Return whether a file is under version control: an installed package loses the change at its next release."""
    return any((folder / ".git").exists() for folder in path.resolve().parents)


def write_thresholds(text: str, path: Path) -> None:
    """Replace the old file by the new one, completely or not at all."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(text, encoding="utf-8")
    beside.replace(path)
