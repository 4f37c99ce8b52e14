"""Evaluates a rulebook on one case: both evaluators, severities, the second stage, and an outcome for each rule.

Outcomes in this order: a certain match is flagged; no binding of `applies` is not applicable; a missing need or a
possible match is not assessable, naming the data; else clear. An error of an evaluator is raised: the case then has no
result at all.
"""

from collections.abc import Callable, Iterable, Sequence

from rules.compiled.form import Record, Rulebook, SeverityCase, Value
from rules.engine.admission import admit
from rules.engine.binding import Binding
from rules.engine.durable import DurableRulebook
from rules.engine.errors import EvaluatorsDisagree
from rules.engine.matcher import Conjunction, Matcher, SearchedRule
from rules.engine.memory import Case, Row, Step, holds
from rules.engine.outcomes import Evaluation, Level, Match, Outcome, UnknownGuard, findings_of
from rules.engine.possible import CUT, Naming, OpenCase, may_match, possible_gaps
from rules.engine.why_not import reason

Matches = dict[str, dict[Binding, tuple[Conjunction, Row]]]
FINDING = "finding"  # the type of the facts by which the second stage reads the findings of the first
Complete = Callable[[tuple[Record, ...]], tuple[Record, ...]]  # adds their columns to records of findings


class Evaluator:
    """A rulebook, ready to evaluate cases in this process."""

    def __init__(self, rulebook: Rulebook, complete: Complete | None = None) -> None:
        self._rulebook = rulebook
        self._complete: Complete = complete or tuple
        self._durable = DurableRulebook(rulebook)
        self._matcher = Matcher(rulebook)
        self._naming = Naming.of(rulebook)
        self._stages = [[s for s in self._matcher.rules if s.rule.stage == stage] for stage in (1, 2)]
        self._severities = {
            (s.rule.code, id(conjunction)): [self._severity_case(conjunction, case) for case in s.rule.severity]
            for s in self._matcher.rules
            for conjunction in s.variants
        }

    def evaluate(self, records: Sequence[Record]) -> Evaluation:
        """Evaluate the records of one case. Raises RecordRefused, EngineFailed or EvaluatorsDisagree."""
        admit(records)
        matches: list[Match] = []
        outcomes: dict[str, Outcome] = {}
        guards: dict[Match, tuple[UnknownGuard, ...]] = {}
        for stage, rules in enumerate(self._stages, 1):
            if not rules:
                continue
            if stage == 2:
                findings = self._complete(finding_records(matches, self._rulebook))
                records = [*records, *findings]
                admit(records)
            opened = OpenCase(Case(records, self._matcher.plan))
            found = self.agreed(opened.case, rules, stage)
            for searched in rules:
                of_rule = found.get(searched.rule.code, {})
                for binding, (conjunction, row) in of_rule.items():
                    match = self._match(searched, binding, conjunction, row, opened.case)
                    matches.append(match)
                    if unknown := self._unknown_guards(conjunction, row, opened):
                        guards[match] = unknown
                outcomes[searched.rule.code] = Outcome("flagged") if of_rule else self._unflagged(searched, opened)
        return Evaluation(tuple(sorted(matches, key=lambda m: (m.code, m.facts))), outcomes, guards)

    def agreed(self, case: Case, rules: Iterable[SearchedRule], stage: int) -> Matches:
        """The matches that both evaluators find. EvaluatorsDisagree names the first rule in which they differ."""
        by_matcher = self._matcher.matches(case, rules)
        by_durable = self._durable.matches(case.records, stage)
        for code in sorted(by_matcher.keys() | by_durable.keys()):
            ours, theirs = by_matcher.get(code, {}).keys(), by_durable.get(code, set())
            if ours != theirs:
                raise EvaluatorsDisagree(code, tuple(sorted(theirs - ours)), tuple(sorted(ours - theirs)))
        return by_matcher

    def _match(self, searched: SearchedRule, binding: Binding, conjunction: Conjunction, row: Row, case: Case) -> Match:
        rule = searched.rule
        if rule.one_per:
            slots = conjunction.slots
            key: tuple[Value, ...] = tuple(row[slots[a]].get(k, "") if a in slots else "" for a, k in rule.one_per)
        else:
            key = tuple(fact for alias, fact in binding if alias in rule.when_aliases)
        return Match(rule.code, self._level(rule.code, conjunction, row, case), binding, key)

    def _severity_case(self, conjunction: Conjunction, case: SeverityCase) -> tuple[SeverityCase, tuple[Step, ...]]:
        known = all(join.alias in conjunction.slots for pattern in case.exists for join in pattern.joins)
        steps = (self._matcher.plan.step(pattern, conjunction.slots) for pattern in case.exists) if known else ()
        return case, tuple(steps)

    def _level(self, code: str, conjunction: Conjunction, row: Row, case: Case) -> Level:
        """The first level whose conditions certainly hold; one that names what a variant doesn't bind can't."""
        for severity, steps in self._severities[code, id(conjunction)]:
            slots = conjunction.slots
            if (
                len(steps) == len(severity.exists)
                and all(alias in slots and holds(test)(row[slots[alias]]) for alias, test in severity.tests)
                and all(step.candidates(row, case) for step in steps)
            ):
                return severity.level
        message = f"{code}: no level of its severity holds; the last must have no condition"
        raise ValueError(message)

    def _unknown_guards(self, conjunction: Conjunction, row: Row, opened: OpenCase) -> tuple[UnknownGuard, ...]:
        return tuple(
            UnknownGuard(guard.pattern.alias, str(record["fact"]), self._naming.names(gaps, opened.case))
            for guard in conjunction.unless
            for record, gaps in opened.candidates(guard, row)
            if gaps
        )

    def _unflagged(self, searched: SearchedRule, opened: OpenCase) -> Outcome:
        """The outcome of a rule without a certain match."""
        missing: set[str] = set()
        for conjunction in searched.variants:
            if may_match(conjunction, opened):
                gaps, cut = possible_gaps(conjunction, opened)
                missing.update(self._naming.names(gaps, opened.case), [CUT] if cut else [])
        case = opened.case
        applies = not searched.applies or any(conjunction.rows(case) for conjunction in searched.applies)
        if not applies and not missing:
            return Outcome("not_applicable", reason=reason(searched.applies, case, self._naming))
        for conjunction, step in searched.needs:
            missing.update(need_text(step, row) for row in conjunction.rows(case) if not step.candidates(row, case))
        if missing:
            return Outcome("not_assessable", tuple(sorted(missing)))
        return Outcome("clear", reason=reason(searched.variants, case, self._naming))


def need_text(step: Step, row: Row) -> str:
    """A need that nothing meets, with the values that it wants: `market_known(domain=semiconductors)`."""
    wanted = {t.field: t.value for t in step.pattern.tests if not hasattr(t, "present") and t.op == "=="}
    slots = dict(step.slots)
    wanted |= {j.field: row[slots[j.alias]].get(j.other, "?") for j in step.pattern.joins if j.op == "=="}
    return f"{step.pattern.type}({', '.join(f'{key}={value}' for key, value in wanted.items())})"


def finding_records(matches: Sequence[Match], rulebook: Rulebook) -> tuple[Record, ...]:
    """The findings of the first stage as facts of the second."""
    families = {rule.code: rule.family for rule in rulebook.rules}
    return tuple(
        {
            "t": FINDING,
            "fact": ":".join([FINDING, code, *map(str, key)]),
            "code": code,
            "family": families[code],
            "severity": severity,
        }
        for (code, key), severity in sorted(
            findings_of(matches).items(), key=lambda item: (item[0][0], str(item[0][1]))
        )
    )
