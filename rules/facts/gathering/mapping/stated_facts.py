"""All facts that are read from statements, subject by subject."""

from collections.abc import Collection, Iterator

from rules.facts.gathering.mapping.acquisitions import acquisition_facts
from rules.facts.gathering.mapping.appointments import appointment_facts
from rules.facts.gathering.mapping.benefits import benefit_facts
from rules.facts.gathering.mapping.companies import company_facts
from rules.facts.gathering.mapping.conduct import conduct_facts
from rules.facts.gathering.mapping.export_items import export_facts
from rules.facts.gathering.mapping.holdings import holding_facts
from rules.facts.gathering.mapping.infrastructure import infrastructure_facts
from rules.facts.gathering.mapping.measures import GroupOf, measure_facts
from rules.facts.gathering.mapping.patents import patent_facts
from rules.facts.gathering.mapping.people import people_facts
from rules.facts.gathering.mapping.posts import post_facts
from rules.facts.gathering.mapping.proposal import proposal_facts
from rules.facts.gathering.mapping.reading import CaseReading
from rules.facts.gathering.mapping.research import research_facts
from rules.facts.gathering.mapping.subcontracts import subcontract_facts
from rules.facts.kinds.base import Fact


def stated_facts(reading: CaseReading, in_case: Collection[str], group_of: GroupOf) -> Iterator[Fact]:
    """Yield the facts of one case. `in_case` are the companies that take part or bid, `group_of` names their groups."""
    yield from proposal_facts(reading)
    yield from people_facts(reading)
    yield from appointment_facts(reading)
    yield from benefit_facts(reading)
    yield from post_facts(reading)
    yield from holding_facts(reading)
    yield from research_facts(reading)
    yield from company_facts(reading)
    yield from measure_facts(reading, in_case, group_of)
    yield from subcontract_facts(reading)
    yield from conduct_facts(reading)
    yield from infrastructure_facts(reading)
    yield from acquisition_facts(reading)
    yield from patent_facts(reading)
    yield from export_facts(reading)
