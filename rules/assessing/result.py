"""The answer about one assessment: the object of SUBMISSION.md, "What comes back"."""

from typing import Any

from institutions.codes.wording import code_in_both_languages
from rules.assessing.code_answers import remark_json, remedy_json
from rules.assessing.explanations import explanations_by_rule
from rules.assessing.failures import error_of
from rules.assessing.result_lines import ResultReader, missing_texts
from rules.engine.loading.causes import cause_groups
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Assessment, Match, State
from rules.models.outcome_reading import outcomes_of


def result_json(assessment: Assessment) -> dict[str, Any]:  # Any: plain data for JSON
    """Return an assessment as callers get it, always in the same order; outcomes and findings only once it is done."""
    outcomes = list(outcomes_of(assessment).values()) if assessment.state == State.DONE else []
    matches = list(assessment.matches.select_related("finding").order_by("position")) if outcomes else []
    reader = ResultReader.of(assessment)
    findings = [finding_json(match) for match in matches]
    answer = {
        "reference": assessment.partnership.reference,
        "partnership": str(assessment.partnership_id),
        "assessment": str(assessment.pk),
        "state": assessment.state,
        "as_of": assessment.as_of.isoformat(),
        "rulebook": assessment.rulebook_id,
        "outcomes": {each.code: each.outcome for each in outcomes},
        "missing": {each.code: missing_texts(each) for each in outcomes if each.missing},
        "explained": explanations_by_rule(
            {each.code: (reader.missing(each), reader.reason(each)) for each in outcomes}
        ),
        "findings": findings,
        "groups": [group.to_json() for group in cause_groups(findings, current_rulebook().causes)],
        "remarks": [remark_json(each) for each in assessment.remarks],
    }
    if said := error_of(assessment):
        answer["error"] = assessment.error
        answer["error_said"] = code_in_both_languages(said)
    return answer


def finding_json(match: Match) -> dict[str, Any]:  # Any: plain data for JSON
    """Return one finding as callers get it."""
    return {
        "code": match.finding.code,
        "severity": match.severity,
        "statement": {"en": match.statement_en, "ja": match.statement_ja},
        "evidence": match.evidence,
        "parameters": match.parameters,
        "basis": match.basis,
        "mitigations": match.mitigations,
        "clears_if": [remedy_json(each) for each in match.clears_if],
    }
