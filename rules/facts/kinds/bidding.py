"""Facts about the bids of this selection, among each other and against the reserve price."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import BasisPoints, CompanyKey, Count, Fact, Flag, Yen
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Subcontract(Fact):
    """A contractor passes a part of the work of this partnership on to another company.

    One for each `subcontract` of this partnership that names no call, as stated. For each participant in the role
    subcontractor that none of them names: one with `contractor` unknown and the id `subcontract(company=<company>)`.
    """

    label = ("Subcontract", "下請・再委託")

    company: CompanyKey
    contractor: CompanyKey | None = None
    share_bp: BasisPoints | None = None
    named_in_bids: Flag | None = None
    approved: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BidRounds(Fact):
    """The lowest bidder in the rounds of this selection: exactly one where any bid without a call is held.

    Where none is held of a selection with bids: one with `rounds` unknown and the id `bids_known()`.

    Bids that were disqualified or withdrawn don't count; of two bids of one company in a round the later one does.
    `rounds`: how many there were; without any number of a round it is one, and unknown where a company then has several
    bids, or where only some bids have a number. `bidders`: different companies that made a bid. `same_lowest`: one
    company was lowest, alone or with others, in every round; unknown where an amount or a status is. `lowest`: that
    company. Amounts are compared on one basis: with tax, where some are with it and some without. `smallest_gap_bp`:
    by how much the lowest bid was below the next, as a share of the next, in the round in
    which that was least; unknown where no round has two bids. id: `bid_rounds`.
    """

    label = ("Rounds of bids", "入札の回次")

    bidders: Count
    rounds: Count | None = None
    same_lowest: Flag | None = None
    lowest: CompanyKey | None = None
    smallest_gap_bp: BasisPoints | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BidRatio(Fact):
    """The amount that a partner bid, as a share of the reserve price.

    One for each offer of this selection (its latest round; neither disqualified nor withdrawn) whose company or
    consortium has a lead partner or partner, under the company that made it. `ratio_bp` is rounded down; unknown where
    the amount or the reserve price is. Both amounts are as stated, `bid_tax` and `reserve_tax` say whether tax is in
    them; where one has it and the other not, the ratio is that of both with tax, at the rate of the day of the bid.
    Where bids are held and no partner made one: one for each lead partner (without any: each partner), with the amount
    unknown and the id `bid(company=<lead partner>)`. None where
    nobody is known to be chosen (see `choice_known`).
    """

    label = ("Bid and reserve price", "落札率")

    company: CompanyKey
    amount_yen: Yen | None = None
    bid_tax: Annotated[str, stated_words("bid", "tax")] | None = None
    reserve_price_yen: Yen | None = None
    reserve_tax: Annotated[str, stated_words("selection", "tax")] | None = None
    ratio_bp: BasisPoints | None = None
