"""A contract on its way into a population: what is fixed of it, and what the rules answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from institutions.models import Partnership
from rules.commission.drawing import key_of
from rules.processes.contract_facts import facts_of_process, parties_of_process
from rules.processes.published_process import PublishedProcess
from rules.processes.source import SourceItem

Json = dict[str, Any]  # Any: plain data


@dataclass(slots=True)
class PopulationItem:
    """A contract. `source`: the process to screen; None for a partnership, whose newest result is read.

    `not_listed`: the body had screened it, and left it out of the lists of the sitting.
    """

    facts: Json
    source: SourceItem | None = None
    partnership: UUID | None = None
    screened: Json = field(default_factory=lambda: {"outcomes": {}, "findings": [], "lacking": {}})
    not_listed: bool = False

    @property
    def key(self) -> str:
        """The key by which the contract is fixed and drawn."""
        return key_of(self.facts)


def facts_of_contract(process: PublishedProcess) -> Json:
    """Return what is fixed of a published contract, and its parties, with which ties of members are compared."""
    return {**facts_of_process(process), "parties": parties_of_process(process)}


def partnership_identifier(partnership: UUID) -> str:
    """Return the identifier of the contract of a partnership. An award that one states has another."""
    return f"partnership-{partnership}"


def facts_of_partnership(partnership: Partnership, document: Mapping[str, Any], supplier: str) -> Json:  # Any: JSON
    """Return what is fixed of the contract of a partnership, from its current submission."""
    selection = document.get("selection") or {}
    title = document["title"]
    return {
        "id": partnership_identifier(partnership.pk),
        "day": selection.get("awarded_on"),
        "title": title.get("ja") or title.get("en") or partnership.reference,
        "supplier": supplier,
        "person": False,
        "amount_yen": document.get("value_yen"),
        "method": selection.get("method"),
        "bidders": None,
        "withheld": None,
    }
