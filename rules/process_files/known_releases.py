"""Releases of a file beside those that are stored of their processes: merged, before the process is answered.

What a later file says is read with what earlier files said, as if all were in one package.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from institutions.codes.base import Coded
from institutions.drafts.errors import DraftInvalid, FieldError
from institutions.drafts.kept_errors import storable_data
from institutions.formats.ocds.reading.files import too_many_releases
from institutions.formats.ocds.reading.merging import compile_releases
from institutions.formats.ocds.reading.release_history import (
    Disagreement,
    differing,
    latest_moment,
    with_new_releases,
)
from institutions.values.portions import split_portions
from institutions.values.quoting import shown_in_message
from rules.models import ProcessFile, StoredProcess
from rules.process_files.options import REPLACE
from rules.process_files.troubles import ProcessSaysOtherwise, ReleaseOfSameDate
from rules.processes.published_process import PublishedProcess
from rules.processes.source import ProcessSource, SourceItem

Json = dict[str, Any]  # Any: values of one JSON object
AT_ONCE: Final = 200  # processes that are looked for with one query


@dataclass(frozen=True, slots=True)
class ReleaseMerge:
    """The merge of what a file says with what is stored. `merges`: the form of the file is published bit by bit.

    `replaces`: a known process is replaced by what the file says of it.
    """

    merges: bool
    replaces: bool

    @classmethod
    def of_file(cls, file: ProcessFile, source: ProcessSource) -> "ReleaseMerge":
        """Return the merge of a file, by its form and options."""
        return cls(source.merges, bool(file.options.get(REPLACE) == "true"))

    def merged(self, item: SourceItem, before: StoredProcess | None) -> SourceItem:
        """Return an item of the file with what is stored of its process merged in, or with the error why it is not."""
        if item.process is None or before is None or self.replaces:
            return item
        new = [storable_data(each) for each in item.releases or (item.process.release,)]
        found = self._releases(before, new)
        if isinstance(found, Disagreement):
            said = refusal(item.process.ocid, before, found)
            return replace(item, process=None, errors=(FieldError("/ocid", said),))
        try:
            release = compile_releases(found)
        except DraftInvalid as invalid:
            return replace(item, process=None, errors=invalid.errors)
        return replace(item, process=PublishedProcess(item.process.ocid, release, item.process.origin, found))

    def _releases(self, before: StoredProcess, new: list[Json]) -> tuple[Json, ...] | Disagreement:
        if self.merges:
            return with_new_releases(before.known_releases, new)
        places = differing(before.release, new[-1])
        return Disagreement(places) if places else tuple(new)

    def outcome(self, item: SourceItem, process: PublishedProcess, before: StoredProcess | None) -> str:
        """Return what becomes of a process: added, changed, unchanged, or older than what is known of it."""
        if before is None:
            return "added"
        if differing(before.release, storable_data(process.release)):
            return "changed"
        known, given = latest_moment(before.known_releases), latest_moment(item.releases)
        if not self.replaces and known and given and given < known:
            return "older"
        return "unchanged"


def refusal(ocid: str, before: StoredProcess, found: Disagreement) -> Coded:
    """Return why the releases of a file are not merged with those that are stored."""
    if found.too_many:
        return too_many_releases(ocid)
    name, file, changed = shown_in_message(ocid), before.file.name, ", ".join(found.places)
    if found.moment is None:
        return ProcessSaysOtherwise(name=name, file=file, changed=changed)
    return ReleaseOfSameDate(name=name, file=file, changed=changed, moment=shown_in_message(found.moment))


@dataclass(frozen=True, slots=True)
class ItemsWithKnown:
    """The items of a file, which can be read again, each merged with what its body has stored of it."""

    source: ProcessSource
    merge: ReleaseMerge
    body: UUID

    def __iter__(self) -> Iterator[SourceItem]:
        """Yield every item. A query for some of them."""
        for portion in split_portions(iter(self.source), AT_ONCE):
            known = stored_processes(self.body, portion)
            for item in portion:
                yield self.merge.merged(item, known.get(item.name or ""))


def stored_processes(body: UUID, items: list[SourceItem]) -> dict[str, StoredProcess]:
    """Return what a body has stored of the processes of some items, by ocid. One query."""
    names = [each.name for each in items if each.process is not None]
    rows = StoredProcess.objects.filter(body=body, ocid__in=names).select_related("file")
    return {each.ocid: each for each in rows.defer("answer", "file__content")}
