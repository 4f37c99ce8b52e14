"""Troubles of the file of causes, which groups findings of several rules."""

from institutions.codes.registry import coded, gettext_noop
from rules.engine.language.errors import RuleTrouble


@coded("cause.no_such_rule", gettext_noop("there is no rule %(rules)s. Name rules of this rulebook."))
class CauseOfNoRule(RuleTrouble):
    rules: tuple[str, ...]


@coded("cause.twice", gettext_noop("%(rules)s has a cause already. A rule has one."))
class CauseTwice(RuleTrouble):
    rules: tuple[str, ...]
