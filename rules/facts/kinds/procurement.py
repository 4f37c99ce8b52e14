"""Facts about the selection of the partner, the bidders, and the leaders of functions."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import (
    BasisPoints,
    CompanyKey,
    Count,
    Day,
    Fact,
    Flag,
    PartyKey,
    PersonKey,
    Text,
    Yen,
    word_type,
)
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection(Fact):
    """The selection of the partner of this partnership: exactly one, from `selection`, as stated.

    `legal_ground` is the word "none" where the document says null, and unknown where it is left out. `mof_consulted` is
    false where it is left out: the consultation is on file or was not held (SUBMISSION.md, rule 3); then it is named in
    `not_recorded`. `several_bid`: no method is published, and two or more made bids, so that bids were called for; else
    false. id: `selection`.
    """

    label = ("Selection of the partner", "相手方の選定")

    method: Annotated[str, stated_words("selection", "method")] | None = None
    object: Annotated[str, stated_words("selection", "object")] | None = None
    legal_ground: Annotated[str, stated_words("selection", "legal_ground", "none")] | None = None
    opened_on: Day | None = None
    closed_on: Day | None = None
    eligible_applicants: Count | None = None
    qualified_firms: Count | None = None
    qualifications_narrowed: Flag | None = None
    market_survey_on: Day | None = None
    secrecy_approved: Flag | None = None
    mof_consulted: Flag | None = None
    reserve_price_yen: Yen | None = None
    reserve_basis: Annotated[str, stated_words("selection", "reserve_basis")] | None = None
    several_bid: Flag | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BidsKnown(Fact):
    """The bids of this selection are known.

    One where at least one `bid` without a call is held, or where the method is not open, selective or designated
    (then no bids are to be expected). id: `bids_known`.
    """

    label = ("Bids known", "応札状況")

    held: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceKnown(Fact):
    """The partner of this selection is chosen: without it several may become the partner, and nobody is known to be.

    None where several partners bid against each other, none leads, and neither the day of the award nor an award to one
    of them is stated; and of a published process without an award. Else one. `held`: the partners. id: `choice_known`.
    """

    label = ("Which bidder was chosen", "落札者の決定")

    held: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Bidder(Fact):
    """A company competes for this partnership.

    `way` bid: one for each company and each consortium member of the bids of this selection (those without a
    call), once a company, from its latest round. `offer` is the company that made the bid; two members of one
    consortium have the same. `valid`: the status is valid; unknown where unstated. `way` participant: for each
    lead partner or partner that made no bid, `valid` true, `offer` itself. `on` is the date of the bid, else
    `proposed_on`.
    """

    label = ("Bidder", "応札者")

    company: CompanyKey
    offer: CompanyKey
    way: Annotated[str, word_type("bid", "participant")]
    on: Day
    valid: Flag | None = None
    amount_yen: Yen | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidBids(Fact):
    """The number of valid offers in this selection: exactly one where any bid without a call is held.

    `count`: different offers with status valid (in their latest round). Unknown where an unstated status could make it
    another answer to "exactly one?": known as soon as two are valid. A published process may count more bidders than it
    names: each of them may be valid. One that counts a single bidder and lists no bid has one, the company that was
    chosen. `only_bidder`: the one, where count is 1.
    `in_a_row`: where count is 1, how many selections of the sponsor for the same object, this one included and going
    back from it without a break (`call` by `closed_on`, with the bids of that call), had exactly one valid bid, by the
    same company or its group. At least 1. id: `valid_bids`.
    """

    label = ("Valid bids", "有効な応札")

    count: Count | None = None
    only_bidder: CompanyKey | None = None
    in_a_row: Count | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InCommon(Fact):
    """A thing in common of two bidders of different offers with valid (or unknown) status; `first` < `second`.

    owner: for each party with an effective share (product along each path, summed over the paths) in both, where a
    company has 10000 bp of itself: `holder`, `lower_bp` (the smaller of the two effective shares, rounded down; where a
    share on a path is unknown, that of the known paths, if any, and besides one with `lower_bp` unknown). control: for
    each `holder` who controls both at each hop, or is one and controls the other. officer: for each `person` with a
    `directorship` of both that are true at `as_of`. address, phone, bank_account, agent, document_author: equal
    `contact_details` (folded: width, case, spaces, hyphens), with `serviced_office` true where either says so (address)
    and `agent_type` where both give the same (agent); for address and phone the company's own fields count too. An
    address is a street and number, or a building with its postcode, in whatever way it is written; `address` is the
    first company's. Never what another detail is: it may be a person's name that another body has stated. For each
    bidder without `ownership_known`, one with `what` owner, `holder` and `lower_bp` unknown, beside one other bidder
    (not beside each of them: their number would be the square of the bidders'), id `ownership_known(company=<the
    bidder>)/<first>/<second>`. Where more than 30 bidders have one thing in common, each has one fact
    beside one other of them: the one whose bid is valid for certain, and with the largest share.
    """

    label = ("Common to two bidders", "応札者間の共通点")

    first: CompanyKey
    second: CompanyKey
    what: Annotated[
        str, word_type("owner", "control", "officer", "address", "phone", "bank_account", "agent", "document_author")
    ]
    holder: PartyKey | None = None
    person: PersonKey | None = None
    lower_bp: BasisPoints | None = None
    address: Text | None = None
    serviced_office: Flag | None = None
    agent_type: Annotated[str, stated_words("contact_details", "agent_type")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads(Fact):
    """A party leads one function of this partnership. One for each row of `leads` whose `by` is known."""

    label = ("Lead", "主導者")

    function: Annotated[str, stated_words("leads", "function")]
    by: PartyKey
