"""The measures of another reviewer, which a reviewer who agrees takes over unchanged.

Each decision keeps measures of its own, so that they bind also when the other decision falls away. While both count, a
measure that is the same in both is shown once: see `conditions_that_count`.
"""

from collections.abc import Iterable, Mapping

from institutions.models import Account
from rules.models import CaseCondition, DecisionKind, FindingDecision
from rules.review.casework.errors import InvalidError
from rules.review.casework.people import decider_of
from rules.review.casework.standing import FindingStanding
from rules.review.casework.troubles.entries import NoFlagEntered, NoMeasuresToFollow

YES, NO = (True, "1"), (None, False, "")  # over REST and from the form


def wants_same(given: object) -> bool:
    """Read the entered value: the box of the form, or true over REST."""
    if given in YES:
        return True
    if given in NO:
        return False
    raise InvalidError({"same_measures": NoFlagEntered()})


def decision_to_follow(standing: FindingStanding, account: Account) -> FindingDecision | None:
    """Return the last valid mitigation of somebody else."""
    own = decider_of(account)
    others = (each for each in standing.standing_decisions if decider_of(each.account) != own)
    return next((each for each in reversed(list(others)) if each.decided == DecisionKind.MITIGATED), None)


def measures_to_follow(standings: Iterable[FindingStanding], account: Account) -> Mapping[int, list[CaseCondition]]:
    """Return, by finding, the measures of that decision. InvalidError unless every finding has one."""
    found = {}
    for each in standings:
        decision = decision_to_follow(each, account)
        if decision is None:
            raise InvalidError({"same_measures": NoMeasuresToFollow(rule=each.match.finding.code)})
        found[each.match.finding_id] = list(decision.measures.order_by("due_on", "pk"))
    return found
