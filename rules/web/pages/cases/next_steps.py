"""The reader's next steps in a case: links to open tasks, then the acts that move it, backward ones last."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.models import Account
from rules.access.readable_results import SEVERITY_RANK
from rules.models import CaseState
from rules.review.casework.act_table import LABELS, Act, Needs, act_row
from rules.review.casework.case_view import CaseView
from rules.review.casework.offered_acts import OfferedAct, offered_acts
from rules.review.casework.standing import FindingStanding, StandingKind
from rules.review.casework.withdrawn_findings import WithdrawnFinding
from rules.review.correspondence.answering import open_requests
from rules.web.case_words.next_acts import next_act_in_case
from rules.web.case_words.rows import CaseWords

Json = dict[str, Any]  # Any: what a template shows
# In this order: acts that advance the case, then those that set it back or end it.
ORDER: Final = (
    Act.TAKE_IN,
    Act.BEGIN,
    Act.CLEAR,
    Act.CLEAR_WITH_CONDITIONS,
    Act.REOPEN,
    Act.RETURN,
    Act.REFUSE,
    Act.WITHDRAW,
)
LEADS_BACK: Final = frozenset({Act.RETURN, Act.REFUSE, Act.WITHDRAW})


def moves_in_order(offered: Iterable[OfferedAct], view: CaseView) -> list[Json]:
    """Return the acts that move the case: those that advance it first, and within each group possible ones first."""
    moves = sorted(
        (each for each in offered if each.act in ORDER),
        key=lambda each: (each.act in LEADS_BACK, not each.possible, ORDER.index(each.act)),
    )
    return [
        {
            "act": each.act.value,
            "label": each.label,
            "reasons": each.reasons,
            "possible": each.possible,
            "asks_reason": needs_reason(view, each.act),
        }
        for each in moves
    ]


def needs_reason(view: CaseView, act: Act) -> bool:
    """Return whether the form of an act asks for a reason."""
    row = act_row(view.case.state, act)
    return row is not None and Needs.REASON in row.needs


def next_steps(view: CaseView, words: CaseWords, can: frozenset[Act], account: Account) -> Iterator[Json]:
    """Yield the reader's tasks before the case can move on, each with its link."""
    own = view.of_account(account.pk)
    if Act.DECLARE in can and own and not own.ready:
        yield {"url": "#declare", "text": _("Sign your declaration")}
    if view.case.state == CaseState.SCREENING and Act.ASSIGN in can and not view.assigned:
        yield {"url": "#assign", "text": _("Assign a reviewer")}
    if Act.BEGIN in can:
        yield {"url": f"#act-{Act.BEGIN}", "text": str(LABELS[Act.BEGIN])}
    undecided = [each for each in view.unsettled if not waits_for_second(each, account)]
    if Act.DECIDE in can and undecided:
        n, first = len(undecided), words.finding(first_to_decide(undecided))
        text = ngettext("Decide the finding: %(first)s", "Decide %(n)d findings; begin with %(first)s", n)
        first_words = f"{first['code']} {first['title']}"
        yield {"url": reverse("finding", args=[first["id"]]), "text": text % {"n": n, "first": first_words}}
    for each in open_requests(view) if Act.ANSWER_REQUEST in can else ():
        text = _("Answer the request for information about %(code)s by %(day)s") % {
            "code": each.finding.code,
            "day": words.day(each.answer_by),
        }
        yield {"url": reverse("information-request", args=[each.pk]), "text": text}
    if Act.ACKNOWLEDGE in can and any(waits_for(each, account) for each in view.gone):
        yield {"url": "#gone", "text": _("Acknowledge the findings withdrawn by new data")}
    if Act.ACKNOWLEDGE in can and view.unaddressed:
        yield {"url": "#not-assessable", "text": _("Acknowledge the rules that could not be assessed")}


def next_for_reader(view: CaseView, words: CaseWords, account: Account) -> Json:
    """Return what stands next in a case for its reader: their own task with its link, else who acts next."""
    offered = offered_acts(view, account)
    page = reverse("case", args=[view.partnership.pk])
    step = next(next_steps(view, words, frozenset(each.act for each in offered if each.possible), account), None)
    if step is not None:
        return {**step, "url": page + step["url"] if step["url"].startswith("#") else step["url"]}
    moves = (each for each in moves_in_order(offered, view) if each["possible"] and each["act"] not in LEADS_BACK)
    move = next(moves, None)
    if move is not None and not view.closed:
        return {"url": f"{page}#acts", "text": move["label"]}
    return {"url": "", "text": next_act_in_case(view)}


def first_to_decide(undecided: Iterable[FindingStanding]) -> FindingStanding:
    """Return the worst open finding, preferably one that does not wait for an answer."""
    return min(undecided, key=lambda each: (each.standing == StandingKind.ASKED, -SEVERITY_RANK[each.match.severity]))


def waits_for_second(each: FindingStanding, account: Account) -> bool:
    """Return whether a finding waits for a second person, and this reader is the first."""
    return each.standing == StandingKind.SECOND and has_acknowledged(each.standing_decisions, account)


def waits_for(withdrawn: WithdrawnFinding, account: Account) -> bool:
    """Return whether a finding withdrawn by new data lacks an acknowledgement that this account may give."""
    return bool(withdrawn.lacking) and not has_acknowledged(withdrawn.said, account)


def has_acknowledged(rows: Iterable[Any], account: Account) -> bool:  # Any: decisions or acknowledgements
    """Return whether one of these is by the reader."""
    return any(row.account.is_same_person(account) for row in rows)
