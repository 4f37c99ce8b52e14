"""Which kinds of facts and fields a rulebook reads, and which of them a stored case cannot have."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rules.assessing.material import PlainFact
from rules.engine.language.syntax import Exists, Rule
from rules.engine.language.types import CASE_TYPE, FINDING_TYPE
from rules.engine.language.walk import CASE, fields_of, terms_of, tests_in
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.naming import ID, patterns_of
from rules.facts.kinds.base import FieldType
from rules.facts.kinds.vocabulary import VOCABULARY

Read = tuple[str, str]  # a kind of fact and one of its fields; an empty field is the kind itself
WHOLE: Final = ""


def reads_of(rulebook: LoadedRulebook) -> dict[Read, tuple[str, ...]]:
    """Everything that the rules read of the facts of a case, with the codes that read it."""
    found: dict[Read, dict[str, None]] = {}
    for code, rule in sorted(rulebook.rules.items()):
        for read in rule_reads(rule):
            if read[0] != FINDING_TYPE:  # the engine makes findings itself
                found.setdefault(read, {})[code] = None
    return {read: tuple(codes) for read, codes in found.items()}


def rule_reads(rule: Rule) -> Iterator[Read]:
    """What one rule reads."""
    patterns = list(patterns_of(rule))
    kinds = {CASE: CASE_TYPE, **{pattern.name: pattern.fact_type for pattern in patterns}}
    tests = [test for pattern in patterns for test in tests_in(pattern.where)]
    conditions = (condition for case in rule.severity for condition in case.conditions)
    tests += [condition for condition in conditions if not isinstance(condition, Exists)]
    for pattern in patterns:
        yield pattern.fact_type, WHOLE
    fields = [field for test in tests for term in terms_of(test) for field in fields_of(term)]
    yield from ((kinds[field.name], field.field) for field in (*fields, *rule.one_per) if field.field != ID)


def known_when_made(facts: Iterable[PlainFact], own: LoadedRulebook | None) -> frozenset[Read]:
    """What the program that made a case is known to have had: what its rules read, and what its facts say."""
    said = {read for fact in facts for read in ((fact.type, WHOLE), *((fact.type, field) for field in fact.values))}
    return frozenset(said | (reads_of(own).keys() if own else set()))


def cannot_have(new: Mapping[Read, tuple[str, ...]], known: frozenset[Read]) -> dict[Read, tuple[str, ...]]:
    """What is read of a case and is in none of its facts and in none of the rules of its time.

    The case may have been made before the kind or field existed: then its absence says nothing.
    """
    return {
        (kind, field): codes
        for (kind, field), codes in new.items()
        if (kind, field) not in known and (field == WHOLE or (kind, WHOLE) in known)
    }


def lacks(fact: PlainFact) -> list[str]:
    """The fields that every fact of its kind has today and this one has not: it was made before they existed."""
    kind = VOCABULARY.get(fact.type)
    wanted: Mapping[str, FieldType] = kind.fields if kind else {}
    return [name for name, known in wanted.items() if not known.optional and name != ID and name not in fact.values]
