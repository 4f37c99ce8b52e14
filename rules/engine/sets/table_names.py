"""The names of the tables that an evaluation makes, and of their columns; numbers stand for outcomes and severities."""

from typing import Final

from rules.engine.evaluating.outcomes import LEVELS, Level, OutcomeName

OUTCOMES: Final[tuple[OutcomeName, ...]] = ("error", "flagged", "not_applicable", "not_assessable", "clear")
SEVERITIES: Final[tuple[Level, ...]] = LEVELS

BATCH: Final = "sets_batch"  # the cases that are evaluated together
ACTIVE: Final = "sets_active"  # those of them that are evaluated in sets
HANDED_OVER: Final = "sets_handed_over"  # those for the case evaluator, each with a reason
REFUSED: Final = "sets_refused"  # those that no evaluator admits
SUSPECTS: Final = "sets_suspects"  # those in which a search might have too many combinations, by their facts alone
CASE_TERMS: Final = "sets_case"  # terms that read the case alone
FINDINGS: Final = "sets_findings_made"  # of the first stage, and those that are doubtful
FOUND: Final = "sets_found"  # the matches of the rule that is evaluated at the moment
MATCHES: Final = "sets_matches"  # those of all rules
RESULTS: Final = "sets_outcomes"  # the outcomes of all rules
RULES: Final = "sets_rules"  # number, code and family of each rule
RULE_LEVELS: Final = "sets_levels"  # the levels of each rule: their place in it, and their rank

REASON: Final = "reason"
DOUBTFUL: Final = "doubtful"  # of a finding that a rule without an assessable outcome might have
RULE: Final = "rule"  # the number of a rule
RANK: Final = "rank"  # the place of a level in SEVERITIES
LEVEL: Final = "level"  # the place of a level in the rule's severity
OUTCOME: Final = "outcome"  # the place of an outcome in OUTCOMES
FACTS: Final = "facts"
KEY: Final = "key"


def record_table(kind: str) -> str:
    """Return the name of the table of records of a fact type."""
    return f"sets_{kind}"
