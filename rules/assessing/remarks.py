"""What a reader of an assessment must know besides its findings."""

from typing import Any, Final

from rules.facts.gathering.stated import CaseInput

Json = dict[str, Any]  # Any: plain data on its way to a JSON column

NO_DECISION_MAKER: Final = {
    "code": "no_decision_maker",
    "en": "Everyone who was to decide on this partnership has recused themselves: no decision maker is left.",
    "ja": "本件の決定権者は全員が回避しており、決定権者がいない。",
}


def remarks_on(case: CaseInput) -> tuple[Json, ...]:
    """Says when recusals leave nobody who decides (SUBMISSION.md, rule 8)."""
    deciders = {each["person"] for each in case.officials if each.get("role") == "decision_maker"}
    recused = {
        each.values.get("person")
        for each in case.statements
        if each.kind == "recusal" and isinstance(on := each.values.get("on"), str) and on <= case.as_of
    }
    return (NO_DECISION_MAKER,) if deciders and deciders <= recused else ()
