"""Suppliers that were left out of the selection of this partnership, and since when they know."""

from collections.abc import Iterable, Iterator
from typing import Final

from rules.facts.derivation.bids import offers_of
from rules.facts.derivation.chosen import partner_companies
from rules.facts.derivation.gpa_parties import GPA_PARTIES
from rules.facts.derivation.public_contracts import may_need_award_notice
from rules.facts.derivation.treaty_cover import country_of_company
from rules.facts.gathering.mapping.reading import CaseReading, text_or_none
from rules.facts.kinds.base import Fact
from rules.facts.kinds.complaints import Complainant
from rules.facts.kinds.measures import Measure

WITHDRAWN: Final = "withdrawn"
DISQUALIFIED: Final = "disqualified"
EXCLUSION: Final = "exclusion"


def complainant_facts(reading: CaseReading, stated: Iterable[Fact]) -> Iterator[Complainant]:
    """Yield the suppliers that were left out; of what is no contract, only where the document treats it as one.

    Nobody complains about a grant to the Government Procurement Review Board, so nobody is asked since when a supplier
    knows. It is looked at where that day is stated of one of them, or the notice of the award is.
    """
    found = tuple(suppliers_left_out(reading, stated))
    asked = may_need_award_notice(reading) or any(each.known_on for each in found)
    yield from found if asked else ()


def suppliers_left_out(reading: CaseReading, stated: Iterable[Fact]) -> Iterator[Complainant]:
    """Yield the suppliers whose offers were rejected, and those that a measure excludes."""
    partners = set(partner_companies(reading))
    bids = [each for each in reading.of("bid") if each.values.get("call") is None and each.own]
    for offer in offers_of(bids):
        status = text_or_none(offer.stated.values, "status")
        if status != WITHDRAWN and not partners & set(offer.members):
            yield make_complainant(
                reading,
                f"complainant:{offer.company}:bid",
                offer.company,
                DISQUALIFIED if status == DISQUALIFIED else "lost",
                text_or_none(offer.stated.values, "informed_on"),
                offer.stated.ref,
            )
    for act in stated:
        if not isinstance(act, Measure) or act.kind != EXCLUSION or not act.bears_on_case:
            continue
        if act.company and act.company not in partners:
            made = f"complainant:{act.company}:{act.id}"
            yield make_complainant(reading, made, act.company, "excluded", act.known_on, act.id)


def make_complainant(
    reading: CaseReading, made: str, company: str, way: str, known_on: str | None, origin: str
) -> Complainant:
    """Make one supplier, with its country."""
    country = country_of_company(reading, company)
    return Complainant(
        id=made,
        origins=(origin,),
        company=company,
        way=way,
        country=country,
        from_party=country in GPA_PARTIES,
        known_on=known_on if known_on and known_on <= reading.as_of else None,
    )
