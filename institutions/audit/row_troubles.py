"""The comparison of the rows that are there with what events say of them: every covered table, row by row.

Where only the events since a day were read, only the rows that these name are compared: an older row says nothing then.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from institutions.audit.coverage import COVERED, CoveredTable
from institutions.audit.disposed_rows import removed_rows
from institutions.audit.filled_tables import filled_tables
from institutions.audit.recorded_rows import RecordedRows
from institutions.audit.row_hashes import AT_ONCE, RowHasher, plain_value
from institutions.models import AuditEvent
from institutions.values.portions import split_portions

MOST: Final = 100  # rows of one table that are named; the others are counted


class RowComparison:
    """The comparison, table by table. `rows` counts what was compared; `whole`: every event was read."""

    def __init__(self, recorded: RecordedRows, *, whole: bool = True) -> None:
        self.recorded = recorded
        self.rows = 0
        self._whole = whole
        self._matched = 0

    def troubles(self, tables: Sequence[str] = ()) -> Iterator[str]:
        """Yield the trouble of each row: of these tables, or of all."""
        self.recorded.store()
        look = self.of_table if self._whole else self.of_named
        wanted, named = tables or sorted(COVERED), frozenset(self.recorded.tables())
        filled = filled_tables(wanted)
        for table in wanted:
            if table in named or (self._whole and table in filled):
                yield from some_of(look(COVERED[table]), table)
        yield from some_of(self.broken(frozenset(tables)), "all tables")
        for table in sorted(named - COVERED.keys()):
            yield f"{table}: events name its rows, and this version of the program does not know it"

    def of_table(self, covered: CoveredTable) -> Iterator[str]:
        """Yield the troubles of one table."""
        yield from self.compared(covered, RowHasher(covered).hashes())
        if self._matched != self.recorded.count(covered.table):
            yield from self.absent(covered, (key for key, _, _ in RowHasher(covered).hashes()))

    def of_named(self, covered: CoveredTable) -> Iterator[str]:
        """Yield the troubles of the rows of one table that the events name."""
        keys = self.recorded.keys(covered.table)
        yield from self.compared(covered, RowHasher(covered).hashes(keys))
        if self._matched != len(keys):
            yield from self.absent(covered, (key for key, _, _ in RowHasher(covered).hashes(keys)))
        closed = self.recorded.closed_keys(covered.table) if covered.closes else []
        for portion in split_portions(closed, AT_ONCE):
            rows = covered.model._base_manager.filter(pk__in=portion)  # noqa: SLF001 - all rows
            for key, superseded_at in rows.values_list("pk", "superseded_at"):
                yield from self.closing(covered, str(key), superseded_at)

    def absent(self, covered: CoveredTable, present: Iterable[str]) -> Iterator[str]:
        """Yield the rows of one table that events name and that are not present, unless a disposal removed them."""
        missing = list(self.recorded.absent(covered.table, present))
        removed = removed_rows(covered, [key for key, _ in missing])
        for key, event in missing:
            if key in removed:
                newest = self.recorded.newest(covered.table, key)
                if newest and newest[1] != removed[key]:
                    said = f"was changed after {event_words(event)}, before it was disposed of"
                    yield f"{row_words(covered, key)}: {said}"
                continue
            yield f"{row_words(covered, key)}: is missing; {event_words(event)} names it{only_words(covered)}"

    def compared(self, covered: CoveredTable, rows: Iterable[tuple[str, str, Any]]) -> Iterator[str]:  # Any: a moment
        """Yield the troubles of these rows, as they are now."""
        self._matched = 0
        for key, now, superseded_at in rows:
            self.rows += 1
            said = self.recorded.newest(covered.table, key)
            if said is None:
                yield f"{row_words(covered, key)}: no event names it"
                continue
            self._matched += 1
            if said[1] != now and not self.is_as_one_of_two(covered, key, now):
                yield f"{row_words(covered, key)}: was changed after {event_words(said[0])}"
            if covered.closes and self._whole:
                yield from self.closing(covered, key, superseded_at)

    def is_as_one_of_two(self, covered: CoveredTable, key: str, now: str) -> bool:
        """Return whether a row that never changes stands as one of several events says that it wrote it."""
        return covered.named_twice and self.recorded.was_written_as(covered.table, key, now)

    def closing(self, covered: CoveredTable, key: str, superseded_at: Any) -> Iterator[str]:  # Any: a moment
        """Yield the trouble with the moment at which a row was superseded."""
        said = self.recorded.closing(covered.table, key)
        if superseded_at is None and said:
            yield f"{row_words(covered, key)}: counts as current, but {event_words(said[0])} superseded it"
        elif superseded_at is not None and said is None:
            yield f"{row_words(covered, key)}: was superseded, and no event says so"
        elif said and plain_value(superseded_at) != said[1]:
            yield f"{row_words(covered, key)}: was superseded at another moment than {event_words(said[0])} says"

    def broken(self, tables: frozenset[str]) -> Iterator[str]:
        """Yield lawful changes of a row that somebody had changed before."""
        for table, key, event, earlier in self.recorded.breaks():
            if table not in COVERED or (tables and table not in tables):
                continue
            row = row_words(COVERED[table], key)
            if earlier is None and not self._whole:
                continue
            if earlier is None:
                yield f"{row}: no event named it before {event_words(event)} changed it"
            else:
                yield f"{row}: was changed between {event_words(earlier)} and {event_words(event)}"


def some_of(troubles: Iterable[str], table: str) -> Iterator[str]:
    """Yield the first troubles of a table, and the number of the others."""
    found = iter(troubles)
    yield from islice(found, MOST)
    if more := sum(1 for _ in found):
        yield f"{table}: {more:,} more troubles of this sort"


def row_words(covered: CoveredTable, key: str) -> str:
    """Name a row, or the rows that are hashed together."""
    if covered.group:
        return f"{covered.table}, rows with {covered.group} {key}"
    return f"{covered.table} {key}"


def only_words(covered: CoveredTable) -> str:
    """Say with which values alone a row of the table counts; empty if all do."""
    said = ", ".join(f"{column} {value}" for column, value in covered.only.items())
    return f" with {said}" if said else ""


def event_words(pk: int) -> str:
    """Name an event by its chain and number."""
    event = AuditEvent.objects.select_related("chain").only("number", "chain__name").filter(pk=pk).first()
    return f"event {event.number} of {event.chain.name}" if event else f"the event with id {pk}"
