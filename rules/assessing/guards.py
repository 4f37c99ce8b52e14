"""The conditions that would clear a finding: guards that only lack data, steps that can be taken, further guards.

A guard that the record contradicts is named only where somebody can still bring it about: nobody is asked to state
otherwise what is stated.
"""

from collections.abc import Callable, Collection, Iterable
from typing import Final

from institutions.codes.base import Coded
from institutions.kinds.base import Label
from rules.assessing.bound_facts import BoundFacts
from rules.assessing.guard_wording import GuardWording, NeedWording
from rules.assessing.material import PlainFact
from rules.assessing.remedies import (
    GuardNotStated,
    GuardOnRecord,
    NeededOfEach,
    NeededOfMore,
    NeededToo,
    SilentWhen,
    StepTaken,
)
from rules.assessing.statement_of import LANGUAGES, test_holds, value_of
from rules.assessing.wording import COMMA, PatternWording
from rules.engine.evaluating.missing_data import MissingDatum, MissingField
from rules.engine.evaluating.outcomes import UnknownGuard
from rules.engine.language.parameters import NOT_IN_FORCE
from rules.engine.language.statements import Names
from rules.engine.language.syntax import (
    AnyTest,
    Comparison,
    FieldRef,
    Membership,
    ParameterRef,
    Pattern,
    Rule,
    ShiftedTerm,
    Term,
    Test,
)
from rules.engine.language.walk import fields_in_term, item_text, names_in_test, rename_item, terms_of

MOST_NEEDS: Final = 10  # of one finding that are named: it may rest on hundreds of people
SINGLE: Final = frozenset({"partnership", "selection"})  # types of which a case has one fact
STEPS: Final = frozenset(  # fields that a step still alters: an approval, an agreement, a call held anew
    {
        *("acting", "advantage_published", "approved", "approved_exchange", "barred", "compensation_budgeted"),
        *("competing_bids", "condition_published", "disclosed", "duties_separate", "eligible_applicants", "in_trust"),
        *("method", "mof_consulted", "notified", "partner_agreed", "plenary_only", "pre_commercial", "research_only"),
        *("results_open", "secrecy_approved", "security_exception_recorded", "terms_agreed"),
    }
)


def clearing_guards(rule: Rule, bound: BoundFacts, unknown: Iterable[UnknownGuard], names: Names) -> tuple[Coded, ...]:
    """Return one entry for each step and guard, and last the author's text on when the rule is silent."""
    return named_guards(rule, bound, unknown, names, contradicted=is_contradicted, worded=GuardWording)


def named_guards(
    rule: Rule,
    bound: BoundFacts,
    unknown: Iterable[UnknownGuard],
    names: Names,
    *,
    contradicted: Callable[[Pattern, BoundFacts], bool],
    worded: type[PatternWording],
) -> tuple[Coded, ...]:
    """Return the entries in the words of a class, without the guards that are contradicted."""
    lacking: dict[str, UnknownGuard] = {}
    for guard in unknown:
        lacking.setdefault(guard.alias, guard)
    asked = [pattern for pattern in rule.unless if pattern.name in lacking]
    others = [pattern for pattern in rule.unless if pattern.name not in lacking and not contradicted(pattern, bound)]
    found: dict[tuple[str, ...], Coded] = {}
    for pattern in (*asked, *others):
        said = guard_remedy(pattern, lacking.get(pattern.name), bound, names, worded)
        missing = said.missing.en if isinstance(said, GuardNotStated) else ""
        found[said.code, missing, said.guard.en] = said  # two guards that read the same are one for a reader
    unstated = [said for said in found.values() if isinstance(said, GuardNotStated)]
    recorded = [said for said in found.values() if not isinstance(said, GuardNotStated)]
    steps = (StepTaken(text=Label(step.en, step.ja)) for step in rule.steps)
    return (*unstated, *steps, *recorded, SilentWhen(text=Label(rule.silent_when.en, rule.silent_when.ja)))


def with_needs(
    rule: Rule, remedies: tuple[Coded, ...], matches: Iterable[tuple[Collection[str], BoundFacts]], names: Names
) -> tuple[Coded, ...]:
    """Return the entries, with the unmet needs that keep the rule from being assessed once one of them is done.

    `matches` are those of the finding, the worst first, each with its unmet needs: a remedy takes away the worst, and
    then the rule goes on with the others. A guard that asks for all that a need asks for meets it, unless the need
    reads facts of another match: the entries speak of the worst.
    """
    *offered, silent = remedies
    guards = {guard.name: guard for guard in rule.unless}
    named = [guards.get(each.name) if isinstance(each, GuardNotStated | GuardOnRecord) else None for each in offered]
    looked_at: set[tuple[str, frozenset[str]]] = set()
    found: dict[str, Coded] = {}
    for place, (unmet, bound) in enumerate(matches if offered else ()):
        for need in rule.needs:
            read = facts_read(need, bound)
            if need.name not in unmet or (need.name, read) in looked_at:
                continue
            looked_at.add((need.name, read))
            if len(found) == MOST_NEEDS:
                return (*offered, *found.values(), NeededOfMore(named=MOST_NEEDS), silent)
            if place == 0 and all(guard and meets(guard, need) for guard in named):
                continue
            english, japanese = (NeedWording(bound, names, language, need) for language in LANGUAGES)
            said = Label(english.whole(), japanese.whole())
            code = NeededOfEach if english.is_of_others() else NeededToo
            found.setdefault(said.en, code(name=need.name, need=said))
    return (*offered, *found.values(), silent)


def facts_read(need: Pattern, bound: BoundFacts) -> frozenset[str]:
    """Return the ids of the facts of a match that a need reads."""
    names = {name for test in need.where for name in names_in_test(test)}
    return frozenset(bound.facts[name].id for name in names & bound.facts.keys())


def meets(guard: Pattern, need: Pattern) -> bool:
    """Return whether every fact that satisfies a guard meets a need: it is of the type and passes each test."""
    asked = {
        item_text(rename_item(test, lambda name: guard.name if name == need.name else name)) for test in need.where
    }
    return guard.fact_type == need.fact_type and asked <= {item_text(test) for test in guard.where}


def is_contradicted(guard: Pattern, bound: BoundFacts) -> bool:
    """Return whether the record has it otherwise, of the guard's fact or of another one, and no step alters that."""
    fact = fact_of_guard(guard, bound)
    read = BoundFacts({**bound.facts, guard.name: fact}, bound.parameters) if fact else bound
    return any(is_refuted(test, guard, read) for test in guard.where)


def is_refuted(test: Test | AnyTest, guard: Pattern, read: BoundFacts) -> bool:
    """Return whether everything that a test reads is known, does not satisfy it and is altered by no step."""
    if isinstance(test, AnyTest):
        return all(any(is_refuted(each, guard, read) for each in branch) for branch in test.branches)
    if not isinstance(test, Comparison | Membership) or test_holds_or_shifts(test, read):
        return False
    if field := own_field(test, guard):
        return not may_change(field) and read.value(field) is not None
    terms = list(terms_of(test))
    fields = [field for term in terms for field in fields_in_term(term)]
    return not any(map(may_change, fields)) and all(is_known(term, read) for term in terms)


def is_known(term: Term, read: BoundFacts) -> bool:
    """Return whether a term has a value, or is a number of the law that was not in force: tests on it are false."""
    if isinstance(term, ParameterRef) and (entry := read.entry(term)) and entry[1].value is NOT_IN_FORCE:
        return True
    return value_of(term, read) is not None


def test_holds_or_shifts(test: Comparison | Membership, read: BoundFacts) -> bool:
    """Return whether a test holds, or computes a date, which is not looked at here."""
    return any(isinstance(term, ShiftedTerm) for term in terms_of(test)) or test_holds(test, read)


def may_change(field: FieldRef) -> bool:
    """Return whether a step may still alter a field."""
    return field.field.endswith("_on") or field.field in STEPS


def fact_of_guard(guard: Pattern, bound: BoundFacts) -> PlainFact | None:
    """Return the bound fact that a guard speaks of again; None for a guard about a further fact."""
    for test in guard.where:
        for side in (test.left, test.right) if isinstance(test, Comparison) else ():
            if isinstance(side, FieldRef) and side.field == "fact" and side.name != guard.name:
                return bound.facts.get(side.name)
    alone = (fact for fact in bound.facts.values() if fact.type == guard.fact_type and fact.type in SINGLE)
    return next(alone, None)


def own_field(test: Comparison | Membership, guard: Pattern) -> FieldRef | None:
    """Return the field of the guard's own fact that a test compares with plain values; None if it has no such form."""
    sides = (test.left, test.right) if isinstance(test, Comparison) else (test.term,)
    if any(isinstance(side, ShiftedTerm) for side in sides):
        return None
    own = (side for side in sides if isinstance(side, FieldRef) and side.name == guard.name and side.field != "fact")
    return next(own, None)


def guard_remedy(
    pattern: Pattern,
    lacking: UnknownGuard | None,
    bound: BoundFacts,
    names: Names,
    worded: type[PatternWording],
) -> GuardNotStated | GuardOnRecord:
    """Return the remedy of one guard: the missing data, if only that keeps the guard from applying."""
    in_english, in_japanese = worded(bound, names, "en", pattern), worded(bound, names, "ja", pattern)

    def both(write: Callable[[PatternWording], str]) -> Label:
        return Label(write(in_english), write(in_japanese))

    guard = both(PatternWording.whole)
    if lacking is None:
        return GuardOnRecord(name=pattern.name, guard=guard)
    missing = both(lambda wording: missing_by_label(lacking, wording))
    data = tuple(each for each in lacking.missing if isinstance(each, MissingDatum))
    return GuardNotStated(name=pattern.name, fact=lacking.fact, lacking=data, missing=missing, guard=guard)


def missing_by_label(guard: UnknownGuard, wording: PatternWording) -> str:
    """Name the unknown data by label; data missing in a computed test is named in the guard already."""
    own = (each for each in guard.missing if isinstance(each, MissingField) and each.label == guard.fact)
    labels = [wording.field_label(each.field) for each in own if each.field.isidentifier()]
    return wording.of_kind(COMMA[wording.language].join(labels))
