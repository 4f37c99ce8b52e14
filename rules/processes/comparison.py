"""The comparison of prices: the processes that it is about, and the one currency in which it is made."""

from institutions.codes.base import Coded
from rules.processes.answers import IndicatorAnswer, not_applicable, not_assessable
from rules.processes.figures import plain_figure
from rules.processes.profile import ScreenSettings
from rules.processes.published_process import PublishedBid, PublishedProcess
from rules.processes.reasons import AmountInOtherCurrency, PricesNotCompared, ProcessFieldMissing, ProcessFieldUnusable


class MainCurrency:
    """The one currency in which amounts are compared: as set, else that of the first bid that is looked at."""

    def __init__(self, settings: ScreenSettings) -> None:
        self.code = settings.currency
        self._above_zero = settings.flag("amounts_above_zero")

    def amount_of(self, bid: PublishedBid, missing: list[Coded]) -> float | None:
        """Return the amount of a bid; None if it cannot be compared, with the reason added to `missing`."""
        if (amount := usable_amount(bid, missing, above_zero=self._above_zero)) is None or bid.currency is None:
            return None
        if self.code is None:
            self.code = bid.currency
        if bid.currency == self.code:
            return amount
        place = f"{bid.path}/value/currency"
        missing.append(AmountInOtherCurrency(field=place, currency=bid.currency, main=self.code))
        return None


def usable_amount(bid: PublishedBid, missing: list[Coded], *, above_zero: bool) -> float | None:
    """Return the amount of a bid with a currency; None otherwise, with the reason added to `missing`."""
    if bid.amount is None:
        missing.append(ProcessFieldMissing(field=f"{bid.path}/value/amount"))
    elif bid.currency is None:
        missing.append(ProcessFieldMissing(field=f"{bid.path}/value/currency"))
    elif above_zero and bid.amount <= 0:
        missing.append(ProcessFieldUnusable(field=f"{bid.path}/value/amount", value=plain_figure(bid.amount)))
    else:
        return bid.amount
    return None


def price_comparison(process: PublishedProcess, settings: ScreenSettings) -> IndicatorAnswer | None:
    """Return None if prices of the process are compared, else the answer why not.

    A list of methods that are compared takes the place of the list of those that are not, as in Cardinal.
    """
    details = process.method_details
    if settings.compared_methods:
        if details is None:
            return not_assessable(ProcessFieldMissing(field="/tender/procurementMethodDetails"))
        left_out = details not in settings.compared_methods
    else:
        left_out = details in settings.uncompared_methods
    return not_applicable(PricesNotCompared(method=details)) if left_out and details is not None else None
