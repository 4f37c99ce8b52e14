"""The text of a file in numbered lines, its keys and notes told apart, with what is wrong beside its line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rules.workshop.checking import FileTrouble

PART: Final = re.compile(
    r"(?P<note>(?:^|(?<=\s))#.*)|(?P<key>(?:(?<=[\s{,])|^)[A-Za-z_][A-Za-z0-9_-]*(?=:(?:\s|$)))"
    r"|(?P<name>\bparameter\.[a-z0-9_]+)|(?P<quoted>\"[^\"]*\"|'[^']*')"
)


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of a line: `key`, `note`, `name` of a parameter, `quoted`, or nothing special."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line with its number, its pieces, and what is wrong there."""

    number: int
    parts: tuple[TextPart, ...]
    troubles: tuple[FileTrouble, ...] = ()


def numbered_lines(text: str, troubles: Iterable[FileTrouble] = ()) -> list[NumberedLine]:
    """Return the lines of a text; trouble behind its end stands at the last one."""
    lines = text.splitlines() or [""]
    by_line: dict[int, list[FileTrouble]] = {}
    for each in troubles:
        by_line.setdefault(min(max(each.line, 1), len(lines)), []).append(each)
    return [
        NumberedLine(number, tuple(parts_of(line)), tuple(by_line.get(number, ())))
        for number, line in enumerate(lines, 1)
    ]


def parts_of(line: str) -> Iterator[TextPart]:
    """Yield the pieces of a line."""
    done = 0
    for found in PART.finditer(line):
        if found.start() > done:
            yield TextPart(line[done : found.start()])
        yield TextPart(found[0], found.lastgroup or "")
        done = found.end()
    if done < len(line):
        yield TextPart(line[done:])
