"""Series of small orders for one object: each first and last order, with the amount that none of them exceeds."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from rules.facts.derivation.chosen import partner_companies
from rules.facts.derivation.completed_awards import CompletedAward
from rules.facts.derivation.groups import Groups
from rules.facts.derivation.named_awards import rests_on_latest
from rules.facts.derivation.orders import THIS, DirectOrder, orders_to, sponsor_orders
from rules.facts.derivation.related_companies import companies_with_known_owners, owners_unknown
from rules.facts.derivation.ties import DatedTies
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none
from rules.facts.kinds.base import Fact
from rules.facts.kinds.orders import SmallOrders

MOST_ORDERS: Final = 24  # in one series: its facts grow with their third power


def small_order_facts(reading: CaseReading, ties: DatedTies, awards: Iterable[CompletedAward]) -> Iterator[Fact]:
    """Yield the series for each partner, then the missing data on them. `awards` are all of the case."""
    orders = sponsor_orders(reading, awards)
    for company in partner_companies(reading):
        own = orders_to(reading, ties.groups, company, orders)
        for procured in objects_of(own):
            yield from order_series(company, procured, [each for each in own if each.procured == procured])
        yield from asking_facts(reading, company, own, missing_order_data(reading, ties, company, own, orders))


def objects_of(orders: Iterable[DirectOrder]) -> list[str]:
    """Return the objects that orders are for, sorted."""
    return sorted({each.procured for each in orders if each.procured})


def order_series(company: str, procured: str, orders: Sequence[DirectOrder]) -> Iterator[SmallOrders]:
    """Yield the series of one object, at each site."""
    sites = sorted({each.site for each in orders if each.site})
    for site in sites or [""]:
        at_site = [each for each in orders if each.site in (None, site)]
        known = [(each.on, each.amount_yen, each) for each in at_site if each.on and each.amount_yen is not None]
        yield from order_windows(company, procured, known[-MOST_ORDERS:])


def order_windows(company: str, procured: str, orders: Sequence[tuple[str, int, DirectOrder]]) -> Iterator[SmallOrders]:
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
                    tax_not_stated=() if all(each.tax_stated for _, _, each in window) else ("total_yen",),
                    tax_added_on=tuple(sorted({day for _, _, each in window if (day := each.tax_added_on)})),
                )
                yield found
                if tax:
                    yield replace(found, id=f"selection(price_includes_tax)/{found.id}", total_yen=None)


def missing_order_data(
    reading: CaseReading, ties: DatedTies, company: str, own: Collection[DirectOrder], orders: Collection[DirectOrder]
) -> Iterator[tuple[str, str | None]]:
    """Yield the missing data, each as an id that names it with the object that it is missing for."""
    if any(each.procured is None for each in own):
        yield f"award(company={company})/object", text_or_none(reading.case.selection, "object")
    for procured in objects_of(own):
        of_object = [each for each in own if each.procured == procured]
        unknown = {each.key for each in of_object if each.on is None or each.amount_yen is None}
        if THIS in unknown:
            yield f"selection(reserve_price_yen)/{company}", procured
        if len(of_object) > MOST_ORDERS or unknown - {THIS}:
            yield f"award(company={company})/{procured}", procured
    owner = owners_unknown(reading, ties, company, companies_with_known_owners(reading))
    if owner:
        for procured in objects_of(orders_to_others(ties.groups, company, orders)):
            yield f"ownership_known(company={owner})/{company}/{procured}", procured


def orders_to_others(groups: Groups, company: str, orders: Iterable[DirectOrder]) -> Iterator[DirectOrder]:
    """Yield the orders to companies outside the partner's group, as far as that is known."""
    return (each for each in orders if groups.of(each.company) != groups.of(company))


def asking_facts(
    reading: CaseReading, company: str, own: Collection[DirectOrder], missing: Iterable[tuple[str, str | None]]
) -> Iterator[SmallOrders]:
    """Yield a fact that asks, for each missing thing."""
    for made, procured in missing:
        yield SmallOrders(
            id=made,
            **rests_on_latest([origin for each in own if each.procured == procured for origin in each.origins]),
            company=company,
            object=procured,
            orders=0,
            first_on=reading.as_of,
            last_on=reading.as_of,
            largest_yen=0,
        )
