"""Reasons why a decision on a possible match is refused."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded("match.decided_already", gettext_noop("This possible match was already %(state)s. Reload the page."))
class MatchDecidedAlready(Coded):
    state: Label


@coded(
    "match.not_decided",
    gettext_noop("Nobody has decided this possible match, so there is no decision to reverse. Reload the page."),
)
class MatchNotDecided(Coded):
    pass


@coded(
    "match.no_reason",
    gettext_noop("Give the reason: what did you compare? It stays with the decision."),
)
class MatchWithoutReason(Coded):
    pass


@coded("match.kinds_differ", gettext_noop("A %(one)s cannot be a %(other)s. Reject the match."))
class KindsDiffer(Coded):
    one: Label
    other: Label


@coded(
    "match.numbers_differ",
    gettext_noop("Their corporate numbers or LEIs differ, so these are different parties. Reject the match."),
)
class NumbersDiffer(Coded):
    pass


@coded(
    "match.joins_two_open",
    gettext_noop(
        "The party that restricted partnerships name was found to be another one before. Confirmed, this match would "
        "make one of two parties that everybody finds, and nobody else could see why. Reverse the other match first, "
        "or reject this one."
    ),
)
class JoinsTwoOpen(Coded):
    pass


@coded("match.not_chosen", gettext_noop("Choose whether they are the same party or different parties."))
class SameNotChosen(Coded):
    pass


@coded(
    "match.not_yours",
    gettext_noop(
        "A person decides a possible match: an officer of the body whose document led to it, or a reviewer, and "
        "neither about themselves. Sign in as one."
    ),
    form=gettext_noop(
        "Only a reviewer, or an officer of the body whose document led to this possible match, can decide it. Ask one."
    ),
)
class MatchNotYours(Coded):
    pass
