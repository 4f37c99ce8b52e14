"""Notes on OCDS data that a submission holds differently, or leaves out."""

from django.utils.translation import gettext_noop

from institutions.codes.base import Coded
from institutions.codes.parameters import OutsideValue, PlainNumber
from institutions.codes.registry import coded
from institutions.kinds.base import Label


@coded("ocds.award_without_supplier", gettext_noop("The award names no supplier, so it is not carried over."))
class AwardWithoutSupplier(Coded):
    pass


@coded(
    "ocds.award_of_several",
    gettext_noop("%(amount)s is for %(number)s suppliers together; their awards were recorded without an amount."),
    earlier=(
        gettext_noop("%(amount)s is for %(number)s suppliers together; their awards are held without an amount."),
    ),
)
class AwardOfSeveral(Coded):
    amount: str
    number: int


@coded(
    "ocds.contract_without_supplier",
    gettext_noop("The contract belongs to no award of the release and names no supplier, so it is not carried over."),
)
class ContractWithoutSupplier(Coded):
    pass


@coded(
    "ocds.contract_of_several",
    gettext_noop("%(amount)s is for %(number)s suppliers together; it is not carried over."),
)
class ContractOfSeveral(Coded):
    amount: str
    number: int


@coded("ocds.tenderers_counted", gettext_noop("%(counted)s tenderers are counted, but %(named)s are named."))
class TenderersCounted(Coded):
    counted: str
    named: int


@coded("ocds.invitation", gettext_noop("An invitation is not a bid, so it is not carried over."))
class Invitation(Coded):
    pass


@coded("ocds.bid_without_tenderer", gettext_noop("The bid names no tenderer, so it is not carried over."))
class BidWithoutTenderer(Coded):
    pass


@coded(
    "ocds.bid_status",
    gettext_noop("The register has no word for the status %(value)s, so the bid was recorded without a status."),
    earlier=(gettext_noop("The status %(value)s has no word here, so the bid is held without a status."),),
)
class BidStatusUnknown(Coded):
    value: OutsideValue


@coded(
    "ocds.joint_bid",
    gettext_noop(
        "OCDS does not say who leads a joint bid; the first tenderer was recorded as the leader, the others "
        "as its members."
    ),
    earlier=(
        gettext_noop(
            "OCDS does not say who leads a joint bid; the first tenderer stands for it, the others as its members."
        ),
    ),
)
class JointBid(Coded):
    pass


@coded(
    "ocds.subcontract_of_lost_bid",
    gettext_noop("The bid that names this subcontract was not awarded, so it is not carried over."),
)
class SubcontractOfLostBid(Coded):
    pass


@coded(
    "ocds.not_made",
    gettext_noop("%(value)s is the status of something that was not concluded, so it is not carried over."),
    earlier=(gettext_noop("%(value)s is the status of one that was not made, so it is not carried over."),),
)
class NotMade(Coded):
    value: OutsideValue


@coded("ocds.finance_without_party", gettext_noop("The finance names no party, so it is not carried over."))
class FinanceWithoutParty(Coded):
    pass


@coded("ocds.finance_without_role", gettext_noop("%(what)s gives no role, so it is not carried over."))
class FinanceWithoutRole(Coded):
    what: Label


@coded(
    "ocds.risk_bearer",
    gettext_noop("%(value)s is not a party that can bear a risk here; the clause was recorded without one."),
    earlier=(gettext_noop("%(value)s is not a party that can bear a risk here; the clause is held without one."),),
)
class RiskBearerUnknown(Coded):
    value: OutsideValue


@coded(
    "ocds.language",
    gettext_noop("The texts are in the language %(language)s; those in Latin letters were recorded as English."),
    earlier=(
        gettext_noop("The texts are in the language %(language)s; those in Latin letters are held as English ones."),
    ),
)
class OtherLanguage(Coded):
    language: str


@coded(
    "ocds.buyer_not_sponsor",
    gettext_noop("%(value)s is not carried over as the sponsor, which is %(sponsor)s as --sponsor says."),
)
class BuyerNotSponsor(Coded):
    value: OutsideValue
    sponsor: str


@coded(
    "ocds.wrong_check_digits",
    gettext_noop("%(value)s has wrong check digits for %(scheme)s; the company was recorded by its name only."),
    earlier=(gettext_noop("%(value)s has wrong check digits for %(scheme)s; the company is held by its name only."),),
)
class WrongCheckDigits(Coded):
    value: OutsideValue
    scheme: str


@coded(
    "ocds.second_number",
    gettext_noop("A second %(scheme)s of the same company is not carried over: %(value)s."),
)
class SecondNumber(Coded):
    scheme: str
    value: OutsideValue


@coded(
    "ocds.amount_without_currency",
    gettext_noop("The amount %(value)s has no currency, so it is not carried over."),
)
class AmountWithoutCurrency(Coded):
    value: str


@coded(
    "ocds.six_decimals",
    gettext_noop("%(value)s was rounded to six decimals: %(rounded)s."),
    earlier=(gettext_noop("%(value)s is held to six decimals, as %(rounded)s."),),
)
class SixDecimals(Coded):
    value: str
    rounded: str


@coded(
    "ocds.yen_rounded",
    gettext_noop("%(value)s is not a whole number of yen; it was recorded as %(rounded)s."),
    earlier=(gettext_noop("%(value)s is not a whole number of yen; it is held as %(rounded)s."),),
)
class YenRounded(Coded):
    value: str
    rounded: str


@coded(
    "ocds.budget",
    gettext_noop("The value is the budget, %(value)s. If part of it is private money, give %(option)s."),
)
class ValueIsBudget(Coded):
    value: str
    option: Label


@coded(
    "ocds.option_not_used",
    gettext_noop("The release says %(value)s, so %(option)s is not used; it was recorded as %(word)s."),
    earlier=(gettext_noop("The release says %(value)s, so %(option)s is not used; it is held as %(word)s."),),
)
class OptionNotUsed(Coded):
    value: OutsideValue
    option: Label
    word: str


@coded("ocds.own_shareholder", gettext_noop("The company would be its own shareholder, so this is not carried over."))
class OwnShareholder(Coded):
    pass


@coded(
    "ocds.voting_rights",
    gettext_noop("The voting rights %(value)s give no share of the votes; it is left unknown."),
)
class VotingRightsUnknown(Coded):
    value: OutsideValue


@coded(
    "ocds.nameless_party",
    gettext_noop("This party has no name, so statements about it are not carried over."),
    earlier=(gettext_noop("This party has no name, so what is said of it is not carried over."),),
)
class NamelessParty(Coded):
    pass


@coded(
    "ocds.nameless_owner",
    gettext_noop("This owner has no name, so statements about them are not carried over."),
    earlier=(gettext_noop("This owner has no name, so what is said of them is not carried over."),),
)
class NamelessOwner(Coded):
    pass


@coded(
    "ocds.party_twice",
    gettext_noop("The party %(value)s is listed twice with different content; the first is used."),
    earlier=(gettext_noop("The party %(value)s stands twice with different content; the first is read."),),
)
class PartyTwice(Coded):
    value: OutsideValue


@coded(
    "ocds.party_unused",
    gettext_noop("The party %(value)s (%(roles)s) has no role that the submission can state."),
    earlier=(gettext_noop("The party %(value)s (%(roles)s) has no part that the submission can state."),),
)
class PartyUnused(Coded):
    value: OutsideValue
    roles: str


@coded(
    "ocds.tenderers_as_partners",
    gettext_noop("No supplier is named, so each tenderer with a valid bid (%(number)s) was recorded as a partner."),
    earlier=(
        gettext_noop("No supplier is named, so each tenderer whose bid stands (%(number)s) is held as a partner."),
    ),
)
class TenderersAsPartners(Coded):
    number: int


@coded(
    "ocds.periods_differ",
    gettext_noop("%(number)s different periods are given, so the period of the partnership is left unknown."),
)
class PeriodsDiffer(Coded):
    number: int


@coded(
    "ocds.fraction_rounded",
    gettext_noop("%(value)s was recorded as %(bp)s basis points."),
    earlier=(gettext_noop("%(value)s is held as %(bp)s basis points."),),
)
class FractionRounded(Coded):
    value: str
    bp: PlainNumber


@coded("ocds.unread", gettext_noop("Not carried over, since the submission has no field for it: %(what)s."))
class UnreadInRelease(Coded):
    what: str


@coded(
    "ocds.earlier_release_unknown",
    gettext_noop(
        "Only later releases are known of this stage: the one that they follow is in no file that was given. The "
        "partnership lacks what that one said, and a rule may find nothing for this reason. Send the earlier releases "
        "of the process too; both are then read together."
    ),
)
class FirstReleaseUnknown(Coded):
    """A stage of which a release was published before those that are known."""
