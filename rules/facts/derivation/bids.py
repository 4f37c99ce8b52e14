"""The bidders for this partnership, the number of valid offers, and the selections in a row with one only bidder."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rules.facts.derivation.groups import Groups
from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import CaseReading, key_list, number_or_none, required_text, text_or_none
from rules.facts.gathering.mapping.tax import Amount, stated_basis
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import Fact
from rules.facts.kinds.procurement import Bidder, BidsKnown, ValidBids

WITH_BIDS: Final = frozenset({"open", "selective", "designated"})
PARTNERS: Final = frozenset({"lead_partner", "partner"})


@dataclass(frozen=True, slots=True)
class Offer:
    """The latest bid of one company, alone or for a consortium. `valid` None: its status is not stated."""

    company: str
    members: tuple[str, ...]
    valid: bool | None
    stated: GatheredStatement


def bid_facts(reading: CaseReading, groups: Groups) -> Iterator[Fact]:
    """Yield the bidders, whether the bids are known, and the number of valid ones."""
    bids = bids_here(reading)
    offers = offers_of(bids)
    yield from bidder_facts(reading, offers)
    if bids or text_or_none(reading.case.selection, "method") not in {*WITH_BIDS, None}:
        yield BidsKnown(id="bids_known", origins=tuple(stated.ref for stated in bids), held=len(bids))
    if bids:
        yield valid_bids(reading, offers, groups)
    elif bidders_published(reading) == 1 and (only := only_partner(reading)):
        yield ValidBids(id="valid_bids", origins=("selection",), count=1, only_bidder=only)


def bidders_published(reading: CaseReading) -> int | None:
    """Return the number of bidders that a published process gives beside the bids; no partnership states it."""
    return number_or_none(reading.case.selection, "bidders")


def only_partner(reading: CaseReading) -> str | None:
    """Return the one company that was chosen; None if there are several, or none."""
    found = {required_text(row, "company") for row in reading.case.participants if row.get("role") in PARTNERS}
    return found.pop() if len(found) == 1 else None


def bids_here(reading: CaseReading) -> list[GatheredStatement]:
    """Return the bids of this partnership's own selection: those without a call."""
    return [stated for stated in reading.of("bid") if stated.values.get("call") is None and stated.own]


def offers_of(bids: Iterable[GatheredStatement]) -> list[Offer]:
    """Return one offer per company: its bid of the latest round, of two in one round the later."""
    latest: dict[str, GatheredStatement] = {}
    for stated in bids:
        company = required_text(stated.values, "company")
        latest[company] = max(latest.get(company, stated), stated, key=bid_order)
    return [
        Offer(company, (company, *key_list(stated.values, "members")), bid_validity(stated), stated)
        for company, stated in sorted(latest.items())
    ]


def bid_order(stated: GatheredStatement) -> tuple[int, str, str]:
    """Return the sort key that puts the later of two bids of one company last."""
    return (number_or_none(stated.values, "round") or 0, text_or_none(stated.values, "on") or "", stated.ref)


def bid_amount(reading: CaseReading, stated: GatheredStatement) -> Amount | None:
    """Return the amount of a bid with its basis, at its day or that of the proposal; None if it is not stated."""
    yen, on = number_or_none(stated.values, "amount_yen"), text_or_none(stated.values, "on")
    return None if yen is None else Amount(yen, stated_basis(stated.values), on or reading.proposed_on)


def bid_validity(stated: GatheredStatement) -> bool | None:
    """Return whether a bid is valid; None if its status is not stated."""
    status = text_or_none(stated.values, "status")
    return None if status is None else status == "valid"


def bidder_facts(reading: CaseReading, offers: Iterable[Offer]) -> Iterator[Bidder]:
    """Yield each company and consortium member that bids, then each partner that made no bid."""
    seen: set[str] = set()
    for offer in sorted(offers, key=lambda each: (each.valid is not True, each.company)):
        for company in offer.members:
            if company not in seen:
                seen.add(company)
                yield Bidder(
                    id=f"bidder:{company}",
                    origins=(offer.stated.ref,),
                    company=company,
                    offer=offer.company,
                    way="bid",
                    on=text_or_none(offer.stated.values, "on") or reading.proposed_on,
                    valid=offer.valid,
                    amount_yen=number_or_none(offer.stated.values, "amount_yen"),
                )
    for row in reading.case.participants:
        company = required_text(row, "company")
        if row.get("role") in PARTNERS and company not in seen:
            seen.add(company)
            yield Bidder(
                id=f"bidder:{company}",
                company=company,
                offer=company,
                way="participant",
                on=reading.proposed_on,
                valid=True,
            )


def companies_in_case(reading: CaseReading) -> list[str]:
    """Return every company that takes part or bids, sorted."""
    bids = bids_here(reading)
    return sorted({*participating_companies(reading), *(each for offer in offers_of(bids) for each in offer.members)})


def valid_bids(reading: CaseReading, offers: list[Offer], groups: Groups) -> ValidBids:
    """Count the valid offers, as far as the question "exactly one?" needs it."""
    named = {company for offer in offers for company in offer.members}
    count = count_of(offers, unnamed=max((bidders_published(reading) or 0) - len(named), 0))
    only = next(offer.company for offer in offers if offer.valid) if count == 1 else None
    before = selections_before(reading, only, groups) if only else []
    return ValidBids(
        id="valid_bids",
        origins=(*(offer.stated.ref for offer in offers), *before),
        count=count,
        only_bidder=only,
        in_a_row=1 + len(before) if only else None,
    )


def count_of(offers: Iterable[Offer], unnamed: int = 0) -> int | None:
    """Return how many offers are valid; None if an unstated status leaves open whether it is exactly one.

    `unnamed`: bidders that are counted and not named, whose bids may be valid or not.
    """
    answers = [offer.valid for offer in offers]
    valid, open_answers = answers.count(True), answers.count(None) + unnamed  # which may be any number
    return valid if valid > 1 or not open_answers else None


def selections_before(reading: CaseReading, only: str, groups: Groups) -> list[str]:
    """Return the sponsor's calls for the same object just before, as far back as the same group was the only bidder.

    The series breaks at a call with another outcome, and at one whose bids are not known.
    """
    group = groups.of(only)
    bids: dict[str, list[GatheredStatement]] = {}
    for stated in reading.of("bid"):
        if lineage := text_or_none(stated.values, "call"):
            bids.setdefault(lineage, []).append(stated)
    found: list[str] = []
    for call in earlier_calls(reading):
        offers = offers_of(bids.get(call.lineage, ()))
        winner = next((offer.company for offer in offers if offer.valid), None) if count_of(offers) == 1 else None
        if winner is None or groups.of(winner) != group:
            break
        found.append(call.ref)
    return found


def earlier_calls(reading: CaseReading) -> list[GatheredStatement]:
    """Return the sponsor's calls for the same object that closed before this selection, the latest first."""
    closed_on = text_or_none(reading.case.selection, "closed_on") or reading.proposed_on
    procured = text_or_none(reading.case.selection, "object")
    calls = [
        stated
        for stated in reading.of("call")
        if stated.values.get("body") == reading.sponsor
        and stated.values.get("object") == procured
        and (text_or_none(stated.values, "closed_on") or closed_on) < closed_on
    ]
    return sorted(calls, key=lambda stated: (text_or_none(stated.values, "closed_on") or "", stated.ref), reverse=True)
