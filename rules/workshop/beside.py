"""Everything beside its own file that the check of a rule or number reads, found once for all files of a draft."""

import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from institutions.values.hashing import hash_json
from rules.engine.language.errors import RuleError
from rules.engine.language.parameter_file import load_parameters
from rules.engine.language.parameters import Parameters
from rules.engine.loading.loaded_rulebook import write_files
from rules.engine.loading.program_rulebook import known_bodies
from rules.workshop.files import OF_NUMBERS, OF_RULES, rule_of_path

KEPT: Final = 8
LAWS: Final = "laws.yaml"
NAMED_TWICE: Final = 2  # files of one name that are kept: one of them is another than the checked one
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class FilesBeside:
    """Paths of rules, and the texts of numbers and laws by path. Equal ones give the same checks."""

    rules: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]

    @cached_property
    def files_of_code(self) -> Mapping[str, tuple[str, ...]]:
        """The first two files of each code of a rule."""
        return first_files((rule_of_path(path), path) for path in self.rules)

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of all rules."""
        return frozenset(self.files_of_code)

    @cached_property
    def files_of_number(self) -> Mapping[str, tuple[str, ...]]:
        """The first two files of each number."""
        return first_files((name, path) for path, text in self.texts if path != LAWS for name in names_at(text))

    @cached_property
    def laws(self) -> Mapping[str, int]:
        """The laws with their lines."""
        return names_at(dict(self.texts).get(LAWS, ""))

    @cached_property
    def parameters(self) -> Parameters | None:
        """The numbers; None if a file of them cannot be read, which is then read for no rule again."""
        try:
            return parameters_of(dict(self.texts))
        except RuleError:
            return None


def beside_of(files: Mapping[str, str]) -> FilesBeside:
    """Return what the check of each of these files reads of the others."""
    texts = ((path, files[path]) for path in sorted(files) if path == LAWS or path.startswith(OF_NUMBERS))
    return FilesBeside(tuple(sorted(path for path in files if path.startswith(OF_RULES))), tuple(texts))


def first_files(named: Pairs) -> dict[str, tuple[str, ...]]:
    """Return by name the first two files that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, path in named:
        if len(before := found.get(name, ())) < NAMED_TWICE:
            found[name] = (*before, path)
    return found


def names_at(text: str) -> dict[str, int]:
    """Return the keys of a file and their lines, found without reading it as YAML: it may be unreadable."""
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if key := re.match(r"([a-z][a-z0-9_]*):", line):
            found.setdefault(key[1], number)
    return found


@lru_cache(maxsize=1)
def known_bodies_once() -> frozenset[str]:
    """Return the codes of bodies, read once a process."""
    return known_bodies()


_parameters: dict[str, Parameters] = {}


def parameters_of(files: Mapping[str, str]) -> Parameters:
    """Return the parameters of these files. RuleError names what is wrong in them."""
    own = {path: text for path, text in files.items() if path.startswith(OF_NUMBERS)}
    name = hash_json(own)
    if name not in _parameters:
        with tempfile.TemporaryDirectory(prefix="parameters-") as folder:
            write_files(own, Path(folder))
            found = load_parameters(Path(folder) / "parameters")
        while len(_parameters) >= KEPT:
            _parameters.pop(next(iter(_parameters)))
        _parameters[name] = found
    return _parameters[name]
