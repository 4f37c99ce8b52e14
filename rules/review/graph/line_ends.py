"""The fields of a fact between which it draws a line. Every type of fact is in one of the two tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules.review.graph.model import CASE

SPONSOR: Final = "@sponsor"  # facts about the sponsor's earlier awards do not name it
Pairs = tuple[tuple[str, str], ...]
Values = Mapping[str, Any]  # Any: plain values of a fact


@dataclass(frozen=True, slots=True)
class LineEnds:
    """Pairs of fields, from tail to head; `otherwise` is for facts that know none of these pairs."""

    pairs: Pairs
    otherwise: Pairs = ()


def line_ends(*pairs: tuple[str, str], otherwise: Pairs = ()) -> LineEnds:
    """Make the ends of one type of fact."""
    return LineEnds(pairs, otherwise)


OF_PERSON: Final = line_ends(("person", "company"))
TIES: Final[Mapping[str, LineEnds]] = {
    "partnership": line_ends(("sponsor", CASE)),
    "co_sponsor": line_ends(("body", CASE)),
    "restricts": line_ends((CASE, "country")),
    "leads": line_ends(("by", CASE)),
    "participates": line_ends(("company", CASE)),
    "official": line_ends(("person", CASE)),
    "bidder": line_ends(("company", CASE), ("company", "offer")),
    "valid_bids": line_ends(("only_bidder", CASE)),
    "bid_ratio": line_ends(("company", CASE)),
    "bid_rounds": line_ends(("lowest", CASE)),
    "complainant": line_ends(("company", CASE)),
    "private_proposal": line_ends(("proposer", CASE)),
    "subcontract": line_ends(("contractor", "company"), otherwise=(("company", CASE),)),
    "small_orders": line_ends((SPONSOR, "company")),
    "award_run": line_ends((SPONSOR, "company")),
    "award_share": line_ends((SPONSOR, "company")),
    "tender_series": line_ends((SPONSOR, "company")),
    "related_company": line_ends(("other", "company")),
    "competes": line_ends(("other", "company")),
    "association_member": line_ends(("company", "association")),
    "in_common": line_ends(
        *(("holder", "first"), ("holder", "second"), ("person", "first"), ("person", "second")),
        otherwise=(("first", "second"),),
    ),
    "joint_market": line_ends(("first", "second")),
    "transaction": line_ends(("acquirer", "target")),
    "conduct": line_ends(("person", "company"), otherwise=(("person", CASE),)),
    "close_person": line_ends(("person", "relative")),
    "answers_to": line_ends(("person", "superior")),
    "appointment": line_ends(("person", "body")),
    "body_seat": line_ends(("person", "body")),
    "served_in": line_ends(("person", "body")),
    "in_service": line_ends(("person", "body")),
    "contact": line_ends(("person", "body")),
    "duty": OF_PERSON,
    "decision": line_ends(("person", "company"), ("person", "body")),
    "contracts_total": OF_PERSON,
    "secondment": line_ends(("person", "company"), ("person", "body")),
    "joined_company": OF_PERSON,
    "former_official": line_ends(("person", "company"), ("person", "body")),
    "job_offer": OF_PERSON,
    "interested_company": OF_PERSON,
    "old_interested_party": OF_PERSON,
    "joint_research": line_ends(("person", "other")),
    "reviewer_tie": OF_PERSON,
    "holds_stake": line_ends(("holder", "company")),
    "securities_trade": OF_PERSON,
    "company_post": OF_PERSON,
    "bid_restriction": OF_PERSON,
    "tie_in_office": OF_PERSON,
    "benefit": line_ends(("giver", "person")),
    "measure": line_ends(("body", "company"), otherwise=(("body", CASE),)),
    "harm": line_ends(("body", "company")),
    "treaty_cover": line_ends(("investor", "company")),
    "exposure": line_ends(("company", "country")),
    "relocation_request": line_ends(("body", "company")),
    "exclusion": line_ends(("listed_company", "company")),
    "past_order": line_ends(("body", "listed_company"), ("listed_company", "company")),
    "foreign_acquisition": line_ends(("investor", "company")),
    "rival_dispute": line_ends(("claimant", "respondent"), ("claimant", "rival")),
    "listed_party": line_ends(("party", "company")),
}
# About one party, about the partnership, or saying that there is no tie (partner_outside_group).
ALONE: Final = frozenset(
    {
        *("selection", "bids_known", "choice_known", "procurement_covered", "planned_contract", "notice_period"),
        "award_published",
        *("history_known", "market_known", "partner_outside_group", "declaration", "left_service", "appeal"),
        *("listing", "court_period", "clearance_check", "core_infrastructure", "preservation_order", "export_item"),
        *("market_ratio", "market_screen"),
        "sponsor_mandate",
        "obligation",
        "lead_side",
        "finding",
    }
)
SAYS_NOT: Final = (("duty", "held"), ("old_interested_party", "held"))  # a flag that, where not true, denies the tie
MISSING: Final = "("  # in the id of a fact that stands for data which is not known, such as duty(person=…)


def fact_lines_drawn(kind: str, identity: str, values: Values, sponsor: str) -> Iterator[tuple[str, str]]:
    """Yield the lines that a fact draws, tail and head; none for unknown or denied ties, nor from a party to itself."""
    declared = TIES.get(kind)
    denied = any(each == kind and values.get(name) is not True for each, name in SAYS_NOT)
    if declared is None or denied or MISSING in identity:
        return
    ends_of = {**values, CASE: CASE, SPONSOR: sponsor}
    found = [known for pair in declared.pairs if (known := different_parties(ends_of, pair))]
    yield from found or [known for pair in declared.otherwise if (known := different_parties(ends_of, pair))]


def different_parties(values: Values, pair: tuple[str, str]) -> tuple[str, str] | None:
    """Return two different parties; None if one is not known."""
    tail, head = (values.get(name) for name in pair)
    return (tail, head) if tail and head and tail != head else None
