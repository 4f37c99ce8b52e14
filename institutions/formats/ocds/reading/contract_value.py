"""The expected total of public money: in yen where the release has yen, else as the options give it."""

from collections.abc import Iterator

from institutions.formats.ocds.publishers import TENDER_VALUE
from institutions.formats.ocds.reading.case import ReleaseCase
from institutions.formats.ocds.reading.money import Money, money_of, whole_yen, yen_at_rate
from institutions.formats.ocds.reading.node import ReleaseNode
from institutions.formats.ocds.reading.notes import ValueIsBudget
from institutions.formats.ocds.reading.troubles import NoValue, NoValueInYen
from institutions.kinds.base import Label

BUDGET = "/planning/budget/amount"


def value_fields(case: ReleaseCase) -> dict[str, object]:
    """Return `value_yen`, and the amount in another currency as given. Refuse a release without an amount in yen."""
    stated = list(stated_values(case))
    other = next((each for each in stated if not each.is_yen), None)
    kept: dict[str, object] = {"value_other_currency": str(other)} if other else {}
    if yen := next((each for each in stated if each.is_yen), None):
        note_budget(case, yen)
        return {"value_yen": whole_yen(yen)}
    if case.options.value_yen is not None:
        return {"value_yen": case.options.value_yen, **kept}
    for money in stated:
        value = yen_at_rate(money, case.options.yen_per_unit)
        if value is not None:
            note_budget(case, money)
            return {"value_yen": value, "value_other_currency": str(money)}
    if other:
        amount, rate = case.options.called("value_yen"), case.options.rate_called(other.currency)
        either = Label(f"{amount.en}, or {rate.en}", f"{amount.ja}又は{rate.ja}")
        case.report.refuse(other.value.pointer, NoValueInYen(option=either, value=str(other)))
    else:
        case.report.refuse(case.tender.at("value"), NoValue(option=case.options.called("value_yen")))
    return kept


def reserve_fields(case: ReleaseCase) -> dict[str, object]:
    """Return the reserve price of the selection, where the publisher is known to publish it, and its basis.

    An amount in another currency is left out: the register holds reserve prices in yen.
    """
    if case.options.reserve_field != TENDER_VALUE:
        return {}
    price = money_of(case.tender.node("value"))
    if price is None or not price.is_yen or not price.amount:
        return {}
    basis = case.options.tax_of("reserve_price")
    return {"reserve_price_yen": whole_yen(price), **({"tax": basis} if basis else {})}


def stated_values(case: ReleaseCase) -> Iterator[Money]:
    """Yield the values of the tender, of all contracts, of all awards and of the budget, as far as they are given."""
    release = case.release
    for found in (
        money_of(case.tender.node("value")),
        total_value(case.contracts),
        total_value(case.awards),
        money_of(release.node("planning").node("budget").node("amount")),
    ):
        if found is not None:
            yield found


def total_value(rows: list[ReleaseNode]) -> Money | None:
    """Return the sum of the values of contracts or awards; None if one has none or the currencies differ."""
    values = [money_of(each.node("value")) for each in rows]
    found = [each for each in values if each is not None]
    if not found or len(found) != len(values) or len({each.currency for each in found}) > 1:
        return None
    return Money(sum((each.amount for each in found), start=found[0].amount * 0), found[0].currency, found[0].value)


def note_budget(case: ReleaseCase, money: Money) -> None:
    """Note that the value is a budget, which may include private money, above all in a partnership."""
    if money.value.pointer == BUDGET:
        budget = ValueIsBudget(value=str(money), option=case.options.called("value_yen"))
        case.report.note(BUDGET, budget)
