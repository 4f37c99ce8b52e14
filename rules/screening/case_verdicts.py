"""The verdict of both case evaluators on facts that a screening read, in the words of its comparison."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from rules.assessing.material import plain_fact_from_json
from rules.engine.evaluating.errors import EngineError
from rules.engine.evaluating.evaluate import Evaluator, evaluator_of
from rules.engine.evaluating.outcomes import LEVELS, CertainMatch
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.explaining.comparing.verdicts import records_for
from rules.fact_store.snapshot_facts import facts_in

ERROR: Final = "error"
Finding = tuple[str, str, tuple[str, ...], tuple[str, ...]]  # rule, severity, key as texts, ids of facts, sorted


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    """Outcome by rule, and the findings, sorted; `trouble` says why there is none: then each outcome is an error."""

    outcomes: dict[str, str]
    findings: tuple[Finding, ...] = ()
    trouble: str = ""

    def to_json(self) -> dict[str, Any]:  # Any: plain data
        """Return it as plain data, for the record of a disagreement."""
        findings = [[rule, severity, list(key), list(facts)] for rule, severity, key, facts in self.findings]
        return {"outcomes": self.outcomes, "findings": findings, "trouble": self.trouble}


def case_verdict(content: str, rulebook: LoadedRulebook, searching: Evaluator | None = None) -> CaseVerdict:
    """Return what both case evaluators say of the facts of a snapshot; their error is the outcome of each rule.

    `searching`: an evaluator of a draft, which alone answers, since durable_rules never forgets a rulebook.
    """
    try:
        facts = [plain_fact_from_json(each) for each in facts_in(content)]
        records = records_for(facts, rulebook)
        evaluation = searching.search(records) if searching else evaluator_of(rulebook.compiled).evaluate(records)
    except (EngineError, ValueError, KeyError, TypeError) as trouble:
        return CaseVerdict(dict.fromkeys(rulebook.rules, ERROR), (), f"{type(trouble).__name__}: {trouble}")
    outcomes = {code: str(each.outcome) for code, each in evaluation.outcomes.items()}
    return CaseVerdict(dict(sorted(outcomes.items())), findings_of_matches(evaluation.matches))


def findings_of_matches(matches: tuple[CertainMatch, ...]) -> tuple[Finding, ...]:
    """Return matches as findings: one for each rule and key, of the highest severity, with all facts."""
    groups: dict[tuple[str, tuple[str, ...]], list[CertainMatch]] = defaultdict(list)
    for match in matches:
        groups[match.code, tuple(map(str, match.key))].append(match)
    return tuple(
        sorted(
            (
                code,
                max((match.severity for match in of_key), key=LEVELS.index),
                key,
                tuple(sorted({fact for match in of_key for _, fact in match.facts})),
            )
            for (code, key), of_key in groups.items()
        )
    )
