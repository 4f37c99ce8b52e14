"""The fields of a fact between which it draws a line. Every type of fact is in one of the two tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rules.review.graph.model import CASE

SPONSOR: Final = "@sponsor"  # facts about the sponsor's earlier awards do not name it
Pairs = tuple[tuple[str, str], ...]
Values = Mapping[str, Any]  # Any: plain values of a fact


@dataclass(frozen=True, slots=True)
class Ends:
    """Pairs of fields, from tail to head; `otherwise` is for facts that know none of these pairs."""

    pairs: Pairs
    otherwise: Pairs = ()


def ends(*pairs: tuple[str, str], otherwise: Pairs = ()) -> Ends:
    """Make the ends of one type of fact."""
    return Ends(pairs, otherwise)


OF_PERSON: Final = ends(("person", "company"))
TIES: Final[Mapping[str, Ends]] = {
    "partnership": ends(("sponsor", CASE)),
    "restricts": ends((CASE, "country")),
    "leads": ends(("by", CASE)),
    "participates": ends(("company", CASE)),
    "official": ends(("person", CASE)),
    "bidder": ends(("company", CASE), ("company", "offer")),
    "valid_bids": ends(("only_bidder", CASE)),
    "bid_ratio": ends(("company", CASE)),
    "bid_rounds": ends(("lowest", CASE)),
    "complainant": ends(("company", CASE)),
    "private_proposal": ends(("proposer", CASE)),
    "subcontract": ends(("contractor", "company"), otherwise=(("company", CASE),)),
    "small_orders": ends((SPONSOR, "company")),
    "award_run": ends((SPONSOR, "company")),
    "award_share": ends((SPONSOR, "company")),
    "tender_series": ends((SPONSOR, "company")),
    "related_company": ends(("other", "company")),
    "competes": ends(("other", "company")),
    "association_member": ends(("company", "association")),
    "in_common": ends(
        *(("holder", "first"), ("holder", "second"), ("person", "first"), ("person", "second")),
        otherwise=(("first", "second"),),
    ),
    "joint_market": ends(("first", "second")),
    "transaction": ends(("acquirer", "target")),
    "conduct": ends(("person", "company"), otherwise=(("person", CASE),)),
    "close_person": ends(("person", "relative")),
    "answers_to": ends(("person", "superior")),
    "appointment": ends(("person", "body")),
    "body_seat": ends(("person", "body")),
    "served_in": ends(("person", "body")),
    "in_service": ends(("person", "body")),
    "contact": ends(("person", "body")),
    "duty": OF_PERSON,
    "decision": ends(("person", "company"), ("person", "body")),
    "contracts_total": OF_PERSON,
    "secondment": ends(("person", "company"), ("person", "body")),
    "joined_company": OF_PERSON,
    "job_offer": OF_PERSON,
    "interested_company": OF_PERSON,
    "old_interested_party": OF_PERSON,
    "joint_research": ends(("person", "other")),
    "reviewer_tie": OF_PERSON,
    "holds_stake": ends(("holder", "company")),
    "securities_trade": OF_PERSON,
    "company_post": OF_PERSON,
    "bid_restriction": OF_PERSON,
    "tie_in_office": OF_PERSON,
    "benefit": ends(("giver", "person")),
    "measure": ends(("body", "company"), otherwise=(("body", CASE),)),
    "harm": ends(("body", "company")),
    "treaty_cover": ends(("investor", "company")),
    "exposure": ends(("company", "country")),
    "relocation_request": ends(("body", "company")),
    "exclusion": ends(("listed_company", "company")),
    "foreign_acquisition": ends(("investor", "company")),
    "rival_dispute": ends(("claimant", "respondent"), ("claimant", "rival")),
    "listed_party": ends(("party", "company")),
}
# About one party, about the partnership, or saying that there is no tie (partner_outside_group).
ALONE: Final = frozenset(
    {
        *("selection", "bids_known", "procurement_covered", "planned_contract", "notice_period", "award_published"),
        *("history_known", "market_known", "partner_outside_group", "declaration", "left_service", "appeal"),
        *("listing", "court_period", "clearance_check", "core_infrastructure", "preservation_order", "export_item"),
        "finding",
    }
)
SAYS_NOT: Final = (("duty", "held"), ("old_interested_party", "held"))  # a flag that, where not true, denies the tie
MISSING: Final = "("  # in the id of a fact that stands for data which is not known, such as duty(person=…)


def lines_of(kind: str, identity: str, values: Values, sponsor: str) -> Iterator[tuple[str, str]]:
    """Yield the lines that a fact draws, tail and head; none for unknown or denied ties, nor from a party to itself."""
    declared = TIES.get(kind)
    denied = any(each == kind and values.get(name) is not True for each, name in SAYS_NOT)
    if declared is None or denied or MISSING in identity:
        return
    ends_of = {**values, CASE: CASE, SPONSOR: sponsor}
    found = [known for pair in declared.pairs if (known := between(ends_of, pair))]
    yield from found or [known for pair in declared.otherwise if (known := between(ends_of, pair))]


def between(values: Values, pair: tuple[str, str]) -> tuple[str, str] | None:
    """Return two different parties; None where one is not known."""
    tail, head = (values.get(name) for name in pair)
    return (tail, head) if tail and head and tail != head else None
