"""Releases that the records of a package link to, found among the packages of the given files and nowhere else."""

from dataclasses import dataclass, field, replace
from typing import Any

from institutions.drafts.errors import FieldError
from institutions.formats.ocds.reading.packages import (
    Process,
    address_of,
    links_in,
    ocid_of,
    process_of,
    too_deep,
)
from institutions.formats.ocds.reading.troubles import LinkedReleaseNotGiven
from institutions.values.quoting import shown_in_message

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


@dataclass(slots=True)
class LinkedReleases:
    """The releases of given files that a record links to, by address: that of the package, and the id after #.

    The address of a package alone means its only release.
    """

    links: dict[str, set[str]] = field(default_factory=dict)  # by ocid
    releases: dict[str, Json] = field(default_factory=dict)  # by address

    def note_links(self, document: object) -> None:
        """Note what the records of a document link to, in the first reading."""
        records = document.get("records") if isinstance(document, dict) and not too_deep(document) else None
        for record in records if isinstance(records, list) else ():
            if not isinstance(record, dict) or {"compiledRelease", "versionedRelease"} & record.keys():
                continue
            releases, name = record.get("releases"), ocid_of(record)
            if name is not None and isinstance(releases, list):
                self.links.setdefault(name, set()).update(links_in(releases))

    def note_releases(self, document: object) -> None:
        """Keep the releases of a package that a record links to, in the second reading."""
        if not isinstance(document, dict) or "records" in document or too_deep(document):
            return
        releases = document.get("releases")
        if not self.links or not isinstance(releases, list):
            return
        wanted = {address for each in self.links.values() for address in each}
        for each in releases:
            if not isinstance(each, dict):
                continue
            for address in (address_of(document, each), str(document.get("uri")) if len(releases) == 1 else ""):
                if address in wanted:
                    self.releases.setdefault(address, each)

    def resolved(self, process: Process) -> Process:
        """Return a process with the releases that its record links to, merged; else with the first one not given."""
        for each in process.links:
            if each not in self.releases:
                missing = LinkedReleaseNotGiven(url=shown_in_message(each))
                return replace(process, errors=tuple(FieldError(error.field, missing) for error in process.errors))
        pointer = process.errors[0].field if process.errors else ""
        return process_of(process.name, [self.releases[each] for each in process.links], process.origin, pointer)

    def holds(self, process: Process) -> bool:
        """Return whether a record links to all releases of a process, and all that it links to are given."""
        links = self.links.get(process.name or "", set())
        only = {each.partition("#")[0] for each in process.addresses} & links
        own = set(process.addresses) - {""}
        return bool(links) and links <= self.releases.keys() and bool(only or (own and own <= links))
