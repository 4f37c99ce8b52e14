"""A rulebook without the rules that a change cannot touch: few rules are evaluated in a part of the time.

A rule of the second stage reads findings of others. It is touched if it may read one of a touched rule, and it needs
all rules whose findings it may read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rules.engine.compiled.compiler import compile_rulebook
from rules.engine.language.parameters import Parameters
from rules.engine.language.syntax import AnyTest, Comparison, FieldRef, LiteralTerm, Membership, Rule, Test
from rules.engine.language.types import FINDING_TYPE
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.catalogue.fact_names import patterns_of
from rules.explaining.catalogue.timeline import parameters_named
from rules.facts.kinds.vocabulary import PARTNERSHIP, VOCABULARIES
from rules.screening.changed_rules import RulebookDifference

Rules = Mapping[str, Rule]


@dataclass(frozen=True, slots=True)
class TouchedRules:
    """The rules of two rulebooks that may answer otherwise, and those of them that only word it otherwise too.

    `followers` are those of them that are the same in both, and may answer otherwise since a finding of others does.
    """

    codes: frozenset[str]
    followers: frozenset[str]
    worded: frozenset[str]
    numbers: frozenset[str]


def touched_rules(base: LoadedRulebook, draft: LoadedRulebook) -> TouchedRules:
    """Return the rules that a draft touches: changed, added or removed ones, and those that read their findings."""
    difference = RulebookDifference(base, draft)
    codes = difference.texts | difference.readers | (base.rules.keys() ^ draft.rules.keys())
    seconds = frozenset(
        code
        for rules in (base.rules, draft.rules)
        for code, rule in rules.items()
        if not codes.isdisjoint(findings_read(rule, rules))
    )
    return TouchedRules(frozenset(codes | seconds), seconds - codes, difference.texts, difference.numbers)


def readers_of(book: LoadedRulebook, parameter: str) -> frozenset[str]:
    """Return the rules that read a number."""
    return frozenset(code for code, rule in book.rules.items() if parameter in parameters_named(rule))


def narrowed(
    book: LoadedRulebook, codes: Iterable[str], parameters: Parameters | None = None, subject: str = PARTNERSHIP
) -> LoadedRulebook | None:
    """Return a rulebook with some of its rules, and those whose findings they may read; None without any of them."""
    wanted = {code for code in codes if code in book.rules}
    wanted |= {source for code in wanted for source in findings_read(book.rules[code], book.rules)}
    if not wanted:
        return None
    rules = [book.rules[code] for code in sorted(wanted)]
    compiled = compile_rulebook(rules, VOCABULARIES[subject], parameters or book.parameters, book.body_codes)
    return replace(book, compiled=compiled, form=compiled)


def findings_read(rule: Rule, rules: Rules) -> frozenset[str]:
    """Return the rules whose findings a rule may read: none for one of the first stage."""
    found = [
        allowed(pattern.where, pattern.name, rules)
        for pattern in patterns_of(rule)
        if pattern.fact_type == FINDING_TYPE
    ]
    return frozenset(code for codes in found for code in codes if not reads_findings(rules[code]))


def reads_findings(rule: Rule) -> bool:
    """Return whether a rule is of the second stage."""
    return any(pattern.fact_type == FINDING_TYPE for pattern in patterns_of(rule))


def allowed(tests: Sequence[Test | AnyTest], name: str, rules: Rules) -> frozenset[str]:
    """Return the rules whose findings may pass all of some tests on a finding: too many rather than too few."""
    found = frozenset(rules)
    for test in tests:
        found &= passing(test, name, rules)
    return found


def passing(test: Test | AnyTest, name: str, rules: Rules) -> frozenset[str]:
    """Return the rules whose findings may pass a test."""
    if isinstance(test, AnyTest):
        return frozenset(code for branch in test.branches for code in allowed(branch, name, rules))
    if isinstance(test, Membership) and not test.negated and isinstance(test.term, FieldRef):
        return named(test.term, test.words, name, rules)
    if isinstance(test, Comparison) and test.op == "==":
        for side, other in ((test.left, test.right), (test.right, test.left)):
            if isinstance(side, FieldRef) and isinstance(other, LiteralTerm):
                return named(side, (str(other.value),), name, rules)
    return frozenset(rules)


def named(field: FieldRef, words: Sequence[str], name: str, rules: Rules) -> frozenset[str]:
    """Return the rules with one of some codes or families; all where the test is on something else."""
    if field.name != name or field.field not in ("code", "family"):
        return frozenset(rules)
    return frozenset(code for code, rule in rules.items() if (code if field.field == "code" else rule.family) in words)
