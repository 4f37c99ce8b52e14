"""Every type of fact that a rule may name. A new type is declared in its subject's file and listed here."""

from typing import Final

from rules.facts.acquisitions import ForeignAcquisition
from rules.facts.appointments import Appointment, OldInterestedParty, TieInOffice
from rules.facts.awards import AwardRun, AwardShare, TenderSeries
from rules.facts.base import Fact, FactType, describe
from rules.facts.benefits import Benefit
from rules.facts.bidding import BidRatio, BidRounds, Subcontract
from rules.facts.clearances import ClearanceCheck
from rules.facts.companies import AssociationMember, Competes, Participates, PartnerOutsideGroup, RelatedCompany
from rules.facts.complaints import Complainant
from rules.facts.conduct import Conduct
from rules.facts.contract import PlannedContract
from rules.facts.deadlines import CourtPeriod
from rules.facts.decisions import ContractsTotal, Decision
from rules.facts.disputes import RivalDispute
from rules.facts.exclusion import Exclusion
from rules.facts.export_items import ExportItem
from rules.facts.exposure import Exposure, Listing, RelocationRequest
from rules.facts.finding import Finding
from rules.facts.gpa import ProcurementCovered
from rules.facts.harm import Harm
from rules.facts.history import HistoryKnown
from rules.facts.holdings import HoldsStake, SecuritiesTrade
from rules.facts.infrastructure import CoreInfrastructure
from rules.facts.lists import ListedParty
from rules.facts.markets import JointMarket, MarketKnown
from rules.facts.measures import Appeal, Measure, TreatyCover
from rules.facts.notice import AwardPublished, NoticePeriod
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
from rules.facts.orders import SmallOrders
from rules.facts.partnership import Partnership, Restricts
from rules.facts.patents import PreservationOrder
from rules.facts.posts import BidRestriction, CompanyPost
from rules.facts.procurement import Bidder, BidsKnown, InCommon, Leads, Selection, ValidBids
from rules.facts.proposal import PrivateProposal
from rules.facts.research import JointResearch, ReviewerTie
from rules.facts.service import InService, InterestedCompany, JobOffer, JoinedCompany, Secondment
from rules.facts.transaction import Transaction

TYPES: Final[tuple[type[Fact], ...]] = (
    *(Partnership, Restricts, Selection, Leads),
    *(Participates, RelatedCompany, PartnerOutsideGroup, Competes, AssociationMember),
    *(Bidder, BidsKnown, ValidBids, InCommon),
    *(ProcurementCovered, PlannedContract, NoticePeriod, AwardPublished, PrivateProposal, Transaction),
    *(SmallOrders, BidRatio, BidRounds, Subcontract, Conduct),
    *(AwardRun, AwardShare, HistoryKnown, TenderSeries, JointMarket, MarketKnown),
    *(Official, Declaration, ClosePerson, AnswersTo, BodySeat, LeftService, ServedIn, Duty, Contact),
    *(InService, Decision, ContractsTotal, Secondment, JoinedCompany, JobOffer, InterestedCompany),
    *(JointResearch, ReviewerTie),
    *(HoldsStake, SecuritiesTrade, CompanyPost, BidRestriction),
    *(Appointment, TieInOffice, OldInterestedParty, Benefit),
    *(Measure, Appeal, TreatyCover, Exposure, RelocationRequest, Listing, Exclusion),
    *(CourtPeriod, ClearanceCheck, CoreInfrastructure, ForeignAcquisition, RivalDispute, ListedParty),
    *(PreservationOrder, ExportItem, Complainant, Harm),
    Finding,
)
VOCABULARY: Final[dict[str, FactType]] = {
    cls.type: describe(cls)  # type: ignore[arg-type]  # mypy takes an instance's __hash__ for the class's
    for cls in TYPES
}
