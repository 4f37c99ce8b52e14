"""A contract on its way into a population: what is fixed of it, and what the rules answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from institutions.models import Partnership
from rules.commission.drawing import key_of
from rules.processes.source import SourceItem

Json = dict[str, Any]  # Any: plain data


@dataclass(slots=True)
class PopulationItem:
    """A contract. `source`: the process to screen; None for a partnership, whose newest result is read."""

    facts: Json
    source: SourceItem | None = None
    partnership: UUID | None = None
    screened: Json = field(default_factory=lambda: {"outcomes": {}, "findings": [], "lacking": {}})

    @property
    def key(self) -> str:
        """The key by which the contract is fixed and drawn."""
        return key_of(self.facts)


def facts_of_partnership(partnership: Partnership, document: Mapping[str, Any], supplier: str) -> Json:  # Any: JSON
    """Return what is fixed of the contract of a partnership, from its current submission."""
    selection = document.get("selection") or {}
    title = document["title"]
    return {
        "id": f"partnership-{partnership.pk}",
        "day": selection.get("awarded_on"),
        "title": title.get("ja") or title.get("en") or partnership.reference,
        "supplier": supplier,
        "person": False,
        "amount_yen": document.get("value_yen"),
        "method": selection.get("method"),
        "bidders": None,
        "withheld": None,
    }
