"""Facts about small orders that the sponsor gave one after the other."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Count, Day, Fact, Yen
from rules.facts.kinds.words import stated_words


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallOrders(Fact):
    """Orders of the sponsor for one object that went to one group without competition, from a first to a last day.

    For each lead partner and partner (`company`). An order is an `award` up to `as_of` of the sponsor (by itself or its
    call; one that came with this partnership names none) to a company of the partner's group at `as_of`, in the case's
    domain or without one, by a method without bids or not stated (and then without a call); not one for a separate
    need, nor the award of this partnership. This partnership is one too where its method is small_value, by its reserve
    price. Orders for one object at one site, or without a site, belong together. For each first and last of them, and
    each amount between: one for the orders of at most that amount, two or more; `largest_yen` is that amount. Of more
    than 24 orders the latest count. `at_most_yen`: the total, with tax at its standard rate on the price of this
    partnership where it is not stated that tax is in it. id:
    `small_orders:<company>:<object>:<first>:<last>:<largest_yen>`.

    Where tax may add to the total, a second one asks, with `total_yen` unknown: `selection(price_includes_tax)/<id of
    the first>`.

    What else is not known is asked for by one with both unknown and all else as if nothing stood in the way:
    `award(company=<company>)/<object>` where an order has no day or no amount, or where more are held than count, and
    `award(company=<company>)/object` where one has no object; `selection(reserve_price_yen)/<company>` where this
    partnership is one of unknown price; `ownership_known(company=<it>)/<company>/<object>` where orders for the object
    went to others, and the partner's owners are not known.
    """

    label = ("Small orders", "少額契約")

    company: CompanyKey
    orders: Count
    first_on: Day
    last_on: Day
    largest_yen: Yen
    object: Annotated[str, stated_words("selection", "object")] | None = None
    total_yen: Yen | None = None
    at_most_yen: Yen | None = None
