"""The reader that compares finished assessments of a partnership: a fixed number of queries, however many."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import F, Model, Q

from institutions.models import Partnership
from rules.assessing.material import AssessmentMaterial, material_from_text
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import (
    Acknowledgement,
    Assessment,
    CaseCondition,
    CaseMove,
    ConditionDone,
    FindingDecision,
    GoneAcknowledgement,
    Match,
    ReviewAssignment,
    RulebookVersion,
    Snapshot,
    State,
)
from rules.models.outcome_reading import outcome_words
from rules.review.casework.act_table import Act
from rules.review.casework.records import rows_of_partnerships
from rules.review.timeline.change_note import ChangeNote, note_on
from rules.review.timeline.difference import (
    AssessedFinding,
    AssessmentDifference,
    ComparedAssessment,
    compare_assessments,
)
from rules.review.timeline.finding_subjects import FindingSubject, finding_subject
from rules.review.timeline.rulebooks import compare_rulebooks

BY_ITSELF = (Act.REVISE.value, Act.LAPSE.value)  # moves of a case that do not show that somebody has read it
ACTED: Final[tuple[type[Model], ...]] = (
    FindingDecision,
    Acknowledgement,
    GoneAcknowledgement,
    CaseCondition,
    ConditionDone,
    ReviewAssignment,
)


@dataclass(frozen=True, slots=True)
class AssessmentPair:
    """A finished assessment and an earlier one that it is compared with."""

    before: Assessment
    after: Assessment


@dataclass(frozen=True, slots=True)
class SinceLastAct:
    """The changes since the assessment `seen`: the newest when somebody last acted (`acted`), else the first."""

    note: ChangeNote
    seen: Assessment
    acted: bool


def before_this(assessment: Assessment) -> Assessment | None:
    """Return the finished assessment before this one, by the order of requests."""
    earlier = Q(requested_at__lt=assessment.requested_at) | Q(
        requested_at=assessment.requested_at, pk__lt=assessment.pk
    )
    return (
        Assessment.objects.filter(earlier, partnership=assessment.partnership_id, state=State.DONE)
        .newest_first()
        .first()
    )


def note_since_last_act(partnership: Partnership, done: Assessment | None) -> SinceLastAct | None:
    """Return the changes since somebody last acted on the case; where nobody has, since the first assessment.

    None if nothing has changed since.
    """
    if done is None:
        return None
    finished = Assessment.objects.filter(partnership=partnership, state=State.DONE)
    acted_at = last_act(partnership.pk)
    known = finished.filter(finished_at__lte=acted_at).newest_first().first() if acted_at else None
    seen = known or finished.order_by("requested_at", "pk").first()
    if seen is None or seen.pk == done.pk:
        return None
    note = note_on(differences_by_pair([AssessmentPair(seen, done)])[done.pk])
    return SinceLastAct(note, seen, known is not None) if note.difference.says_something else None


def last_act(partnership: UUID) -> datetime | None:
    """Return the moment when a person last acted on the case after reading it: one query."""
    moves = rows_of_partnerships(CaseMove, partnership).filter(account__isnull=False).exclude(act__in=BY_ITSELF)
    others = [rows_of_partnerships(each, partnership) for each in ACTED]
    moments = [each.order_by().annotate(acted_at=F("at")).values_list("acted_at", flat=True) for each in others]
    first = moves.order_by().annotate(acted_at=F("at")).values_list("acted_at", flat=True)
    found: datetime | None = first.union(*moments, all=True).order_by("-acted_at").first()
    return found


def differences_by_pair(pairs: Collection[AssessmentPair]) -> dict[UUID, AssessmentDifference]:
    """Return the changes in each pair, by the id of the later assessment: five queries at most."""
    wanted = {each.pk: each for pair in pairs for each in (pair.before, pair.after)}
    assessed = read_assessed(wanted)
    texts = read_rulebooks(
        version
        for pair in pairs
        if pair.before.rulebook_id != pair.after.rulebook_id
        for version in (pair.before.rulebook_id, pair.after.rulebook_id)
    )
    found = {}
    for pair in pairs:
        before, after = assessed[pair.before.pk], assessed[pair.after.pk]
        other = before.rulebook != after.rulebook
        rulebook = compare_rulebooks(texts[before.rulebook], texts[after.rulebook]) if other else None
        found[pair.after.pk] = compare_assessments(before, after, rulebook)
    told = read_about(found.values())
    return {pk: replace(each, about=told[place]) for place, (pk, each) in enumerate(found.items())}


def read_about(differences: Iterable[AssessmentDifference]) -> list[dict[int, FindingSubject]]:
    """Return, for each difference, the parties of its new, withdrawn or changed findings: at most one query."""
    wanted = [each.told for each in differences]
    pairs = {(told.assessment, finding) for each in wanted for finding, told in each.items()}
    if not pairs:
        return [{} for _each in wanted]
    fields = {rule.code: tuple(key for _alias, key in rule.one_per) for rule in current_rulebook().form.rules}
    rows = Match.objects.filter(assessment__in={pk for pk, _ in pairs}, finding__in={finding for _, finding in pairs})
    found = {}
    for pk, finding, code, fingerprint, evidence in rows.order_by().values_list(
        "assessment_id", "finding_id", "finding__code", "finding__fingerprint", "evidence"
    ):
        if (pk, finding) in pairs and fields.get(code):
            found[pk, finding] = finding_subject(code, fields[code], fingerprint, evidence)
    return [
        {pk: found[told.assessment, pk] for pk, told in each.items() if (told.assessment, pk) in found}
        for each in wanted
    ]


def read_rulebooks(versions: Iterable[str | None]) -> dict[str, str]:
    """Return the stored texts of versions; no query where none is asked for."""
    wanted = {each for each in versions if each}
    if not wanted:
        return {}
    return dict(RulebookVersion.objects.filter(pk__in=wanted).values_list("version", "text"))


def read_assessed(assessments: Mapping[UUID, Assessment]) -> dict[UUID, ComparedAssessment]:
    """Read the compared parts of finished assessments: three queries, one more for older ones.

    A snapshot that several share is read once.
    """
    materials = {
        sha: material_from_text(content)
        for sha, content in Snapshot.objects.filter(
            pk__in={each.snapshot_id for each in assessments.values()}
        ).values_list("sha256", "content")
    }
    findings: dict[UUID, dict[int, AssessedFinding]] = defaultdict(dict)
    matches = Match.objects.filter(assessment__in=assessments).order_by()
    for pk, finding, code, severity, evidence in matches.values_list(
        "assessment_id", "finding_id", "finding__code", "severity", "evidence_hash"
    ):
        findings[pk][finding] = AssessedFinding(finding, code, severity, evidence)
    outcomes = outcome_words(assessments)
    return {pk: assessed_of(each, materials, findings[pk], outcomes[pk]) for pk, each in assessments.items()}


def assessed_of(
    assessment: Assessment,
    materials: Mapping[str, AssessmentMaterial],
    findings: Mapping[int, AssessedFinding],
    outcomes: Mapping[str, str],
) -> ComparedAssessment:
    """Make the compared form of one finished assessment."""
    if assessment.snapshot_id is None or assessment.rulebook_id is None:
        message = f"Assessment {assessment.pk} is {assessment.state}: only a finished one can be compared."
        raise ValueError(message)
    return ComparedAssessment(
        assessment=assessment.pk,
        as_of=assessment.as_of,
        rulebook=assessment.rulebook_id,
        material=materials[assessment.snapshot_id],
        findings=findings,
        outcomes=outcomes,
    )
