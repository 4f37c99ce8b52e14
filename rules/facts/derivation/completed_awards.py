"""Awards as they are stated, each completed from its call: the part of a sponsor's history that no case changes."""

from dataclasses import dataclass
from typing import Final

from rules.facts.derivation.bids import WITH_BIDS
from rules.facts.gathering.mapping.reading import CaseReading, flag_or_none, number_or_none, required_text, text_or_none
from rules.facts.gathering.mapping.tax import Amount, stated_basis
from rules.facts.gathering.statements import GatheredStatement

MOST_KEPT: Final = 4_000  # completed awards in memory: those of a few sponsors


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


@dataclass(frozen=True, slots=True)
class CompletedAward:
    """An award with the values of its call for those that it does not state itself. None: stated by neither.

    `on` is the day of the award, else the one on which its call closed; `day` the same, empty where there is none.
    `alone` is the award of a company that is a group of its own; None for one without a day, whose amount is of the day
    of the proposal. `under_call`: it names a call, which the case may not know. `tender`: it was by a method with bids.
    """

    stated: GatheredStatement
    call: GatheredStatement | None
    ref: str
    company: str
    body: str | None
    domain: str | None
    procured: str | None
    on: str | None
    day: str
    yen: int | None
    under_call: bool
    method: str | None
    tender: bool | None
    separate_need: bool
    alone: Award | None = None

    def is_of_partnership(self, awarded_on: str | None) -> bool:
        """Return whether it is the award of the case's own partnership, on the day on which that was awarded."""
        own = self.stated.own and not self.under_call
        return own and awarded_on is not None and text_or_none(self.stated.values, "on") == awarded_on


_completed: Final[dict[int, CompletedAward]] = {}  # by the identity of the statement, which each entry keeps alive


def completed_awards(reading: CaseReading) -> list[CompletedAward]:
    """Return every usable award of a case. The cases of a batch share the statements of others, and what is made of
    them here.
    """
    found = []
    for stated in reading.of("award"):
        call = reading.call_of(stated) if "call" in stated.values else None
        known = _completed.get(id(stated))
        if known is None or known.stated is not stated or known.call is not call:
            if len(_completed) >= MOST_KEPT:
                _completed.clear()
            known = _completed[id(stated)] = completed_award(stated, call)
        found.append(known)
    return found


def completed_award(stated: GatheredStatement, call: GatheredStatement | None) -> CompletedAward:
    """Complete an award from its call."""
    given, of_call = stated.values, call.values if call else {}
    on = text_or_none(given, "on") or text_or_none(of_call, "closed_on")
    method = text_or_none(given, "method") or text_or_none(of_call, "method")
    yen = number_or_none(given, "amount_yen")
    award = Award(
        ref=stated.ref,
        group=required_text(given, "company"),
        on=on,
        amount=Amount(yen, stated_basis(given), on) if yen is not None and on else None,
        domain=text_or_none(given, "domain") or text_or_none(of_call, "domain"),
        procured=text_or_none(given, "object") or text_or_none(of_call, "object"),
        tender=method in WITH_BIDS if method else True if call else None,
    )
    return CompletedAward(
        stated=stated,
        call=call,
        ref=stated.ref,
        company=award.group,
        body=text_or_none(given, "body") or text_or_none(of_call, "body"),
        domain=award.domain,
        procured=award.procured,
        on=on,
        day=on or "",
        yen=yen,
        under_call=text_or_none(given, "call") is not None,
        method=method,
        tender=award.tender,
        separate_need=flag_or_none(given, "separate_need") is True,
        alone=award if on else None,
    )


def to_group(award: CompletedAward, group: str, proposed_on: str) -> Award:
    """Return an award to a group; its amount is of the day of the award, else of that of the proposal."""
    yen = award.yen
    return Award(
        ref=award.ref,
        group=group,
        on=award.on,
        amount=None if yen is None else Amount(yen, stated_basis(award.stated.values), award.on or proposed_on),
        domain=award.domain,
        procured=award.procured,
        tender=award.tender,
    )
