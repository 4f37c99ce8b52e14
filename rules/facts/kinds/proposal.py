"""Facts about a partnership that a private company proposed."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Count, Days, Fact, Flag
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateProposal(Fact):
    """A company that proposed this partnership, and who carries it out; none where the proposer is stated as none.

    `won` true: one for each lead partner or partner (`partner`) that is the proposer or of its group at `as_of`. If
    there is none: one with `won` false; unknown for want of owners, one for each company of which they are missing,
    with the id `ownership_known(company=<it>)/private_proposal`. Where the proposer is left out: one with `won` unknown
    and the id `selection(proposer)`; where it may be chosen but nobody is known to be (see `choice_known`), with the id
    `selection(awarded_on)`. `call_days`: as `days` of `notice_period`. `competing_bids`: valid offers of companies
    outside the proposer's group in this selection; unknown where no bid is held. id of the others:
    `private_proposal:<partner>`, `private_proposal`.
    """

    label = ("Private proposal", "民間提案")

    method: Annotated[str, stated_words("selection", "method")] | None = None
    proposer: CompanyKey | None = None
    partner: CompanyKey | None = None
    won: Flag | None = None
    call_days: Days | None = None
    advantage_published: Flag | None = None
    competing_bids: Count | None = None
