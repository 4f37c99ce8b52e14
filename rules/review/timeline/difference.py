"""One assessment compared with an earlier one of the same partnership: findings, outcomes, and reasons. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from rules.assessing.material import AssessmentMaterial
from rules.engine.evaluating.outcomes import LEVELS
from rules.models.outcome import Outcome
from rules.review.timeline.facts import FactChanges, compare_facts
from rules.review.timeline.finding_subjects import FindingSubject, Named
from rules.review.timeline.rulebooks import RulebookChange

COULD_NOT_TELL = frozenset({Outcome.NOT_ASSESSABLE.value, Outcome.ERROR.value})


@dataclass(frozen=True, slots=True)
class AssessedFinding:
    """The statement of an assessment on one finding."""

    finding: int
    code: str
    severity: str
    evidence_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedAssessment:
    """The compared parts of a finished assessment. `findings` by id, `outcomes` by code of the rule."""

    assessment: UUID
    as_of: date
    rulebook: str
    material: AssessmentMaterial
    findings: Mapping[int, AssessedFinding]
    outcomes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChangedFinding:
    """A finding that both have, on other evidence or with another severity."""

    before: AssessedFinding
    after: AssessedFinding

    @property
    def graver(self) -> bool | None:
        """True if the severity rose; None if it is the same."""
        before, after = (LEVELS.index(each.severity) for each in (self.before, self.after))
        return None if before == after else after > before


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentDifference:
    """The changes. `assessable` are rules that could be assessed again, `not_assessable` those that no longer can.

    A rule that only one of the two rulebooks has is in `rulebook`, not here, unless it could not be assessed. `about`
    has, by finding, the parties of those that are new, withdrawn or changed.
    """

    before: ComparedAssessment
    after: ComparedAssessment
    new: tuple[AssessedFinding, ...] = ()
    gone: tuple[AssessedFinding, ...] = ()
    changed: tuple[ChangedFinding, ...] = ()
    assessable: tuple[str, ...] = ()
    not_assessable: tuple[str, ...] = ()
    facts: FactChanges = field(default_factory=FactChanges)
    rulebook: RulebookChange | None = None
    about: Mapping[int, FindingSubject] = field(default_factory=dict)

    @property
    def told(self) -> dict[int, ComparedAssessment]:
        """The assessment that shows the parties of each new, withdrawn or changed finding, by finding."""
        now = [*self.new, *(each.after for each in self.changed)]
        return {each.finding: self.before for each in self.gone} | {each.finding: self.after for each in now}

    def whom(self, finding: int, *, sensitive: bool) -> tuple[Named, ...]:
        """Return the names of the parties of a finding, for a reader who may read sensitive evidence or may not."""
        return self.about.get(finding, FindingSubject()).read_by(sensitive=sensitive)

    def could_not_tell(self, code: str) -> bool:
        """Return whether a rule could not be assessed now: then the absence of its finding says nothing."""
        return self.after.outcomes.get(code) in COULD_NOT_TELL

    @property
    def says_something(self) -> bool:
        """True if anything but the day has changed."""
        results = self.new or self.gone or self.changed or self.assessable or self.not_assessable
        return bool(results or self.facts.stated or self.rulebook)


def compare_assessments(
    before: ComparedAssessment, after: ComparedAssessment, rulebook: RulebookChange | None = None
) -> AssessmentDifference:
    """Compare the results and inputs of two assessments. `rulebook`: the difference of the two versions."""
    both = before.findings.keys() & after.findings.keys()
    unknown_before, unknown_after = unassessable_rules(before), unassessable_rules(after)
    return AssessmentDifference(
        before=before,
        after=after,
        new=findings_in_order(after.findings[each] for each in after.findings.keys() - both),
        gone=findings_in_order(before.findings[each] for each in before.findings.keys() - both),
        changed=tuple(
            ChangedFinding(before.findings[each.finding], each)
            for each in findings_in_order(after.findings[each] for each in both)
            if each.evidence_hash != before.findings[each.finding].evidence_hash
        ),
        assessable=tuple(sorted(code for code in unknown_before - unknown_after if code in after.outcomes)),
        not_assessable=tuple(sorted(unknown_after - unknown_before)),
        facts=compare_facts(before.material, after.material),
        rulebook=rulebook,
    )


def unassessable_rules(assessed: ComparedAssessment) -> frozenset[str]:
    """Return the rules that could not be assessed."""
    return frozenset(code for code, outcome in assessed.outcomes.items() if outcome in COULD_NOT_TELL)


def findings_in_order(found: Iterable[AssessedFinding]) -> tuple[AssessedFinding, ...]:
    """Sort worst first, then by code."""
    return tuple(sorted(found, key=lambda each: (-LEVELS.index(each.severity), each.code, each.finding)))
