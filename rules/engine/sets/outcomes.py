"""The outcome of a rule for every case, by the conditions under which `rules.engine.evaluating.evaluate` gives it."""

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from rules.engine.compiled.compiled_form import CompiledRule, Need, Variant
from rules.engine.sets.conjunctions import Certainty, Conjunctions
from rules.engine.sets.fact_tables import CASE_ID
from rules.engine.sets.matches import found_matches
from rules.engine.sets.record_tables import active_cases
from rules.engine.sets.table_names import OUTCOME, OUTCOMES


@dataclass(frozen=True, slots=True)
class OutcomeWriter:
    """A writer of the outcomes of a rule."""

    conjunctions: Conjunctions

    def outcomes(self, rule: CompiledRule) -> ir.Table:
        """Return the expression of the outcomes of a rule, whose matches are in the table `FOUND`."""
        cases = active_cases()
        found = found_matches().select(CASE_ID)
        possible = self._cases_of(rule.variants, "possible")
        flags = {"found": is_among(cases, found), "possible": is_among(cases, possible)}
        if rule.applies:
            flags["applies"] = is_among(cases, self.applying(rule))
            flags["may_apply"] = is_among(cases, self._cases_of(rule.applies, "possible"))
        if rule.needs:
            unmet = ibis.union(*(self._unmet(need) for need in rule.needs), distinct=False)
            flags["unmet"] = is_among(cases, unmet)
        flagged = cases.mutate(**flags)
        return flagged.select(CASE_ID, **{OUTCOME: self._decided(rule, flagged)})

    def applying(self, rule: CompiledRule) -> ir.Table:
        """Return the cases in which a rule certainly applies; it has `applies`."""
        return self._cases_of(rule.applies, "certain")

    def _cases_of(self, variants: tuple[Variant, ...], certainty: Certainty) -> ir.Table:
        found = [self.conjunctions.rows(each, {}, certainty).select(CASE_ID) for each in dict.fromkeys(variants)]
        return found[0] if len(found) == 1 else ibis.union(*found, distinct=False)

    def _unmet(self, need: Need) -> ir.Table:
        """Return the cases in which something that a rule applies to lacks what the rule needs."""
        rows = self.conjunctions.rows(need.applies, _joined(need)) if need.applies.patterns else active_cases()
        return self.conjunctions.unblocked(rows, need.pattern).select(CASE_ID)

    def _decided(self, rule: CompiledRule, flags: ir.Table) -> ir.Value:
        word = {name: ibis.literal(place, "int64") for place, name in enumerate(OUTCOMES)}
        branches: list[tuple[ir.Value, ir.Value]] = []
        if rule.applies:
            may = flags["may_apply"] & flags["possible"]
            branches.append((~flags["applies"], ibis.ifelse(may, word["not_assessable"], word["not_applicable"])))
        open_ones = flags["possible"] | flags["unmet"] if rule.needs else flags["possible"]
        branches += [(flags["found"], word["flagged"]), (open_ones, word["not_assessable"])]
        return ibis.cases(*branches, else_=word["clear"])


def is_among(cases: ir.Table, found: ir.Table) -> ir.Value:
    """Return whether a case is among those that were found."""
    return cases[CASE_ID].isin(found[CASE_ID])


def _joined(need: Need) -> dict[str, frozenset[str]]:
    """Return by name the keys to which a need is joined."""
    names = {join.alias for join in need.pattern.joins}
    return {name: frozenset(j.other for j in need.pattern.joins if j.alias == name) for name in names}
