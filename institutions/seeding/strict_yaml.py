"""YAML without YAML's surprises: dates and NO stay text, only true and false are flags, a repeated key is an error."""

import re
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, ScalarNode

from institutions.codes.parameters import PlainNumber
from institutions.seeding.errors import SeedErrors
from institutions.seeding.troubles import SeedFileMissing, SeedNoRows, SeedNotUtf8, SeedNotValid
from institutions.values import quick_yaml


class StrictLoader(yaml.SafeLoader):
    """A SafeLoader that resolves only null, whole numbers, true and false, and refuses repeated keys."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


def construct_flag(loader: StrictLoader, node: ScalarNode) -> bool:
    """Return True for `true`; `false` is the only other text that gets here."""
    return loader.construct_scalar(node) == "true"


def construct_mapping(loader: StrictLoader, node: MappingNode) -> dict[object, object]:
    """Build a mapping whose keys come once each. ConstructorError names the line of the second."""
    seen: set[object] = set()
    for key_node, _ in node.value:
        key = key_node.value
        if key in seen:
            raise yaml.constructor.ConstructorError(None, None, f"the key '{key}' is repeated", key_node.start_mark)
        seen.add(key)
    return dict(loader.construct_pairs(node, deep=True))


class QuickStrictLoader(quick_yaml.Loader):  # type: ignore[misc, valid-type] # chosen when the program starts
    """The same with libyaml, seven times as fast; its errors say less."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for each in (StrictLoader, QuickStrictLoader):
    each.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
    each.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9][0-9]*)$"), list("-0123456789"))
    each.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^null$"), ["n"])
    each.add_constructor("tag:yaml.org,2002:bool", construct_flag)
    each.add_constructor("tag:yaml.org,2002:map", construct_mapping)


def load_strictly(text: str) -> Any:  # Any: what a file holds
    """Load a text; yaml.MarkedYAMLError if it is not YAML, or repeats a key. Both loaders build only plain values.

    libyaml takes a tab in places where YAML has none.
    """
    if "\t" not in text:
        try:
            return yaml.load(text, Loader=QuickStrictLoader)  # noqa: S506
        except yaml.YAMLError:
            pass  # the other one says more
    return yaml.load(text, Loader=StrictLoader)  # noqa: S506


def load_mapping(path: Path, troubles: SeedErrors) -> dict[str, object]:
    """Load the mapping of a file; empty, with the trouble noted, where it can't be read as one."""
    try:
        loaded = load_strictly(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        troubles.add(path.name, SeedFileMissing())
        return {}
    except UnicodeDecodeError as error:
        troubles.add(path.name, SeedNotUtf8(reason=error.reason, byte=PlainNumber(error.start)))
        return {}
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        troubles.add(f"{path.name}{line}", SeedNotValid(problem=str(error.problem)))
        return {}
    if not isinstance(loaded, dict):
        troubles.add(path.name, SeedNoRows())
        return {}
    return loaded
