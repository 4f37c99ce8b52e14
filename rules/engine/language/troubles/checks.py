"""Troubles of a rule as a whole: names bound twice, texts that show what is not there, and warnings."""

from typing import Final

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop
from institutions.kinds.base import Label
from rules.engine.language.errors import RuleTrouble

PATTERNS: Final = Label("patterns", "パターン")
UNKNOWN_VALUES: Final = Label("unknown values that unless reads", "unless が読む不明な値")
VARIANTS: Final = Label("variants", "変形")


@coded(
    "rule_check.too_many_patterns",
    gettext_noop(
        "%(rule)s has more than %(most)s patterns, and they are compared with each other. "
        "Derive a fact that says a part of it."
    ),
)
class TooManyPatterns(RuleTrouble):
    rule: str
    most: PlainNumber


@coded("rule_check.one_per_case", gettext_noop("one_per names a field of the case. All of a case's findings share it."))
class OnePerCase(RuleTrouble):
    pass


@coded("rule_check.name_twice", gettext_noop("the name '%(name)s' is bound twice. Two facts need two names."))
class NameBoundTwice(RuleTrouble):
    name: str


@coded("rule_check.reads_another", gettext_noop("'%(test)s' does not read %(name)s. Put it into applies."))
class ReadsAnother(RuleTrouble):
    test: str
    name: str


@coded("rule_check.any_of_two_facts", gettext_noop("any: in needs reads two facts. Derive a fact that has both."))
class AnyOfTwoFacts(RuleTrouble):
    pass


@coded("rule_check.condition_moves_date", gettext_noop("'%(test)s' moves a date. A text is chosen by plain values."))
class ConditionMovesDate(RuleTrouble):
    test: str


@coded("rule_check.condition_ranks", gettext_noop("'%(test)s' ranks words. Write in (one, other)."))
class ConditionRanks(RuleTrouble):
    test: str


@coded(
    "rule_check.statement_shows",
    gettext_noop("the statement shows {%(shown)s}. Write {NAME.field}; the field's type says how it is shown."),
)
class StatementShowsOdd(RuleTrouble):
    shown: str


@coded(
    "rule_check.statement_shows_unbound",
    gettext_noop("the statement shows {%(shown)s}, but '%(name)s' is not bound in every match.%(hint)s"),
)
class StatementShowsUnbound(RuleTrouble):
    shown: str
    name: str
    hint: Coded | None


@coded(
    "rule_check.brace_alone", gettext_noop("a brace of the statement '%(text)s' has no partner. Write {NAME.field}.")
)
class BraceAlone(RuleTrouble):
    text: str


@coded(
    "rule_check.number_in_rule",
    gettext_noop("%(value)s stands in the rule. Put it into rules/parameters with its date and law."),
)
class NumberInRule(RuleTrouble):
    value: str


@coded(
    "rule_check.joined_to_nothing",
    gettext_noop(
        "'%(name)s' is joined to nothing: every %(kind)s gives a finding of its own. Join it in where, or say one_per."
    ),
)
class JoinedToNothing(RuleTrouble):
    name: str
    kind: str


@coded(
    "rule_check.too_many_ways",
    gettext_noop(
        "with this line the rule can hold in %(number)s ways, more than %(most)s. "
        "Take some any: away, or derive a fact that says a part of it."
    ),
)
class TooManyWays(RuleTrouble):
    number: PlainNumber
    most: PlainNumber


@coded(
    "rule_check.can_be_swapped",
    gettext_noop(
        "'%(first)s' and '%(second)s' can be swapped: every pair would come twice. "
        "Order them by one of their keys, as in %(first)s.fact < %(second)s.fact."
    ),
)
class CanBeSwapped(RuleTrouble):
    first: str
    second: str


@coded(
    "rule_check.too_much_of_a_rule",
    gettext_noop("%(rule)s has %(number)s %(what)s, more than %(most)s. Derive a fact that says a part of it."),
)
class TooMuchOfRule(RuleTrouble):
    rule: str
    number: PlainNumber
    what: Label
    most: PlainNumber


@coded(
    "rule_check.foreign_facts",
    gettext_noop(
        "'%(test)s' reads two facts, and neither is %(name)s. Bind a fact in %(name)s that has both, or derive one."
    ),
)
class ForeignFacts(RuleTrouble):
    test: str
    name: str


@coded(
    "rule_check.nothing_always_bound",
    gettext_noop("no name is bound in every match for '%(test)s'. Bind one outside of any."),
)
class NothingAlwaysBound(RuleTrouble):
    test: str
