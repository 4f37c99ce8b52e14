"""Ties of a reviewer that depend on government: as the screening finds them, under another government than today's.

Ties between people and companies are the same under any government, and so are those to whoever submitted the case:
they are not looked at here.
"""

from collections import Counter
from datetime import date, datetime
from typing import Final
from uuid import UUID

from institutions.models import Account, DocumentParty, Submission
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.judge_case import gather_as_judge
from rules.facts.gathering.statements import CaseInput
from rules.facts.gathering.succeeding import Government
from rules.review.casework.screening.by_rules import signatories_of, ties_by_rules, ties_of_body
from rules.review.casework.screening.screen import MOST_BODIES, bodies_about
from rules.review.casework.screening.tie import ScreeningTie

OWN_BODY: Final = "own_body"  # a gap of the screening, not a tie: the reviewer's body signs
Tie = tuple[str, str]  # its sort, and the rule that finds it


def ties_under(
    account: Account, current: Submission, government: Government, *, on: date, known_at: datetime
) -> Counter[Tie]:
    """Count the ties of an account to a case that depend on government, by sort and rule, as of a day."""
    then = government.on(on)
    (case,) = gather_cases([current], known_at, [on], government)
    own = then.identity.key(account.body_id) if account.body_id else ""
    found: list[ScreeningTie] = []
    if account.person_id:
        found += ties_of_judge(account.person_id, current, government, case, own, on=on, known_at=known_at)
    if own:
        named = DocumentParty.objects.filter(submission=current).values_list("party_id", flat=True)
        found += ties_of_body(case, own, {then.identity.key(each) for each in named} - signatories_of(case))
    ties = Counter((each.how.value, each.code) for each in dict.fromkeys(found))
    if own and own in signatories_of(case):
        ties[OWN_BODY, ""] += 1
    return ties


def ties_of_judge(
    judge: UUID,
    current: Submission,
    government: Government,
    case: CaseInput,
    own: str,
    *,
    on: date,
    known_at: datetime,
) -> list[ScreeningTie]:
    """Return the ties that the rulebook finds once the person judges the case, by the statements of each body."""
    person = government.identity.true_id(judge)
    key = government.identity.key(person)
    found: list[ScreeningTie] = []
    bodies = dict.fromkeys((case.submitted_by, own or case.submitted_by, *bodies_about(person, government.identity)))
    for body in list(bodies)[:MOST_BODIES]:
        judged = gather_as_judge(
            current, person, government.identity, known_at=known_at, as_of=on, body=body, government=government
        )
        ties, _gaps = ties_by_rules(judged, key)
        found += ties
    return found


def new_ties(before: Counter[Tie], after: Counter[Tie]) -> list[Tie]:
    """Return the ties that are found after a change and were not before, sorted."""
    return sorted((after - before).keys())
