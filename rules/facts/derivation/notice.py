"""Periods of notice that may bind the selection of this partnership, the notice given, and the published award."""

from collections.abc import Iterator

from institutions.values.written_day import written_day
from rules.facts.derivation.public_contracts import may_be_contract, may_need_award_notice
from rules.facts.gathering.mapping.reading import CaseReading, flag_or_none, number_or_none, text_or_none
from rules.facts.kinds.base import OPEN_END, Fact
from rules.facts.kinds.gpa import ProcurementCovered
from rules.facts.kinds.notice import AwardPublished, NoticePeriod


def notice_facts(reading: CaseReading, size: ProcurementCovered) -> Iterator[Fact]:
    """Yield one a period. `size` says whether the GPA covers the contract.

    What is no contract has no period of notice: the days of its call are none. Where days of notice are stated, they
    are looked at all the same.
    """
    if number_or_none(reading.case.selection, "notice_days") is None and not may_be_contract(reading):
        return
    for regime in notice_regimes(reading, size):
        of_order = regime.startswith("order")
        unknown = size.covered is None and not of_order
        yield NoticePeriod(
            id=notice_id(reading, size, regime, unknown=unknown),
            origins=("selection",) if of_order else ("selection", size.id),
            selection="selection",
            regime=regime,
            value_yen=size.value_yen,
            lots_total_yen=size.lots_total_yen,
            on=size.on,
            days=days_of_notice(reading) if text_or_none(reading.case.selection, "method") else None,
            category=size.category,
            tax_not_stated=() if of_order else size.tax_not_stated,
            tax_added_on=() if of_order else size.tax_added_on,
        )


def notice_id(reading: CaseReading, size: ProcurementCovered, regime: str, *, unknown: bool) -> str:
    """Return the id of a period, which names what is missing where it may not bind."""
    if text_or_none(reading.case.selection, "method") is None:
        return f"selection(method)/{regime}"
    return f"{size.id}/{regime}" if unknown else f"notice_period:{regime}"


def notice_regimes(reading: CaseReading, size: ProcurementCovered) -> Iterator[str]:
    """Yield the periods that may bind: of the Order on budgets, of the Order for the GPA, of voluntary measures."""
    given = reading.case.selection
    method = text_or_none(given, "method")
    urgent, later_lot = flag_or_none(given, "urgent") is True, flag_or_none(given, "later_lot") is True
    special = size.covered is not False and size.exempt == "not_exempt"
    if method in ("open", None):
        yield "order_urgent" if urgent else "order"
        if special:
            yield "gpa_urgent" if urgent else "gpa_later_lot" if later_lot else "gpa"
        if special and not urgent and not later_lot:
            yield "voluntary"
    elif method == "negotiated" and special:
        yield "voluntary_negotiated"


def days_of_notice(reading: CaseReading) -> int | None:
    """Return the days of notice as stated, else from the opening of the call to its close; None if unknown."""
    given = reading.case.selection
    stated = number_or_none(given, "notice_days")
    return (
        days_between(text_or_none(given, "opened_on"), text_or_none(given, "closed_on")) if stated is None else stated
    )


def days_between(opened_on: str | None, closed_on: str | None) -> int | None:
    """Count the days between two days, the last one included; None if one is unknown."""
    if opened_on is None or closed_on is None:
        return None
    return (written_day(closed_on) - written_day(opened_on)).days


def award_published(reading: CaseReading) -> Iterator[AwardPublished]:
    """Yield the publication of the award of a contract, and of what is none where its notice is stated."""
    given = reading.case.selection
    if not may_need_award_notice(reading):
        return
    awarded_on, notified_on = text_or_none(given, "awarded_on"), text_or_none(given, "award_notified_on")
    not_notified = "award_notified_on" in given and (notified_on or OPEN_END) > reading.as_of
    yield AwardPublished(
        id="award_published",
        origins=("selection",),
        awarded=(awarded_on or OPEN_END) <= reading.as_of if "awarded_on" in given else None,
        awarded_on=awarded_on,
        award_notified_on=OPEN_END if not_notified else notified_on,
        evaluation_published=flag_or_none(given, "evaluation_published"),
        contract_published=flag_or_none(given, "contract_published"),
    )
