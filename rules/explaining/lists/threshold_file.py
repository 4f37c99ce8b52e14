"""Edits of the parameter file of the thresholds: changed entries are replaced, everything else stays as written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import yaml

from rules.engine.language.parameters import ParameterValue
from rules.engine.language.troubles.parts import PARAMETER_FILE, VALUE
from rules.engine.language.yaml_nodes import parse_yaml
from rules.facts.kinds.base import OPEN_END

PARAMETER: Final = "gpa_threshold_yen"
LAW: Final = "government_procurement_agreement"
FOR_LINE: Final = re.compile(r"^(\s*- )for: .*$")
INDENT: Final = "      "
Key = tuple[str, str]  # category, first day


class CannotEditError(Exception):
    """A file written in a way that this module does not understand; the message says what to do."""


@dataclass(slots=True)
class Block:
    """One item of the values: its lines, its categories, and its first day."""

    lines: list[str]
    categories: list[str]
    from_on: str


def edit_file_text(text: str, file: str, gone: Iterable[Key], new: Sequence[ParameterValue]) -> str:
    """Return the file's text without the entries in `gone` and with the new ones, each at its position in time."""
    lines = text.splitlines(keepends=True)
    blocks, start, end = blocks_of(text, file, lines)
    for category, from_on in gone:
        block = next(each for each in blocks if category in each.categories and each.from_on == from_on)
        block.categories.remove(category)
        if block.categories:
            block.lines[0] = for_line(block.lines[0], block.categories)
    blocks = [each for each in blocks if each.categories]
    for group in group_entries(new):
        block = block_of(group)
        blocks.insert(block_place(block, blocks), block)
    return "".join([*lines[:start], *(line for each in blocks for line in each.lines), *lines[end:]])


def blocks_of(text: str, file: str, lines: list[str]) -> tuple[list[Block], int, int]:
    """Return the items of the values with their lines, and the first line and the end of all."""
    root = parse_yaml(text, file)
    parameter = root.mapping(PARAMETER_FILE)[PARAMETER].mapping(PARAMETER)
    items = parameter["values"].items("values")
    starts = [item.place.line - 1 for item in items]
    later = [place.line - 1 for place in root.key_places().values() if place.line - 1 > starts[-1]]
    end = min(later, default=len(lines))
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    blocks: list[Block] = []
    for item, start, stop in zip(items, starts, [*starts[1:], end], strict=True):
        parts = item.mapping(VALUE)
        named = parts["for"].content if "for" in parts else ""
        categories = [each.text("for") for each in named] if isinstance(named, list) else [str(named)]
        from_on = parts["from"].text("from") if "from" in parts else ""
        blocks.append(Block(lines[start:stop], categories, from_on))
    return blocks, starts[0], end


def for_line(line: str, categories: list[str]) -> str:
    """Return the first line of an item, for fewer categories than before."""
    found = FOR_LINE.match(line.rstrip("\r\n"))
    if found is None:
        message = f"The entry {line.strip()!r} of {PARAMETER} does not begin with `for`. Change the file by hand."
        raise CannotEditError(message)
    return f"{found[1]}for: {category_list(categories)}\n"


def category_list(categories: Sequence[str]) -> str:
    """Write categories as the files do."""
    return categories[0] if len(categories) == 1 else f"[{', '.join(categories)}]"


def group_entries(entries: Sequence[ParameterValue]) -> list[list[ParameterValue]]:
    """Group entries that say the same for several categories, in the order of their days."""
    groups: dict[tuple[object, ...], list[ParameterValue]] = {}
    for entry in sorted(entries, key=lambda each: each.from_on):
        alike = (
            *(entry.from_on, entry.until_on, entry.value, entry.article, entry.confidence),
            *(entry.review_on, entry.source, (entry.note.en, entry.note.ja) if entry.note else None),
        )
        groups.setdefault(alike, []).append(entry)
    return list(groups.values())


def block_of(group: Sequence[ParameterValue]) -> Block:
    """Return a new item in the style of the file."""
    entry = group[0]
    categories = [each.index or "" for each in group]
    lines = [f"    - for: {category_list(categories)}", f"{INDENT}from: {entry.from_on}"]
    if entry.until_on != OPEN_END:
        lines.append(f"{INDENT}until: {entry.until_on}")
    lines.append(f"{INDENT}value: {entry.value:_}")
    lines.append(f"{INDENT}basis: {{law: {entry.law}, article: {yaml_scalar(entry.article or '')}}}")
    lines.append(f"{INDENT}confidence: {entry.confidence}")
    if entry.source:
        lines.append(f"{INDENT}source: {yaml_scalar(entry.source)}")
    if entry.review_on:
        lines.append(f"{INDENT}review_on: {entry.review_on}")
    if entry.note:
        lines += [
            f"{INDENT}note:",
            f"{INDENT}  en: {yaml_scalar(entry.note.en)}",
            f"{INDENT}  ja: {yaml_scalar(entry.note.ja)}",
        ]
    return Block([f"{line}\n" for line in lines], categories, entry.from_on)


def yaml_scalar(text: str) -> str:
    """Write a text as YAML, quoted only if it would not read back as the same text."""
    one_line = " ".join(text.split())
    plain = bool(re.fullmatch(r"[^\W\d_][^:#,\[\]{}\"'&*!|>%@`\\]*", one_line)) and one_line.lower() not in WORDS
    if plain:
        return one_line
    dumped: str = yaml.dump(one_line, allow_unicode=True, default_style='"', width=10_000)
    return dumped.strip()


WORDS: Final = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def block_place(block: Block, blocks: Sequence[Block]) -> int:
    """Return the position after every earlier entry of the same categories, else before the later ones."""
    same = [place for place, each in enumerate(blocks) if set(each.categories) & set(block.categories)]
    earlier = [place for place in same if blocks[place].from_on < block.from_on]
    if earlier:
        return earlier[-1] + 1
    return same[0] if same else len(blocks)
