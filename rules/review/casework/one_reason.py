"""Several findings or gaps answered with one reason: never critical ones, never a confirmation that names a person.

That holds for findings with one cause too: a critical finding, and each hearing, has a reason of its own.
"""

from collections.abc import Sequence

from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import Severity
from rules.review.casework.case_view import CaseView
from rules.review.casework.people_concerned.hearing import hearings_of
from rules.review.casework.standing import FindingStanding


def may_share_reason(view: CaseView, standings: Sequence[FindingStanding], *, confirms: bool) -> bool:
    """Return whether findings may be decided together: a confirmation that names a person keeps its own hearing."""
    if any(each.match.severity == Severity.CRITICAL for each in standings):
        return False
    return not confirms or not any(hearings_of([each.match for each in standings], view.today).values())


def others_for_reason(view: CaseView, standing: FindingStanding) -> list[FindingStanding]:
    """Return the other open findings that may be decided together with one; none for a critical one."""
    if standing.match.severity == Severity.CRITICAL:
        return []
    return [each for each in view.unsettled if each != standing and each.match.severity != Severity.CRITICAL]


def may_be_critical(code: str) -> bool:
    """Return whether a rule may find something critical; true for one that the rulebook no longer has."""
    rule = current_rulebook().rules.get(code)
    return rule is None or any(case.level == "critical" for case in rule.severity)
