"""Facts about claims that companies brought."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Day, Fact, PartyKey, word_type
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalDispute(Fact):
    """A competitor of a participant, its group or an association of which it is a member brought a claim.

    One for each `dispute` that was not opened after `as_of`, whose claimant is a competitor at `as_of` of a participant
    (`relation` same), of the competitor's group (group), or an association of which it is a member at `as_of`
    (association). `rival` is that competitor, of several the nearest, then the first by key. `brought_on` is the
    dispute's `opened_on`. `ended_on` is its `closed_on`, else the last day on which the statement is true; unknown
    where neither is stated. The rest is as stated.
    """

    label = ("Claim from a competitor's side", "競争者側の紛争")

    claimant: CompanyKey
    rival: CompanyKey
    relation: Annotated[str, word_type("same", "group", "association")]
    respondent: PartyKey
    domain: Annotated[str, stated_words("dispute", "domain")] | None = None
    brought_on: Day | None = None
    ended_on: Day | None = None
