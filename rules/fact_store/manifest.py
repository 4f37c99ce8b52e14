"""The manifest of a generation: the segments that a reader of it sees, and how far the store had come.

A segment is a folder of Parquet files, one for each table, that is written once. A generation is a manifest under its
number, written last: what no manifest names was never there.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

import orjson

from institutions.values.written_day import written_moment

FORMAT: Final = 1
FOLDER: Final = "generations"
SEGMENTS: Final = "segments"


class Part(StrEnum):
    """The part of the store that a segment belongs to."""

    OPEN = "open"
    RESTRICTED = "restricted"  # restricted partnerships, read by those alone who have the right to them
    SUPERSEDED = "superseded"  # numbers of cases whose rows no longer count


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of a segment: rows, bytes, and the SHA-256 of its content."""

    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A folder with rows of cases, and the first and the last number of these."""

    name: str
    part: Part
    cases: int
    first: int
    last: int
    files: Mapping[str, StoredFile]  # by table

    def path(self, table: str) -> str:
        """Return the name of the file of a table."""
        return f"{SEGMENTS}/{self.name}/{table}.parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One generation of the store.

    `schema` names the tables and columns; `next_case` is the first free number. Results that were finished before
    `since` are in it, except that a build has walked the partnerships only up to `built_to` until it is `complete`.
    """

    number: int
    schema: str
    segments: tuple[Segment, ...] = ()
    next_case: int = 1
    since: datetime | None = None
    built_to: str = ""
    complete: bool = False

    @property
    def name(self) -> str:
        """The name of its file."""
        return manifest_name(self.number)

    def following(self, **changes: object) -> "Manifest":
        """Return the next generation."""
        return replace(self, number=self.number + 1, **changes)  # type: ignore[arg-type]  # fields of its own

    def of_part(self, *parts: Part) -> tuple[Segment, ...]:
        """Return the segments of some parts."""
        return tuple(each for each in self.segments if each.part in parts)

    def to_bytes(self) -> bytes:
        """Return it as JSON."""
        return orjson.dumps({"format": FORMAT, **asdict(self)}, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)


def manifest_from(content: bytes) -> Manifest:
    """Read a manifest from the JSON that `to_bytes` wrote."""
    data = orjson.loads(content)
    if data.pop("format") != FORMAT:
        message = "the manifest of the fact store has another format: build the store anew"
        raise ValueError(message)
    segments = tuple(
        Segment(
            **{
                **each,
                "part": Part(each["part"]),
                "files": {name: StoredFile(**file) for name, file in each["files"].items()},
            }
        )
        for each in data["segments"]
    )
    since = written_moment(data["since"]) if data["since"] else None
    return Manifest(**{**data, "segments": segments, "since": since})


def manifest_name(number: int) -> str:
    """Return the name of the file of a generation."""
    return f"{FOLDER}/{number:010d}.json"
