"""The content of one JSON object of a file: a release, a record, or a package of them, as one release per process."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from institutions.codes.parameters import outside_value
from institutions.drafts.errors import DraftInvalid, FieldError, pointer_below
from institutions.formats.ocds.reading.conversion import ReleaseOrigin
from institutions.formats.ocds.reading.merging import COMPILED, compile_releases, is_compiled
from institutions.formats.ocds.reading.troubles import (
    LinkedReleaseNotGiven,
    NoOcdsData,
    NoOcdsObject,
    NoOcdsRecord,
    NoRecords,
    NoReleases,
    OcdsTooDeep,
    RecordWithoutReleases,
    ReleaseWithoutOcid,
    SeveralProcesses,
)
from institutions.formats.ocds.reading.versions import latest_day, latest_release
from institutions.values.quoting import shown_in_message

UNKNOWN: Final = ReleaseOrigin()
DEEPEST: Final = 50  # levels; OCDS with its extensions needs about fifteen

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


@dataclass(frozen=True, slots=True)
class Process:
    """One contracting process: its compiled release, or its errors. `name` is its ocid, where there is one.

    `releases`: those that it is compiled from, to be merged with others of the process. `links`: addresses of the
    releases that its record links to and does not hold. `addresses`: those of the releases of a package that it was
    merged from.
    """

    name: str | None
    release: Json | None = None
    origin: ReleaseOrigin = UNKNOWN
    errors: tuple[FieldError, ...] = ()
    releases: tuple[Json, ...] = ()
    links: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def processes_in(given: object) -> Iterator[Process]:
    """Yield the contracting processes of one JSON value of a file."""
    if not isinstance(given, dict):
        yield Process(None, errors=(FieldError("", NoOcdsObject(value=outside_value(given))),))
    elif too_deep(given):
        yield Process(ocid_of(given), errors=(FieldError("", OcdsTooDeep(number=DEEPEST)),))
    elif "records" in given:
        yield from releases_in_records(given)
    elif "compiledRelease" in given or "versionedRelease" in given:
        yield release_in_record(given, "", UNKNOWN)
    elif "releases" in given:
        yield from releases_in_package(given)
    elif "ocid" in given:
        yield Process(ocid_of(given), given, releases=(given,))
    else:
        yield Process(None, errors=(FieldError("", NoOcdsData()),))


def releases_in_records(package: Json) -> Iterator[Process]:
    """Yield the process of each record of a record package."""
    records = package["records"]
    if not isinstance(records, list) or not records:
        yield Process(None, errors=(FieldError("/records", NoRecords(value=outside_value(records))),))
        return
    for place, record in enumerate(records):
        pointer = f"/records/{place}"
        if isinstance(record, dict):
            yield release_in_record(record, pointer, package_origin(package))
        else:
            yield Process(None, errors=(FieldError(pointer, NoOcdsRecord(value=outside_value(record))),))


def release_in_record(record: Json, pointer: str, origin: ReleaseOrigin) -> Process:
    """Return the process of a record: its compiled release, else the newest values of its versioned one, else its
    releases merged. Releases that it links to are looked for in the given files (`linked.py`), never in a network.
    """
    name = ocid_of(record)
    compiled = record.get("compiledRelease")
    if isinstance(compiled, dict):
        return Process(name or ocid_of(compiled), compiled, origin, releases=(as_compiled(compiled),))
    versioned = record.get("versionedRelease")
    if isinstance(versioned, dict):
        latest = {"ocid": name, **latest_release(versioned)}
        if newest := latest_day(versioned):
            latest.setdefault("date", newest)
        return Process(name or ocid_of(latest), latest, origin, releases=(as_compiled(latest),))
    releases = record.get("releases")
    if isinstance(releases, list) and releases and all(isinstance(each, dict) and "ocid" in each for each in releases):
        return process_of(name, releases, origin, pointer_below(pointer, "releases"))
    if isinstance(releases, list) and (links := links_in(releases)):
        missing = LinkedReleaseNotGiven(url=shown_in_message(links[0]))
        return Process(name, None, origin, (FieldError(pointer, missing),), links=links)
    return Process(name, errors=(FieldError(pointer, RecordWithoutReleases()),))


def as_compiled(release: Json) -> Json:
    """Return the compiled release of a record with its tag: a few publishers leave it out."""
    return release if is_compiled(release) else {**release, "tag": [COMPILED]}


def links_in(releases: list[object]) -> tuple[str, ...]:
    """Return the addresses of releases that are all linked; none if one is neither linked nor in full."""
    found = [each.get("url") for each in releases if isinstance(each, dict) and "ocid" not in each]
    texts = tuple(each for each in found if isinstance(each, str) and each.strip())
    return texts if len(texts) == len(releases) else ()


def address_of(package: Json, release: Json) -> str:
    """Return the address by which a record links to a release of a package; empty without an address or id."""
    uri, name = package.get("uri"), release.get("id")
    return f"{uri}#{name}" if isinstance(uri, str) and isinstance(name, str) else ""


def releases_in_package(package: Json) -> Iterator[Process]:
    """Yield the processes of a release package, their releases merged."""
    releases = package["releases"]
    if not isinstance(releases, list) or not releases:
        yield Process(None, errors=(FieldError("/releases", NoReleases(value=outside_value(releases))),))
        return
    groups: dict[str, list[Json]] = defaultdict(list)
    for place, release in enumerate(releases):
        name = ocid_of(release) if isinstance(release, dict) else None
        if name is None:
            yield Process(None, errors=(FieldError(f"/releases/{place}", ReleaseWithoutOcid()),))
        else:
            groups[name].append(release)
    for name, group in groups.items():
        addresses = tuple(address_of(package, each) for each in group)
        yield replace(process_of(name, group, package_origin(package), "/releases"), addresses=addresses)


def process_of(name: str | None, releases: list[Json], origin: ReleaseOrigin, pointer: str) -> Process:
    """Return several releases of one process merged into one."""
    names = {ocid_of(each) for each in releases}
    if len(names) > 1:
        return Process(name, errors=(FieldError(pointer, SeveralProcesses(number=len(names))),))
    try:
        return Process(name, compile_releases(releases), origin, releases=tuple(releases))
    except DraftInvalid as invalid:
        return Process(name, errors=tuple(each.at(pointer) for each in invalid.errors))


def ocid_of(given: Json) -> str | None:
    """Return the ocid of a process; None if it is not a text."""
    ocid = given.get("ocid")
    return ocid if isinstance(ocid, str) and ocid.strip() else None


def package_origin(package: Json) -> ReleaseOrigin:
    """Return publisher and address of a package, where they are texts."""
    publisher, uri = package.get("publisher"), package.get("uri")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    return ReleaseOrigin(publisher=name if isinstance(name, str) else None, uri=uri if isinstance(uri, str) else None)


def too_deep(given: object) -> bool:
    """Return whether the nesting passes the limit, found without recursion."""
    level = [given]
    for _ in range(DEEPEST):
        level = [
            below
            for each in level
            if isinstance(each, dict | list)
            for below in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True
