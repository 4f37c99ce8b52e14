"""Things that two bidders have in common: owners, control, officers, addresses and other details (law.md, COL-11)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
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
    offers = {each.company: each.offer for each in bidders if isinstance(each, Bidder) and each.valid is not False}
    yield from common_owners(ties, offers)
    yield from common_control(ties, offers)
    yield from unknown_owners(reading, offers)
    yield from common_officers(reading, offers)
    for detail in DETAILS:
        yield from common_details(reading, offers, detail)


def offer_pairs(offers: Mapping[str, str], companies: Collection[str]) -> Iterator[tuple[str, str]]:
    """Return pairs of companies of different offers, the smaller key first."""
    among = sorted(company for company in set(companies) if company in offers)
    return ((first, second) for first, second in combinations(among, 2) if offers[first] != offers[second])


def common_owners(ties: DatedTies, offers: Mapping[str, str]) -> Iterator[InCommon]:
    """Yield each party with an effective share in both. The unknown part is a second fact beside the known one."""
    held: dict[str, list[str]] = defaultdict(list)
    for company in sorted(offers):
        for holder in {company, *ties.ownership.holders_of(company)}:
            held[holder].append(company)
    for holder, companies in sorted(held.items()):
        common = list(offer_pairs(offers, companies))
        shares = {company: owned_share(ties, holder, company) for company in {each for pair in common for each in pair}}
        for first, second in common:
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
        for first, second in offer_pairs(offers, {*companies, holder}):
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
        for first, second in offer_pairs(offers, companies):
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
        for first, second in offer_pairs(offers, companies) if value else ():
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
