"""The words that somebody who writes a rule may use: facts with their fields, and numbers with their meaning."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.engine.language.errors import RuleError
from rules.engine.language.parameters import Parameter
from rules.engine.language.types import FINDING, FINDING_TYPE
from rules.facts.kinds.base import FieldType
from rules.facts.kinds.vocabulary import PARTNERSHIP, VOCABULARIES
from rules.workshop.checking import parameters_of


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
