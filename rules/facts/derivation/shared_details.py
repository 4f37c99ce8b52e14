"""Things that two bidders have in common: owners, control, officers, addresses and other details (law.md, COL-11)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations
from typing import Final

from institutions.parties.ownership.shares import EffectiveShare
from rules.facts.derivation.addresses import JOINERS, folded_premises, plain_address
from rules.facts.derivation.related_companies import companies_with_known_owners
from rules.facts.derivation.ties import DatedTies
from rules.facts.gathering.mapping.reading import CaseReading, required_text, text_or_none
from rules.facts.gathering.statements import Values
from rules.facts.kinds.base import Fact
from rules.facts.kinds.procurement import Bidder, InCommon

MOST_IN_PAIRS: Final = 30  # bidders with one thing in common, of which each pair has a fact: 435
DETAILS: Final = ("address", "phone", "bank_account", "agent", "document_author")
OWN: Final = "own"  # in place of a lineage: the company's own fields give the detail


@dataclass(frozen=True, slots=True)
class DetailOrigin:
    """The origin of one detail of a company: a statement, or the company's own fields."""

    lineage: str
    ref: str = ""
    values: Values = field(default_factory=dict)
    written: str = ""  # the detail as it stands there


def shared_detail_facts(reading: CaseReading, ties: DatedTies, bidders: Iterable[Fact]) -> Iterator[Fact]:
    """Yield what pairs of bidders of different offers have in common, without disqualified and withdrawn ones."""
    offers = offers_of(bidders)
    yield from common_owners(ties, offers)
    yield from common_control(ties, offers)
    yield from unknown_owners(reading, offers)
    yield from common_officers(reading, offers)
    for detail in DETAILS:
        yield from common_details(reading, offers, detail)


class OffersOfBidders(dict[str, str]):
    """The offer of each bidder whose bid may count, those first whose bid counts for certain (`certain`)."""

    certain: frozenset[str]


def offers_of(bidders: Iterable[Fact]) -> OffersOfBidders:
    """Return the offers of bidders without disqualified and withdrawn ones."""
    counted = [each for each in bidders if isinstance(each, Bidder) and each.valid is not False]
    counted.sort(key=lambda each: (each.way != "bid", each.valid is not True, each.company))
    offers = OffersOfBidders((each.company, each.offer) for each in counted)
    offers.certain = frozenset(each.company for each in counted if is_certain(each))
    return offers


def is_certain(bidder: Bidder) -> bool:
    """Return whether a bidder has a bid that counts for certain."""
    return bidder.way == "bid" and bidder.valid is True


def offer_pairs(offers: Mapping[str, str], companies: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of companies of different offers, the smaller key first. The companies come the most telling first.

    Of more than MOST_IN_PAIRS each has a pair with the first one alone, or the next one of another offer: the number
    of facts grows with the bidders, and each of them is named.
    """
    among = [company for company in dict.fromkeys(companies) if company in offers]
    if len(among) <= MOST_IN_PAIRS:
        pairs: Iterable[tuple[str, str]] = combinations(sorted(among), 2)
        yield from ((first, second) for first, second in pairs if offers[first] != offers[second])
        return
    told = among[0]
    beside = next((each for each in among if offers[each] != offers[told]), None)
    if beside is None:
        return
    others = ((told if offers[each] != offers[told] else beside, each) for each in among if each != told)
    yield from sorted({(min(pair), max(pair)) for pair in others})


def common_owners(ties: DatedTies, offers: OffersOfBidders) -> Iterator[InCommon]:
    """Yield each party with an effective share in both. The unknown part is a second fact beside the known one."""
    held: dict[str, list[str]] = defaultdict(list)
    for company in offers:
        for holder in {company, *ties.ownership.holders_of(company)}:
            held[holder].append(company)
    for holder, companies in sorted(held.items()):
        if len(companies) > 1:
            shares = {company: owned_share(ties, holder, company) for company in companies}
            largest = sorted(companies, key=lambda each: (each not in offers.certain, -shares[each].share_bp))
            for first, second in offer_pairs(offers, largest):
                yield from common_owner(holder, shares[first], shares[second])


def owned_share(ties: DatedTies, holder: str, company: str) -> EffectiveShare:
    """Return the share of a holder in a company; a company has all of itself."""
    whole = EffectiveShare(holder, company, Fraction(1), partly_unknown=False, origins=())
    return ties.ownership.effective_share(holder, company) or whole


def common_owner(holder: str, first: EffectiveShare, second: EffectiveShare) -> Iterator[InCommon]:
    """Yield one party's shares in two bidders, as far as they are known."""
    origins = tuple(sorted({*first.origins, *second.origins}))
    made = f"in_common:owner:{first.company}:{second.company}:{holder}"
    unknown = InCommon(
        id=f"{made}:unknown", origins=origins, first=first.company, second=second.company, what="owner", holder=holder
    )
    if lower := min(first.share_bp, second.share_bp):
        yield replace(unknown, id=made, lower_bp=lower)
    if first.partly_unknown or second.partly_unknown:
        yield unknown


def common_control(ties: DatedTies, offers: Mapping[str, str]) -> Iterator[InCommon]:
    """Yield each party that controls both at each hop, or is one of them and controls the other."""
    controlled: dict[str, set[str]] = defaultdict(set)
    for company in offers:
        for holder in ties.control.controllers_of(company):
            controlled[holder].add(company)
    for holder, companies in sorted(controlled.items()):
        for first, second in offer_pairs(offers, [each for each in offers if each in {*companies, holder}]):
            reached = [each for each in (first, second) if each != holder]
            origins = {origin for each in reached for origin in ties.control.origins_between(holder, each)}
            yield InCommon(
                id=f"in_common:control:{first}:{second}:{holder}",
                origins=tuple(sorted(origins)),
                first=first,
                second=second,
                what="control",
                holder=holder,
            )


def unknown_owners(reading: CaseReading, offers: Mapping[str, str]) -> Iterator[InCommon]:
    """Yield one for each bidder whose owners are not fully stated: another bidder may share one.

    It names one other bidder, so that the number of facts grows with the bidders and not with their pairs.
    """
    known = companies_with_known_owners(reading)
    companies = sorted(offers)
    for company in companies:
        other = next((each for each in companies if offers[each] != offers[company]), None)
        if company not in known and other is not None:
            first, second = sorted((company, other))
            made = f"ownership_known(company={company})/{first}/{second}"
            yield InCommon(id=made, first=first, second=second, what="owner")


def common_officers(reading: CaseReading, offers: Mapping[str, str]) -> Iterator[InCommon]:
    """Yield each person who is an officer of both."""
    seats: dict[str, dict[str, str]] = defaultdict(dict)
    for stated in reading.now("directorship"):
        seats[required_text(stated.values, "person")].setdefault(required_text(stated.values, "company"), stated.ref)
    for person, companies in sorted(seats.items()):
        for first, second in offer_pairs(offers, [each for each in offers if each in companies]):
            yield InCommon(
                id=f"in_common:officer:{first}:{second}:{person}",
                origins=(companies[first], companies[second]),
                first=first,
                second=second,
                what="officer",
                person=person,
            )


def common_details(reading: CaseReading, offers: Mapping[str, str], detail: str) -> Iterator[InCommon]:
    """Yield equal contact details of one sort. A company's own address and telephone number count too.

    The fact gives an address as the first company's is written. Other details it never gives, not even in its id: an
    author or agent may be a person, and the statement of one body serves the cases of all (SUBMISSION.md, rule 11).
    """
    found: dict[str, dict[str, list[DetailOrigin]]] = defaultdict(lambda: defaultdict(list))
    for company in sorted(offers):
        if value := text_or_none(reading.case.parties.get(company, {}), detail):
            found[folded_detail(detail, value)][company].append(DetailOrigin(OWN, written=value))
    for stated in reading.now("contact_details"):
        if value := text_or_none(stated.values, detail):
            given = DetailOrigin(stated.lineage, stated.ref, stated.values, value)
            found[folded_detail(detail, value)][required_text(stated.values, "company")].append(given)
    for value, companies in sorted(found.items()):
        for first, second in offer_pairs(offers, [each for each in offers if each in companies]) if value else ():
            sides = [*companies[first], *companies[second]]
            agents = [{text_or_none(each.values, "agent_type") for each in companies[side]} for side in (first, second)]
            both = sorted(each for each in agents[0] & agents[1] if each)
            # Each detail of a company stands in one statement: the smallest lineage names this one among several.
            names_it = min(companies[first], key=lambda each: each.lineage)
            yield InCommon(
                id=f"in_common:{detail}:{first}:{second}:{names_it.lineage}",
                origins=tuple(sorted({each.ref for each in sides if each.ref})),
                first=first,
                second=second,
                what=detail,
                address=names_it.written if detail == "address" else None,
                serviced_office=is_serviced_office(sides) if detail == "address" else None,
                agent_type=both[0] if detail == "agent" and both else None,
            )


def is_serviced_office(given: Iterable[DetailOrigin]) -> bool | None:
    """Return whether an address is a serviced office: yes if either side says so, no if one says no, else unknown."""
    answers = {each.values.get("serviced_office") for each in given}
    return True if True in answers else False if False in answers else None


def folded_detail(detail: str, value: str) -> str:
    """Return a detail as it is compared; empty for an address that is no more than a place."""
    return folded_premises(value) if detail == "address" else fold_detail(value)


def fold_detail(value: str) -> str:
    """Fold a detail, without differences in width, case, spaces and hyphens."""
    return "".join(each for each in plain_address(value) if not each.isspace() and each not in JOINERS)
