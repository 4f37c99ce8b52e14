"""Remarks on an assessment that its reader must know besides the findings."""

from dataclasses import dataclass

from institutions.codes.base import Coded
from institutions.codes.registry import coded, gettext_noop
from rules.facts.gathering.statements import CaseInput


@coded(
    "remark.no_decision_maker",
    gettext_noop("Everyone who was to decide on this partnership has recused themselves: no decision maker is left."),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class NoDecisionMaker(Coded):
    """A remark that recusals leave no decision maker."""


Remark = NoDecisionMaker


def remarks_on(case: CaseInput) -> tuple[Remark, ...]:
    """Return a remark if recusals leave no decision maker (SUBMISSION.md, rule 8)."""
    deciders = {each["person"] for each in case.officials if each.get("role") == "decision_maker"}
    recused = {
        each.values.get("person")
        for each in case.statements
        if each.kind == "recusal" and isinstance(on := each.values.get("on"), str) and on <= case.as_of
    }
    return (NoDecisionMaker(),) if deciders and deciders <= recused else ()
