"""Reasons why an indicator is not assessable or not applicable to a process."""

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import coded, gettext_noop

# Not assessable: the data does not answer the question.


@coded("process.field_missing", gettext_noop("%(field)s is missing, or not of the type that OCDS gives it."))
class ProcessFieldMissing(Coded):
    field: str


@coded("process.field_unusable", gettext_noop("%(field)s is '%(value)s', which cannot be used here."))
class ProcessFieldUnusable(Coded):
    field: str
    value: str


@coded(
    "process.other_currency",
    gettext_noop("%(field)s is %(currency)s. Amounts are compared in %(main)s only; choose another with --currency."),
)
class AmountInOtherCurrency(Coded):
    field: str
    currency: str
    main: str


@coded("process.reserve_price_withheld", gettext_noop("The reserve price is withheld by the body (%(said)s)."))
class ReservePriceWithheld(Coded):
    """A price that the body has and does not publish, with the reason in its own words. `field`: its place."""

    unworded = frozenset({"field"})
    said: str
    field: str


@coded("process.value_unreadable", gettext_noop("%(field)s: %(said)s"))
class ValueUnreadable(Coded):
    field: str
    said: Coded


@coded("process.award_not_final", gettext_noop("%(field)s is '%(status)s': the award is not final yet."))
class AwardNotFinal(Coded):
    field: str
    status: str


@coded(
    "process.no_award_published",
    gettext_noop("No award is published: which bid was chosen, and whether any was, is not known."),
)
class NoAwardPublished(Coded):
    unworded = frozenset({"field"})
    field: str


@coded("process.tender_failed", gettext_noop("The tender led to no award: %(field)s is '%(status)s'."))
class TenderFailed(Coded):
    field: str
    status: str


@coded("process.joint_bid", gettext_noop("%(field)s has several tenderers, whose bid cannot be assigned to one."))
class JointBidNotAssigned(Coded):
    field: str


@coded("process.no_bid_of_winner", gettext_noop("No valid bid of the supplier in %(field)s can be used."))
class NoBidOfWinner(Coded):
    field: str


@coded(
    "process.too_few_compared",
    gettext_noop("Only %(number)s values in the file can be compared; at least %(minimum)s are needed."),
)
class TooFewCompared(Coded):
    number: PlainNumber
    minimum: PlainNumber


@coded(
    "process.no_lower_limit",
    gettext_noop("The values in the file are so spread out, or so often zero, that none is unusually low."),
)
class NoLowerLimit(Coded):
    pass


@coded(
    "process.no_upper_limit",
    gettext_noop("At least three quarters of the values in the file are zero, so no limit for high values results."),
)
class NoUpperLimit(Coded):
    pass


@coded(
    "process.no_disqualified_bids",
    gettext_noop("No bid in the file is disqualified. The publisher may leave such bids out."),
)
class NoDisqualifiedBids(Coded):
    pass


@coded("process.party_not_counted", gettext_noop("'%(party)s' is in no process that can be counted."))
class PartyNotCounted(Coded):
    party: str


@coded(
    "process.competition_unknown",
    gettext_noop("%(field)s is missing, and only one tenderer is listed: the procedure may have been direct."),
)
class CompetitionUnknown(Coded):
    field: str


@coded(
    "process.earlier_release_unknown",
    gettext_noop(
        "Only later releases are known of %(field)s: the one that they follow is in no file that was given. Send the "
        "earlier releases of the process too."
    ),
)
class EarlierReleaseUnknown(Coded):
    """A stage of which a release was published before those that are known. `field`: its place."""

    field: str


# Not applicable: the question does not arise.


@coded("process.cancelled", gettext_noop("The process is cancelled."))
class ProcessCancelled(Coded):
    pass


@coded("process.excluded", gettext_noop("The settings exclude the method '%(method)s'."))
class ProcessExcluded(Coded):
    method: str


@coded("process.method_not_covered", gettext_noop("The indicator is not meant for the method '%(method)s'."))
class MethodNotCovered(Coded):
    method: str


@coded("process.prices_not_compared", gettext_noop("The settings exclude prices of the method '%(method)s'."))
class PricesNotCompared(Coded):
    method: str


@coded("process.no_active_award", gettext_noop("No award is in force."))
class NoActiveAward(Coded):
    pass


@coded(
    "process.several_awards",
    gettext_noop("%(number)s awards are in force: the bids may have been for different lots."),
)
class SeveralActiveAwards(Coded):
    number: PlainNumber


@coded("process.several_suppliers", gettext_noop("The award is made to %(number)s suppliers together."))
class SeveralSuppliers(Coded):
    number: PlainNumber


@coded("process.nothing_to_compare", gettext_noop("Fewer than two bids can be compared."))
class NothingToCompare(Coded):
    pass


@coded("process.lowest_bid_lost", gettext_noop("The lowest valid bid did not win: price was not the only criterion."))
class LowestBidLost(Coded):
    pass


@coded("process.no_valid_bid", gettext_noop("No bid is valid."))
class NoValidBid(Coded):
    pass


@coded("process.winner_bid_otherwise", gettext_noop("The suppliers are not the only tenderer with a valid bid."))
class WinnerBidOtherwise(Coded):
    pass


@coded(
    "process.below_minimum",
    gettext_noop("Each party of the process has fewer bids or processes in the file than the minimum of %(minimum)s."),
)
class BelowMinimum(Coded):
    minimum: PlainNumber


# An error: the indicator failed.


@coded("process.indicator_failed", gettext_noop("The indicator ended with an error: %(trouble)s"))
class IndicatorFailed(Coded):
    trouble: str
