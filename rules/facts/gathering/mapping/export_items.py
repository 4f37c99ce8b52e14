"""Items under export control, as stated, with the group that their destination belongs to."""

from collections.abc import Iterator
from typing import Final

from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    made_from,
    number_or_none,
    required_text,
    text_or_none,
)
from rules.facts.gathering.mapping.us_country_groups import group_of
from rules.facts.kinds.export_items import ExportItem

UNITED_STATES: Final = "US"


def export_facts(reading: CaseReading) -> Iterator[ExportItem]:
    """Yield the items of participants that go elsewhere than to the United States."""
    partners = participating_companies(reading)
    for stated in reading.now("export_item"):
        given = stated.values
        company, destination = required_text(given, "company"), text_or_none(given, "destination")
        if company in partners and destination != UNITED_STATES:
            yield ExportItem(
                **made_from(stated, ExportItem),
                company=company,
                item=text_or_none(given, "item"),
                destination=destination,
                destination_group=group_of(destination, reading.proposed_on) if destination else None,
                us_controlled_bp=number_or_none(given, "us_controlled_bp"),
                foreign_direct_product=flag_or_none(given, "foreign_direct_product"),
                series_600=flag_or_none(given, "series_600"),
                licence_on=text_or_none(given, "licence_on"),
            )
