"""The limits of what may follow from one case, as codes."""

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop


@coded(
    "evaluation.facts_follow",
    gettext_noop(
        "More than %(most)s facts follow from this document: too many of its companies own or control each other, bid "
        "or take part together. State them in several documents, or leave out ties that this partnership does not "
        "depend on."
    ),
)
class TooManyFactsFollow(Coded):
    most: int


@coded(
    "evaluation.origins_follow",
    gettext_noop(
        "More than %(most)s origins of facts follow from this document: too many of its companies own or control each "
        "other, bid or take part together. State them in several documents, or leave out ties that this partnership "
        "does not depend on."
    ),
)
class TooManyOriginsFollow(Coded):
    most: int
