"""Cases in few words: the magnet partnership of METI with Hikari, decided by Sato, and further statements."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from rules.facts.derivation import derive
from rules.facts.gathering.statements import CaseInput, GatheredStatement, Values
from rules.facts.kinds.base import Fact

COMPANIES = ("hikari", "kita", "minami", "oya", "fund")
PEOPLE = ("sato", "tanaka", "mori")
PARTIES: dict[str, Values] = {
    **{key: {"sort": "company", "country": "JP"} for key in COMPANIES},
    **{key: {"sort": "person"} for key in PEOPLE},
    "CABINET": {"sort": "body", "type": "cabinet_organ"},
    "METI": {"sort": "body", "type": "ministry", "parent": "CABINET"},
    "ANRE": {"sort": "body", "type": "external_bureau", "parent": "METI"},
    "PANEL": {"sort": "body", "type": "council", "parent": "METI"},
    "MOF": {"sort": "body", "type": "ministry", "parent": "CABINET"},
}
CASE = CaseInput(
    partnership_key="p1",
    submitted_by="METI",
    proposal={"sponsor": "METI", "domain": "magnets", "value_yen": 1_200_000_000, "proposed_on": "2026-06-15"},
    selection={"method": "negotiated", "object": "research"},
    participants=({"company": "hikari", "role": "lead_partner"},),
    officials=({"person": "sato", "role": "decision_maker"},),
    parties=PARTIES,
    as_of="2026-06-20",
    known_at="2026-06-20T00:00:00+00:00",
)


def tax_rate(day: str) -> int:
    """Return the standard rate of consumption tax since 2014."""
    return 800 if day < "2019-10-01" else 1_000


def facts_of(case: CaseInput) -> tuple[Fact, ...]:
    """Return every fact of a case."""
    return derive.facts_of(case, tax_rate)


def said(
    kind: str, *, since: str | None = None, until: str | None = None, own: bool = True, **values: Any
) -> GatheredStatement:
    """Return one statement; its lineage is made from its content."""
    lineage = f"{kind}-" + "-".join(str(value) for value in values.values())
    return GatheredStatement(
        ref=f"{kind}/{lineage}", lineage=lineage, kind=kind, values=values, from_on=since, until_on=until, own=own
    )


def case_with(
    *statements: GatheredStatement, selection: Values | None = None, proposal: Values | None = None, **rest: Any
) -> CaseInput:
    """Return the case with these statements; fields of the selection and the proposal are added to its own."""
    return replace(
        CASE,
        statements=statements,
        selection={**CASE.selection, **(selection or {})},
        proposal={**CASE.proposal, **(proposal or {})},
        **rest,
    )


def facts(case: CaseInput, fact_type: str) -> list[Any]:
    """Return the facts of one type."""
    return [fact for fact in facts_of(case) if fact.type == fact_type]


def values(found: Iterable[Fact], *names: str) -> list[tuple[Any, ...]]:
    """Return some fields of facts, sorted by their text."""
    return sorted((tuple(getattr(fact, name) for name in names) for fact in found), key=repr)
