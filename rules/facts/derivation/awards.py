"""The sponsor's earlier awards, each completed from its call."""

from dataclasses import dataclass

from rules.facts.derivation.bids import WITH_BIDS
from rules.facts.derivation.groups import Groups
from rules.facts.gathering.anchors import AWARD_YEARS
from rules.facts.gathering.mapping.reading import CaseReading, number_or_none, required_text, text_or_none
from rules.facts.gathering.mapping.tax import Amount, stated_basis
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.date_arithmetic import months_after

YEAR = 12


@dataclass(frozen=True, slots=True)
class Award:
    """One award of the sponsor. None: not stated, neither by the award nor by its call."""

    ref: str
    group: str  # of the company that it went to
    on: str | None
    amount: Amount | None
    domain: str | None
    procured: str | None
    tender: bool | None  # by a method with bids


def award_day(award: Award) -> str:
    """Return the day by which awards are ordered; one without a day comes first."""
    return award.on or ""


def sponsor_awards(reading: CaseReading, groups: Groups) -> list[Award]:
    """Return the sponsor's awards of the years before the proposal without this partnership's, the earliest first."""
    since = months_after(reading.proposed_on, -YEAR * AWARD_YEARS)
    awarded_on = text_or_none(reading.case.selection, "awarded_on")
    with_calls = ((stated, reading.call_of(stated)) for stated in reading.of("award"))
    found = [
        award_of(reading, stated, call, groups)
        for stated, call in with_calls
        if is_earlier_award(reading, stated, call, awarded_on)
    ]
    before = [award for award in found if award.on is None or since <= award.on <= reading.proposed_on]
    return sorted(before, key=lambda award: (award_day(award), award.ref))


def is_earlier_award(
    reading: CaseReading, stated: GatheredStatement, call: GatheredStatement | None, awarded_on: str | None
) -> bool:
    """Return whether it is an award of the sponsor, and not the award of this partnership on the day it was awarded."""
    body = text_or_none(stated.values, "body") or (text_or_none(call.values, "body") if call else None)
    if body != reading.sponsor:
        return False
    of_this = stated.own and stated.values.get("call") is None and text_or_none(stated.values, "on") == awarded_on
    return not (of_this and awarded_on)


def award_of(reading: CaseReading, stated: GatheredStatement, call: GatheredStatement | None, groups: Groups) -> Award:
    """Make an award, with the values of its call for those that it does not state itself."""
    of_call = call.values if call else {}
    on = text_or_none(stated.values, "on") or text_or_none(of_call, "closed_on")
    yen = number_or_none(stated.values, "amount_yen")
    method = text_or_none(stated.values, "method") or text_or_none(of_call, "method")
    return Award(
        ref=stated.ref,
        group=groups.of(required_text(stated.values, "company")),
        on=on,
        amount=None if yen is None else Amount(yen, stated_basis(stated.values), on or reading.proposed_on),
        domain=text_or_none(stated.values, "domain") or text_or_none(of_call, "domain"),
        procured=text_or_none(stated.values, "object") or text_or_none(of_call, "object"),
        tender=method in WITH_BIDS if method else True if call else None,
    )
