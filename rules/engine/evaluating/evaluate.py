"""The evaluation of a rulebook on one case: both evaluators, severities, the second stage, an outcome for each rule.

Outcomes in this order: a certain match is flagged; no binding of `applies` is not applicable; a missing need or a
possible match is not assessable, naming the data; else clear. A match needs a binding of `applies` too: where that is
only possible, nothing is flagged. An error of an evaluator is raised: the case then has no result at all.

The second stage reads the findings of the first, and its doubtful findings: a rule that could not be assessed is a
doubtful finding of each severity that it can have, so that no rule is clear for want of another's data.
"""

from collections.abc import Callable, Iterable, Sequence

from rules.engine.compiled.compiled_form import Record, Rulebook, Value
from rules.engine.compiled.compiler import CompiledRulebook
from rules.engine.compiled.records import add_columns, case_record
from rules.engine.evaluating.admission import admit_records
from rules.engine.evaluating.binding import Binding
from rules.engine.evaluating.durable import DurableRulebook
from rules.engine.evaluating.engine_code import EngineCode, codes_in_order
from rules.engine.evaluating.errors import EvaluatorsDisagree, RulebookRefused
from rules.engine.evaluating.matcher import Matcher, SearchedRule, SearchedVariant
from rules.engine.evaluating.memory import CaseMemory, Row
from rules.engine.evaluating.missing_data import CUT
from rules.engine.evaluating.narrowed_rules import NarrowedRule, NarrowedRules
from rules.engine.evaluating.near_matches import WhyNot, no_match_reason, stopping_points, unmet_need
from rules.engine.evaluating.outcomes import (
    CertainMatch,
    EvaluatedRule,
    Evaluation,
    Level,
    UnknownGuard,
    findings_by_key,
)
from rules.engine.evaluating.possible_matches import MissingDataNames, OpenCase, possible_gaps
from rules.engine.evaluating.severity import Severities
from rules.engine.evaluating.unknown_guards import GuardSearches
from rules.engine.evaluating.unmet_needs import UnmetNeeds

Matches = dict[str, dict[Binding, tuple[SearchedVariant, Row]]]
Finding = Callable[[CaseMemory, Iterable[SearchedRule], int], Matches]  # finds the matches of the rules of a stage
FINDING = "finding"  # the type of the facts by which the second stage reads the findings of the first
_EVALUATORS: dict[tuple[str, type], "Evaluator"] = {}


def evaluate_records(compiled: Rulebook, records: Sequence[Record]) -> Evaluation:
    """Evaluate the records of one case. The rulebook is registered once in a process, by its version.

    Raises RulebookRefused, RecordRefused, EngineFailed or EvaluatorsDisagree.
    """
    return evaluator_of(compiled).evaluate(records)


def evaluator_of(compiled: Rulebook) -> "Evaluator":
    """Return the evaluator of a rulebook, one in a process for each version."""
    name = compiled.version, type(compiled)
    if name not in _EVALUATORS:
        _EVALUATORS[name] = Evaluator(compiled)
    return _EVALUATORS[name]


class Evaluator:
    """A rulebook, ready to evaluate cases in this process."""

    def __init__(self, rulebook: Rulebook, *, searching: bool = False) -> None:
        """Prepare both evaluators; `searching`: the matcher alone, since durable_rules never forgets a rulebook."""
        if not isinstance(rulebook, CompiledRulebook) and any(c.type == FINDING for c in rulebook.columns):
            code = next(rule.code for rule in rulebook.rules if rule.stage == 2)
            raise RulebookRefused(code, "reads computed keys of findings; give the rulebook with its sources")
        self._rulebook = rulebook
        self._durable = None if searching else DurableRulebook(rulebook)
        self._matcher = Matcher(rulebook)
        self._naming = MissingDataNames.of(rulebook)
        self._severities = {s.rule.code: Severities(s, self._matcher.plan) for s in self._matcher.rules}
        self._guards = {id(c): GuardSearches.of(c, s.variants) for s in self._matcher.rules for c in s.variants}
        self._narrowed = NarrowedRules(self._matcher.rules)
        self._stages = sorted({rule.stage for rule in rulebook.rules})
        self._first_stage = {rule.code for rule in rulebook.rules if rule.stage == 1}
        self._families = {rule.code: rule.family for rule in rulebook.rules}
        self._levels = {rule.code: sorted({case.level for case in rule.severity}) for rule in rulebook.rules}

    def evaluate(self, records: Sequence[Record]) -> Evaluation:
        """Evaluate the records of one case by both evaluators: the verdict."""
        return self._evaluated(records, self.agreed)

    def search(self, records: Sequence[Record]) -> Evaluation:
        """Evaluate by the matcher alone, for trying out changed facts: never a verdict."""
        return self._evaluated(records, lambda case, rules, _stage: self._matcher.matches(case, rules))

    def why_not(self, records: Sequence[Record], code: str) -> WhyNot:
        """Return where a rule stops in a case. KeyError if the rulebook has no such rule."""
        searched = {each.rule.code: each for each in self._matcher.rules}[code]
        if searched.rule.stage == 2:
            first = [match for match in self.search(records).matches if match.code in self._first_stage]
            records = [*records, *self._finding_records(first, records)]
        case = CaseMemory(records, self._matcher.plan)
        applies = not searched.applies or any(conjunction.rows(case) for conjunction in searched.applies)
        return WhyNot(
            () if applies else stopping_points(searched.applies, case, self._naming),
            stopping_points(searched.variants, case, self._naming),
        )

    def _evaluated(self, records: Sequence[Record], find: Finding) -> Evaluation:
        admit_records(records)
        matches: list[CertainMatch] = []
        outcomes: dict[str, EvaluatedRule] = {}
        guards: dict[CertainMatch, tuple[UnknownGuard, ...]] = {}
        needs: dict[CertainMatch, tuple[str, ...]] = {}
        for stage in self._stages:
            doubtful: tuple[Record, ...] = ()
            if stage == 2:
                doubtful = self._doubtful_records(outcomes, records)
                records = [*records, *self._finding_records(matches, records)]
                admit_records(records)
            opened = OpenCase(CaseMemory(records, self._matcher.plan), {FINDING: [*doubtful]} if doubtful else {})
            rules = self._narrowed.of(stage, opened.types)
            found = find(opened.case, [rule.able for rule in rules], stage)
            for rule in rules:
                code = rule.able.rule.code
                outcomes[code], counted = self._outcome(rule, found.get(code, {}), opened)
                unmet = UnmetNeeds(rule.able, opened.case) if counted else None
                for binding, (conjunction, row) in counted.items():
                    match = self._match(rule.able, binding, conjunction, row, opened.case)
                    matches.append(match)
                    if unknown := self._guards[id(conjunction)].unknown(row, opened, self._naming):
                        guards[match] = unknown
                    if unmet and (names := unmet.beside(conjunction, row)):
                        needs[match] = names
        return Evaluation(tuple(sorted(matches, key=lambda m: (m.code, m.facts))), outcomes, guards, needs)

    def agreed(self, case: CaseMemory, rules: Iterable[SearchedRule], stage: int) -> Matches:
        """Return the matches that both evaluators find. EvaluatorsDisagree names the first rule that differs."""
        if self._durable is None:
            message = "this evaluator only searches: it gives no verdict"
            raise TypeError(message)
        by_matcher = self._matcher.matches(case, rules)
        by_durable = self._durable.matches(case.records, stage)
        for code in sorted(by_matcher.keys() | by_durable.keys()):
            ours, theirs = by_matcher.get(code, {}).keys(), by_durable.get(code, set())
            if ours != theirs:
                raise EvaluatorsDisagree(code, tuple(sorted(theirs - ours)), tuple(sorted(ours - theirs)))
        return by_matcher

    def _match(
        self, searched: SearchedRule, binding: Binding, conjunction: SearchedVariant, row: Row, case: CaseMemory
    ) -> CertainMatch:
        rule = searched.rule
        if rule.one_per:
            slots = conjunction.slots
            key: tuple[Value, ...] = tuple(row[slots[a]].get(k, "") if a in slots else "" for a, k in rule.one_per)
        else:
            facts = dict(binding)
            key = tuple(facts[alias] for alias in rule.when_aliases if alias in facts)
        return CertainMatch(rule.code, self._severities[rule.code].level(conjunction, row, case), binding, key)

    def _outcome(
        self, rule: NarrowedRule, found: dict[Binding, tuple[SearchedVariant, Row]], opened: OpenCase
    ) -> tuple[EvaluatedRule, dict[Binding, tuple[SearchedVariant, Row]]]:
        """Return the outcome of a rule and its valid matches."""
        able, case, missing = rule.able, opened.case, set[EngineCode]()
        applies = rule.applies_always or any(conjunction.rows(case) for conjunction in able.applies)
        if applies and found:
            return EvaluatedRule("flagged"), found
        if not applies:
            missing.update(self._possible(able.applies, opened))
            if not missing:
                why = rule.no_applies or no_match_reason(able.applies, case, self._naming)
                return EvaluatedRule("not_applicable", reason=why), {}
        could = self._possible(able.variants, opened)
        if not applies and not found and not could:
            return EvaluatedRule("not_applicable", reason=self._no_variant(rule, case)), {}
        missing.update(could)
        for conjunction, step in able.needs:
            rows = [row for row in conjunction.rows(case) if not step.candidates(row, case)]
            missing.update(unmet_need(step, row, self._naming) for row in rows)
        if missing:
            return EvaluatedRule("not_assessable", codes_in_order(missing)), {}
        return EvaluatedRule("clear", reason=self._no_variant(rule, case)), {}

    def _no_variant(self, rule: NarrowedRule, case: CaseMemory) -> EngineCode:
        """Return why no variant of a rule matches."""
        return rule.no_variant or no_match_reason(rule.able.variants, case, self._naming)

    def _possible(self, conjunctions: Sequence[SearchedVariant], opened: OpenCase) -> list[EngineCode]:
        """Return the data that a possible match lacks; empty if no match is possible."""
        if not conjunctions:
            return []
        gaps, cut = possible_gaps(conjunctions, opened)
        return [*self._naming.names(gaps, opened), *([CUT] if cut else ())]

    def _finding_records(self, matches: Sequence[CertainMatch], records: Sequence[Record]) -> tuple[Record, ...]:
        """Return the findings of the first stage as facts of the second."""
        found = sorted(findings_by_key(matches).items(), key=str)
        return self._as_facts(
            [(code, severity, ":".join([code, *map(str, key)])) for (code, key), severity in found], records
        )

    def _doubtful_records(self, outcomes: dict[str, EvaluatedRule], records: Sequence[Record]) -> tuple[Record, ...]:
        """Return the doubtful findings of rules that could not be assessed: one fact for each severity of each rule."""
        unknown = [code for code, each in outcomes.items() if each.outcome == "not_assessable"]
        levels = [(code, level) for code in unknown for level in self._levels[code]]
        return self._as_facts([(code, level, f"{code}:{level}?") for code, level in levels], records)

    def _as_facts(self, found: Iterable[tuple[str, Level, str]], records: Sequence[Record]) -> tuple[Record, ...]:
        """Return records of findings, given code, severity and a distinguishing name for each."""
        facts: tuple[Record, ...] = tuple(
            {
                "t": FINDING,
                "fact": f"{FINDING}:{name}",
                "code": code,
                "family": self._families[code],
                "severity": severity,
            }
            for code, severity, name in found
        )
        if isinstance(self._rulebook, CompiledRulebook):
            add_columns(facts, case_record(records), self._rulebook)
        return facts
