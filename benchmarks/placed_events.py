"""The events of a case as templates: a copy gets a chain of its own, whose hashes are those of its own rows.

Each hash is made as the audit trail makes it: of the columns of a row, erasable ones with the salt of the place of the
row; of the tree over the rows of an event; of the event. So `verify_audit` finds nothing wrong with a copy.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from django.db.models import Field, Model

from benchmarks.copied_rows import NULL
from benchmarks.placed_text import HashedText, MadeValue, PlacedText, Values, place
from institutions.audit.coverage import COVERED, CoveredTable
from institutions.audit.row_hashes import RowHasher, column_salt, database_salt, plain_value
from institutions.models import AuditEvent
from institutions.models.audit import event_content
from institutions.values.hashing import canonical_json
from institutions.values.merkle import leaf_hash, tree_hash

Json = dict[str, Any]  # Any: plain data
Numbers = Mapping[type[Model], Mapping[str, str]]  # by model and number of a row: the name of its value
COUNT: Final = "\ue001"  # around the name of a value that JSON has without quotes
UNQUOTED: Final = re.compile(f'"{COUNT}(.*?){COUNT}"')


def numbered_target(column: "Field[Any, Any]", model: type[Model]) -> type[Model] | None:
    """Return the model whose key a column holds; None if it holds none."""
    target = column.related_model if column.is_relation else model if column.primary_key else None
    return target._meta.concrete_model if isinstance(target, type) else None  # noqa: SLF001 - Django documents _meta


@dataclass(frozen=True, slots=True)
class Committed:
    """The salted hash of one erasable column."""

    name: str
    table: str
    key: PlacedText
    column: str
    said: PlacedText  # as canonical JSON

    def made(self, values: Values) -> str:
        """Return the hash for one copy."""
        salt = column_salt(database_salt(), self.table, self.key.filled(values), self.column)
        return sha256(salt + self.said.filled(values).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class RowTree:
    """The hash of the tree over the rows that an event names: key and name of the hash, by table."""

    name: str
    tables: tuple[tuple[str, tuple[tuple[PlacedText, str], ...]], ...]

    def made(self, values: Values) -> str:
        """Return the hash for one copy. Keys are sorted as texts, so their order may be another in each copy."""
        leaves = [
            leaf_hash(f'["written","{table}","{key}","{said}"]'.encode())
            for table, rows in self.tables
            for key, said in sorted((key.filled(values), values[name]) for key, name in rows)
        ]
        return tree_hash(leaves).hex()


@dataclass(slots=True)
class EventPlaces:
    """The events of one case, read from the register. `placed` marks ids, names and known hashes in a text."""

    numbers: Numbers
    placed: Callable[[str], str]
    known: set[str]  # hashes that `placed` marks; what is found is added
    outcomes: Mapping[str, str]  # packed ones in hexadecimal: their place
    made: list[MadeValue] = field(default_factory=list)

    def add(self, event: AuditEvent) -> str:
        """Add what the hash of an event needs; return the cell of its rows."""
        tables: dict[str, list[tuple[str, str]]] = {}
        assert set(event.rows or {}) <= {"written"}, f"event {event.pk} changes rows of others"
        for table, rows in sorted((event.rows or {}).get("written", {}).items()):
            if found := list(self.rows_of(table, rows)):
                tables[table] = found
        hashed = event_content(event)
        if tables:
            tree = tuple(
                (table, tuple((PlacedText.of(key), name) for key, name in rows)) for table, rows in tables.items()
            )
            self.note(RowTree(hashed["rows"], tree))
        self.note(HashedText(event.hash, PlacedText.of(self.placed(canonical_json(hashed)))))
        named = {table: {key: place(name) for key, name in rows} for table, rows in tables.items()}
        return canonical_json({"written": named}) if named else NULL

    def note(self, value: MadeValue) -> None:
        """Add a value, whose name is a hash."""
        self.made.append(value)
        self.known.add(value.name)

    def rows_of(self, table: str, rows: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield key and hash of the rows of one table that a copy has too, and add what the hashes need."""
        covered = COVERED[table]
        hasher = PlacedHasher(covered, self)
        if covered.model not in self.numbers:  # such rows are not of one case
            return
        for key, said, _ in hasher.hashes(list(rows)):
            assert said == rows[key], f"{table} {key} is not as its event names it"
            yield hasher.placed_key(key), said


class PlacedHasher(RowHasher):
    """The hashes of rows, which adds the texts that were hashed."""

    def __init__(self, covered: CoveredTable, events: EventPlaces) -> None:
        super().__init__(covered)
        self.events = events
        self.targets = {each.attname: numbered_target(each, self.model) for each in self.model._meta.concrete_fields}  # noqa: SLF001 - Django documents _meta

    def placed_key(self, key: str) -> str:
        """Return the key of a row or group with its place."""
        return self.number_place(key, self.covered.group) or self.events.placed(key)

    def number_place(self, key: str, column: str = "") -> str:
        """Return the place of a number in a column, that of the key if none is named; empty for other keys."""
        target = self.targets[column or self.key_column]
        name = self.events.numbers.get(target, {}).get(key) if target else None
        return place(name) if name else ""

    def row_hash(self, key: str, row: Json) -> str:
        """Return the hash of one row, and add its text."""
        return self.noted(super().row_hash(key, row), key, self.placed_content(row))

    def group_hash(self, key: str, rows: Any) -> str:  # Any: rows of plain data
        """Return the hash of a group, and add its text."""
        listed = list(rows)
        return self.noted(super().group_hash(key, listed), key, [self.placed_content(each) for each in listed])

    def noted(self, said: str, key: str, content: object) -> str:
        """Add the text of a hash, and return the hash."""
        text = canonical_json([self.covered.table, self.number_place(key, self.covered.group) or key, content])
        text = UNQUOTED.sub(lambda found: place(found[1]), text)
        self.events.note(HashedText(said, PlacedText.of(self.events.placed(text))))
        return said

    def placed_content(self, row: Json) -> Json:
        """Return the columns of a row with the places of numbers of rows, and add its erasable columns."""
        content = self.content(row)
        for column, said in content.items():
            if column in self.covered.erasable:
                self.add_commitment(row, column, said["sha256"])
            elif (target := self.targets[column]) and (name := self.events.numbers.get(target, {}).get(str(said))):
                content[column] = f"{COUNT}{name}{COUNT}"
        return content

    def add_commitment(self, row: Json, column: str, name: str) -> None:
        """Add the hash of an erasable column."""
        own = str(row[self.key_column])
        key = PlacedText.of(self.number_place(own) or self.events.placed(own))
        plain = plain_value(row[column])
        if isinstance(plain, str):
            plain = self.events.outcomes.get(plain, plain)
        said = PlacedText.of(self.events.placed(canonical_json(plain)))
        self.events.note(Committed(name, self.covered.table, key, column, said))
