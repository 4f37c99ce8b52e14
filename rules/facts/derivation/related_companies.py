"""Relations of the companies of a case: parent, subsidiary, sister, or unknown for want of owners."""

from collections.abc import Collection, Iterator

from institutions.parties.ownership.control import Control
from rules.facts.derivation.chosen import partner_companies
from rules.facts.derivation.ties import DatedTies
from rules.facts.gathering.mapping.reading import CaseReading, required_text
from rules.facts.kinds.base import Fact
from rules.facts.kinds.companies import PartnerOutsideGroup, RelatedCompany


def related_facts(
    reading: CaseReading,
    ties: DatedTies,
    in_case: Collection[str],
    tied: Collection[str],
    tied_to_government: Collection[str],
) -> Iterator[Fact]:
    """Yield relations of the companies in the case, of those that lead a function, and of those tied to its people.

    Unknown relations are asked for between one that is tied to people with a part in government or leads, and one that
    is in the case or leads. Relations of two bidders are not asked for here (see
    `rules.facts.derivation.shared_details`), nor those of the companies of private people: their number would be the
    square of the bidders', as soon as each has an owner.
    """
    leading = {by for row in reading.case.leads or () if isinstance(by := row.get("by"), str)}
    leaders = {company for company in leading if reading.sort_of(company) == "company"}
    companies = sorted({*in_case, *leaders, *tied})
    related: set[tuple[str, str]] = set()
    for company in companies:
        for fact in related_companies(reading, ties, company):
            related.add((fact.company, fact.other))
            yield fact
    asking, asked = {*tied_to_government, *leaders}, {*in_case, *leaders}
    known = companies_with_known_owners(reading)
    owners = {company: owners_unknown(reading, ties, company, known) for company in companies}
    # Only pairs that are asked for are gone through: of many bidders hardly any is tied to people.
    to_asked, to_asking, to_both = sorted(asked), sorted(asking), sorted(asking | asked)
    for company in companies:
        others = (to_both if company in asked else to_asked) if company in asking else to_asking
        for other in others:
            if (company, other) not in related:
                for unknown in sorted({each for each in (owners[company], owners[other]) if each}):
                    made = f"ownership_known(company={unknown})/{company}/{other}"
                    yield RelatedCompany(id=made, company=company, other=other)
    yield from partners_outside_group(reading, ties)


def related_companies(reading: CaseReading, ties: DatedTies, company: str) -> Iterator[RelatedCompany]:
    """Yield the known relations of one company, itself first."""
    yield RelatedCompany(id=relation_id(company, company), company=company, other=company, relation="same")
    above, below = set(ties.command.controllers_of(company)), set(ties.command.controlled_by(company))
    for other in sorted({*ties.groups.members(company), *above, *below} - {company}):
        if reading.sort_of(other) == "company":
            relation = "parent" if other in above else "subsidiary" if other in below else "sister"
            if relation == "sister":
                origins = ties.groups.origins_between(company, other)
            else:
                origins = tuple(sorted(chain_origins(ties.command, company, other, above, below)))
            made = relation_id(company, other)
            yield RelatedCompany(id=made, origins=origins, company=company, other=other, relation=relation)


def relation_id(company: str, other: str) -> str:
    """Return the id of the fact that says how another company stands to one."""
    return f"related_company:{company}:{other}"


def chain_origins(
    command: Control, company: str, other: str, above: Collection[str], below: Collection[str]
) -> Iterator[str]:
    """Yield what puts another company above or below one: its next ties on the chains, and the relations these lead to.

    The relation of the next company rests on its own ties in turn, so that each tie is named once however long the
    chains are, also where companies control each other in a circle. In a circle the way is told in both directions.
    """
    if other in above:
        for near in command.graph.successors(other):
            if near == company or near in above:
                yield from command.ties[other, near]
                yield from () if near == company else (relation_id(company, near),)
    if other in below:
        for near in command.graph.predecessors(other):
            if near == company or near in below:
                yield from command.ties[near, other]
                yield from () if near == company else (relation_id(company, near),)


def owners_unknown(reading: CaseReading, ties: DatedTies, company: str, known: Collection[str]) -> str | None:
    """Return the first of a company and those that control it whose owners are not known; or None."""
    line = [company, *(each for each in ties.command.controllers_of(company) if reading.sort_of(each) == "company")]
    return next((each for each in line if each not in known), None)


def companies_with_known_owners(reading: CaseReading) -> set[str]:
    """Return the companies for which every holder of 5 % or more is stated; none if not all companies were followed."""
    if reading.case.owners_cut:
        return set()
    return {required_text(stated.values, "company") for stated in reading.now("ownership_known")}


def partners_outside_group(reading: CaseReading, ties: DatedTies) -> Iterator[PartnerOutsideGroup]:
    """Yield for each partner the first other one that nothing stated puts into its group.

    One is enough for the rules, and the number of facts grows with the partners and not with their pairs.
    """
    partners = partner_companies(reading)
    for than in partners:
        group = ties.groups.of(than)
        if (other := next((each for each in partners if ties.groups.of(each) != group), None)) is not None:
            yield PartnerOutsideGroup(id=f"partner_outside_group:{than}:{other}", than=than, other=other)
