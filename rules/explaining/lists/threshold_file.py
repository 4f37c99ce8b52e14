"""The parameter file of the thresholds, changed where entries differ: everything else stays as it was written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from rules.engine.language.parameters import Entry
from rules.engine.language.yaml_nodes import parse_yaml
from rules.facts.kinds.base import OPEN_END

PARAMETER: Final = "gpa_threshold_yen"
LAW: Final = "government_procurement_agreement"
FOR_LINE: Final = re.compile(r"^(\s*- )for: .*$")
INDENT: Final = "      "
Key = tuple[str, str]  # category, first day


class CannotEditError(Exception):
    """The file is written in a way that is not understood here; the message says what to do."""


@dataclass(slots=True)
class Block:
    """One item of the values: its lines, and the categories that it is for from a day."""

    lines: list[str]
    categories: list[str]
    from_on: str


def edited(text: str, file: str, gone: Iterable[Key], new: Sequence[Entry]) -> str:
    """The text of the file without the entries that are `gone`, and with the new ones, each at its place in time."""
    lines = text.splitlines(keepends=True)
    blocks, start, end = blocks_of(text, file, lines)
    for category, from_on in gone:
        block = next(each for each in blocks if category in each.categories and each.from_on == from_on)
        block.categories.remove(category)
        if block.categories:
            block.lines[0] = for_line(block.lines[0], block.categories)
    blocks = [each for each in blocks if each.categories]
    for group in grouped(new):
        block = block_of(group)
        blocks.insert(place_of(block, blocks), block)
    return "".join([*lines[:start], *(line for each in blocks for line in each.lines), *lines[end:]])


def blocks_of(text: str, file: str, lines: list[str]) -> tuple[list[Block], int, int]:
    """The items of the values with their lines, and where they begin and end."""
    root = parse_yaml(text, file)
    parameter = root.mapping("a parameter file")[PARAMETER].mapping(PARAMETER)
    items = parameter["values"].items("values")
    starts = [item.place.line - 1 for item in items]
    later = [place.line - 1 for place in root.key_places().values() if place.line - 1 > starts[-1]]
    end = min(later, default=len(lines))
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    blocks: list[Block] = []
    for item, start, stop in zip(items, starts, [*starts[1:], end], strict=True):
        parts = item.mapping("a value")
        named = parts["for"].content if "for" in parts else ""
        categories = [each.text("for") for each in named] if isinstance(named, list) else [str(named)]
        from_on = parts["from"].text("from") if "from" in parts else ""
        blocks.append(Block(lines[start:stop], categories, from_on))
    return blocks, starts[0], end


def for_line(line: str, categories: list[str]) -> str:
    """The first line of an item, for fewer categories than before."""
    found = FOR_LINE.match(line.rstrip("\r\n"))
    if found is None:
        message = f"The entry {line.strip()!r} of {PARAMETER} does not begin with `for`. Change the file by hand."
        raise CannotEditError(message)
    return f"{found[1]}for: {named(categories)}\n"


def named(categories: Sequence[str]) -> str:
    """Categories as the files write them."""
    return categories[0] if len(categories) == 1 else f"[{', '.join(categories)}]"


def grouped(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Entries that say the same of several categories together, in the order of their days."""
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in sorted(entries, key=lambda each: each.from_on):
        alike = (
            *(entry.from_on, entry.until_on, entry.value, entry.article, entry.confidence),
            *(entry.review_on, entry.source, (entry.note.en, entry.note.ja) if entry.note else None),
        )
        groups.setdefault(alike, []).append(entry)
    return list(groups.values())


def block_of(group: Sequence[Entry]) -> Block:
    """A new item in the style of the file."""
    entry = group[0]
    categories = [each.index or "" for each in group]
    lines = [f"    - for: {named(categories)}", f"{INDENT}from: {entry.from_on}"]
    if entry.until_on != OPEN_END:
        lines.append(f"{INDENT}until: {entry.until_on}")
    lines.append(f"{INDENT}value: {entry.value:_}")
    lines.append(f"{INDENT}basis: {{law: {entry.law}, article: {scalar(entry.article or '')}}}")
    lines.append(f"{INDENT}confidence: {entry.confidence}")
    if entry.source:
        lines.append(f"{INDENT}source: {scalar(entry.source)}")
    if entry.review_on:
        lines.append(f"{INDENT}review_on: {entry.review_on}")
    if entry.note:
        lines += [f"{INDENT}note:", f"{INDENT}  en: {scalar(entry.note.en)}", f"{INDENT}  ja: {scalar(entry.note.ja)}"]
    return Block([f"{line}\n" for line in lines], categories, entry.from_on)


def scalar(text: str) -> str:
    """A text as YAML, quoted only where it must be: what does not read back as the same text is."""
    one_line = " ".join(text.split())
    plain = bool(re.fullmatch(r"[^\W\d_][^:#,\[\]{}\"'&*!|>%@`\\]*", one_line)) and one_line.lower() not in WORDS
    if plain:
        return one_line
    dumped: str = yaml.dump(one_line, allow_unicode=True, default_style='"', width=10_000)
    return dumped.strip()


WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def place_of(block: Block, blocks: Sequence[Block]) -> int:
    """Behind every entry of the same categories that begins earlier, else before those that begin later."""
    same = [place for place, each in enumerate(blocks) if set(each.categories) & set(block.categories)]
    earlier = [place for place in same if blocks[place].from_on < block.from_on]
    if earlier:
        return earlier[-1] + 1
    return same[0] if same else len(blocks)
