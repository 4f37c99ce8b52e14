"""A new value of a number, written into the text of its file: the value before it ends on the day before.

The block of that number alone is written anew, an entry a line; the rest of the file stays as it is.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from institutions.values.written_day import is_written_day
from rules.engine.language.errors import RuleError
from rules.engine.language.parameter_file import ENTRY_KEYS, read_parameters
from rules.engine.language.parameters import Parameter
from rules.engine.language.troubles.cases import NewValueNoDay, NewValueOutside, NoNumberHere, ValuesNotLast
from rules.engine.language.troubles.parts import PARAMETER_FILE, VALUE
from rules.engine.language.yaml_nodes import YamlNode, parse_yaml
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.date_arithmetic import days_after

PLAIN: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z|-?[0-9][0-9_-]*\Z")
Entry = dict[str, Any]  # Any: plain data of a value as its file has it


@dataclass(frozen=True, slots=True, kw_only=True)
class NewValue:
    """A value from a day on, with its law, source and certainty. Texts as somebody typed them."""

    name: str
    index: str
    value: str
    from_on: str
    law: str = ""
    article: str = ""
    source: str = ""
    confidence: str = ""
    review_on: str = ""


def numbers_in(text: str, file: str) -> dict[str, Parameter]:
    """Return the numbers of the text of a file. RuleError names what is wrong in it."""
    return {each.name: each for each in read_parameters(parse_yaml(text, file))}


def with_value(text: str, file: str, new: NewValue) -> str:
    """Return the text of a file with a new value. RuleError names what is wrong with the value, or in the file."""
    lines = text.splitlines(keepends=True)
    first, last = block_of(lines, new.name, file)
    root = parse_yaml(text, file).mapping(PARAMETER_FILE)
    parts = root[new.name].mapping(new.name)
    entries = [entry for node in parts["values"].items("values") for entry in split_entries(node)]
    changed = list(with_entry(entries, new, file, first + 1))
    head = [*lines[first : values_line(lines, first, last, file)], "  values:\n"]
    head = [each if each.endswith("\n") else f"{each}\n" for each in head]
    block = [*head, *(f"    - {flow(each)}\n" for each in changed)]
    gap = ["\n"] if last < len(lines) else []
    made = "".join([*lines[:first], *block, *gap, *lines[last:]])
    numbers_in(made, file)
    return made


def block_of(lines: list[str], name: str, file: str) -> tuple[int, int]:
    """Return the first line of a number, and the first behind it. RuleError if the file has no such number."""
    first = next((place for place, line in enumerate(lines) if line.startswith(f"{name}:")), None)
    if first is None:
        raise RuleError(file, 1, NoNumberHere(name=name))
    last = next((place for place in range(first + 1, len(lines)) if re.match(r"[a-z#]", lines[place])), len(lines))
    return first, last


def values_line(lines: list[str], first: int, last: int, file: str) -> int:
    """Return the line at which the values of a number begin: they are the last of its keys."""
    found = next((place for place in range(first, last) if re.match(r"  values:", lines[place])), None)
    after = any(re.match(r"  [a-z]", lines[place]) for place in range(found + 1, last)) if found is not None else True
    if found is None or after:
        raise RuleError(file, first + 1, ValuesNotLast())
    return found


def split_entries(node: YamlNode) -> Iterator[Entry]:
    """Yield the entries of an item: one for each word of `for`."""
    entry = {key: plain_value(part) for key, part in node.mapping(VALUE, ENTRY_KEYS).items()}
    words = entry.get("for")
    if isinstance(words, list):
        yield from ({**entry, "for": word} for word in words)
    else:
        yield entry


def plain_value(node: YamlNode) -> Any:  # Any: plain data
    """Return a node as plain data, scalars as they are written."""
    if isinstance(node.content, dict):
        return {key: plain_value(value) for key, (value, _place) in node.content.items()}
    if isinstance(node.content, list):
        return [plain_value(each) for each in node.content]
    return node.content


def with_entry(entries: list[Entry], new: NewValue, file: str, line: int) -> Iterator[Entry]:
    """Yield the entries with the new one in its place: those that begin later stay, the one that holds is cut short."""
    added: Entry = {}
    if new.index:
        added["for"] = new.index
    added |= {"from": new.from_on, "value": new.value}
    if new.law:
        added["basis"] = {"law": new.law, "article": new.article}
    if new.confidence:
        added["confidence"] = new.confidence
    added |= {key: text for key, text in (("review_on", new.review_on), ("source", new.source)) if text}
    done = False
    if not is_written_day(new.from_on):
        raise RuleError(file, line, NewValueNoDay(given=new.from_on[:40]))
    for entry in entries:
        starts, ends = entry.get("from", OPEN_START), entry.get("until", OPEN_END)
        if done or entry.get("for", "") != new.index or not starts <= new.from_on <= ends:
            yield entry
            continue
        if starts < new.from_on:
            yield in_order({**entry, "until": days_after(new.from_on, -1)})
        yield in_order({**added, **({"until": ends} if "until" in entry else {})})
        done = True
    if not done:
        of = f"{new.name}[{new.index}]" if new.index else new.name
        raise RuleError(file, line, NewValueOutside(name=of, on=new.from_on))


def in_order(entry: Entry) -> Entry:
    """Return an entry with its keys in the order that the files have."""
    first = ("for", *(key for key in ENTRY_KEYS if key != "for"))
    return {key: entry[key] for key in first if key in entry}


def flow(value: Any) -> str:  # Any: plain data
    """Return plain data as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    text = str(value)
    return text if PLAIN.match(text) else json.dumps(text, ensure_ascii=False)
