"""Snapshots without a person's names, and results in the words of their replays, so that a replay still agrees.

A snapshot holds facts by id and names beside them. With another name in it the same rulebook finds the same, in other
words: the findings then get those words. Where it would find anything else, nothing is erased.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from institutions.codes.errors import CodedError
from rules.assessing.case_result import CaseResult, FindingResult
from rules.assessing.material import AssessmentMaterial, material_from_text
from rules.assessing.named_people import partnerships_naming, stored_snapshots
from rules.assessing.replay import conclude_again, replay_assessment, rulebook_from_version
from rules.assessing.stored_format import outcome_columns, packed_content, remedy_column, with_versions_of
from rules.engine.loading.loaded_rulebook import LoadedRulebook
from rules.models import Assessment, FindingDecision, Match, RulebookVersion, Snapshot
from rules.models.outcome_reading import outcomes_of
from rules.models.packing.dictionaries import OUTCOMES
from rules.models.packing.packed_data import pack, unpack
from rules.review.erasing.erased_person import ErasedPerson
from rules.review.erasing.rewrites import Rewrite, rewrite_column
from rules.review.erasing.troubles import NotReplayed, OtherFindingsWithout

Loaded = dict[tuple[str, int], LoadedRulebook]  # by version, and format of the results


class CannotEraseError(CodedError):
    """An erasure that would leave something that cannot be verified: the code names it and the remedy."""


def snapshots_naming(who: ErasedPerson) -> list[str]:
    """Return the snapshots that mention the person: those of the partnerships that the index of named people gives."""
    mentioning = stored_snapshots(partnerships_naming(who.ids))
    return sorted(sha for _partnership, sha, content in mentioning if any(key in content for key in who.keys))


def material_without(material: AssessmentMaterial, who: ErasedPerson) -> AssessmentMaterial:
    """Return the material with another name, and without their names in any text."""
    return replace(
        material,
        submission=who.data(material.submission),
        names={key: who.names_by_language(name) if key in who.keys else name for key, name in material.names.items()},
        sources=who.data(material.sources),
        facts=tuple(replace(fact, values=who.data(fact.values)) for fact in material.facts),
        records=tuple(who.data(each) for each in material.records),
        remarks=tuple(who.data(each) for each in material.remarks),
    )


def rewrites_of_assessments(who: ErasedPerson, snapshots: list[str]) -> Iterator[Rewrite]:
    """Yield the rewrites of the snapshots, and of the findings and outcomes of all assessments that rest on them."""
    loaded: Loaded = {}
    for sha in snapshots:
        snapshot = Snapshot.objects.get(pk=sha)
        material = material_without(material_from_text(snapshot.content), who)
        found = list(rewrite_column(snapshot, "content", material.to_text()))
        if not found:
            continue
        yield from found
        resting = Assessment.objects.filter(snapshot=sha).select_related("rulebook", "snapshot", "packed_outcomes")
        for assessment in resting:
            yield from rewrites_of_assessment(assessment, material, loaded)


def rewrites_of_assessment(assessment: Assessment, material: AssessmentMaterial, loaded: Loaded) -> Iterator[Rewrite]:
    """Yield the rewrites of one assessment. CannotEraseError if it does not verify now, or would not afterwards."""
    if assessment.rulebook is None:
        return
    if not (now := replay_assessment(assessment)).identical:
        raise CannotEraseError(NotReplayed(assessment=str(assessment.pk), difference=str(now.differences[0])))
    rulebook = stored_rulebook(assessment.rulebook, assessment.format, loaded)
    again = conclude_again(material, rulebook, assessment.format)
    matches = {each.finding.fingerprint: each for each in assessment.matches.select_related("finding")}
    findings = {each.fingerprint: each for each in again.findings}
    outcomes = outcomes_of(assessment)
    same = matches.keys() == findings.keys() and outcomes.keys() == again.outcomes.keys()
    if not same or any(each.outcome != again.outcomes[code].outcome for code, each in outcomes.items()):
        raise CannotEraseError(OtherFindingsWithout(assessment=str(assessment.pk)))
    yield from rewrite_column(assessment, "remarks", list(again.remarks))
    yield from rewrites_of_outcomes(assessment, again)
    for fingerprint, match in matches.items():
        yield from rewrites_of_match(match, findings[fingerprint], assessment.format)


def rewrites_of_outcomes(assessment: Assessment, again: CaseResult) -> Iterator[Rewrite]:
    """Yield the rewrites of the outcomes, packed or, of an older result, row by row.

    Assessments that share packed outcomes have one snapshot, rulebook and format, so each gives the same rewrite.
    """
    if packed := assessment.packed_outcomes:
        before = unpack(packed.content)
        now = with_versions_of(before, packed_content(again.outcomes))
        if now != before:
            yield from rewrite_column(packed, "content", pack(now, OUTCOMES))
    for row in assessment.outcome_rows.all():
        for column, value in outcome_columns(again.outcomes[row.code], assessment.format).items():
            yield from rewrite_column(row, column, with_versions_of(getattr(row, column), value))


def stored_rulebook(version: RulebookVersion, form: int, loaded: Loaded) -> LoadedRulebook:
    """Return a stored rulebook for results of a format, read once."""
    if (version.pk, form) not in loaded:
        loaded[version.pk, form] = rulebook_from_version(version.text, form)
    return loaded[version.pk, form]


def rewrites_of_match(match: Match, found: FindingResult, form: int) -> Iterator[Rewrite]:
    """Yield the words of a finding; where its evidence has another hash, also for the decisions that rest on it."""
    said: dict[str, Any] = {  # Any: what the columns hold
        "statement_en": found.statement["en"],
        "statement_ja": found.statement["ja"],
        "evidence": list(found.evidence),
        "mitigations": list(found.mitigations),
        "clears_if": with_versions_of(match.clears_if, remedy_column(found.clears_if, form)),
        "evidence_hash": found.evidence_hash,
    }
    for column, value in said.items():
        yield from rewrite_column(match, column, value)
    if found.evidence_hash != match.evidence_hash:
        decisions = FindingDecision.objects.filter(
            finding=match.finding_id, evidence_hash=match.evidence_hash, assessment=match.assessment_id
        )
        for decision in decisions:
            yield from rewrite_column(decision, "evidence_hash", found.evidence_hash)
