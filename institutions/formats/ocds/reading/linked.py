"""Releases that the records of a package link to, found among the packages of the given files and nowhere else."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any, Final

from institutions.codes.parameters import PlainNumber
from institutions.drafts.errors import FieldError
from institutions.formats.ocds.reading.packages import (
    Process,
    address_of,
    links_in,
    ocid_of,
    process_of,
    too_deep,
)
from institutions.formats.ocds.reading.troubles import (
    LinkedReleaseNotGiven,
    LinkedTooOften,
    SeveralProcesses,
)
from institutions.values.quoting import shown_in_message

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet
MOST_RECORDS: Final = 20  # that may link to one release: a process has one record, and some are published twice


@dataclass(slots=True)
class LinkedReleases:
    """The releases of given files that a record links to, by address: that of the package, and the id after #.

    The address of a package alone means its only release.
    """

    links: dict[str, set[str]] = field(default_factory=dict)  # by ocid
    releases: dict[str, Json] = field(default_factory=dict)  # by address
    wanted: set[str] = field(default_factory=set)  # addresses that any record links to

    def note_links(self, document: object) -> None:
        """Note what the records of a document link to, in the first reading."""
        records = document.get("records") if isinstance(document, dict) and not too_deep(document) else None
        for record in records if isinstance(records, list) else ():
            if not isinstance(record, dict) or {"compiledRelease", "versionedRelease"} & record.keys():
                continue
            releases, name = record.get("releases"), ocid_of(record)
            if name is not None and isinstance(releases, list):
                links = links_in(releases)
                self.links.setdefault(name, set()).update(links)
                self.wanted.update(links)

    def note_releases(self, document: object) -> None:
        """Keep the releases of a package that a record links to, in the second reading."""
        if not isinstance(document, dict) or "records" in document or too_deep(document):
            return
        releases = document.get("releases")
        if not self.links or not isinstance(releases, list):
            return
        for each in releases:
            if not isinstance(each, dict):
                continue
            for address in (address_of(document, each), str(document.get("uri")) if len(releases) == 1 else ""):
                if address in self.wanted:
                    self.releases.setdefault(address, each)

    def resolved(self, process: Process, used: Counter[str]) -> Process:
        """Return a process with the releases that its record links to, merged; else with the first one not given.

        `used` counts the records of this reading that link to each release.
        """
        for each in process.links:
            used[each] += 1
            if used[each] > MOST_RECORDS:
                often = LinkedTooOften(url=shown_in_message(each), most=PlainNumber(MOST_RECORDS))
                return replace(process, errors=tuple(FieldError(error.field, often) for error in process.errors))
            if each not in self.releases:
                missing = LinkedReleaseNotGiven(url=shown_in_message(each))
                return replace(process, errors=tuple(FieldError(error.field, missing) for error in process.errors))
        pointer = process.errors[0].field if process.errors else ""
        releases = [self.releases[each] for each in process.links]
        if others := {ocid_of(each) for each in releases} - {process.name}:
            # Else one large release could stand in a thousand records.
            return replace(process, errors=(FieldError(pointer, SeveralProcesses(number=len(others) + 1)),))
        return process_of(process.name, releases, process.origin, pointer)

    def holds(self, process: Process) -> bool:
        """Return whether a record links to all releases of a process, and all that it links to are given."""
        links = self.links.get(process.name or "", set())
        only = {each.partition("#")[0] for each in process.addresses} & links
        own = set(process.addresses) - {""}
        return bool(links) and links <= self.releases.keys() and bool(only or (own and own <= links))
