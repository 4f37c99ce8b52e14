"""Files that are complete as of a day: a current record that the file no longer has ends with the day before.

The uploader states completeness, it is never guessed: most files are only a part of earlier ones. A truncated file
would end almost everything, so that an end of more than half of the current records is refused unless it is allowed
too. The records of the file are noted in a temporary database on disk: a file may be larger than the memory.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone

from institutions.codes.parameters import PlainNumber, WrittenDay, outside_value
from institutions.drafts.documents import FileUnreadableError
from institutions.drafts.errors import FieldError, FieldErrors
from institutions.drafts.origin import Owner, StatementOrigin
from institutions.drafts.rows import StatementRow, held_row
from institutions.drafts.statements import SharedChanges, store_kind
from institutions.drafts.values import FIRST_DAY
from institutions.events.changes import RegisterChange
from institutions.events.signals import register_changed
from institutions.formats.register_document import Record, RefusedRecord
from institutions.formats.tables.cell_text import NotReadError, read_day_cell
from institutions.formats.tables.templates import TEMPLATES
from institutions.imports.collections import held_of_records
from institutions.imports.earlier_records import earlier_of
from institutions.imports.notes import StatementEndedOn
from institutions.imports.numbering import collection_named
from institutions.imports.options import Options
from institutions.imports.storing import StoredOutcome
from institutions.imports.troubles.complete import FileOfNobody, FurtherReasons, TooManyEnd, UnnamedLine
from institutions.imports.troubles.file import DayToCome, NoDayInOption, TrueOrFalse
from institutions.imports.versions import ENDED
from institutions.kinds.fields import day_field, flag_field
from institutions.models import Collection, Import, ImportedRecord, RecordOutcome, Statement
from institutions.models.noted_rows import close_rows, note_written
from institutions.values.written_day import written_day

ANY: Final = "\0"  # replaces the publisher of a refused record, which is unknown
ONE_DAY: Final = timedelta(days=1)
AT_A_TIME: Final = 500  # records that are looked up together
COMPLETE_ON: Final = day_field("complete_on", "The file is complete as of", "全件を収録した基準日")
END_MOST: Final = flag_field("end_most", "More than half may end", "半数を超える終了を認める")
COMPLETENESS: Final = (COMPLETE_ON, END_MOST)
TABLES: Final = "CREATE TABLE named (publisher BLOB, record BLOB, PRIMARY KEY (publisher, record)) WITHOUT ROWID"


def check_completeness(given: Options, troubles: FieldErrors) -> None:
    """Check the two options, and note their troubles."""
    written = str(given.get(COMPLETE_ON.name) or "")
    try:
        found = complete_day(given)
    except NotReadError as trouble:
        troubles.add(f"/options/{COMPLETE_ON.name}", trouble.said)
    else:
        if found and not FIRST_DAY < found <= timezone.localdate():
            to_come = DayToCome(day=WrittenDay(found.isoformat()))
            said = NoDayInOption(value=outside_value(written)) if found <= FIRST_DAY else to_come
            troubles.add(f"/options/{COMPLETE_ON.name}", said)
    if str(given.get(END_MOST.name) or "false").casefold() not in ("true", "false"):
        troubles.add(f"/options/{END_MOST.name}", TrueOrFalse())


def complete_day(given: Options) -> date | None:
    """Return the day as of which a file is complete, written in any form of a cell; NotReadError if it is no day."""
    written = str(given.get(COMPLETE_ON.name) or "")
    return written_day(read_day_cell(written)) if written else None


def further_reasons(errors: Sequence[FieldError]) -> FurtherReasons | None:
    """Return errors as the reasons of another error, chained in order."""
    reasons: FurtherReasons | None = None
    for each in reversed(errors):
        reasons = FurtherReasons(said=each.said, more=reasons)
    return reasons


def kept_file_name(name: str) -> bytes:
    """Return a name of a file as stored bytes: it may have half characters, which no text of a database does."""
    return name.encode("utf-8", "surrogatepass")


def is_collection_name(name: bytes) -> bool:
    """Return whether a stored name is one that a collection can have."""
    try:
        return "\0" not in name.decode()
    except UnicodeDecodeError:
        return False


@contextmanager
def completeness_of(job: Import) -> Iterator["Completeness | None"]:
    """Yield the completeness of a job's file; None if the file is not stated to be complete."""
    complete_on = complete_day(job.options)
    if complete_on is None:
        yield None
        return
    end_most = str(job.options.get(END_MOST.name) or "false").casefold() == "true"
    with closing(sqlite3.connect("", isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + TABLES)
        yield Completeness(job, complete_on, database, end_most=end_most)


@dataclass(frozen=True, slots=True)
class Completeness:
    """The records of a complete file, and the current records that therefore end."""

    job: Import
    complete_on: date
    database: sqlite3.Connection
    end_most: bool = False

    def note(self, record: Record) -> None:
        """Note that the file has a record, also a refused one. FileUnreadableError if its name is unknown."""
        if not record.record or (isinstance(record, RefusedRecord) and not record.sure):
            why = further_reasons(record.errors) if isinstance(record, RefusedRecord) else None
            raise FileUnreadableError(UnnamedLine(line=PlainNumber(record.line), option=COMPLETE_ON.name, why=why))
        publisher = ANY if isinstance(record, RefusedRecord) else record.publisher
        self.database.execute(
            "INSERT OR IGNORE INTO named VALUES (?, ?)", (kept_file_name(publisher), kept_file_name(record.record))
        )

    def count(self, renew: Callable[[], None] = lambda: None) -> int:
        """Return how many records end; `renew` is called on the way.

        FileUnreadableError if more than half would end, unless the option allows that, or where no publisher is named.
        """
        held = missing = 0
        if not self.publishers() and self.held_of_any().exists():
            raise FileUnreadableError(FileOfNobody(option=COMPLETE_ON.name))
        for portion in self.portions():
            renew()
            held += len(portion)
            missing += sum(not is_named for _, is_named in portion)
        if 2 * missing > held + self.job.ended and not self.end_most:
            raise FileUnreadableError(TooManyEnd(missing=missing, held=held, option=END_MOST.name))
        return missing

    def missing(self) -> Iterator[ImportedRecord]:
        """Yield the records that end, one collection after the other."""
        for portion in self.portions():
            yield from (record for record, is_named in portion if not is_named)

    def portions(self) -> Iterator[list[tuple[ImportedRecord, bool]]]:
        """Yield the records with statements valid on that day, in order of ids, each with whether the file has it."""
        for collection in self.collections().filter(publisher__in=self.publishers()).order_by("pk"):
            last = 0
            current = ImportedRecord.objects.filter(collection=collection, superseded_at__isnull=True)
            while found := list(current.filter(pk__gt=last).exclude(sha256=ENDED).order_by("pk")[:AT_A_TIME]):
                last = found[-1].pk
                lasting: dict[Owner, list[str]] = defaultdict(list)
                for owner, row in self.lasting(collection, found):
                    lasting[owner].append(str(row.lineage))
                yield [
                    (each, any(self.has(collection, name) for name in (each.record, *lasting[each.record])))
                    for each in found
                    if each.record in lasting
                ]

    def publishers(self) -> list[str]:
        """Return the publishers whose records the file covers: those of its rows, and a table's own collection."""
        select = "SELECT DISTINCT publisher FROM named WHERE publisher <> ?"
        said = {
            each.decode()
            for (each,) in self.database.execute(select, (kept_file_name(ANY),))
            if is_collection_name(each)
        }
        own = {collection_named(self.job.options)} if self.job.format in TEMPLATES else set()
        return sorted(said | own)

    def collections(self) -> QuerySet[Collection]:
        """Return the body's collections in this format, of any publisher."""
        return Collection.objects.filter(format=self.job.format, body=self.job.body_id)

    def held_of_any(self) -> QuerySet[ImportedRecord]:
        """Return the current records of all publishers."""
        held = ImportedRecord.objects.filter(collection__in=self.collections(), superseded_at__isnull=True)
        return held.exclude(sha256=ENDED)

    def has(self, collection: Collection, name: str) -> bool:
        """Return whether the file has a record of a name; exports of ours name it by the lineage of its statement."""
        select = "SELECT 1 FROM named WHERE publisher IN (?, ?) AND record = ?"
        names = [kept_file_name(each) for each in (collection.publisher, ANY, name)]
        return self.database.execute(select, names).fetchone() is not None

    def lasting(self, collection: Collection, records: Sequence[ImportedRecord]) -> Iterator[tuple[Owner, Statement]]:
        """Yield the statements of these records that have not ended before the day."""
        held = held_of_records(collection, {each.record: each for each in records})
        for kind in sorted(held.kinds):
            yield from (pair for pair in held.rows(kind) if self.lasts(pair[1]))

    def lasts(self, row: Statement) -> bool:
        """Return whether a row is true on the day, or after it."""
        return row.until_on is None or row.until_on >= self.complete_on

    def end(self, records: Sequence[ImportedRecord]) -> list[StoredOutcome]:
        """End records, within the caller's transaction; return their outcomes."""
        ended = (self.complete_on - ONE_DAY).isoformat()
        note = FieldError("", StatementEndedOn(day=WrittenDay(ended)))
        outcomes: list[StoredOutcome] = []
        for collection, group in groupby(records, key=lambda each: each.collection_id):
            held, ending = Collection.objects.select_for_update(no_key=True).get(pk=collection), list(group)
            earlier = earlier_of(held, {each.record: each for each in ending}, {})
            outcomes += [
                StoredOutcome(0, each.record, RecordOutcome.ENDED, notes=(note, *earlier.said(each.record)))
                for each in ending
            ]
            self.end_of(held, ending)
        return outcomes

    def end_of(self, collection: Collection, records: list[ImportedRecord]) -> None:
        """End the records of one collection. Statements that had not begun are removed as if never made."""
        moment = max((timezone.now(), *(each.recorded_at for each in records)))
        held = held_of_records(collection, {each.record: each for each in records})
        origins = self.origins(collection, records, moment)
        changes = SharedChanges()
        for kind in sorted(held.kinds):
            pairs = list(held.rows(kind))
            rows = [row for owner, each in pairs if (row := self.ended(held_row(each, owner)))]
            store_kind(kind, rows, pairs, origins, moment, changes)
        if changes.statements:
            change = RegisterChange(
                moment=moment,
                statements=tuple(changes.statements),
                body=self.job.body_id,
                parties=frozenset(),
            )
            register_changed.send(sender=Import, change=change)

    def ended(self, row: StatementRow) -> StatementRow | None:
        """Return a row with its new end; None if it had not begun."""
        from_on, until_on = row.columns["from_on"], row.columns["until_on"]
        last = self.complete_on - ONE_DAY
        if isinstance(until_on, date) and until_on <= last:
            return row
        if isinstance(from_on, date) and from_on > last:
            return None
        return replace(row, columns={**row.columns, "until_on": last})

    def origins(
        self, collection: Collection, records: list[ImportedRecord], moment: datetime
    ) -> Mapping[Owner, StatementOrigin]:
        """Store new versions of the records that end; return their origins."""
        close_rows(ImportedRecord.objects.filter(pk__in=[each.pk for each in records]), moment)
        made = ImportedRecord.objects.bulk_create(
            ImportedRecord(
                job=self.job,
                collection=collection,
                record=each.record,
                sha256=ENDED,
                kinds=each.kinds,
                stated_at=each.stated_at,
                recorded_at=moment,
            )
            for each in records
        )
        note_written(made)
        return {each.record: StatementOrigin(owner=each.record, body=self.job.body_id, imported=each) for each in made}
