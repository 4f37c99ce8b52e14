"""The stored processes of a comparison, in the order in which one run over all files would read them."""

from collections.abc import Callable, Iterator, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from institutions.formats.ocds.reading.conversion import ReleaseOrigin
from institutions.values.portions import split_portions
from rules.models import StoredProcess
from rules.processes.published_process import PublishedProcess
from rules.processes.source import SourceItem

AT_ONCE: Final = 200  # processes that are read with one query


def published_process(row: StoredProcess) -> PublishedProcess:
    """Return a stored process as it was published."""
    origin = ReleaseOrigin(publisher=row.origin.get("publisher"), uri=row.origin.get("uri"))
    return PublishedProcess(row.ocid, row.release, origin, row.known_releases)


def stored_item(row: StoredProcess) -> SourceItem:
    """Return a stored process as an item of a file."""
    process = published_process(row)
    return SourceItem(Path(), row.line, row.ocid, process, releases=process.releases)


def do_nothing() -> None:
    """Do nothing after a portion."""


@dataclass(frozen=True, slots=True)
class StoredItems:
    """The stored processes of a comparison, which can be read again: its ids first, then some with each query.

    `after_some` is called after each portion: whoever reads many has to show that it is alive.
    """

    comparison: UUID
    after_some: Callable[[], None] = do_nothing

    def ids(self) -> list[UUID]:
        """Return the ids of the processes, those that came first before the others."""
        rows = StoredProcess.objects.filter(file__comparison=self.comparison)
        return list(rows.order_by("first_sent_at", "first_line", "ocid").values_list("pk", flat=True))

    def __iter__(self) -> Iterator[SourceItem]:
        """Yield every process."""
        for portion in split_portions(iter(self.ids()), AT_ONCE):
            found = StoredProcess.objects.only("ocid", "line", "release", "releases", "origin").in_bulk(portion)
            yield from (stored_item(found[each]) for each in portion if each in found)
            self.after_some()

    def beside(self, names: Set[str]) -> Iterator[PublishedProcess]:
        """Yield the processes with other ocids than these."""
        for item in self:
            if item.process is not None and item.process.ocid not in names:
                yield item.process
