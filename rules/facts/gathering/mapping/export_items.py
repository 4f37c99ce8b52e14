"""Items under export control, as stated, with the group that their destination belongs to."""

from collections.abc import Iterator
from typing import Final

from rules.facts.gathering.mapping.companies import participants
from rules.facts.gathering.mapping.reading import Reading, flag, made_from, named, number, text
from rules.facts.gathering.mapping.us_country_groups import group_of
from rules.facts.kinds.export_items import ExportItem

UNITED_STATES: Final = "US"


def export_facts(reading: Reading) -> Iterator[ExportItem]:
    """Yield the items of participants that go elsewhere than to the United States."""
    partners = participants(reading)
    for stated in reading.now("export_item"):
        given = stated.values
        company, destination = named(given, "company"), text(given, "destination")
        if company in partners and destination != UNITED_STATES:
            yield ExportItem(
                **made_from(stated, ExportItem),
                company=company,
                item=text(given, "item"),
                destination=destination,
                destination_group=group_of(destination, reading.proposed_on) if destination else None,
                us_controlled_bp=number(given, "us_controlled_bp"),
                foreign_direct_product=flag(given, "foreign_direct_product"),
                series_600=flag(given, "series_600"),
                licence_on=text(given, "licence_on"),
            )
