"""The assessment of a case that is not stored: the answer of /precheck/ and of the form's panel."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from institutions.codes.wording import code_in_both_languages, code_words
from rules.assessing.explanations import explanations_by_rule
from rules.assessing.failures import failure_of
from rules.assessing.result_lines import ResultLine, ResultReader
from rules.assessing.run import assess_case
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.engine.evaluating.errors import EngineError
from rules.engine.loading.causes import cause_groups
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.limits import CaseTooLargeError
from rules.facts.gathering.statements import CaseInput
from rules.models import State

Json = dict[str, Any]  # Any: plain data on its way to the caller

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """A result that is not stored: as programs get it, and what pages word for their readers."""

    answer: Json
    missing: Mapping[str, list[ResultLine]] = field(default_factory=dict)  # by rule
    remarks: tuple[Json, ...] = ()  # as they would be stored


def conclusion_on(case: CaseInput) -> Json:
    """Return state and result as programs get them."""
    return conclude(case).answer


def conclude(case: CaseInput) -> Conclusion:
    """Return state and result. An engine error, or a case that is too large, is a state as it is when stored."""
    try:
        result = assess_case(case, current_rulebook())
    except (EngineError, CaseTooLargeError) as trouble:
        logger.exception("A precheck ended in an error.")
        nothing: Json = {"outcomes": {}, "missing": {}, "explained": {}, "findings": [], "groups": [], "remarks": []}
        failure = failure_of(trouble)
        reason = {"error": code_words(failure, "en"), "error_said": code_in_both_languages(failure)}
        return Conclusion({"state": State.ERROR, "rulebook": None, **nothing, **reason})
    answer = result.to_json()
    groups = [group.to_json() for group in cause_groups(answer["findings"], current_rulebook().causes)]
    reader = ResultReader(SnapshotFacts(result.snapshot))
    said = {
        code: ([reader.said(datum) for datum in each.missing], reader.said(each.reason) if each.reason else None)
        for code, each in result.outcomes.items()
    }
    whole = {"state": State.DONE, **answer, "groups": groups, "explained": explanations_by_rule(said)}
    return Conclusion(whole, {code: missing for code, (missing, _reason) in said.items()}, result.remarks)
