"""Reasons why an assessment cannot be explained."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded


@coded(
    "explanation.no_result",
    gettext_noop("This assessment has no result: only a finished one can be explained."),
)
class NoResult(Coded):
    pass


@coded("explanation.no_such_rule", gettext_noop("The rulebook of this assessment has no rule %(rule)s."))
class NoSuchRule(Coded):
    rule: str


@coded(
    "explanation.other_rulebook",
    gettext_noop("The rulebook has changed since this assessment. Have the partnership assessed again, then ask."),
)
class OtherRulebook(Coded):
    pass


@coded(
    "explanation.other_findings",
    gettext_noop("The facts known then give other findings now. Have the partnership assessed again, then ask."),
)
class OtherFindings(Coded):
    pass
