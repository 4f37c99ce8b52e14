"""The offer to undo one's last act on a case, on the pages of the case and of its findings."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from institutions.models import Account, Partnership
from institutions.values.text_lists import join_texts
from rules.review.casework.act_table import LABELS
from rules.review.casework.case_view import CaseView
from rules.review.casework.errors import BlockedError
from rules.review.casework.troubles.acts import UnknownAct
from rules.review.casework.undoing import MINUTES, UNDOABLE_ACTS, undo_act, undoable
from rules.web.pages.cases.posted_fields import number_of

Context = dict[str, Any]  # Any: what a template shows


def undo_row(view: CaseView, account: Account) -> Context | None:
    """Return the act that the reader can undo now, a decision with the codes of its findings; None for none."""
    last = undoable(view, account, timezone.now())
    if last is None:
        return None
    row = last.rows[-1]
    shown = {
        "partnership": view.partnership.pk,
        "sort": last.sort,
        "row": row.pk,
        "act": LABELS[last.act],
        "minutes": MINUTES,
    }
    if last.sort != "decision":
        return shown
    codes = {each.match.finding.code for each in view.findings if not set(last.rows).isdisjoint(each.decisions)}
    return {
        **shown,
        "finding": row.finding_id,
        "codes": join_texts(sorted(codes)),
        "decided": row.get_decided_display(),
    }


def undo_shown_act(partnership: Partnership, account: Account, sent: Mapping[str, str]) -> None:
    """Undo the act that the page offered. BlockedError where it names none, or the act is not the last one any more."""
    sort = sent.get("sort", "")
    if sort not in UNDOABLE_ACTS:
        raise BlockedError([UnknownAct()])
    undo_act(partnership, account=account, sort=sort, row=number_of(sent, "row"))
