"""Accepting a case and assigning oneself as one act of a reviewer; screening and declaration stay as they are."""

from institutions.models import Account, Partnership
from rules.models import ReviewAssignment
from rules.review.casework.act_table import Act
from rules.review.casework.assigning import assign_reviewer, check_before_screening, refuse_again
from rules.review.casework.moving import move_case


def accept_and_assign(partnership: Partnership, *, account: Account, version: int) -> ReviewAssignment:
    """Accept a case and assign the account that accepts it.

    Both acts screen the account, and both are recorded. Nothing is done where the account could not be assigned.
    """
    refuse_again(check_before_screening(partnership, Act.TAKE_IN, account, version), account)
    case = move_case(partnership, Act.TAKE_IN, account=account, version=version)
    return assign_reviewer(partnership, account, account=account, version=case.version)
