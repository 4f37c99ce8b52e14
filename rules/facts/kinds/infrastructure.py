"""Facts about companies that run core infrastructure."""

from dataclasses import dataclass
from typing import Annotated

from rules.facts.kinds.base import CompanyKey, Fact, Flag, word_type

SECTORS = (
    *("electricity", "gas", "oil", "water", "rail", "truck_freight", "ocean_cargo", "aviation", "airports"),
    *("telecoms", "broadcasting", "postal", "finance", "credit_cards", "port_transport", "other"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreInfrastructure(Fact):
    """A participant that runs core infrastructure, and its plans for its facilities under this partnership.

    One for each `infrastructure` of a participant that is true at `as_of`. `sector` is read from its text in English or
    Japanese; a text that names no known sector is other, and unstated is unknown. `notified` is false where unstated
    (SUBMISSION.md, rule 3); the rest is as stated.
    """

    label = ("Core infrastructure", "基幹インフラ")

    company: CompanyKey
    notified: Flag
    sector: Annotated[str, word_type(*SECTORS)] | None = None
    designated: Flag | None = None
    installs_critical_facility: Flag | None = None
    outsources_maintenance: Flag | None = None
