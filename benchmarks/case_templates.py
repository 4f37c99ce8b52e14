"""Assessed cases as templates: every row that registering and assessing made, with places for what a copy changes.

A copy has ids, numbers of rows, names and hashes of its own, and otherwise the values of its template. Of an id the
last twelve digits change, and a mark keeps its length, so that whatever is sorted by them stays sorted; a hash is made
again from the text that was hashed. So a copy is what registering and assessing its document would give, which
`drawn_cases` checks.
"""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final
from unittest.mock import patch
from uuid import UUID

from django.apps import apps
from django.db.models import Model, UUIDField

from benchmarks.cases import register_assessed
from benchmarks.copied_rows import bytes_of_cell, cell_of_bytes, rows_as_text
from benchmarks.documents import Json
from institutions.values.hashing import canonical_json, hash_text
from rules.assessing import evidence, findings
from rules.models import Assessment, PackedOutcomes
from rules.models.packing.columns import PackedText
from rules.models.packing.dictionaries import OUTCOMES
from rules.models.packing.packed_data import pack, unpack
from rules.models.packing.packed_text import pack_text, unpack_text

TAIL: Final = "\x01"  # the last digits of an id
NUMBER: Final = "\x02"  # the number of the copy in its mark
VALUE: Final = "\x03"  # around the name of a value
# The name of a column, and what is packed in it once it is filled in.
PACKED: Final = re.compile("\x04(.*?)\x05(.*?)\x04", re.DOTALL)
OF_OUTCOMES: Final = "PackedOutcomes.content"
DIGITS: Final = 12
ID: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{8}(-?)[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{4}\1[0-9a-f]{12}(?![0-9a-f])")
SHA256: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
# Not of one case, or a trail whose rows are chained: a copy has none of its own.
NOT_COPIED: Final = frozenset(
    {
        "AskedPlaces", "Event", "EventRows", "Heartbeat", "IdentityLead", "NotedChange", "RuleSequence",
        "RulebookVersion", "Source",
    }
)  # fmt: skip
Keys = dict[type[Model], set[Any]]  # Any: keys of any type


@dataclass(frozen=True, slots=True)
class TemplateTable:
    """The rows of one table: text with the names of values at every other place, and the number of rows."""

    model: type[Model]
    parts: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class CaseTemplate:
    """One assessed case."""

    assessment: UUID
    tables: tuple[TemplateTable, ...]
    hashed: Mapping[str, str]  # name of a value: the text whose hash it is

    def rendered(self, copied: int, first: Mapping[type[Model], int]) -> Iterator[tuple[type[Model], str]]:
        """Yield the rows of a copy, table by table; `first` is the number of its first row in each."""
        tail, number = f"{copied:0{DIGITS}x}", f"{copied:07}"

        def filled(text: str) -> str:
            return text.replace(TAIL, tail).replace(NUMBER, number)

        values = {name: hash_text(filled(text)) for name, text in self.hashed.items()}
        for table in self.tables:
            label = table.model._meta.label  # noqa: SLF001 - Django documents _meta
            values.update((f"{label}:{place}", str(first[table.model] + place)) for place in range(table.rows))
        for table in self.tables:
            parts = list(table.parts)
            parts[1::2] = [values[name] for name in parts[1::2]]
            yield table.model, PACKED.sub(lambda found: packed_cell(found[1], found[2]), filled("".join(parts)))

    def copied_assessment(self, copied: int) -> UUID:
        """Return the id of the assessment of a copy."""
        return UUID(f"{self.assessment.hex[:-DIGITS]}{copied:0{DIGITS}x}")


@dataclass(slots=True)
class TemplateMaker:
    """A maker of templates, which remembers the rows and ids that are there already."""

    keys: Keys = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Note all rows and their ids."""
        for model in copied_models():
            self.keys[model] = set(model._base_manager.values_list("pk", flat=True))  # noqa: SLF001 - as above
            for column in (each for each in model._meta.concrete_fields if isinstance(each, UUIDField)):  # noqa: SLF001 - as above
                found = model._base_manager.values_list(column.attname, flat=True)  # noqa: SLF001 - as above
                self.ids |= {each.hex for each in found if each is not None}

    def template(self, document: Json) -> CaseTemplate:
        """Register and assess a document; return the template of its case."""
        with hashed_texts() as hashed:
            submission = register_assessed(document)
        assessment = Assessment.objects.select_related("snapshot").get(submission=submission)
        assert assessment.snapshot is not None
        hashed[assessment.snapshot.pk] = assessment.snapshot.content
        hashed[submission.sha256] = canonical_json(submission.document)
        marks = Marks(document["reference"], self.ids, hashed)
        new = {model: sorted(keys) for model, keys in self.new_keys().items() if keys}
        if new[Assessment] != [assessment.pk]:
            message = f"{document['reference']} has statements that other cases read: a copy of it would touch them"
            raise AssertionError(message)
        tables = tuple(table_of(model, keys, new, marks) for model, keys in new.items())
        placed = {sha: marks.placed(text) for sha, text in hashed.items()}
        self.ids |= marks.own  # only now: until here they are what a copy changes
        return CaseTemplate(assessment.pk, tables, placed)

    def new_keys(self) -> Keys:
        """Return the keys of rows that were added since the last time, by model."""
        found = {}
        for model, known in self.keys.items():
            there = set(model._base_manager.values_list("pk", flat=True))  # noqa: SLF001 - as above
            found[model] = there - known
            self.keys[model] = there
        return found


@dataclass(frozen=True, slots=True)
class Marks:
    """The places of a text that a copy changes: ids that no other row has, the mark of the document, and hashes."""

    mark: str
    known: set[str]  # ids of other rows
    hashed: Mapping[str, str]
    own: set[str] = field(default_factory=set)

    def placed(self, text: str) -> str:
        """Return a text with the places marked."""
        text = text.replace(self.mark, f"{self.mark[:-7]}{NUMBER}")
        text = SHA256.sub(lambda found: value(found[0]) if found[0] in self.hashed else found[0], text)
        return ID.sub(self._tailed, text)

    def _tailed(self, found: re.Match[str]) -> str:
        written = found[0]
        digits = written.replace("-", "")
        if digits in self.known:
            return written
        self.own.add(digits)
        return f"{written[:-DIGITS]}{TAIL}"


def value(name: str) -> str:
    """Return the place of a value."""
    return f"{VALUE}{name}{VALUE}"


def table_of(model: type[Model], keys: list[Any], new: Mapping[type[Model], list[Any]], marks: Marks) -> TemplateTable:
    """Return the new rows of a table; numbers of rows among them, and references to such, are values."""
    numbered = {
        other: {str(key): value(f"{other._meta.label}:{place}") for place, key in enumerate(found)}  # noqa: SLF001 - as above
        for other, found in new.items()
        if is_numbered(other)
    }
    referred: list[Mapping[str, str]] = []
    for column in model._meta.local_concrete_fields:  # noqa: SLF001 - as above
        target = column.related_model if column.is_relation else model if column.primary_key else None
        of = target._meta.concrete_model if isinstance(target, type) else None  # noqa: SLF001 - as above
        referred.append(numbered.get(of, {}) if of else {})
    rows = rows_as_text(model, keys)
    rows = [[unpacked_cell(name, cell) for name, cell in zip(packed_columns(model), row, strict=True)] for row in rows]
    lines = [
        "\t".join(places.get(cell) or marks.placed(cell) for cell, places in zip(row, referred, strict=True))
        for row in rows
    ]
    text = "".join(f"{line}\n" for line in lines)
    return TemplateTable(model, tuple(text.split(VALUE)), len(rows))


def packed_columns(model: type[Model]) -> list[str]:
    """Return for each column of a table its name among all, if it is packed, and an empty text if not."""
    columns = model._meta.local_concrete_fields  # noqa: SLF001 - as above
    packed = [isinstance(each, PackedText) or (model, each.name) == (PackedOutcomes, "content") for each in columns]
    return [
        f"{model.__name__}.{each.name}" if is_packed else "" for each, is_packed in zip(columns, packed, strict=True)
    ]


def unpacked_cell(name: str, cell: str) -> str:
    """Return the cell of a packed column as its text or JSON, whose ids a copy can change; others as they are."""
    stored = bytes_of_cell(cell) if name else None
    if stored is None:
        return cell
    return f"\x04{name}\x05{json.dumps(unpack(stored)) if name == OF_OUTCOMES else unpack_text(stored)}\x04"


def packed_cell(name: str, text: str) -> str:
    """Return the cell of a packed column with a text."""
    if name == OF_OUTCOMES:
        return cell_of_bytes(pack(json.loads(text), OUTCOMES))
    model, _, column = name.partition(".")
    packed = apps.get_model("rules", model)._meta.get_field(column)  # noqa: SLF001 - as above
    assert isinstance(packed, PackedText)
    return cell_of_bytes(pack_text(text, packed.dictionaries))


def copied_models() -> list[type[Model]]:
    """Return the models whose new rows belong to one case."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ("institutions", "rules")  # noqa: SLF001 - as above
        and not model._meta.proxy  # noqa: SLF001 - as above
        and model.__name__ not in NOT_COPIED
    ]


def is_numbered(model: type[Model]) -> bool:
    """Return whether the rows of a model have numbers as keys, which the database gives."""
    key = model._meta.pk  # noqa: SLF001 - as above
    return key is not None and key.get_internal_type() in ("AutoField", "BigAutoField")


@contextmanager
def hashed_texts() -> Iterator[dict[str, str]]:
    """Yield what gets the texts that findings and their evidence are hashed from, by hash."""
    found: dict[str, str] = {}

    def noting(data: object) -> str:
        text = canonical_json(data)
        found[hash_text(text)] = text
        return hash_text(text)

    with patch.object(findings, "hash_json", noting), patch.object(evidence, "hash_json", noting):
        yield found
