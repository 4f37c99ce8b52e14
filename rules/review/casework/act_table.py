"""The table of every act on a case: the state, the people who may, the conditions, and the state after it.

An act outside the table is impossible. `who` defines the people, `holds` the conditions; pages, REST and services read
the table alike, so that what is offered is what is accepted. The undoing of one's last act alone has no row:
`rules.review.casework.undoing` takes the case back to the state before it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rules.models import CaseState as S


class Act(StrEnum):
    """An act on a case."""

    SUBMIT = "submit"
    REVISE = "revise"
    TAKE_IN = "take_in"
    ASSIGN = "assign"
    DECLARE = "declare"
    RECUSE = "recuse"
    RECORD_RECUSAL = "record_recusal"
    BEGIN = "begin"
    DECIDE = "decide"
    CONFIRM = "confirm"
    HEAR = "hear"
    ANSWER = "answer"
    DECLARE_TIES = "declare_ties"
    ACKNOWLEDGE = "acknowledge"
    ADD_CONDITION = "add_condition"
    FULFIL = "fulfil"
    CLEAR = "clear"
    CLEAR_WITH_CONDITIONS = "clear_with_conditions"
    RETURN = "return"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    ATTACH = "attach"
    COMMENT = "comment"
    ANSWER_REQUEST = "answer_request"
    LAPSE = "lapse"
    UNDO = "undo"


LABELS: Final[dict[Act, Promise]] = {
    Act.SUBMIT: _("Submit"),
    Act.REVISE: _("Revise"),
    Act.TAKE_IN: _("Accept the case"),
    Act.ASSIGN: _("Assign a reviewer"),
    Act.DECLARE: _("Declare that you have no tie"),
    Act.RECUSE: _("Recuse yourself"),
    Act.RECORD_RECUSAL: _("Record the recusal of an official"),
    Act.BEGIN: _("Start the review"),
    Act.DECIDE: _("Decide a finding"),
    Act.CONFIRM: _("Confirm a finding"),
    Act.HEAR: _("Hear a person concerned"),
    Act.ANSWER: _("Answer to a finding that names you"),
    Act.DECLARE_TIES: _("Declare as an official of the case"),
    Act.ACKNOWLEDGE: _("Acknowledge rules that could not be assessed, or findings withdrawn by new data"),
    Act.ADD_CONDITION: _("Add a condition"),
    Act.FULFIL: _("Mark a condition as done"),
    Act.CLEAR: _("Clear the case"),
    Act.CLEAR_WITH_CONDITIONS: _("Clear the case with conditions"),
    Act.RETURN: _("Return it to the submitter"),
    Act.REFUSE: _("Refuse the partnership"),
    Act.WITHDRAW: _("Withdraw the proposal"),
    Act.REOPEN: _("Re-open the case"),
    Act.ANSWER_REQUEST: _("Answer a request for information"),
    Act.ATTACH: _("Attach a file"),
    Act.COMMENT: _("Comment"),
    Act.LAPSE: _("Re-opened, because the clearance is no longer valid"),
    Act.UNDO: _("Undo the last act"),
}


class Actor(StrEnum):
    """The people who may act."""

    SUBMITTER = "submitter"  # an officer or ministry client of the submitting body
    REVIEWER = "reviewer"  # any reviewer who did not submit the case and is not tied to it
    ASSIGNED = "assigned"  # a reviewer with a valid assignment and settled ties
    NAMED_REVIEWER = "named_reviewer"  # a reviewer with an open assignment, whether or not their ties are settled
    TAKES_PART = "takes_part"  # a reviewer without a known tie, or an officer or client of the submitting body
    OFFICIAL = "official"  # a person who takes part in the case on the public side
    ASKED_PERSON = "asked_person"  # a person who was asked about a finding that names them
    SYSTEM = "system"  # a background job, and the registration of a revision


class Needs(StrEnum):
    """A condition of an act."""

    ASSESSED = "assessed"  # the newest assessment is finished and of the present revision
    REVIEWER_READY = "reviewer_ready"  # a reviewer with settled ties is assigned
    FINDINGS_DECIDED = "findings_decided"  # none open, lapsed, disputed, asked about or waiting for a second person
    UNASSESSED_ADDRESSED = "unassessed_addressed"  # each rule that could not be assessed is acknowledged
    GONE_ADDRESSED = "gone_addressed"  # each withdrawn high or critical finding is acknowledged
    NOTHING_CONFIRMED = "nothing_confirmed"  # and no measure is open
    CONDITION_SET = "condition_set"  # at least one, and one for each confirmed finding
    NOTHING_OVERDUE = "nothing_overdue"
    HEARD = "heard"  # the persons concerned were heard; checked for each finding: it hides no button of the case
    REASON = "reason"  # one is given; it is asked for with the act and hides no button


@dataclass(frozen=True, slots=True)
class ActRow:
    """One line of the table."""

    state: S
    act: Act
    who: Actor
    needs: tuple[Needs, ...]
    next: S


DECIDED: Final = (
    Needs.ASSESSED,
    Needs.FINDINGS_DECIDED,
    Needs.UNASSESSED_ADDRESSED,
    Needs.GONE_ADDRESSED,
    Needs.REASON,
)
WHY: Final = (Needs.REASON,)
MOVES: Final[tuple[ActRow, ...]] = (
    # state             act                        who                  needs                         next
    ActRow(S.DRAFT,        Act.SUBMIT,                Actor.SUBMITTER,       (),                       S.SUBMITTED),
    ActRow(S.SUBMITTED,    Act.TAKE_IN,               Actor.REVIEWER,        (Needs.ASSESSED,),        S.SCREENING),
    ActRow(S.SUBMITTED,    Act.RECORD_RECUSAL,        Actor.SUBMITTER,       (),                       S.SUBMITTED),
    ActRow(S.SUBMITTED,    Act.DECLARE_TIES,          Actor.OFFICIAL,        (),                       S.SUBMITTED),
    ActRow(S.SUBMITTED,    Act.ANSWER,                Actor.ASKED_PERSON,    (),                       S.SUBMITTED),
    ActRow(S.SUBMITTED,    Act.WITHDRAW,              Actor.SUBMITTER,       WHY,                      S.WITHDRAWN),
    ActRow(S.SUBMITTED,    Act.REVISE,                Actor.SYSTEM,          (),                       S.SUBMITTED),
    ActRow(S.SCREENING,    Act.ASSIGN,                Actor.REVIEWER,        (),                       S.SCREENING),
    ActRow(S.SCREENING,    Act.DECLARE,               Actor.NAMED_REVIEWER,  (),                       S.SCREENING),
    ActRow(S.SCREENING,    Act.RECUSE,                Actor.NAMED_REVIEWER,  WHY,                      S.SCREENING),
    ActRow(S.SCREENING,    Act.RECORD_RECUSAL,        Actor.SUBMITTER,       (),                       S.SCREENING),
    ActRow(S.SCREENING,    Act.DECLARE_TIES,          Actor.OFFICIAL,        (),                       S.SCREENING),
    ActRow(S.SCREENING,    Act.ANSWER,                Actor.ASKED_PERSON,    (),                       S.SCREENING),
    ActRow(S.SCREENING,    Act.BEGIN,                 Actor.ASSIGNED,        (Needs.REVIEWER_READY,),  S.UNDER_REVIEW),
    ActRow(S.SCREENING,    Act.RETURN,                Actor.ASSIGNED,        WHY,                      S.RETURNED),
    ActRow(S.SCREENING,    Act.WITHDRAW,              Actor.SUBMITTER,       WHY,                      S.WITHDRAWN),
    ActRow(S.SCREENING,    Act.REVISE,                Actor.SYSTEM,          (),                       S.SUBMITTED),
    ActRow(S.UNDER_REVIEW, Act.ASSIGN,                Actor.REVIEWER,        (),                       S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.DECLARE,               Actor.NAMED_REVIEWER,  (),                       S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.RECUSE,                Actor.NAMED_REVIEWER,  WHY,                      S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.RECORD_RECUSAL,        Actor.SUBMITTER,       (),                       S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.DECLARE_TIES,          Actor.OFFICIAL,        (),                       S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.HEAR,                  Actor.ASSIGNED,        (),                       S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.ANSWER,                Actor.ASKED_PERSON,    (),                       S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.DECIDE,                Actor.ASSIGNED,        WHY,                      S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.CONFIRM,               Actor.ASSIGNED,        (Needs.HEARD, *WHY),      S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.ACKNOWLEDGE,           Actor.ASSIGNED,        WHY,                      S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.ADD_CONDITION,         Actor.ASSIGNED,        (),                       S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.FULFIL,                Actor.ASSIGNED,        (),                       S.UNDER_REVIEW),
    ActRow(S.UNDER_REVIEW, Act.CLEAR,                 Actor.ASSIGNED,
        (*DECIDED, Needs.NOTHING_CONFIRMED),                                                           S.CLEARED),
    ActRow(S.UNDER_REVIEW, Act.CLEAR_WITH_CONDITIONS, Actor.ASSIGNED,
        (*DECIDED, Needs.CONDITION_SET, Needs.NOTHING_OVERDUE),                        S.CLEARED_WITH_CONDITIONS),
    ActRow(S.UNDER_REVIEW, Act.RETURN,                Actor.ASSIGNED,        WHY,                      S.RETURNED),
    ActRow(S.UNDER_REVIEW, Act.REFUSE,                Actor.ASSIGNED,        (Needs.ASSESSED, *WHY),   S.REFUSED),
    ActRow(S.UNDER_REVIEW, Act.WITHDRAW,              Actor.SUBMITTER,       WHY,                      S.WITHDRAWN),
    ActRow(S.UNDER_REVIEW, Act.REVISE,                Actor.SYSTEM,          (),                       S.SUBMITTED),
    ActRow(S.CLEARED,      Act.REOPEN,                Actor.ASSIGNED,        WHY,                      S.UNDER_REVIEW),
    ActRow(S.CLEARED,      Act.LAPSE,                 Actor.SYSTEM,          (),                       S.UNDER_REVIEW),
    ActRow(S.CLEARED,      Act.RECORD_RECUSAL,        Actor.SUBMITTER,       (),                       S.CLEARED),
    ActRow(S.CLEARED,      Act.DECLARE_TIES,          Actor.OFFICIAL,        (),                       S.CLEARED),
    ActRow(S.CLEARED,      Act.WITHDRAW,              Actor.SUBMITTER,       WHY,                      S.WITHDRAWN),
    ActRow(S.CLEARED,      Act.REVISE,                Actor.SYSTEM,          (),                       S.SUBMITTED),
    ActRow(S.CLEARED_WITH_CONDITIONS, Act.FULFIL,     Actor.ASSIGNED,        (),       S.CLEARED_WITH_CONDITIONS),
    ActRow(S.CLEARED_WITH_CONDITIONS, Act.REOPEN,     Actor.ASSIGNED,        WHY,                      S.UNDER_REVIEW),
    ActRow(S.CLEARED_WITH_CONDITIONS, Act.LAPSE,      Actor.SYSTEM,          (),                       S.UNDER_REVIEW),
    ActRow(S.CLEARED_WITH_CONDITIONS, Act.RECORD_RECUSAL, Actor.SUBMITTER,   (),       S.CLEARED_WITH_CONDITIONS),
    ActRow(S.CLEARED_WITH_CONDITIONS, Act.DECLARE_TIES, Actor.OFFICIAL,      (),       S.CLEARED_WITH_CONDITIONS),
    ActRow(S.CLEARED_WITH_CONDITIONS, Act.WITHDRAW,   Actor.SUBMITTER,       WHY,                      S.WITHDRAWN),
    ActRow(S.CLEARED_WITH_CONDITIONS, Act.REVISE,     Actor.SYSTEM,          (),                       S.SUBMITTED),
    ActRow(S.RETURNED,     Act.WITHDRAW,              Actor.SUBMITTER,       WHY,                      S.WITHDRAWN),
    ActRow(S.RETURNED,     Act.REVISE,                Actor.SYSTEM,          (),                       S.SUBMITTED),
    ActRow(S.WITHDRAWN,    Act.REVISE,                Actor.SYSTEM,          (),                       S.SUBMITTED),
    ActRow(S.REFUSED,      Act.REVISE,                Actor.SYSTEM,          (),                       S.SUBMITTED),
)  # fmt: skip
# Papers of a case, in any state: they change neither the state nor what is decided.
PAPERS: Final = (Act.ATTACH, Act.COMMENT)
PAPER_ROWS: Final = tuple(
    ActRow(S(state), act, Actor.TAKES_PART, (), S(state)) for state in S if state != S.DRAFT for act in PAPERS
)
# The body answers as long as a review may go on; decisions stay valid by their evidence, also after a revision.
ANSWER_ROWS: Final = tuple(
    ActRow(state, Act.ANSWER_REQUEST, Actor.SUBMITTER, (), state)
    for state in (S.SUBMITTED, S.SCREENING, S.UNDER_REVIEW, S.RETURNED)
)
ROWS: Final = MOVES + ANSWER_ROWS + PAPER_ROWS
TABLE: Final[dict[tuple[S, Act], ActRow]] = {(row.state, row.act): row for row in ROWS}
CLEARED_STATES: Final = frozenset({S.CLEARED, S.CLEARED_WITH_CONDITIONS})
# The review is over for good, unless another revision is submitted.
ENDED: Final = frozenset({S.WITHDRAWN, S.REFUSED})
# Nothing waits for anybody here. A cleared case of which something is open again is moved back under review first.
CLOSED: Final = CLEARED_STATES | ENDED


def act_row(state: str, act: Act) -> ActRow | None:
    """Return the row of an act in a state; None if the act is not possible there."""
    return TABLE.get((S(state), act))


def who_does(act: Act) -> Actor:
    """Return who may do an act; it is the same in every state. Undoing also takes the right to the undone act."""
    if act == Act.UNDO:
        return Actor.TAKES_PART
    (who,) = {row.who for row in ROWS if row.act == act}
    return who


def acts_in(state: str) -> tuple[ActRow, ...]:
    """Return the acts of a state, in the order of the table."""
    return tuple(row for row in ROWS if row.state == state)
