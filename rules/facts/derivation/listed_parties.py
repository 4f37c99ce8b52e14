"""Participants, and their owners along all chains, that are on a list."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from institutions.parties.ownership.shares import WHOLE_BP, Ownership, completing
from rules.facts.derivation.related_companies import companies_with_known_owners
from rules.facts.derivation.ties import DatedTies
from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    fact_days,
    holds_on,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.gathering.statements import GatheredStatement
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.lists import ListedParty

HALF_BP: Final = WHOLE_BP // 2


def listed_facts(reading: CaseReading, ties: DatedTies) -> Iterator[ListedParty]:
    """Yield the listings of participants and of those above them, and the participants whose owners are not known."""
    listings: dict[str, list[GatheredStatement]] = defaultdict(list)
    for stated in reading.of("listing"):
        if text_or_none(stated.values, "list"):
            listings[required_text(stated.values, "company")].append(stated)
    lists = {text_or_none(stated.values, "list") for found in listings.values() for stated in found}
    every = {each: Together.of(reading, listings, each) for each in lists if each}
    for company in participating_companies(reading):

        def together(name: str | None, company: str = company) -> int | None:
            return every[name].of_company(company) if name else None

        for stated in listings.get(company, ()):
            made = f"listed_party:{stated.lineage}:{company}"
            yield make_listing(made, stated, company, own=True)
        above = {*ties.ownership.holders_of(company), *ties.command.controllers_of(company)}
        for owner in sorted(above & listings.keys()):
            for stated in listings[owner]:
                yield from owner_listed(ties, stated, owner, company, together(text_or_none(stated.values, "list")))
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
    together_bp: int | None = None,
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
        together_bp=together_bp,
    )


def owner_listed(
    ties: DatedTies, stated: GatheredStatement, owner: str, company: str, together_bp: int | None
) -> Iterator[ListedParty]:
    """Yield one listing of an owner: once with the known part of its share, once with the unknown part.

    `together_bp`: what all companies on its list own of the company; None where that is not known.
    """
    controls = owner in ties.command.controllers_of(company)
    control = ties.command.origins_between(owner, company) if controls else ()
    share = ties.ownership.effective_share(owner, company)
    origins = tuple(sorted({*control, *(share.origins if share else ())}))
    if share and share.exact:
        made = f"listed_party:{stated.lineage}:{company}"
        known = max(share.share_bp, least_along_a_chain(ties.ownership, owner, company))
        yield make_listing(
            made, stated, company, controls=controls, share_bp=known, together_bp=together_bp, origins=origins
        )
    if share is None or share.partly_unknown:
        asked = f"shareholding(holder={owner}, company={company})/{stated.values['list']}"
        yield make_listing(asked, stated, company, controls=controls, together_bp=together_bp, origins=origins)


@dataclass(frozen=True, slots=True)
class Together:
    """The holdings at `as_of` of the companies on one list, and of those of which these own half or more together."""

    counted: frozenset[str]
    possible: frozenset[str]  # those counted, and those that may have to be: a share that decides it is unknown
    held: Mapping[str, Mapping[str, int | None]]  # by company and holder the share; None: unknown

    @classmethod
    def of(cls, reading: CaseReading, listings: Mapping[str, Collection[GatheredStatement]], name: str) -> "Together":
        """Read the holdings and the companies on the list; a share of the votes is no share."""
        held: dict[str, dict[str, int | None]] = defaultdict(dict)
        for stated in reading.now("shareholding"):
            holder, company = required_text(stated.values, "holder"), required_text(stated.values, "company")
            share, before = number_or_none(stated.values, "share_bp"), held[company].get(holder, 0)
            held[company][holder] = None if share is None or before is None else before + share
        listed = {
            company
            for company, found in listings.items()
            if any(text_or_none(each.values, "list") == name and holds_on(each, reading.as_of) for each in found)
        }
        counted, possible = (with_owned_by_half(listed, held, at_most=at_most) for at_most in (False, True))
        return cls(counted, possible, held)

    def of_company(self, company: str) -> int | None:
        """Return what they own of a company, at most the whole; None where unknown shares may bring it to half."""
        holders = self.held.get(company, {})
        known = min(owned_by(holders, self.counted), WHOLE_BP)
        return None if known < HALF_BP <= owned_at_most(holders, self.possible) else known


def with_owned_by_half(
    listed: Collection[str], held: Mapping[str, Mapping[str, int | None]], *, at_most: bool
) -> frozenset[str]:
    """Return listed companies with those of which these own half or more together, and so on along the chains.

    `at_most`: with those of which they may own half, if unknown shares are as large as they can be. Each holding is
    looked at once, when its holder was added.
    """
    below: dict[str, list[tuple[str, int | None]]] = defaultdict(list)
    others: dict[str, int] = {}  # what holders that were not added are known to have
    for company, holders in held.items():
        others[company] = owned_by(holders, holders)
        for holder, share in holders.items():
            below[holder].append((company, share))
    found, waiting, known, unknown = set(listed), deque(sorted(listed)), defaultdict[str, int](int), set[str]()
    while waiting:
        for company, share in below.get(waiting.popleft(), ()):
            known[company] += share or 0
            others[company] -= share or 0
            if share is None:
                unknown.add(company)
            part = WHOLE_BP - others[company] if at_most and company in unknown else known[company]
            if company not in found and part >= HALF_BP:
                found.add(company)
                waiting.append(company)
    return frozenset(found)


def owned_by(holders: Mapping[str, int | None], counted: Collection[str]) -> int:
    """Return the sum of the known shares of some holders."""
    return sum(share or 0 for holder, share in holders.items() if holder in counted)


def owned_at_most(holders: Mapping[str, int | None], counted: Collection[str]) -> int:
    """Return the most that some holders may have: if a share of theirs is unknown, all that no other holder has."""
    if any(share is None for holder, share in holders.items() if holder in counted):
        return WHOLE_BP - owned_by(holders, {each for each in holders if each not in counted})
    return owned_by(holders, counted)


def least_along_a_chain(ownership: Ownership, owner: str, company: str) -> int:
    """Return the smallest known share on a chain from owner to company, for the chain on which it is largest."""
    held = [each for each in ownership.between(owner, company) if each.share_bp]
    held.sort(key=lambda each: each.share_bp or 0, reverse=True)
    last = completing(held, owner, company)
    return (last.share_bp or 0) if last else 0


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
    holders = ownership.graph.predecessors(company) if company in ownership.graph else ()
    stated = sum(ownership.holdings[holder, company].share_bp or 0 for holder in holders)
    return (WHOLE_BP - stated) * 2 >= WHOLE_BP
