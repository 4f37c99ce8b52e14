"""Cases as rows of a list: open tasks, age and deadline of each, in words."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutions.models import Submission
from rules.access.readable_results import severity_of
from rules.engine.language.statements import Language, date_text
from rules.explaining.wording.words import nothing_flagged
from rules.models import Assessment, CaseState, CaseSummary, FindingSummary, Severity, State
from rules.review.casework.standing import StandingKind
from rules.review.work.ageing import days_since

Json = dict[str, Any]  # Any: what a template shows
NOT_FINISHED = (State.QUEUED, State.RUNNING, State.ERROR, State.SET_ASIDE)


def case_rows(summaries: Iterable[CaseSummary], language: Language, today: date) -> list[Json]:
    """Return these cases with title, sponsor and progress of the assessment. Three queries."""
    rows = list(summaries)
    ids = [each.pk for each in rows]
    current = Submission.objects.filter(partnership__in=ids, superseded_at__isnull=True).select_related("sponsor")
    submissions = {each.partnership_id: each for each in current}
    asked = Assessment.objects.filter(partnership__in=ids).order_by("requested_at", "pk")
    newest = dict(asked.values_list("partnership_id", "state"))  # the last one of each case remains
    disputed = disputed_in(ids)
    return [
        work_list_row(each, submissions[each.pk], newest.get(each.pk, ""), disputed[each.pk], today, language)
        for each in rows
    ]


def disputed_in(cases: Iterable[UUID]) -> Counter[UUID]:
    """Count by case the open findings on which reviewers disagree. One query."""
    findings = FindingSummary.objects.filter(partnership__in=list(cases), standing=StandingKind.DISPUTED, is_open=True)
    return Counter(findings.values_list("partnership", flat=True))


def work_list_row(
    row: CaseSummary, submission: Submission, assessment: str, disputed: int, today: date, language: Language
) -> Json:
    """Return one case; `disputed`: the number of its open findings on which reviewers disagree."""
    level = severity_of(row.worst)
    worst = Severity(level).label if level else nothing_flagged(len(row.gaps.split())) if row.assessed else ""
    return {
        "pk": row.pk,
        "reference": row.text.partition("\n")[0],
        "title": submission.shown_title,
        "sponsor": submission.sponsor.name,
        "value_yen": row.value_yen,
        "state": CaseState(row.state).label,
        "level": level,
        "worst": worst,
        "open": open_words(row, disputed),
        "unassigned": not row.reviewers,
        "assessment": State(assessment).label if assessment in NOT_FINISHED else "",
        "assessment_tag": assessment,
        "submitted": submitted_words(days_since(row.submitted_at, today)),
        "in_state": in_state_words(days_since(row.state_since, today)),
        "due": first_due_words(row.due_on, today, language),
        "overdue": row.due_on is not None and row.due_on < today,
    }


def submitted_words(days: int) -> str:
    """Return in words how long ago a document was submitted."""
    return _("submitted %(days)s ago") % {"days": length_in_days(days)} if days else _("submitted today")


def in_state_words(days: int) -> str:
    """Return in words for how long a case has been in its state."""
    return _("for %(days)s") % {"days": length_in_days(days)} if days else _("since today")


def length_in_days(days: int) -> str:
    """Return a number of days in words."""
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def first_due_words(due_on: date | None, today: date, language: Language) -> str:
    """Return the first deadline, and how far off it is, in words; empty if there is none."""
    if due_on is None:
        return ""
    day, days = date_text(due_on.isoformat(), language), (due_on - today).days
    if days < 0:
        return _("%(day)s (overdue by %(days)s)") % {"day": day, "days": length_in_days(-days)}
    return _("%(day)s (in %(days)s)") % {"day": day, "days": length_in_days(days)} if days else _("today")


def open_words(row: CaseSummary, disputed: int) -> list[str]:
    """List the open tasks of a case in words."""
    said = []
    if row.unsettled:
        said.append(
            ngettext("%(n)d finding to decide", "%(n)d findings to decide", row.unsettled) % {"n": row.unsettled}
        )
    if row.second:
        said.append(_("%(n)d of them by a second person") % {"n": row.second})
    if disputed:
        said.append(_("reviewers disagree on %(n)d of them") % {"n": disputed})
    if row.asked:
        said.append(_("%(n)d waiting for information") % {"n": row.asked})
    if row.gone:
        n = row.gone
        text = ngettext(
            "%(n)d finding withdrawn by new data to acknowledge",
            "%(n)d findings withdrawn by new data to acknowledge",
            n,
        )
        said.append(text % {"n": n})
    if row.unaddressed:
        n = row.unaddressed
        said.append(ngettext("%(n)d rule without data", "%(n)d rules without data", n) % {"n": n})
    return said
