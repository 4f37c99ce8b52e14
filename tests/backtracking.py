"""The steps that a regular expression takes: counted by a small matcher that goes back as that of Python does.

Python looks for a match within one call of C, where no counter of calls or lines sees it.
"""

import re
from collections.abc import Iterator
from itertools import islice
from re import _constants as words  # the tree of a pattern has no public names
from re import _parser as parser
from typing import Any, Final

from tests.proportion import GROWS

N: Final = 40  # repetitions; a square shows with few, and each level of a match is one of Python's
SLACK: Final = 200
Node = tuple[Any, Any]  # Any: constants and arguments of the parser
SINGLE: Final = {words.LITERAL, words.NOT_LITERAL, words.ANY, words.IN}


class Steps:
    """A search of one pattern, with the number of its steps: the letters and places that were looked at."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.tree = list(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
        self.flags = pattern.flags
        self.singles: dict[int, re.Pattern[str]] = {}
        self.number = 0

    def search_all(self, text: str) -> int:
        """Look for every match, as `sub` does, and return the steps."""
        self.number, at = 0, 0
        while at <= len(text):
            end = next(self.walk(self.tree, text, at), None)
            at = end if end is not None and end > at else at + 1
        return self.number

    def walk(self, nodes: list[Node], text: str, at: int) -> Iterator[int]:
        """Yield each end of a match of the nodes from a place on, in the order in which Python tries them."""
        if not nodes:
            yield at
            return
        for end in self.one(nodes[0], text, at):
            yield from self.walk(nodes[1:], text, end)

    def one(self, node: Node, text: str, at: int) -> Iterator[int]:
        """Yield each end of a match of one node."""
        kind, said = node
        self.number += 1
        if kind in SINGLE:
            if at < len(text) and self.fits(node, text[at]):
                yield at + 1
        elif kind in (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT):
            ends = self.repeated(kind, said[0], said[1], list(said[2]), text, at)
            yield from islice(ends, 1) if kind is words.POSSESSIVE_REPEAT else ends
        elif kind is words.SUBPATTERN:
            yield from self.walk(list(said[3]), text, at)
        elif kind is words.BRANCH:
            for each in said[1]:
                yield from self.walk(list(each), text, at)
        elif kind is words.ATOMIC_GROUP:
            yield from islice(self.walk(list(said), text, at), 1)
        elif kind in (words.ASSERT, words.ASSERT_NOT):
            if self.beside(said[0], list(said[1]), text, at) is (kind is words.ASSERT):
                yield at
        elif kind is words.AT:
            if self.is_at(said, text, at):
                yield at
        else:
            raise NotImplementedError(kind)

    def repeated(self, kind: Any, least: int, most: int, nodes: list[Node], text: str, at: int) -> Iterator[int]:
        """Yield the ends of repetitions, the most or the fewest first."""
        if len(nodes) == 1 and nodes[0][0] in SINGLE:
            end = at
            while end < len(text) and end - at < most and self.fits(nodes[0], text[end]):
                end += 1
            self.number += end - at
            ends = range(at + least, end + 1) if kind is words.MIN_REPEAT else range(end, at + least - 1, -1)
            for each in ends:
                self.number += 1
                yield each
            return
        if kind is words.MIN_REPEAT and not least:
            yield at
        if most:
            for end in self.walk(nodes, text, at):
                if end > at or least:
                    yield from self.repeated(kind, max(0, least - 1), most - 1, nodes, text, end)
        if kind is not words.MIN_REPEAT and not least:
            yield at

    def beside(self, direction: int, nodes: list[Node], text: str, at: int) -> bool:
        """Return whether the nodes match after a place, or end at it."""
        if direction > 0:
            return next(self.walk(nodes, text, at), None) is not None
        return any(at in self.walk(nodes, text, start) for start in range(max(0, at - 10), at + 1))

    def fits(self, node: Node, letter: str) -> bool:
        """Return whether one letter matches a node."""
        kind, said = node
        if kind is words.LITERAL:
            return bool(
                letter.casefold() == chr(said).casefold() if self.flags & re.IGNORECASE else ord(letter) == said
            )
        if kind is words.NOT_LITERAL:
            return bool(ord(letter) != said)
        if kind is words.ANY:
            return bool(self.flags & re.DOTALL) or letter != "\n"
        negated = said[0][0] is words.NEGATE
        return negated is not any(self.in_set(each, letter) for each in said if each[0] is not words.NEGATE)

    def in_set(self, each: Node, letter: str) -> bool:
        """Return whether a letter is in one part of a set."""
        kind, said = each
        if kind is words.LITERAL:
            return bool(ord(letter) == said)
        if kind is words.RANGE:
            return bool(said[0] <= ord(letter) <= said[1])
        classes = {
            words.CATEGORY_DIGIT: letter.isdecimal(), words.CATEGORY_NOT_DIGIT: not letter.isdecimal(),
            words.CATEGORY_SPACE: letter.isspace(), words.CATEGORY_NOT_SPACE: not letter.isspace(),
            words.CATEGORY_WORD: letter.isalnum() or letter == "_",
            words.CATEGORY_NOT_WORD: not (letter.isalnum() or letter == "_"),
        }  # fmt: skip
        return classes[said]

    def is_at(self, place: Any, text: str, at: int) -> bool:
        """Return whether a place is the beginning, the end or the edge of a word."""
        if place in (words.AT_BEGINNING, words.AT_BEGINNING_STRING):
            return at == 0
        if place in (words.AT_END, words.AT_END_STRING):
            return at == len(text)
        edge = (at > 0 and is_word(text[at - 1])) != (at < len(text) and is_word(text[at]))
        return edge is (place is words.AT_BOUNDARY)


def is_word(letter: str) -> bool:
    """Return whether a letter is one of a word."""
    return letter.isalnum() or letter == "_"


def assert_few_steps(pattern: re.Pattern[str], unit: str, before: str = "", after: str = "") -> None:
    """Fail unless looking through a text of twice the length takes twice the steps."""
    steps = Steps(pattern)
    one, two, four = (steps.search_all(before + unit * (times * N) + after) for times in (1, 2, 4))
    assert four - two <= GROWS * (two - one) + SLACK, f"{pattern.pattern} on {unit!r}: {one}, {two}, {four} steps"
