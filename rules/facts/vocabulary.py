"""Every type of fact that a rule may name. A new type is declared in its subject's file and listed here."""

from typing import Final

from rules.facts.awards import AwardRun, AwardShare, TenderSeries
from rules.facts.base import Fact, FactType, describe
from rules.facts.bidding import BidRatio, BidRounds, Subcontract
from rules.facts.companies import AssociationMember, Competes, Participates, PartnerOutsideGroup, RelatedCompany
from rules.facts.conduct import Conduct
from rules.facts.exposure import Exposure, Listing, RelocationRequest
from rules.facts.finding import Finding
from rules.facts.history import HistoryKnown
from rules.facts.holdings import HoldsStake
from rules.facts.markets import JointMarket, MarketKnown
from rules.facts.measures import Measure, TreatyCover
from rules.facts.officials import (
    AnswersTo,
    BodySeat,
    ClosePerson,
    Contact,
    Declaration,
    Duty,
    LeftService,
    Official,
    ServedIn,
)
from rules.facts.partnership import Partnership, Restricts
from rules.facts.posts import BidRestriction, CompanyPost
from rules.facts.procurement import Bidder, BidsKnown, InCommon, Leads, Selection, ValidBids

TYPES: Final[tuple[type[Fact], ...]] = (
    *(Partnership, Restricts, Selection, Leads),
    *(Participates, RelatedCompany, PartnerOutsideGroup, Competes, AssociationMember),
    *(Bidder, BidsKnown, ValidBids, InCommon),
    *(BidRatio, BidRounds, Subcontract, Conduct),
    *(AwardRun, AwardShare, HistoryKnown, TenderSeries, JointMarket, MarketKnown),
    *(Official, Declaration, ClosePerson, AnswersTo, BodySeat, LeftService, ServedIn, Duty, Contact),
    *(HoldsStake, CompanyPost, BidRestriction),
    *(Measure, TreatyCover, Exposure, RelocationRequest, Listing),
    Finding,
)
VOCABULARY: Final[dict[str, FactType]] = {
    cls.type: describe(cls)  # type: ignore[arg-type]  # mypy takes an instance's __hash__ for the class's
    for cls in TYPES
}
