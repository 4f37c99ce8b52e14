"""Facts about decisions of a person in public service, and their worth."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BodyKey, CompanyKey, Day, Fact, Flag, PersonKey, Yen
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """A former official decided a contract with a company, or a disposition against it, when in office.

    For persons with `left_service`: one for each `decision` and each body approached in a `contact` that belongs to
    the ministry where it was decided; that is the ministry of the statement's body, else those of the posts that the
    person held on that day (of all their posts, where the day is unknown or no post is stated for it). `personally`,
    `concerns_case` (`concerns_this_partnership`), `what` and `on` as stated. Where no decision of the person is stated
    at all: one for each company in which they have a post and each such body of a ministry in which they served, with
    `personally` unknown and the id `decision(person=<person>, company=<company>, body=<body>)`: that nothing is stated
    is not "decided nothing".
    """

    label = ("Decision in office", "在職中の決定")

    person: PersonKey
    company: CompanyKey
    body: BodyKey
    personally: Flag | None = None
    concerns_case: Flag | None = None
    what: Annotated[str, stated_words("decision", "what")] | None = None
    on: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractsTotal(Fact):
    """The total that a company received from contracts that a person made or handled.

    One for each `contracts_total` that is true at `as_of`. `total_yen` is with tax where the document of the case
    states it and says that its amounts are without; else as stated.
    """

    label = ("Total of contracts", "契約総額")

    person: PersonKey
    company: CompanyKey
    total_yen: Yen | None = None
