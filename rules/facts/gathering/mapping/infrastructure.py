"""Core infrastructure, as stated, with its sector read from a free text."""

import unicodedata
from collections.abc import Iterator
from typing import Final

from rules.facts.gathering.mapping.companies import participating_companies
from rules.facts.gathering.mapping.reading import (
    CaseReading,
    flag_or_none,
    left_out,
    made_from,
    required_text,
    text_or_none,
)
from rules.facts.kinds.infrastructure import CoreInfrastructure

# Words in the texts of each sector, the more special ones first: port transport is no ocean cargo.
NAMES_OF_SECTORS: Final[dict[str, tuple[str, ...]]] = {
    "port_transport": ("port transport", "harbor transport", "harbour transport", "港湾運送"),
    "airports": ("airport", "空港"),
    "credit_cards": ("credit card", "クレジットカード"),
    "aviation": ("aviation", "airline", "air transport", "航空"),
    "truck_freight": ("truck", "road freight", "貨物自動車"),
    "ocean_cargo": ("ocean cargo", "ocean freight", "ocean shipping", "外航"),
    "rail": ("rail", "鉄道"),
    "electricity": ("electric", "電気事業", "電力"),
    "telecoms": ("telecom", "電気通信"),
    "broadcasting": ("broadcast", "放送"),
    "gas": ("gas", "ガス"),
    "oil": ("oil", "petroleum", "石油"),
    "water": ("water", "水道"),
    "postal": ("post", "郵便"),
    "finance": ("financ", "bank", "insurance", "金融", "銀行", "保険"),
}
# Sectors whose whole text is one word that is also part of other words.
WHOLE: Final[dict[str, str]] = {"電気": "electricity"}


def infrastructure_facts(reading: CaseReading) -> Iterator[CoreInfrastructure]:
    """Yield the core infrastructure of participants."""
    partners = participating_companies(reading)
    for stated in reading.now("infrastructure"):
        company = required_text(stated.values, "company")
        if company in partners:
            yield CoreInfrastructure(
                **made_from(stated, CoreInfrastructure),
                company=company,
                sector=sector_of(text_or_none(stated.values, "sector")),
                designated=flag_or_none(stated.values, "designated"),
                installs_critical_facility=flag_or_none(stated.values, "installs_critical_facility"),
                outsources_maintenance=flag_or_none(stated.values, "outsources_maintenance"),
                notified=flag_or_none(stated.values, "notified") or False,
                not_recorded=left_out(stated.values, "notified"),
            )


def sector_of(stated: str | None) -> str | None:
    """Return the sector that a text names; other where it names none that is known, None if there is no text."""
    if not stated:
        return None
    folded = unicodedata.normalize("NFKC", stated).lower().replace("_", " ").replace("-", " ").strip()
    for sector, names in NAMES_OF_SECTORS.items():
        if any(name in folded for name in names):
            return sector
    return WHOLE.get(folded, "other")
