"""Facts about what companies gave to people on the public side."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Day, Fact, Flag, PersonKey, Yen
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit(Fact):
    """A company gave something to a person, or had a meal, golf or a journey together with them.

    One for each `benefit` to a person with a role or an `appointment`, with `on` at or before `as_of` or unknown.
    `kind` is its type. `quarter_ends_on` is the last day of the quarter of the calendar in which `on` lies. `reported`
    as stated, true where only `reported_on` is; `prior_notice` is `notified` as stated, true where only `notified_on`
    is, and false where that day is after `on`. `notified_on` as stated, if it is not after `as_of`. What is reported or
    notified on a day after `as_of` is not so yet: false. `value_yen` is with tax where the document of the case states
    it and says that its amounts are without. The rest is as stated.
    """

    label = ("Benefit", "贈与等")

    giver: CompanyKey
    person: PersonKey
    kind: Annotated[str, stated_words("benefit", "type")] | None = None
    on: Day | None = None
    quarter_ends_on: Day | None = None
    value_yen: Yen | None = None
    reported: Flag | None = None
    prior_notice: Flag | None = None
    notified_on: Day | None = None
    paid_by_self: Flag | None = None
    private_relation: Flag | None = None
