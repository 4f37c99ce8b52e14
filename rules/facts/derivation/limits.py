"""The limit of what may follow from one case, met while facts are derived: a small document can lead to very many.

Facts about pairs grow with the square of the companies, those about chains of owners with their third power. Without a
limit, a hundred bidders that own each other in a circle would take a process for minutes and all of its memory.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from institutions.codes.errors import CodedError
from rules.facts.derivation.limit_troubles import TooManyFactsFollow, TooManyOriginsFollow
from rules.facts.kinds.base import Fact

MOST_FACTS: Final = 50_000  # more are not evaluated either (`rules.engine.evaluating.admission`)
MOST_ORIGINS: Final = 250_000  # of all facts together; a case of 10,000 statements has some 40,000


class CaseTooLargeError(CodedError):
    """A case from which more follows than can be evaluated. It has no result: nothing of it is left out silently."""


def within_limits(facts: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the facts; CaseTooLargeError as soon as there are more, or they rest on more, than can be evaluated."""
    origins = 0
    for number, fact in enumerate(facts, start=1):
        origins += len(fact.origins) + len(fact.further)
        if number > MOST_FACTS:
            raise CaseTooLargeError(TooManyFactsFollow(most=MOST_FACTS))
        if origins > MOST_ORIGINS:
            raise CaseTooLargeError(TooManyOriginsFollow(most=MOST_ORIGINS))
        yield fact
