"""Days that reviewers have set, and the open parts of the review."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from institutions.kinds.base import Label
from rules.access.withholding import TEXT
from rules.models import Severity
from rules.review.calendar.entry import OURS, CalendarEntry
from rules.review.casework.act_table import CLEARED_STATES
from rules.review.casework.case_view import CaseView
from rules.review.casework.deadlines import Named
from rules.review.casework.people_concerned.hearing import HearingState, PersonHeard
from rules.review.casework.standing import FindingStanding

CONDITION: Final = "condition/"  # begins the keys of conditions and measures
CRITICAL: Final = "critical/"  # begins the keys of critical findings that are not decided
REVIEW: Final = "review"  # the entry that stands until the review has cleared the case
REVIEWERS: Final = Label("The reviewers", "審査担当者")
OPEN_FOR_SECOND: Final = Label("the decision of two reviewers", "2名の審査担当者による判断")
NOT_CLEARED: Final = Label("its end", "審査の完了日")
UNANSWERED: Final = frozenset({HearingState.WAITING, HearingState.SILENT})
Title = Callable[[str], Label]  # of a rule by its code
WITHHELD: Final = Label(TEXT["en"], TEXT["ja"])


def review_days(view: CaseView, title: Title, named: Named, *, sensitive: bool) -> Iterator[CalendarEntry]:
    """Yield conditions, questions, hearings, dismissals, and open parts. A reader who may not read of kin does not
    learn what people wrote, nor the persons concerned by a finding: `named`, as `hearings_of` reads them.
    """
    if view.case.state not in CLEARED_STATES:
        yield CalendarEntry(
            key=REVIEW,
            what=Label("Review of the case", "本件の審査"),
            duty=REVIEWERS,
            laws=(OURS,),
            missing=NOT_CLEARED,
            demands=True,
        )
    for each in view.conditions:
        row = each.condition
        said = Label(f"Condition: {row.text}", f"条件：{row.text}")
        yield CalendarEntry(
            key=f"{CONDITION}{row.pk}",
            what=said if sensitive else Label(f"Condition: {WITHHELD.en}", f"条件：{WITHHELD.ja}"),
            duty=Label(row.owner, row.owner),
            laws=(OURS,),
            on=row.due_on.isoformat(),
            done=each.done,
            finding=row.decision.finding_id if row.decision else None,
            code=row.decision.finding.code if row.decision else None,
        )
    for finding in view.findings:
        yield from finding_days(finding, title)
        yield from hearing_days(finding, named[finding.match.finding_id], title, sensitive=sensitive)


def finding_days(finding: FindingStanding, title: Title) -> Iterator[CalendarEntry]:
    """Yield the days of the decisions on one finding."""
    match = finding.match
    code, called = match.finding.code, title(match.finding.code)
    if match.severity == Severity.CRITICAL and not finding.settled:
        yield CalendarEntry(
            key=f"{CRITICAL}{match.finding_id}",
            what=Label(f"Critical finding: {code} {called.en}", f"重大な指摘事項：{code} {called.ja}"),
            duty=REVIEWERS,
            laws=(OURS,),
            missing=OPEN_FOR_SECOND,
            demands=True,
            finding=match.finding_id,
            code=code,
        )
    for row in finding.in_force:
        if row.answer_by:
            yield CalendarEntry(
                key=f"information/{row.pk}",
                what=Label(f"Answer about {code} {called.en}", f"{code} {called.ja}に関する回答"),
                duty=Label(row.asked_of, row.asked_of),
                laws=(OURS,),
                on=row.answer_by.isoformat(),
                finding=match.finding_id,
                code=code,
            )
        if row.ends_on:
            yield CalendarEntry(
                key=f"dismissal/{row.pk}",
                what=Label(
                    f"Last day of the dismissal of {code} {called.en}; it is open again after it",
                    f"{code} {called.ja}に係る「問題なし」の判断の有効期限（翌日以降は再度の判断を要する）",
                ),
                duty=REVIEWERS,
                laws=(OURS,),
                on=row.ends_on.isoformat(),
                finding=match.finding_id,
                code=code,
            )


def hearing_days(
    finding: FindingStanding, people: Iterable[PersonHeard], title: Title, *, sensitive: bool
) -> Iterator[CalendarEntry]:
    """Yield the days by which people who were asked may answer, as long as they have not; also when it is over."""
    code, called = finding.match.finding.code, title(finding.match.finding.code)
    for each in people:
        if each.state not in UNANSWERED or each.hearing is None or each.hearing.answer_by is None:
            continue
        yield CalendarEntry(
            key=f"hearing/{each.hearing.pk}",
            what=Label(
                f"Answer of a person concerned by {code} {called.en}",
                f"{code} {called.ja}に記載されている人の意見聴取への回答",
            ),
            duty=Label(each.person.name, each.person.name) if sensitive else WITHHELD,
            laws=(OURS,),
            on=each.hearing.answer_by.isoformat(),
            finding=finding.match.finding_id,
            code=code,
        )
