"""The findings of a case made from matches: one a code and key, with everything that a reader needs to check it."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from institutions.codes.base import Coded
from institutions.values.hashing import canonical_json, hash_json
from rules.assessing.bound_facts import BoundFacts
from rules.assessing.case_result import FindingResult
from rules.assessing.evidence import Evidence, evidence_hash
from rules.assessing.guards import with_needs
from rules.assessing.material import AssessmentMaterial, PlainFact
from rules.assessing.parameters_read import parameters_read
from rules.assessing.statement_of import fields_told, statement_of
from rules.assessing.tax_remarks import rates_added, with_tax_remark
from rules.engine.compiled.compiled_form import Value
from rules.engine.evaluating.evaluate import FINDING
from rules.engine.evaluating.outcomes import LEVELS, CertainMatch, Evaluation, UnknownGuard, findings_by_key
from rules.engine.language.statements import Names
from rules.engine.language.syntax import Rule
from rules.engine.language.types import CASE_TYPE
from rules.engine.language.walk import CASE
from rules.engine.loading.loaded_rulebook import LoadedRulebook

Json = dict[str, Any]  # Any: plain data on its way to a JSON column
Clearing: TypeAlias = Callable[[Rule, BoundFacts, Iterable[UnknownGuard], Names], tuple[Coded, ...]]


def write_findings(
    material: AssessmentMaterial,
    evaluation: Evaluation,
    rulebook: LoadedRulebook,
    clearing: Clearing,
    *,
    tells: bool = True,
    needs: bool = True,
) -> tuple[FindingResult, ...]:
    """Return all findings of a case: by code, worst first, then by their statements.

    `clearing` says what would clear a finding: another function for results of earlier formats, in which the evidence
    does not say what the statement tells (`tells` false), and the unmet needs are not named (`needs` false).
    """
    groups: dict[tuple[str, str], list[CertainMatch]] = {}
    for match in evaluation.matches:
        groups.setdefault((match.code, canonical_json(list(match.key))), []).append(match)
    writer = FindingWriter(material, evaluation, rulebook, clearing, tells=tells, needs=needs)
    return tuple(sorted((writer.finding(matches) for matches in groups.values()), key=finding_order))


def finding_order(finding: FindingResult) -> tuple[str, int, str, str]:
    """Return the sort key: code, worst first, then text, so that the order does not depend on generated ids."""
    return (finding.code, -severity_rank(finding.severity), finding.statement["en"], finding.fingerprint)


def severity_rank(severity: str) -> int:
    """Return the position of a severity among the levels, from 0."""
    return list(map(str, LEVELS)).index(severity)


def first_stage(evaluation: Evaluation, rulebook: LoadedRulebook) -> Iterator[PlainFact]:
    """Yield the findings of the first stage as facts for the second stage, with the facts that led to them."""
    rules = {rule.code: rule for rule in rulebook.form.rules if rule.stage == 1}
    matches = [match for match in evaluation.matches if match.code in rules]
    facts: dict[tuple[str, tuple[Value, ...]], dict[str, None]] = {}
    for match in matches:  # once: among so many matches each finding would look for its own otherwise
        facts.setdefault((match.code, match.key), {}).update(dict.fromkeys(fact for _, fact in match.facts))
    for (code, key), severity in findings_by_key(matches).items():
        values = {"code": code, "family": rules[code].family, "severity": severity}
        yield PlainFact(":".join([FINDING, code, *map(str, key)]), FINDING, values, tuple(facts[code, key]))


class FindingWriter:
    """The findings of one case under one rulebook, written one by one."""

    def __init__(
        self,
        material: AssessmentMaterial,
        evaluation: Evaluation,
        rulebook: LoadedRulebook,
        clearing: Clearing,
        *,
        tells: bool,
        needs: bool,
    ) -> None:
        self._clearing = clearing
        self._tells = tells
        self._unmet = evaluation.unmet_needs if needs else {}
        self._names = material.names
        self._guards = evaluation.unknown_guards
        self._rulebook = rulebook
        self._evidence = Evidence(material, first_stage(evaluation, rulebook))
        self._case = next(fact for fact in material.facts if fact.type == CASE_TYPE)

    def finding(self, matches: Sequence[CertainMatch]) -> FindingResult:
        """Return one finding: the worst match gives its statement, the others are further evidence."""
        worst, *others = sorted(matches, key=lambda match: (-severity_rank(match.severity), match.facts))
        rule = self._rulebook.rules[worst.code]
        bounds = [self.bound(match) for match in (worst, *others)]
        bound = bounds[0]
        facts = self._evidence.facts(fact for match in (worst, *others) for _, fact in match.facts)
        told = self.told(rule, worst, bound)
        parameters: Json = rates_added(facts, self._rulebook.parameters, self._rulebook.law)
        for each in bounds:
            parameters = {**parameters_read(rule, each, self._rulebook.law), **parameters}
        return FindingResult(
            code=worst.code,
            severity=worst.severity,
            fingerprint=hash_json([worst.code, *worst.key]),
            statement=with_tax_remark(statement_of(rule, bound, self._names), facts),
            evidence=tuple(self.entry(fact, told) for fact in facts),
            parameters=dict(sorted(parameters.items())),
            basis=tuple(self.basis(rule)),
            mitigations=tuple({"en": each.en, "ja": each.ja} for each in rule.mitigations),
            clears_if=self.clears_if(rule, (worst, *others), bounds),
            evidence_hash=evidence_hash(
                worst.severity, facts, parameters, [fact.id for fact in facts if self._evidence.is_claim(fact)]
            ),
        )

    def clears_if(self, rule: Rule, matches: Sequence[CertainMatch], bounds: Sequence[BoundFacts]) -> tuple[Coded, ...]:
        """Return what would clear the finding, and what the rule needs besides to be assessed then.

        The conditions speak of the facts of the first match, the worst; what a rule needs besides is asked for the
        facts of all.
        """
        remedies = self._clearing(rule, bounds[0], self._guards.get(matches[0], ()), self._names)
        unmet = [self._unmet.get(match, ()) for match in matches]
        return with_needs(rule, remedies, zip(unmet, bounds, strict=True), self._names) if any(unmet) else remedies

    def told(self, rule: Rule, worst: CertainMatch, bound: BoundFacts) -> Mapping[str, Collection[str]]:
        """Return the fields that the statement tells of each fact of the match, by the fact's id."""
        ids = dict(worst.facts)
        found: dict[str, set[str]] = {}
        for field in fields_told(rule, bound) if self._tells else ():
            if field.name in ids:
                found.setdefault(ids[field.name], set()).add(field.field)
        return found

    def entry(self, fact: PlainFact, told: Mapping[str, Collection[str]]) -> Json:
        """Return a fact of the evidence with the fields that the statement tells of it."""
        entry = self._evidence.entry(fact)
        if self._tells:
            entry["in_statement"] = sorted(told.get(fact.id, ()))
        return entry

    def bound(self, match: CertainMatch) -> BoundFacts:
        """Return the facts of a match by name, and the case."""
        facts = {alias: fact for alias, fact_id in match.facts for fact in self._evidence.facts([fact_id])}
        return BoundFacts({CASE: self._case, **facts}, self._rulebook.parameters)

    def basis(self, rule: Rule) -> Iterable[Json]:
        """Yield each legal basis of the rule, with the law's names and address."""
        for each in rule.basis:
            shown = {
                "law": each.law,
                **self._rulebook.law(each.law),
                "article": each.article,
                "confidence": each.confidence,
                "review_on": each.review_on,
                "note": {"en": each.note.en, "ja": each.note.ja} if each.note else None,
            }
            yield {name: value for name, value in shown.items() if value not in (None, "")}
