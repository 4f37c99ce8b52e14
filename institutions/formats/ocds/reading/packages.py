"""What one JSON object of a file holds: a release, a record, or a package of them; brought to one release a process."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from institutions.drafts.errors import DraftInvalid, FieldError, below, quoted
from institutions.formats.ocds.reading.conversion import Origin
from institutions.formats.ocds.reading.merging import merged

UNKNOWN: Final = Origin()
DEEPEST: Final = 50  # levels; OCDS with its extensions needs about fifteen

Json = dict[str, Any]  # Any: values of one JSON object, not checked yet


@dataclass(frozen=True, slots=True)
class Process:
    """One contracting process: its compiled release, or why it has none. `name` tells it from others of its package."""

    name: str | None
    release: Json | None = None
    origin: Origin = UNKNOWN
    errors: tuple[FieldError, ...] = ()


def processes_in(given: object) -> Iterator[Process]:
    """The contracting processes of one JSON value of a file."""
    if not isinstance(given, dict):
        message = f"{quoted(given)} is no release, record or package of OCDS. Give a JSON object."
        yield Process(None, errors=(FieldError("", message),))
    elif too_deep(given):
        message = (
            f"The data is nested more than {DEEPEST} levels deep, which OCDS never is. Compare it with its schema."
        )
        yield Process(ocid_of(given), errors=(FieldError("", message),))
    elif "records" in given:
        yield from in_records(given)
    elif "compiledRelease" in given:
        yield in_record(given, "", UNKNOWN)
    elif "releases" in given:
        yield from in_releases(given)
    elif "ocid" in given:
        yield Process(ocid_of(given), given)
    else:
        message = "This is no release, record or package of OCDS: ocid, releases and records are all missing."
        yield Process(None, errors=(FieldError("", message),))


def in_records(package: Json) -> Iterator[Process]:
    """Each record of a record package."""
    records = package["records"]
    if not isinstance(records, list) or not records:
        message = f"{quoted(records)} is not a list of records with at least one of them."
        yield Process(None, errors=(FieldError("/records", message),))
        return
    for place, record in enumerate(records):
        pointer = f"/records/{place}"
        if isinstance(record, dict):
            yield in_record(record, pointer, origin_of(package))
        else:
            message = f"{quoted(record)} stands where a record is needed."
            yield Process(None, errors=(FieldError(pointer, message),))


def in_record(record: Json, pointer: str, origin: Origin) -> Process:
    """The compiled release of a record, else what its releases give together."""
    name = ocid_of(record)
    compiled = record.get("compiledRelease")
    if isinstance(compiled, dict):
        return Process(name or ocid_of(compiled), compiled, origin)
    releases = record.get("releases")
    if isinstance(releases, list) and releases and all(isinstance(each, dict) and "ocid" in each for each in releases):
        return process_of(name, releases, origin, below(pointer, "releases"))
    message = "The record has neither a compiled release nor its releases in full. Send one of them."
    return Process(name, errors=(FieldError(pointer, message),))


def in_releases(package: Json) -> Iterator[Process]:
    """The releases of a release package, those of one process merged."""
    releases = package["releases"]
    if not isinstance(releases, list) or not releases:
        message = f"{quoted(releases)} is not a list of releases with at least one of them."
        yield Process(None, errors=(FieldError("/releases", message),))
        return
    groups: dict[str, list[Json]] = defaultdict(list)
    for place, release in enumerate(releases):
        name = ocid_of(release) if isinstance(release, dict) else None
        if name is None:
            message = "This release has no ocid, so it belongs to no contracting process. Give it."
            yield Process(None, errors=(FieldError(f"/releases/{place}", message),))
        else:
            groups[name].append(release)
    for name, group in groups.items():
        yield process_of(name, group, origin_of(package), "/releases")


def process_of(name: str | None, releases: list[Json], origin: Origin, pointer: str) -> Process:
    """Some releases of one process as one."""
    names = {ocid_of(each) for each in releases}
    if len(names) > 1:
        message = (
            f"The releases belong to {len(names)} contracting processes. Put each process into a record of its own."
        )
        return Process(name, errors=(FieldError(pointer, message),))
    try:
        return Process(name, merged(releases), origin)
    except DraftInvalid as invalid:
        return Process(name, errors=tuple(FieldError(pointer, each.message) for each in invalid.errors))


def ocid_of(given: Json) -> str | None:
    """The identifier of the process, where it is a text."""
    ocid = given.get("ocid")
    return ocid if isinstance(ocid, str) and ocid.strip() else None


def origin_of(package: Json) -> Origin:
    """Publisher and address of a package, where they are texts."""
    publisher, uri = package.get("publisher"), package.get("uri")
    name = publisher.get("name") if isinstance(publisher, dict) else None
    return Origin(publisher=name if isinstance(name, str) else None, uri=uri if isinstance(uri, str) else None)


def too_deep(given: object) -> bool:
    """Whether the nesting passes the limit, found without recursion."""
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
