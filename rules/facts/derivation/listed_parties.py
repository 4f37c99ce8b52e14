"""Participants, and their owners along all chains, that are on a list."""

from collections import defaultdict
from collections.abc import Collection, Iterator

import networkx as nx

from institutions.parties.ownership.shares import WHOLE_BP, Ownership
from rules.facts.derivation.related_companies import companies_with_known_owners
from rules.facts.derivation.ties import DatedTies
from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import CaseReading, fact_days, holds_on, required_text, text_or_none
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.lists import ListedParty


def listed_facts(reading: CaseReading, ties: DatedTies) -> Iterator[ListedParty]:
    """Yield the listings of participants and of those above them, and the participants whose owners are not known."""
    listings: dict[str, list[GatheredStatement]] = defaultdict(list)
    for stated in reading.of("listing"):
        if text_or_none(stated.values, "list"):
            listings[required_text(stated.values, "company")].append(stated)
    for company in participating_companies(reading):
        for stated in listings.get(company, ()):
            made = f"listed_party:{stated.lineage}:{company}"
            yield make_listing(made, stated, company, own=True)
        above = {*ties.ownership.holders_of(company), *ties.command.controllers_of(company)}
        for owner in sorted(above & listings.keys()):
            for stated in listings[owner]:
                yield from owner_listed(ties, stated, owner, company)
        now = {each for each, found in listings.items() if any(holds_on(one, reading.as_of) for one in found)}
        if (unknown := owners_not_known(reading, ties, company, now)) is not None:
            yield ListedParty(
                id=f"ownership_known(company={unknown})/{company}",
                company=company,
                own=False,
                controls=False,
                from_on=OPEN_START,
                until_on=OPEN_END,
            )


def make_listing(
    made: str,
    stated: GatheredStatement,
    company: str,
    *,
    own: bool = False,
    controls: bool = False,
    share_bp: int | None = None,
    origins: tuple[str, ...] = (),
) -> ListedParty:
    """Make one listing, seen from a participant."""
    return ListedParty(
        id=made,
        origins=(stated.ref, *origins),
        company=company,
        own=own,
        controls=controls,
        **fact_days(stated),
        party=required_text(stated.values, "company"),
        list=required_text(stated.values, "list"),
        share_bp=share_bp,
    )


def owner_listed(ties: DatedTies, stated: GatheredStatement, owner: str, company: str) -> Iterator[ListedParty]:
    """Yield one listing of an owner: once with the known part of its share, once with the unknown part."""
    controls = owner in ties.command.controllers_of(company)
    control = ties.command.origins_between(owner, company) if controls else ()
    share = ties.ownership.effective_share(owner, company)
    origins = tuple(sorted({*control, *(share.origins if share else ())}))
    if share and share.exact:
        made = f"listed_party:{stated.lineage}:{company}"
        known = max(share.share_bp, least_along_a_chain(ties.ownership, owner, company))
        yield make_listing(made, stated, company, controls=controls, share_bp=known, origins=origins)
    if share is None or share.partly_unknown:
        asked = f"shareholding(holder={owner}, company={company})/{stated.values['list']}"
        yield make_listing(asked, stated, company, controls=controls, origins=origins)


def least_along_a_chain(ownership: Ownership, owner: str, company: str) -> int:
    """Return the smallest known share on a chain from owner to company, for the chain on which it is largest."""
    steps: nx.DiGraph[str] = nx.DiGraph()
    steps.add_nodes_from((owner, company))
    held = [(each.share_bp, each.holder, each.company) for each in ownership.between(owner, company) if each.share_bp]
    for share_bp, holder, owned in sorted(held, reverse=True):
        steps.add_edge(holder, owned)
        if nx.has_path(steps, owner, company):
            return share_bp
    return 0


def owners_not_known(reading: CaseReading, ties: DatedTies, company: str, listed_now: Collection[str]) -> str | None:
    """Return the first of a company and those that control it that may have an unstated owner of half; or None."""
    known = companies_with_known_owners(reading)
    above = [each for each in ties.command.controllers_of(company) if reading.sort_of(each) == "company"]
    for each in (company, *above):
        if each not in known and each not in listed_now and half_is_open(ties.ownership, each):
            return each
    return None


def half_is_open(ownership: Ownership, company: str) -> bool:
    """Return whether half of the company or more has no stated holder."""
    stated = sum(each.share_bp or 0 for (_, owned), each in ownership.holdings.items() if owned == company)
    return (WHOLE_BP - stated) * 2 >= WHOLE_BP
