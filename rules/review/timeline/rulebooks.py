"""Rules and numbers of the law that differ between two stored versions of the rulebook. Pure.

The texts of the files are compared, nothing is compiled: `manage.py rulebook diff` shows the conditions themselves.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from institutions.values.quick_yaml import load_yaml
from rules.engine.loading.organisation_files import organisation_paths

Json = dict[str, Any]  # Any: plain data of a rulebook's files
RULES: Final = "rulebook/"
PARAMETERS: Final = "parameters/"


@dataclass(frozen=True, slots=True)
class NumberChange:
    """A number of the law that is new, removed or changed. `before` and `after` are its values; None if absent."""

    name: str
    meaning: Mapping[str, str]
    unit: str
    before: tuple[Json, ...] | None
    after: tuple[Json, ...] | None


@dataclass(frozen=True, slots=True)
class RulebookChange:
    """The difference of two versions. Rules by code."""

    before: str
    after: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    numbers: tuple[NumberChange, ...] = ()


@lru_cache(maxsize=8)
def compare_rulebooks(before: str, after: str) -> RulebookChange:
    """Compare the stored texts of two versions. Where their files are the same, the program read them otherwise."""
    old, new = json.loads(before), json.loads(after)
    old_files, new_files = old["files"], new["files"]
    had, has = rules_in(old_files), rules_in(new_files)
    if not (organisation_paths(old_files) and organisation_paths(new_files)):
        # A version from before the rules on the organisation were a part of one: it did not lack them.
        left = {code_of(path) for files in (old_files, new_files) for path in organisation_paths(files)}
        had, has = ({code: text for code, text in each.items() if code not in left} for each in (had, has))
    return RulebookChange(
        before=old["form"]["version"],
        after=new["form"]["version"],
        added=tuple(sorted(has.keys() - had.keys())),
        removed=tuple(sorted(had.keys() - has.keys())),
        changed=tuple(sorted(code for code in had.keys() & has.keys() if had[code] != has[code])),
        numbers=compare_numbers(numbers_in(old_files), numbers_in(new_files)),
    )


def rules_in(files: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each rule's file, by code: CODE_slug.yaml."""
    return {code_of(path): text for path, text in files.items() if path.startswith(RULES)}


def code_of(path: str) -> str:
    """Return the code of a rule by the path of its file."""
    return path.rpartition("/")[2].partition("_")[0]


def numbers_in(files: Mapping[str, str]) -> dict[str, Json]:
    """Return every parameter by name, as its file has it."""
    found: dict[str, Json] = {}
    for path, text in files.items():
        if path.startswith(PARAMETERS):
            found |= load_yaml(text) or {}
    return found


def compare_numbers(before: Mapping[str, Json], after: Mapping[str, Json]) -> tuple[NumberChange, ...]:
    """Return the numbers whose values, days, unit or law differ; another note or wording changes no result."""
    return tuple(
        NumberChange(name, told["meaning"], told.get("unit", ""), dated_values(was), dated_values(now))
        for name in sorted(before.keys() | after.keys())
        if decisive_parts(was := before.get(name)) != decisive_parts(now := after.get(name)) and (told := now or was)
    )


def decisive_parts(entry: Json | None) -> Any:  # Any: plain data to be compared
    """Return the parts of a number that can change a result."""
    if entry is None:
        return None
    rows = [
        {name: value for name, value in row.items() if name not in ("note", "source")}
        for row in dated_values(entry) or ()
    ]
    return [entry.get("unit"), rows]


def dated_values(entry: Json | None) -> tuple[Json, ...] | None:
    """Return the values with their days."""
    return tuple(entry.get("values") or ()) if entry is not None else None
