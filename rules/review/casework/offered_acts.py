"""Acts that an account can do with a case now, and the obstacles to the others."""

from dataclasses import dataclass

from institutions.codes.base import Coded
from institutions.codes.wording import code_words
from institutions.models import Account
from rules.models import CaseState
from rules.review.casework.act_conditions import act_obstacles
from rules.review.casework.act_table import LABELS, Act, Actor, ActRow, acts_in
from rules.review.casework.actors import act_refusal
from rules.review.casework.case_view import CaseView
from rules.review.casework.troubles.accounts import ActOfPeople


@dataclass(frozen=True, slots=True)
class OfferedAct:
    """An act of the present state; `said` has everything that prevents it, nothing if the account can do it."""

    act: Act
    label: str
    leads_to: CaseState
    said: tuple[Coded, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Everything that prevents the act, in the reader's language."""
        return tuple(code_words(each, audience="form") for each in self.said)

    @property
    def possible(self) -> bool:
        """True if nothing prevents the act."""
        return not self.said


def offered_acts(view: CaseView, account: Account | None) -> list[OfferedAct]:
    """Return the acts of the state that people do, in the order of the table; None asks for a body's system."""
    rows = (row for row in acts_in(view.case.state) if row.who != Actor.SYSTEM)
    return [
        OfferedAct(row.act, str(LABELS[row.act]), row.next, tuple(act_refusals(row, view, account))) for row in rows
    ]


def act_refusals(row: ActRow, view: CaseView, account: Account | None) -> list[Coded]:
    """Return why the act is not possible: by account and by conditions."""
    if account is None:
        return [ActOfPeople()]
    problem = act_refusal(row.who, account, view)
    return [*([problem] if problem else []), *act_obstacles(row.needs, view)]
