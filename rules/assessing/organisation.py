"""The rules on the organisation of government, applied to its state on a day, domain by domain.

A finding that rests on mandates for every domain alone is about no one domain: it is found in each and told once.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from institutions.kinds.mandates import EVERY_DOMAIN
from institutions.kinds.words import DOMAINS
from institutions.parties.organisation.state import Organisation
from rules.assessing.bound_facts import BoundFacts
from rules.assessing.findings import severity_rank
from rules.assessing.material import PlainFact, plain_fact
from rules.assessing.statement_of import statement_of
from rules.engine.compiled.compiled_form import Record
from rules.engine.evaluating.outcomes import CertainMatch, Evaluation
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.facts.derivation.organisation import organisation_facts
from rules.facts.kinds.base import Fact

Json = dict[str, Any]  # Any: plain data
Evaluate = Callable[[tuple[Record, ...]], Evaluation]
BODY_FIELDS: Final = ("root", "body")
ORDER: Final = {domain: place for place, domain in enumerate(DOMAINS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFinding:
    """One finding. None where a body, a domain or a function does not apply."""

    code: str
    body: str | None
    domain: str | None
    function: str | None
    severity: str
    statement: Mapping[str, str]

    @property
    def subject(self) -> tuple[str, str, str, str]:
        """The subject of the finding: code, body, domain and function, the same before and after a change."""
        return self.code, self.body or "", self.domain or "", self.function or ""

    def to_json(self) -> Json:
        """Return the finding as callers get it."""
        return {
            "code": self.code,
            "body": self.body,
            "domain": self.domain,
            "function": self.function,
            "severity": self.severity,
            "statement": dict(self.statement),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationResult:
    """The findings of a day, and the outcome of each rule in each domain."""

    on: date
    findings: tuple[OrganisationFinding, ...]
    outcomes: Mapping[str, Mapping[str, str]]


def assess_organisation(
    organisation: Organisation, rulebook: LoadedRulebook, evaluate: Evaluate | None = None
) -> OrganisationResult:
    """Apply the rules to every domain. Both evaluators have to agree, as for a partnership.

    `evaluate`: what answers in their place, where nothing is decided by it.
    """
    found: dict[tuple[str, str, str, str], OrganisationFinding] = {}
    outcomes: dict[str, dict[str, str]] = {code: {} for code in sorted(rulebook.rules)}
    names = organisation.names()
    for domain in DOMAINS:
        facts = organisation_facts(organisation, domain)
        evaluation = (evaluate or rulebook.evaluate)(rulebook.records(facts))
        for code, each in evaluation.outcomes.items():
            outcomes[code][domain] = each.outcome
        by_finding: dict[tuple[object, ...], list[CertainMatch]] = {}
        for match in evaluation.matches:
            by_finding.setdefault((match.code, *match.key), []).append(match)
        for matches in by_finding.values():
            finding = finding_of(matches, facts, domain, rulebook, names)
            kept = found.get(finding.subject)
            if kept is None or severity_rank(finding.severity) > severity_rank(kept.severity):
                found[finding.subject] = finding
    return OrganisationResult(on=organisation.on, findings=in_order(found.values()), outcomes=outcomes)


def in_order(findings: Iterable[OrganisationFinding]) -> tuple[OrganisationFinding, ...]:
    """Sort by rule, then by domain as forms list them, then by body and function."""

    def place(each: OrganisationFinding) -> tuple[str, int, str, str]:
        return each.code, ORDER.get(each.domain or "", -1), each.body or "", each.function or ""

    return tuple(sorted(findings, key=place))


def finding_of(
    matches: Sequence[CertainMatch],
    facts: Iterable[Fact],
    domain: str,
    rulebook: LoadedRulebook,
    names: Mapping[str, Mapping[str, str]],
) -> OrganisationFinding:
    """Return the finding of matches with one key. The worst gives its severity and statement.

    The fields by which a rule tells its findings apart (`one_per`) name the body and the function. The domain is the
    one looked at, unless no mandate for it takes part.
    """
    plain = {fact.id: plain_fact(fact) for fact in facts}
    worst = min(matches, key=lambda match: (-severity_rank(match.severity), match.facts))
    rule, bound = rulebook.rules[worst.code], bound_facts(worst, plain, rulebook)
    told = {ref.field: bound.value(ref) for ref in rule.one_per}
    domains = {plain[fact].values.get("domain") for match in matches for _, fact in match.facts} - {None}
    return OrganisationFinding(
        code=worst.code,
        body=next((str(told[field]) for field in BODY_FIELDS if told.get(field)), None),
        domain=None if domains == {EVERY_DOMAIN} else domain,
        function=str(told["function"]) if told.get("function") else None,
        severity=worst.severity,
        statement=statement_of(rule, bound, names),
    )


def bound_facts(match: CertainMatch, facts: Mapping[str, PlainFact], rulebook: LoadedRulebook) -> BoundFacts:
    """Return the facts of a match by the rule's names."""
    return BoundFacts({alias: facts[fact] for alias, fact in match.facts}, rulebook.parameters)
