"""Strict YAML: the file as nodes with their lines, without the traps of YAML 1.1.

Only `true` and `false` are booleans, only whole decimal numbers are numbers; dates, `on`, `NO` and everything else stay
text. A repeated key, a tag, an anchor or a second document is refused.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from yaml.reader import ReaderError

from institutions.codes.parameters import PlainNumber
from institutions.kinds.base import Label
from rules.engine.language.errors import RuleError, RuleTrouble, did_you_mean
from rules.engine.language.grammar import MOST_DIGITS
from rules.engine.language.syntax import FilePlace
from rules.engine.language.troubles.files import (
    KeyNoWord,
    LongNumberInFile,
    NotYaml,
    PartEmpty,
    PartNoList,
    PartNoMapping,
    PartNoText,
    RulebookFileEmpty,
    RulebookFileNotUtf8,
    RulebookKeyTwice,
    UnknownKey,
)
from rules.engine.language.troubles.parts import key_label
from rules.engine.language.troubles.yaml_problems import (
    AN_ANCHOR,
    ANOTHER_DOCUMENT,
    RefusedYamlError,
    problem_label,
    refused_character,
    too_deep,
    with_tag,
)

WHOLE: Final = re.compile(r"-?[0-9][0-9_]*\Z")
MOST_DEPTH: Final = 40  # lists and mappings within each other; today's files have ten
QUICK: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, where PyYAML was built with it
Event = Any  # of YAML, from either parser: their types differ


@dataclass(frozen=True, slots=True)
class YamlNode:
    """A scalar, a list or a mapping of a file, with the line that it begins on."""

    content: "str | list[YamlNode] | dict[str, tuple[YamlNode, FilePlace]]"
    place: FilePlace
    quoted: bool = False

    def trouble(self, said: RuleTrouble) -> RuleError:
        """Make the error for this node."""
        return RuleError(self.place.file, self.place.line, said)

    def mapping(self, what: Label | str, known: Collection[str] | None = None) -> "dict[str, YamlNode]":
        """Return the values by key; with `known`, any other key is refused with the nearest name."""
        if not isinstance(self.content, dict):
            raise self.trouble(PartNoMapping(what=key_label(what)))
        for key, (_, place) in self.content.items():
            if known is not None and key not in known:
                said = UnknownKey(key=key, what=key_label(what), hint=did_you_mean(key, known))
                raise RuleError(place.file, place.line, said)
        return {key: value for key, (value, _) in self.content.items()}

    def key_places(self) -> dict[str, FilePlace]:
        """Return the place of each key of a mapping."""
        return {key: place for key, (_, place) in self.content.items()} if isinstance(self.content, dict) else {}

    def items(self, what: Label | str) -> "list[YamlNode]":
        """Return the items of a list."""
        if not isinstance(self.content, list):
            raise self.trouble(PartNoList(what=key_label(what)))
        return self.content

    def text(self, what: Label | str) -> str:
        """Return a text that is not empty."""
        if not isinstance(self.content, str):
            raise self.trouble(PartNoText(what=key_label(what)))
        if not self.content.strip() or (not self.quoted and self.content in ("null", "~")):
            raise self.trouble(PartEmpty(what=key_label(what)))
        return self.content

    def scalar(self, what: Label | str) -> int | bool | str:
        """Return a whole number, true, false or a text."""
        text = self.text(what)
        if self.quoted:
            return text
        if text in ("true", "false"):
            return text == "true"
        if not WHOLE.match(text):
            return text
        if len(text) > MOST_DIGITS:
            raise self.trouble(LongNumberInFile(what=key_label(what), most=PlainNumber(MOST_DIGITS)))
        return int(text)


def read_yaml(path: Path) -> YamlNode:
    """Read the single document of a file. RuleError names the line that YAML or this reader refuses."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RuleError(path.name, 1, RulebookFileNotUtf8()) from error
    return parse_yaml(text, path.name)


def parse_yaml(text: str, file: str) -> YamlNode:
    """Parse a text as `read_yaml` does; `file` is the name for error messages."""
    try:
        # libyaml takes a tab in places where YAML has none.
        events = _slowly(text, file) if "\t" in text else _events(text, QUICK)
    except (yaml.YAMLError, UnicodeEncodeError):
        events = _slowly(text, file)
    if not events:
        raise RuleError(file, 1, RulebookFileEmpty())
    waiting = iter(events)
    return _node(next(waiting), waiting, file)


def _slowly(text: str, file: str) -> list[Event]:
    """Read what the quick parser refuses with the other one, whose errors say more."""
    try:
        return _events(text, yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise yaml_error(error, text, file) from error


def yaml_error(error: Exception, text: str, file: str) -> RuleError:
    """Return what YAML refuses as the error of a file, with the line where YAML tells it."""
    match error:
        case RefusedYamlError():
            return RuleError(file, error.line, NotYaml(problem=error.refused))
        case yaml.MarkedYAMLError():
            mark = error.problem_mark or error.context_mark
            problem = problem_label(error.problem or error.context or "")
            return RuleError(file, mark.line + 1 if mark else 1, NotYaml(problem=problem))
        case ReaderError():
            line = text.count("\n", 0, error.position) + 1
            return RuleError(file, line, NotYaml(problem=refused_character(error.character)))
    return RuleError(file, 1, NotYaml(problem=problem_label(str(error))))


def _events(text: str, loader: type[yaml.SafeLoader]) -> list[Event]:
    """Return the scalars, lists and mappings of the single document.

    A second one, an anchor, an alias or a tag raises, and so does a nesting that would take minutes to read.
    """
    parsed: Iterable[Event] = yaml.parse(text, loader)
    found, documents, depth = [], 0, 0
    for event in parsed:
        mark, tag = event.start_mark, getattr(event, "tag", None)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise RefusedYamlError(ANOTHER_DOCUMENT, mark)
        elif isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise RefusedYamlError(AN_ANCHOR, mark)
        elif tag:
            raise RefusedYamlError(with_tag(tag), mark)
        elif isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MOST_DEPTH:
                raise RefusedYamlError(too_deep(MOST_DEPTH), mark)
            found.append(event)
    return found


def _node(event: Event, following: Iterator[Event], file: str) -> YamlNode:
    """Return the node that begins with an event; what is within it is taken from the following ones."""
    place = FilePlace(file, event.start_mark.line + 1)
    if isinstance(event, yaml.ScalarEvent):
        return YamlNode(event.value, place, quoted=bool(event.style))
    if isinstance(event, yaml.SequenceStartEvent):
        return YamlNode([_node(item, following, file) for item in _within(following)], place)
    content: dict[str, tuple[YamlNode, FilePlace]] = {}
    for key in _within(following):
        key_place = FilePlace(file, key.start_mark.line + 1)
        if not isinstance(key, yaml.ScalarEvent):
            raise RuleError(file, key_place.line, KeyNoWord())
        value = _node(next(following), following, file)
        if key.value in content:
            first = PlainNumber(content[key.value][1].line)
            raise RuleError(file, key_place.line, RulebookKeyTwice(key=key.value, first=first))
        content[key.value] = (value, key_place)
    return YamlNode(content, place)


def _within(following: Iterator[Event]) -> Iterator[Event]:
    """Yield the events up to the end of a list or mapping, without those that are taken meanwhile."""
    for event in following:
        if isinstance(event, yaml.CollectionEndEvent):
            return
        yield event
