"""Acts that an account can do with a case now, and the obstacles to the others."""

from dataclasses import dataclass

from institutions.models import Account
from rules.models import CaseState
from rules.review.casework.holds import blockers
from rules.review.casework.table import LABELS, Act, Row, Who, acts_in
from rules.review.casework.view import CaseView
from rules.review.casework.who import refusal

NOBODY = "A body's system cannot decide. Sign in as an officer or a reviewer."


@dataclass(frozen=True, slots=True)
class Offered:
    """An act of the present state; `reasons` are empty where the account can do it."""

    act: Act
    label: str
    leads_to: CaseState
    reasons: tuple[str, ...]

    @property
    def possible(self) -> bool:
        """True where nothing prevents the act."""
        return not self.reasons


def offered_acts(view: CaseView, account: Account | None) -> list[Offered]:
    """Return the acts of the state that people do, in the order of the table; None asks for a body's system."""
    rows = (row for row in acts_in(view.case.state) if row.who != Who.SYSTEM)
    return [Offered(row.act, str(LABELS[row.act]), row.next, tuple(reasons(row, view, account))) for row in rows]


def reasons(row: Row, view: CaseView, account: Account | None) -> list[str]:
    """Return why the act is not possible: by account and by conditions."""
    if account is None:
        return [NOBODY]
    problem = refusal(row.who, account, view)
    return [*([problem] if problem else []), *blockers(row.needs, view)]
