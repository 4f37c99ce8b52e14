"""Series of small orders for one object: each first and last order, with the amount that none of them exceeds."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from rules.facts.derivation.groups import Groups
from rules.facts.derivation.orders import THIS, Order, orders_of, orders_to, partners
from rules.facts.derivation.related import companies_with_known_owners, owners_unknown
from rules.facts.derivation.ties import Ties
from rules.facts.gathering.mapping.reading import Reading, named
from rules.facts.kinds.base import Fact
from rules.facts.kinds.orders import SmallOrders

MOST_ORDERS: Final = 24  # in one series: its facts grow with their third power


def small_order_facts(reading: Reading, ties: Ties) -> Iterator[Fact]:
    """Yield the series for each partner, then the missing data on them."""
    orders = orders_of(reading)
    for company in partners(reading):
        own = orders_to(reading, ties.groups, company, orders)
        for procured in objects_of(own):
            yield from series(company, procured, [each for each in own if each.procured == procured])
        yield from asking(reading, company, own, missing_of(reading, ties, company, own, orders))


def objects_of(orders: Iterable[Order]) -> list[str]:
    """Return the objects that orders are for, sorted."""
    return sorted({each.procured for each in orders if each.procured})


def series(company: str, procured: str, orders: Sequence[Order]) -> Iterator[SmallOrders]:
    """Yield the series of one object, at each site."""
    sites = sorted({each.site for each in orders if each.site})
    for site in sites or [""]:
        at_site = [each for each in orders if each.site in (None, site)]
        known = [(each.on, each.amount_yen, each) for each in at_site if each.on and each.amount_yen is not None]
        yield from windows(company, procured, known[-MOST_ORDERS:])


def windows(company: str, procured: str, orders: Sequence[tuple[str, int, Order]]) -> Iterator[SmallOrders]:
    """Yield each first and last order of at most an amount, with all of at most that amount between them.

    A second one asks where tax may add to the total.
    """
    for largest in sorted({amount for _, amount, _ in orders}):
        small = [each for each in orders if each[1] <= largest]
        for first, last in combinations(range(len(small)), 2):
            window = small[first : last + 1]
            if largest in (amount for _, amount, _ in window):
                keys = f"{window[0][2].key}:{window[-1][2].key}"
                total, tax = sum(amount for _, amount, _ in window), sum(each.tax_yen for _, _, each in window)
                found = SmallOrders(
                    id=f"small_orders:{company}:{procured}:{keys}:{largest}",
                    origins=tuple(origin for _, _, each in window for origin in each.origins),
                    company=company,
                    object=procured,
                    orders=len(window),
                    first_on=window[0][0],
                    last_on=window[-1][0],
                    largest_yen=largest,
                    total_yen=total,
                    at_most_yen=total + tax,
                )
                yield found
                if tax:
                    yield replace(found, id=f"selection(price_includes_tax)/{found.id}", total_yen=None)


def missing_of(
    reading: Reading, ties: Ties, company: str, own: Collection[Order], orders: Collection[Order]
) -> Iterator[tuple[str, str]]:
    """Yield the missing data, each as an id that names it with the object that it is missing for."""
    if any(each.procured is None for each in own):
        yield f"award(company={company})/object", named(reading.case.selection, "object")
    for procured in objects_of(own):
        of_object = [each for each in own if each.procured == procured]
        unknown = {each.key for each in of_object if each.on is None or each.amount_yen is None}
        if THIS in unknown:
            yield f"selection(reserve_price_yen)/{company}", procured
        if len(of_object) > MOST_ORDERS or unknown - {THIS}:
            yield f"award(company={company})/{procured}", procured
    owner = owners_unknown(reading, ties, company, companies_with_known_owners(reading))
    if owner:
        for procured in objects_of(others(ties.groups, company, orders)):
            yield f"ownership_known(company={owner})/{company}/{procured}", procured


def others(groups: Groups, company: str, orders: Iterable[Order]) -> Iterator[Order]:
    """Yield the orders to companies outside the partner's group, as far as that is known."""
    return (each for each in orders if groups.of(each.company) != groups.of(company))


def asking(
    reading: Reading, company: str, own: Collection[Order], missing: Iterable[tuple[str, str]]
) -> Iterator[SmallOrders]:
    """Yield a fact that asks, for each missing thing."""
    for made, procured in missing:
        yield SmallOrders(
            id=made,
            origins=tuple(origin for each in own if each.procured == procured for origin in each.origins),
            company=company,
            object=procured,
            orders=0,
            first_on=reading.as_of,
            last_on=reading.as_of,
            largest_yen=0,
        )
