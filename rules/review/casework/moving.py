"""Moves of a case to another state: accepted, begun, cleared, returned, refused, withdrawn, re-opened."""

from typing import Any, Final

from django.db import transaction

from institutions.models import Account, Partnership
from rules.models import ReviewCase
from rules.review.casework.act_table import CLEARED_STATES, Act, Needs, act_row
from rules.review.casework.acting import move_locked_case, open_for_act
from rules.review.casework.assigning import check_before_screening, screen_again, screened_to_act
from rules.review.casework.entry_errors import reason_of

MOVES: Final = (
    Act.TAKE_IN,
    Act.BEGIN,
    Act.CLEAR,
    Act.CLEAR_WITH_CONDITIONS,
    Act.RETURN,
    Act.REFUSE,
    Act.WITHDRAW,
    Act.REOPEN,
)
FINAL: Final = frozenset({Act.CLEAR, Act.CLEAR_WITH_CONDITIONS, Act.REFUSE})  # their authors are screened again


def move_case(partnership: Partnership, act: Act, *, account: Account, version: int, reason: object = "") -> ReviewCase:
    """Do an act that moves the case. Raises a CaseworkError, and nothing is stored, where it cannot be done.

    A reviewer who accepts a case is screened, and the screening is kept: nobody with a tie may. Before a review ends,
    all its reviewers are screened once more: ties that became known since the assignment count.
    """
    if act in FINAL:
        reason_of(reason)
        screen_again(partnership, act, account, version)
    if act == Act.TAKE_IN:
        screened_to_act(check_before_screening(partnership, act, account, version), act, account, version)
    with transaction.atomic():
        view = open_for_act(partnership, act, account, version=version)
        row = act_row(view.case.state, act)
        if row is None or act not in MOVES:
            message = f"{act} moves nothing."
            raise ValueError(message)
        said = reason_of(reason) if Needs.REASON in row.needs else ""
        changes: dict[str, Any] = {"assessment": view.done} if row.next in CLEARED_STATES else {}  # Any: columns
        move_locked_case(view.case, act, row.next, account, said, **changes)
        return view.case
