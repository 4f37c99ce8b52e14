"""The statements of a file by their records, in a temporary database on disk: a record may be anywhere in the file.

Statements name records, and a record is made up of all its statements, so nothing can be translated before the whole
file was read once. The file may be larger than the memory.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import IO

from institutions.codes.parameters import PlainNumber
from institutions.drafts.errors import FieldError
from institutions.formats.bods.reading.earlier_versions import TABLES as OF_EARLIER
from institutions.formats.bods.reading.earlier_versions import EarlierStatements, is_earlier
from institutions.formats.bods.reading.statements import (
    RELATIONSHIP,
    BodsStatement,
    read_bods_statement,
    readable_object,
)
from institutions.formats.bods.reading.troubles import StatementRepeated
from institutions.formats.bods.reading.wording import SHARES
from institutions.formats.documents.json_items import JsonItem, items_in
from institutions.formats.ocds.reading.report import ReadingReport
from institutions.formats.register_document import RefusedRecord
from institutions.values.quoting import shown_in_message

TABLES = """
    CREATE TABLE statement (
        place INTEGER PRIMARY KEY, line INTEGER, id TEXT UNIQUE, record TEXT, type TEXT, moment TEXT, value TEXT
    );
    CREATE INDEX by_record ON statement (record, moment, place);
    CREATE TABLE named (record TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE part_of_shares (record TEXT PRIMARY KEY) WITHOUT ROWID;
"""
COLUMNS = "line, id, record, type, moment, value"


@dataclass(slots=True)
class Spool:
    """The statements of a file, to be queried by record."""

    database: sqlite3.Connection

    def fill(self, file: IO[bytes]) -> Iterator[RefusedRecord]:
        """Store each valid statement; yield the invalid ones and those that contradict an earlier one."""
        earlier = EarlierStatements(self.database)
        for item in items_in(file):
            refused: RefusedRecord | None = None
            value = item.errors or readable_object(item.value)
            if isinstance(value, tuple):
                refused = RefusedRecord(line=item.line, errors=value, record=refused_record_name(item.value))
            elif is_earlier(value):
                earlier.take(value, item.line)
            else:
                refused = self._take(read_bods_statement(value, item.line), item)
            if refused:
                yield refused
        for line, value in earlier.converted():
            if refused := self._take(read_bods_statement(value, line), JsonItem(line, value)):
                yield refused

    def _take(self, found: BodsStatement | tuple[FieldError, ...], item: JsonItem) -> RefusedRecord | None:
        """Store a valid statement; return an invalid one, or one that contradicts an earlier one."""
        if not isinstance(found, BodsStatement):
            return RefusedRecord(line=item.line, errors=found, record=refused_record_name(item.value))
        trouble = self._keep(found)
        return RefusedRecord(line=item.line, errors=(trouble,), record=found.record) if trouble else None

    def _keep(self, given: BodsStatement) -> FieldError | None:
        row = (given.line, given.statement_id, given.record, given.type, given.moment, json.dumps(given.value))
        kept = self.database.execute(
            f"INSERT OR IGNORE INTO statement ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608 - our own names
            row,
        )
        if kept.rowcount:
            parts = [(each,) for each in parts_of_shares(given)]
            self.database.executemany("INSERT OR IGNORE INTO part_of_shares VALUES (?)", parts)
            return None
        select = "SELECT line, value FROM statement WHERE id = ?"
        line, value = self.database.execute(select, (given.statement_id,)).fetchone()
        if value == row[-1]:
            return None
        repeated = StatementRepeated(id=shown_in_message(given.statement_id), line=PlainNumber(line))
        return FieldError("/statementId", repeated)

    def records(self, kind: str) -> Iterator[str]:
        """Yield the records of a type, in the order in which they are first stated."""
        select = "SELECT record FROM statement WHERE type = ? GROUP BY record ORDER BY MIN(place)"
        for (record,) in self.database.execute(select, (kind,)):
            yield record

    def history(self, record: str) -> list[BodsStatement]:
        """Return all statements about a record, the earliest first."""
        select = f"SELECT {COLUMNS} FROM statement WHERE record = ? ORDER BY moment, place"  # noqa: S608 - our own names
        return [statement_in(row) for row in self.database.execute(select, (record,))]

    def latest(self, record: str) -> BodsStatement | None:
        """Return the last statement about a record; None if there is none."""
        select = f"SELECT {COLUMNS} FROM statement WHERE record = ? ORDER BY moment DESC, place DESC LIMIT 1"  # noqa: S608
        row = self.database.execute(select, (record,)).fetchone()
        return statement_in(row) if row else None

    def name(self, record: str) -> None:
        """Note that a relationship names this party."""
        self.database.execute("INSERT OR IGNORE INTO named VALUES (?)", (record,))

    def is_part_of_shares(self, record: str) -> bool:
        """Return whether a relationship is a component of an indirect holding of shares or votes."""
        select = "SELECT 1 FROM part_of_shares WHERE record = ?"
        return self.database.execute(select, (record,)).fetchone() is not None

    def is_named(self, record: str) -> bool:
        """Return whether a relationship names this party."""
        return self.database.execute("SELECT 1 FROM named WHERE record = ?", (record,)).fetchone() is not None


@contextmanager
def open_spool() -> Iterator[Spool]:
    """Yield an empty spool, removed afterwards. It is an unnamed file in the system's temporary folder."""
    with closing(sqlite3.connect("", isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES + OF_EARLIER)
        yield Spool(database)


def parts_of_shares(statement: BodsStatement) -> list[str]:
    """Return the components of a statement on shares or votes held through others."""
    if statement.type != RELATIONSHIP:
        return []
    details = statement.details(ReadingReport())  # its errors are reported when it is translated
    interests = details.nodes("interests")
    if any(each.text("type") in SHARES and each.text("directOrIndirect") == "indirect" for each in interests):
        return details.codes("componentRecords")
    return []


def statement_in(row: tuple[int, str, str, str, str, str]) -> BodsStatement:
    """Return a statement from its stored row."""
    line, statement_id, record, kind, moment, value = row
    return BodsStatement(
        line=line, statement_id=statement_id, record=record, type=kind, moment=moment, value=json.loads(value)
    )


def refused_record_name(value: object) -> str:
    """Return the record of a refused statement, empty if it is not a text."""
    record = value.get("recordId") if isinstance(value, dict) else None
    return record if isinstance(record, str) else ""
