"""The choice among those who bid: until a tender is awarded, each of them may become the partner and none is chosen.

A document names who takes part as partner. A tender that is imported before its award names all who bid so.
"""

from collections.abc import Iterator
from typing import Final

from rules.facts.derivation.bids import PARTNERS, Offer, bids_here, offers_of
from rules.facts.gathering.mapping.reading import CaseReading, required_text, text_or_none
from rules.facts.kinds.procurement import ChoiceKnown

AWARD: Final = "award"  # of the selection of a published process; no document of a partnership has it
MADE: Final = "made"
NOT_KNOWN: Final = "not_known"
FAILED: Final = "failed"  # the tender ended without an award
ASKS_FOR_AWARD: Final = "selection(awarded_on)"  # begins the id of a fact that waits for it
AWARD_DAYS: Final = ("awarded_on", "award_notified_on")


def partner_companies(reading: CaseReading) -> list[str]:
    """Return the lead partners and partners, sorted: of a tender without an award, those who may become one."""
    return sorted({required_text(row, "company") for row in reading.case.participants if row.get("role") in PARTNERS})


def partner_offers(reading: CaseReading) -> list[Offer]:
    """Return the offers that partners made alone or with others, without those that are out."""
    partners = set(partner_companies(reading))
    offers = offers_of(bids_here(reading))
    return [each for each in offers if each.valid is not False and partners & set(each.members)]


def has_failed(reading: CaseReading) -> bool:
    """Return whether the tender ended without an award, as a published process says."""
    return reading.case.selection.get(AWARD) == FAILED


def awaits_choice(reading: CaseReading) -> bool:
    """Return whether nobody is known to be chosen: several partners bid against each other, and no award is known.

    One who leads is chosen, as is everyone where a day of the award or an award to one of them is stated.
    """
    published = reading.case.selection.get(AWARD)
    if published is not None:
        return published != MADE
    if any(row.get("role") == "lead_partner" for row in reading.case.participants):
        return False
    if any(text_or_none(reading.case.selection, name) for name in AWARD_DAYS):
        return False
    return len(partner_offers(reading)) > 1 and not is_award_stated(reading)


def choice_facts(reading: CaseReading) -> Iterator[ChoiceKnown]:
    """Yield that the partner is chosen; nothing while that is not known."""
    if not awaits_choice(reading):
        yield ChoiceKnown(id="choice_known", origins=("selection",), held=len(partner_companies(reading)))


def is_award_stated(reading: CaseReading) -> bool:
    """Return whether an award outside of any call went to a partner since bids were called for, or on no known day."""
    partners, given = set(partner_companies(reading)), reading.case.selection
    since = text_or_none(given, "closed_on") or text_or_none(given, "opened_on") or ""
    return any(
        (text_or_none(stated.values, "on") or since) >= since
        for stated in reading.of("award")
        if stated.own and stated.values.get("call") is None and stated.values.get("company") in partners
    )
