"""The lines in which the files of two versions differ, with a few around them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from typing import Final

AROUND: Final = 3  # lines
KINDS: Final = {"+": "added", "-": "removed", "@": "place"}


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of a difference: `added`, `removed`, the `place` of what follows, or the same in both."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class DifferingFile:
    """A file that differs; `how` is added, removed or changed."""

    path: str
    how: str
    lines: tuple[DiffLine, ...]


def differing_files(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[DifferingFile]:
    """Yield the files that differ, by path."""
    for path in sorted(before.keys() | after.keys()):
        was, now = before.get(path), after.get(path)
        if was != now:
            how = "added" if was is None else "removed" if now is None else "changed"
            yield DifferingFile(path, how, tuple(differing_lines(was or "", now or "")))


def differing_lines(before: str, after: str) -> Iterator[DiffLine]:
    """Yield the lines of a unified difference without its head."""
    found = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=AROUND)
    for line in list(found)[2:]:
        yield DiffLine(line, KINDS.get(line[:1], ""))
