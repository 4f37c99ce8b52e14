"""The kinds of facts and fields that a rulebook reads, and those of them that a stored case cannot have."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from rules.assessing.material import PlainFact
from rules.engine.language.syntax import Rule
from rules.engine.language.types import CASE_TYPE, FINDING_TYPE
from rules.engine.language.walk import CASE, fields_in_term, terms_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.fact_names import ID, patterns_of, tests_of
from rules.facts.kinds.base import FieldType
from rules.facts.kinds.vocabulary import VOCABULARY

Read = tuple[str, str]  # a kind of fact and one of its fields; an empty field is the kind itself
WHOLE: Final = ""


def readers_by_field(rulebook: LoadedRulebook) -> dict[Read, tuple[str, ...]]:
    """Return every kind and field that the rules read from a case's facts, with the codes that read it."""
    found: dict[Read, dict[str, None]] = {}
    for code, rule in sorted(rulebook.rules.items()):
        for read in rule_reads(rule):
            if read[0] != FINDING_TYPE:  # the engine makes findings itself
                found.setdefault(read, {})[code] = None
    return {read: tuple(codes) for read, codes in found.items()}


def rule_reads(rule: Rule) -> Iterator[Read]:
    """Yield every kind and field that one rule reads."""
    patterns = list(patterns_of(rule))
    kinds = {CASE: CASE_TYPE, **{pattern.name: pattern.fact_type for pattern in patterns}}
    for pattern in patterns:
        yield pattern.fact_type, WHOLE
    fields = [field for test in tests_of(rule) for term in terms_of(test) for field in fields_in_term(term)]
    yield from ((kinds[field.name], field.field) for field in (*fields, *rule.one_per) if field.field != ID)


def vocabulary_when_made(facts: Iterable[PlainFact], own: LoadedRulebook | None) -> frozenset[Read]:
    """Return the kinds and fields that existed when a case was made: in its facts, or read by rules of its time."""
    said = {read for fact in facts for read in ((fact.type, WHOLE), *((fact.type, field) for field in fact.values))}
    return frozenset(said | (readers_by_field(own).keys() if own else set()))


def cannot_have(new: Mapping[Read, tuple[str, ...]], known: frozenset[Read]) -> dict[Read, tuple[str, ...]]:
    """Return the reads that occur neither in a case's facts nor in the rules of its time.

    The case may be older than the kind or field: then its absence means nothing.
    """
    return {
        (kind, field): codes
        for (kind, field), codes in new.items()
        if (kind, field) not in known and (field == WHOLE or (kind, WHOLE) in known)
    }


def fields_lacking(fact: PlainFact) -> list[str]:
    """Return fields that every fact of its kind has today and this one has not: it is older than they are."""
    kind = VOCABULARY.get(fact.type)
    wanted: Mapping[str, FieldType] = kind.fields if kind else {}
    return [name for name, known in wanted.items() if not known.optional and name != ID and name not in fact.values]
