"""Every type of fact that a rule may name, by the subject of the rule.

A new type is declared in its subject's file and listed here. `VOCABULARY` is that of partnerships. A name stands for
one type in all vocabularies.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from rules.facts.kinds.acquisitions import ForeignAcquisition
from rules.facts.kinds.appointments import Appointment, OldInterestedParty, TieInOffice
from rules.facts.kinds.awards import AwardRun, AwardShare, TenderSeries
from rules.facts.kinds.base import Fact, FactType, describe_fact
from rules.facts.kinds.benefits import Benefit
from rules.facts.kinds.bidding import BidRatio, BidRounds, Subcontract
from rules.facts.kinds.clearances import ClearanceCheck
from rules.facts.kinds.companies import AssociationMember, Competes, Participates, PartnerOutsideGroup, RelatedCompany
from rules.facts.kinds.complaints import Complainant
from rules.facts.kinds.conduct import Conduct
from rules.facts.kinds.contract import PlannedContract
from rules.facts.kinds.deadlines import CourtPeriod
from rules.facts.kinds.decisions import ContractsTotal, Decision
from rules.facts.kinds.disputes import RivalDispute
from rules.facts.kinds.exclusion import Exclusion
from rules.facts.kinds.export_items import ExportItem
from rules.facts.kinds.exposure import Exposure, Listing, RelocationRequest
from rules.facts.kinds.finding import FindingFact
from rules.facts.kinds.government import LeadSide, Obligation, SponsorMandate
from rules.facts.kinds.gpa import ProcurementCovered
from rules.facts.kinds.harm import Harm
from rules.facts.kinds.history import HistoryKnown
from rules.facts.kinds.holdings import HoldsStake, SecuritiesTrade
from rules.facts.kinds.infrastructure import CoreInfrastructure
from rules.facts.kinds.lists import ListedParty
from rules.facts.kinds.markets import JointMarket, MarketKnown
from rules.facts.kinds.measures import Appeal, Measure, TreatyCover
from rules.facts.kinds.notice import AwardPublished, NoticePeriod
from rules.facts.kinds.officials import (
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
from rules.facts.kinds.orders import SmallOrders
from rules.facts.kinds.organisation import ORGANISATION_TYPES
from rules.facts.kinds.partnership import CoSponsor, PartnershipFact, Restricts
from rules.facts.kinds.past_orders import PastOrder
from rules.facts.kinds.patents import PreservationOrder
from rules.facts.kinds.posts import BidRestriction, CompanyPost
from rules.facts.kinds.procurement import Bidder, BidsKnown, ChoiceKnown, InCommon, Leads, Selection, ValidBids
from rules.facts.kinds.proposal import PrivateProposal
from rules.facts.kinds.research import JointResearch, ReviewerTie
from rules.facts.kinds.screens import MarketRatio, MarketScreen
from rules.facts.kinds.service import FormerOfficial, InService, InterestedCompany, JobOffer, JoinedCompany, Secondment
from rules.facts.kinds.transaction import Transaction

TYPES: Final[tuple[type[Fact], ...]] = (
    *(PartnershipFact, CoSponsor, Restricts, Selection, Leads),
    *(Participates, RelatedCompany, PartnerOutsideGroup, Competes, AssociationMember),
    *(Bidder, BidsKnown, ChoiceKnown, ValidBids, InCommon),
    *(ProcurementCovered, PlannedContract, NoticePeriod, AwardPublished, PrivateProposal, Transaction),
    *(SmallOrders, BidRatio, BidRounds, Subcontract, Conduct),
    *(AwardRun, AwardShare, HistoryKnown, TenderSeries, JointMarket, MarketKnown),
    *(MarketRatio, MarketScreen),
    *(Official, Declaration, ClosePerson, AnswersTo, BodySeat, LeftService, ServedIn, Duty, Contact),
    *(InService, Decision, ContractsTotal, Secondment, JoinedCompany, FormerOfficial, JobOffer, InterestedCompany),
    *(JointResearch, ReviewerTie),
    *(HoldsStake, SecuritiesTrade, CompanyPost, BidRestriction),
    *(Appointment, TieInOffice, OldInterestedParty, Benefit),
    *(Measure, Appeal, TreatyCover, Exposure, RelocationRequest, Listing, Exclusion, PastOrder),
    *(CourtPeriod, ClearanceCheck, CoreInfrastructure, ForeignAcquisition, RivalDispute, ListedParty),
    *(PreservationOrder, ExportItem, Complainant, Harm),
    *(SponsorMandate, Obligation, LeadSide),
    FindingFact,
)
VOCABULARY: Final[dict[str, FactType]] = {
    cls.type: describe_fact(cls)  # type: ignore[arg-type]  # mypy takes an instance's __hash__ for the class's
    for cls in TYPES
}
ORGANISATION_VOCABULARY: Final[dict[str, FactType]] = {
    cls.type: describe_fact(cls)  # type: ignore[arg-type]  # as above
    for cls in ORGANISATION_TYPES
}
PARTNERSHIP: Final = "partnership"
ORGANISATION: Final = "organisation"
VOCABULARIES: Final[Mapping[str, Mapping[str, FactType]]] = {  # by subject
    PARTNERSHIP: VOCABULARY,
    ORGANISATION: ORGANISATION_VOCABULARY,
}
EVERY_TYPE: Final[Mapping[str, FactType]] = {**VOCABULARY, **ORGANISATION_VOCABULARY}


@dataclass(frozen=True, slots=True)
class KnownTypes:
    """The types of facts on partnerships, and those of all subjects: of this program, or of a stored rulebook."""

    on_partnerships: Mapping[str, FactType]
    every: Mapping[str, FactType]


KNOWN: Final = KnownTypes(VOCABULARY, EVERY_TYPE)
types_in_use: Final[ContextVar[KnownTypes]] = ContextVar("types_in_use", default=KNOWN)
