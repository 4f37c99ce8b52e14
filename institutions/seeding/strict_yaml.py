"""YAML without YAML's surprises: dates and NO stay text, only true and false are flags, a repeated key is an error."""

import re
from pathlib import Path

import yaml
from yaml.nodes import MappingNode, ScalarNode

from institutions.codes.parameters import PlainNumber
from institutions.seeding.errors import SeedErrors
from institutions.seeding.troubles import SeedFileMissing, SeedNoRows, SeedNotUtf8, SeedNotValid


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


StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
StrictLoader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^(?:0|-?[1-9][0-9]*)$"), list("-0123456789"))
StrictLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^null$"), ["n"])
StrictLoader.add_constructor("tag:yaml.org,2002:bool", construct_flag)
StrictLoader.add_constructor("tag:yaml.org,2002:map", construct_mapping)


def load_mapping(path: Path, troubles: SeedErrors) -> dict[str, object]:
    """Load the mapping of a file; empty, with the trouble noted, where it can't be read as one."""
    try:
        # StrictLoader is a SafeLoader: it builds nothing but plain values.
        loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=StrictLoader)  # noqa: S506
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
