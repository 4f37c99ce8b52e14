"""The conditions that would clear a finding, in results of formats 3 and 4. Frozen.

They name a guard that any branch of `any` contradicts, and one that another fact contradicts.
"""

from collections.abc import Iterable
from typing import Final

from institutions.codes.base import Coded
from rules.assessing.bound_facts import BoundFacts
from rules.assessing.guards import fact_of_guard, named_guards, own_field
from rules.assessing.statement_of import test_holds
from rules.assessing.wording import PatternWording
from rules.engine.evaluating.outcomes import UnknownGuard
from rules.engine.language.statements import Names
from rules.engine.language.syntax import Comparison, Membership, Pattern, Rule

STEPS: Final = frozenset(  # fields that a step still altered in these formats
    {
        *("acting", "advantage_published", "approved", "approved_exchange", "barred", "compensation_budgeted"),
        *("competing_bids", "condition_published", "disclosed", "duties_separate", "eligible_applicants", "in_trust"),
        *("method", "mof_consulted", "notified", "partner_agreed", "plenary_only", "pre_commercial", "research_only"),
        *("results_open", "secrecy_approved", "security_exception_recorded", "terms_agreed"),
    }
)


def clearing_guards_of_steps(
    rule: Rule, bound: BoundFacts, unknown: Iterable[UnknownGuard], names: Names
) -> tuple[Coded, ...]:
    """Return one entry for each step and guard, and last the author's text on when the rule is silent."""
    return named_guards(rule, bound, unknown, names, contradicted=is_contradicted_by_own, worded=PatternWording)


def is_contradicted_by_own(guard: Pattern, bound: BoundFacts) -> bool:
    """Return whether a fact that the guard is about is stated otherwise, in a field that no step alters."""
    fact = fact_of_guard(guard, bound)
    read = BoundFacts({**bound.facts, guard.name: fact}, bound.parameters) if fact else bound
    return fact is not None and any(
        not field.field.endswith("_on") and read.value(field) is not None and not test_holds(test, read)
        for test in guard.where
        if isinstance(test, Comparison | Membership) and (field := own_field(test, guard)) and field.field not in STEPS
    )
