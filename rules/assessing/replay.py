"""The replay of an assessment from its snapshot under its own rulebook: the result must be the same, bit for bit."""

from dataclasses import dataclass
from typing import Any

from institutions.models import Redaction
from institutions.values.hashing import canonical_json, hash_text
from rules.assessing.case_result import CaseResult
from rules.assessing.material import AssessmentMaterial, material_from_text
from rules.assessing.run import conclude_material
from rules.assessing.stored_format import outcome_columns, remedy_column, vocabulary_of, without_versions
from rules.engine.language.errors import RuleError
from rules.engine.language.statements import with_one_stop
from rules.engine.loading.loaded_rulebook import LoadedRulebook, rulebook_from_text
from rules.facts.kinds.vocabulary import PARTNERSHIP
from rules.models import Assessment, Snapshot
from rules.models.outcome_reading import outcomes_of

Json = dict[str, Any]  # Any: plain data


@dataclass(frozen=True, slots=True)
class Replay:
    """The differences between the stored and the replayed result; none if they are identical."""

    differences: tuple[str, ...]

    @property
    def identical(self) -> bool:
        """True if the replay gave the stored result."""
        return not self.differences


class NothingToReplayError(ValueError):
    """An assessment that ended without a result and so has no snapshot."""


def replay_assessment(assessment: Assessment) -> Replay:
    """Evaluate the snapshot again under the stored rulebook version; nothing is gathered or stored."""
    if assessment.snapshot is None or assessment.rulebook is None:
        message = f"Assessment {assessment.pk} is {assessment.state}: only a finished one can be replayed."
        raise NothingToReplayError(message)
    held = hash_after_erasures(assessment.snapshot)
    if hash_text(assessment.snapshot.content) != held:
        return Replay((f"the snapshot is not what its hash {assessment.snapshot.sha256} names",))
    try:
        rulebook = rulebook_from_version(assessment.rulebook.text, assessment.format)
    except (ValueError, RuleError) as trouble:
        return Replay((f"the stored rulebook cannot be read: {trouble}",))
    again = conclude_again(material_from_text(assessment.snapshot.content), rulebook, assessment.format)
    return Replay(tuple(result_differences(stored_parts(assessment, held), replayed_parts(again, assessment.format))))


def rulebook_from_version(text: str, form: int) -> LoadedRulebook:
    """Return a stored version as results of a format were made with it. Errors as those of `rulebook_from_text`."""
    return rulebook_from_text(text, vocabulary_of(form).by_subject[PARTNERSHIP])


def conclude_again(material: AssessmentMaterial, rulebook: LoadedRulebook, form: int) -> CaseResult:
    """Return the result of a stored rulebook for material, in the format and the words of an earlier result."""
    with vocabulary_of(form).in_use():
        return conclude_material(material, rulebook, form)


def hash_after_erasures(snapshot: Snapshot) -> str:
    """Return the hash that a snapshot must have now: its own, or that after the redactions that removed names.

    Each redaction must begin where the one before it ended, the first at the snapshot's own hash; otherwise the result
    is empty.
    """
    held = snapshot.sha256
    redactions = Redaction.objects.filter(of_table="rules_snapshot", of_row=snapshot.sha256, of_column="content")
    for before, after in redactions.order_by("pk").values_list("before", "after"):
        if before != held:
            return ""
        held = after
    return held


def stored_parts(assessment: Assessment, snapshot: str) -> dict[str, Json]:
    """Return the stored result, part by part; `snapshot` is the hash of the snapshot's present content."""
    outcomes = {
        f"outcome of {each.code}": {
            "outcome": each.outcome,
            "missing": each.missing,
            "reason": each.reason,
            "silence": each.silence,
        }
        for each in outcomes_of(assessment).values()
    }
    findings = {
        f"finding {match.finding.code} {match.finding.fingerprint[:12]}": {
            "code": match.finding.code,
            "severity": match.severity,
            # stored before version 1.2, it may have two full stops after a name that ends with one
            "statement": {"en": with_one_stop(match.statement_en), "ja": with_one_stop(match.statement_ja)},
            "evidence": match.evidence,
            "parameters": match.parameters,
            "basis": match.basis,
            "mitigations": match.mitigations,
            "clears_if": match.clears_if,
            "position": match.position,
            "evidence_hash": match.evidence_hash,
        }
        for match in assessment.matches.select_related("finding")
    }
    head = {"rulebook": assessment.rulebook_id, "snapshot": snapshot, "remarks": assessment.remarks}
    return {"assessment": {**head, "facts": assessment.facts}, **outcomes, **findings}


def replayed_parts(result: CaseResult, form: int) -> dict[str, Json]:
    """Return the replayed result in a format, part by part, under the same names."""
    outcomes = {
        f"outcome of {code}": {"outcome": each.outcome, **outcome_columns(each, form)}
        for code, each in result.outcomes.items()
    }
    findings = {
        f"finding {each.code} {each.fingerprint[:12]}": {
            **each.data,
            "clears_if": remedy_column(each.clears_if, form),
            "position": position,
            "evidence_hash": each.evidence_hash,
        }
        for position, each in enumerate(result.findings)
    }
    head = {"rulebook": result.rulebook, "snapshot": hash_text(result.snapshot), "remarks": list(result.remarks)}
    return {"assessment": {**head, "facts": result.facts}, **outcomes, **findings}


def result_differences(stored: dict[str, Json], replayed: dict[str, Json]) -> list[str]:
    """Describe each part that only one of the two has, and each field in which they differ."""
    found = []
    for name in sorted(stored.keys() | replayed.keys()):
        if name not in replayed:
            found.append(f"{name}: stored, not found again")
        elif name not in stored:
            found.append(f"{name}: found now, not stored")
        else:
            before, now = stored[name], replayed[name]
            fields = [
                key for key in sorted(before.keys() | now.keys()) if is_written_otherwise(before.get(key), now.get(key))
            ]
            found += [f"{name}: {field} differs" for field in fields]
    return found


def is_written_otherwise(one: object, other: object) -> bool:
    """Return whether two pieces of plain data differ, ignoring the versions of the words of codes."""
    return canonical_json(without_versions(one)) != canonical_json(without_versions(other))
