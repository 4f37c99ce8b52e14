"""Private proposals: whether the proposing company is to carry out this partnership, and who competed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rules.facts.derivation.chosen import ASKS_FOR_AWARD, awaits_choice, partner_companies
from rules.facts.derivation.groups import Groups
from rules.facts.derivation.notice import days_of_notice
from rules.facts.derivation.related_companies import companies_with_known_owners, owners_unknown
from rules.facts.derivation.ties import DatedTies
from rules.facts.gathering.mapping.reading import CaseReading, flag_or_none, text_or_none
from rules.facts.kinds.base import Fact
from rules.facts.kinds.procurement import Bidder
from rules.facts.kinds.proposal import PrivateProposal


def private_proposal_facts(reading: CaseReading, ties: DatedTies, bidders: Iterable[Fact]) -> Iterator[Fact]:
    """Yield the proposal with each partner of the proposer's group; else one that says no, or that is unknown."""
    given = reading.case.selection
    if "proposer" in given and given["proposer"] is None:
        return
    plain = PrivateProposal(
        id="private_proposal",
        origins=("selection",),
        method=text_or_none(given, "method"),
        call_days=days_of_notice(reading),
        advantage_published=flag_or_none(given, "advantage_published"),
    )
    proposer = text_or_none(given, "proposer")
    if proposer is None:
        yield replace(plain, id="selection(proposer)")
        return
    made = replace(plain, proposer=proposer, competing_bids=competing_bids(bidders, ties.groups, proposer))
    partners = partner_companies(reading)
    own = [each for each in partners if ties.groups.of(each) == ties.groups.of(proposer)]
    if own and awaits_choice(reading):
        yield replace(made, id=ASKS_FOR_AWARD)
        return
    for partner in own:
        origins = (
            plain.origins if partner == proposer else (*plain.origins, *ties.groups.origins_between(proposer, partner))
        )
        yield replace(made, id=f"private_proposal:{partner}", origins=origins, partner=partner, won=True)
    if not own:
        yield from proposer_not_won(reading, ties, made, [proposer, *partners])


def proposer_not_won(
    reading: CaseReading, ties: DatedTies, made: PrivateProposal, companies: Iterable[str]
) -> Iterator[PrivateProposal]:
    """Yield that no partner is known to be of the proposer's group: certain where all their owners are known."""
    known = companies_with_known_owners(reading)
    unknown = {each for company in companies if (each := owners_unknown(reading, ties, company, known))}
    for company in sorted(unknown):
        yield replace(made, id=f"ownership_known(company={company})/private_proposal")
    if not unknown:
        yield replace(made, won=False)


def competing_bids(bidders: Iterable[Fact], groups: Groups, proposer: str) -> int | None:
    """Count valid offers without a member of the proposer's group; None if no bid is stated."""
    bids = [each for each in bidders if isinstance(each, Bidder) and each.way == "bid"]
    own = {each.offer for each in bids if groups.of(each.company) == groups.of(proposer)}
    return len({each.offer for each in bids if each.valid is True} - own) if bids else None
