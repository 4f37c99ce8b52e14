"""The findings of the first stage as facts of the second, and the doubtful findings of rules that were not assessed."""

import ibis
import ibis.expr.types as ir

from rules.engine.language.types import FINDING_TYPE
from rules.engine.sets.admission_words import MANY_FACTS, MOST_FACTS
from rules.engine.sets.admitted_cases import because
from rules.engine.sets.fact_tables import CASE_ID, FACT
from rules.engine.sets.record_tables import bare_findings
from rules.engine.sets.table_names import (
    DOUBTFUL,
    FACTS,
    KEY,
    LEVEL,
    MATCHES,
    OUTCOME,
    OUTCOMES,
    RANK,
    RESULTS,
    RULE,
    RULE_LEVELS,
    RULES,
    SEVERITIES,
)


def findings_made() -> ir.Table:
    """Return the expression of all findings, certain and doubtful, without computed columns."""
    return ibis.union(_certain(), _doubtful(), distinct=False)


def refused_for_findings() -> ir.Table:
    """Return the expression of the cases in which two findings have one id: no evaluator admits them."""
    made = bare_findings()
    certain = made.filter(~made[DOUBTFUL])
    ids = certain.group_by(CASE_ID, FACT).agg(n=certain.count())
    return ids.filter(ids["n"] > 1).select(CASE_ID).distinct()


def too_many_findings() -> ir.Table:
    """Return the expression of the cases with so many findings that a search for possible matches may be cut short."""
    made = bare_findings()
    sizes = made.group_by(CASE_ID).agg(n=made.count())
    return because(sizes.filter(sizes["n"] > MOST_FACTS), MANY_FACTS)


def stored_matches() -> ir.Table:
    """Return the table of the matches of all rules so far."""
    schema = {CASE_ID: "int64", RULE: "int64", LEVEL: "int64", FACTS: "array<string>", KEY: "array<string>"}
    return ibis.table(schema, name=MATCHES)


def stored_outcomes() -> ir.Table:
    """Return the table of the outcomes of all rules so far."""
    return ibis.table({CASE_ID: "int64", RULE: "int64", OUTCOME: "int64"}, name=RESULTS)


def rules_table() -> ir.Table:
    """Return the table of the rules."""
    return ibis.table({RULE: "int64", "code": "string", "family": "string"}, name=RULES)


def levels_table() -> ir.Table:
    """Return the table of the levels of the rules."""
    return ibis.table({RULE: "int64", LEVEL: "int64", RANK: "int64"}, name=RULE_LEVELS)


def highest(rank: ir.Value) -> ir.Value:
    """Return the severity of a finding: the highest among its matches."""
    return rank.max()


def _certain() -> ir.Table:
    matches = stored_matches().join(levels_table(), [RULE, LEVEL])
    found = matches.group_by(CASE_ID, RULE, KEY).agg(**{RANK: highest(matches[RANK])})
    named = found.join(rules_table(), RULE)
    name = named["code"].concat(":", named[KEY].join(":"))
    return _as_facts(named, name, doubtful=False)


def _doubtful() -> ir.Table:
    outcomes = stored_outcomes()
    unknown = outcomes.filter(outcomes[OUTCOME] == OUTCOMES.index("not_assessable"))
    levels = levels_table().select(RULE, RANK).distinct()
    named = unknown.join(levels, RULE).join(rules_table(), RULE)
    return _as_facts(named, named["code"].concat(":", _severity(named[RANK]), "?"), doubtful=True)


def _as_facts(found: ir.Table, name: ir.Value, *, doubtful: bool) -> ir.Table:
    return found.select(
        found[CASE_ID],
        fact=ibis.literal(f"{FINDING_TYPE}:").concat(name),
        code=found["code"],
        family=found["family"],
        severity=_severity(found[RANK]),
        **{DOUBTFUL: ibis.literal(doubtful)},
    )


def _severity(rank: ir.Value) -> ir.Value:
    return ibis.cases(*((rank == place, word) for place, word in enumerate(SEVERITIES)), else_=ibis.null("string"))
