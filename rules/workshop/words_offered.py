"""The words that somebody who writes a rule may use: facts with their fields, and numbers with their meaning."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules.engine.language.errors import RuleError
from rules.engine.language.load import KEYS
from rules.engine.language.parameter_file import ENTRY_KEYS
from rules.engine.language.parameters import Parameter
from rules.engine.language.types import FINDING, FINDING_TYPE
from rules.facts.kinds.base import FieldType
from rules.facts.kinds.vocabulary import PARTNERSHIP, VOCABULARIES
from rules.workshop.beside import parameters_of
from rules.workshop.files import OF_NUMBERS, OF_RULES

Json = dict[str, Any]  # Any: plain data
LAWS: Final = "laws.yaml"
LAW: Final = re.compile(r"^([a-z]\w*):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class OfferedFact:
    """A type of fact and its fields, each with its type in a word, its unit and its closed list of words."""

    name: str
    fields: tuple[tuple[str, str], ...]


def offered_facts(subject: str = PARTNERSHIP) -> list[OfferedFact]:
    """Return every type of fact that a rule on a subject may read, by name."""
    kinds = dict(VOCABULARIES[subject])
    if subject == PARTNERSHIP:
        kinds[FINDING_TYPE] = kinds.get(FINDING_TYPE, FINDING)
    return [
        OfferedFact(name, tuple((field, type_words(each)) for field, each in kind.fields.items()))
        for name, kind in sorted(kinds.items())
    ]


def type_words(kind: FieldType) -> str:
    """Return the type of a field as the compiler names it."""
    words = " | ".join(kind.words)
    return " ".join(
        filter(None, (kind.sort, f"({kind.unit})" if kind.unit else "", words, "?" if kind.optional else ""))
    )


def offered_numbers(files: Mapping[str, str]) -> list[Parameter]:
    """Return the numbers of a draft by name; none while they cannot be read."""
    try:
        return [each for _name, each in sorted(parameters_of(files).by_name.items())]
    except RuleError:
        return []


def completed_words(path: str, files: Mapping[str, str], subject: str = PARTNERSHIP) -> Json:
    """Return the words that the editor of a file completes, as plain data.

    Facts have their fields, and these their closed lists: of files of numbers, keys and laws alone.
    """
    laws = sorted(LAW.findall(files.get(LAWS, "")))
    if path.startswith(OF_NUMBERS):
        return {"facts": {}, "numbers": [], "laws": laws, "keys": sorted(ENTRY_KEYS)}
    kinds = dict(VOCABULARIES[subject])
    if subject == PARTNERSHIP:
        kinds[FINDING_TYPE] = kinds.get(FINDING_TYPE, FINDING)
    return {
        "facts": {
            name: {field: list(each.words) for field, each in kind.fields.items()}
            for name, kind in sorted(kinds.items())
        },
        "numbers": [each.name for each in offered_numbers(files)],
        "laws": laws,
        "keys": sorted({*KEYS, "where", "confidence", "review_on", "article", "law"}) if is_rule(path) else [],
    }


def is_rule(path: str) -> bool:
    """Return whether a path is that of a rule."""
    return path.startswith(OF_RULES)
