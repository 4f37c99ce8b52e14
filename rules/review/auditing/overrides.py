"""Decisions of reviewers over a period, counted: by reviewer, by rule and by ministry. It judges nobody.

Each figure is a set of rows (`rows_of`), and the list behind it shows exactly those. Cases that the reader may not read
are in none of them.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from institutions.access.callers import reader_for
from institutions.access.partnerships import of_partnership
from institutions.models import Account, GovernmentBody
from rules.models import Acknowledgement, CaseCondition, CaseMove, Decided, FindingDecision, Severity
from rules.review.auditing.periods import Period
from rules.review.casework.table import CLEARED_STATES

RATE_FROM: Final = 10  # decisions: of fewer a rate says nothing, and the numbers alone are shown
Rows = QuerySet[Any]  # Any: decisions, acknowledgements or conditions


class By(StrEnum):
    """The grouping of the counts."""

    REVIEWER = "reviewer"
    RULE = "rule"
    MINISTRY = "ministry"


class What(StrEnum):
    """The rows that a figure counts."""

    DECIDED = "decided"
    DISMISSED = "dismissed"
    CONFIRMED = "confirmed"
    MITIGATED = "mitigated"
    MORE_INFORMATION = "more_information"
    CRITICAL = "critical"
    CHANGED = "changed"
    ACKNOWLEDGED = "acknowledged"
    LATE = "late"


LABELS: Final[dict[What, Promise]] = {
    What.DECIDED: pgettext_lazy("overview", "Decisions"),
    What.DISMISSED: pgettext_lazy("overview", "Dismissed"),
    What.CONFIRMED: pgettext_lazy("overview", "Confirmed"),
    What.MITIGATED: pgettext_lazy("overview", "Mitigated"),
    What.MORE_INFORMATION: pgettext_lazy("overview", "More information"),
    What.CRITICAL: pgettext_lazy("overview", "On critical findings (two people)"),
    What.CHANGED: pgettext_lazy("overview", "Changed later"),
    What.ACKNOWLEDGED: pgettext_lazy("overview", "Gaps acknowledged"),
    What.LATE: pgettext_lazy("overview", "Conditions set after a first clearing"),
}
OF_DECISIONS: Final = tuple(each for each in What if each not in (What.ACKNOWLEDGED, What.LATE))
# The column that each table is counted by.
COLUMNS: Final[dict[str, dict[By, str]]] = {
    "decision": {By.REVIEWER: "account", By.RULE: "finding__code", By.MINISTRY: "finding__partnership__submitted_by"},
    "acknowledgement": {By.REVIEWER: "account", By.RULE: "code", By.MINISTRY: "case__partnership__submitted_by"},
    "condition": {
        By.REVIEWER: "account",
        By.RULE: "decision__finding__code",
        By.MINISTRY: "case__partnership__submitted_by",
    },
}


def table_of(what: What) -> str:
    """Return the kind of rows that a figure counts."""
    return {What.ACKNOWLEDGED: "acknowledgement", What.LATE: "condition"}.get(what, "decision")


def decisions(period: Period, reader: Account) -> Rows:
    """Return the decisions of a period, each with whether its author decided otherwise later, on the same evidence."""
    begin, end = period.moments
    rows = FindingDecision.objects.filter(at__gte=begin, at__lt=end).order_by()
    rows = rows.filter(of_partnership("finding__partnership", reader_for(reader)).q())
    later = FindingDecision.objects.filter(
        finding=OuterRef("finding"),
        account=OuterRef("account"),
        evidence_hash=OuterRef("evidence_hash"),
        number__gt=OuterRef("number"),
    ).exclude(decided=OuterRef("decided"))
    annotated: Rows = rows.annotate(changed=Exists(later))
    return annotated


def acknowledgements(period: Period, reader: Account) -> Rows:
    """Return the acknowledgements of a period."""
    begin, end = period.moments
    rows = Acknowledgement.objects.filter(at__gte=begin, at__lt=end).order_by()
    return rows.filter(of_partnership("case__partnership", reader_for(reader)).q())


def late_conditions(period: Period, reader: Account) -> Rows:
    """Return conditions and measures of a period that were set when the case had been cleared once already."""
    begin, end = period.moments
    cleared = CaseMove.objects.filter(case=OuterRef("case"), after__in=CLEARED_STATES, at__lt=OuterRef("at"))
    rows = CaseCondition.objects.filter(Exists(cleared), at__gte=begin, at__lt=end).order_by()
    return rows.filter(of_partnership("case__partnership", reader_for(reader)).q())


NARROWED: Final[dict[What, Q]] = {
    What.DECIDED: Q(),
    What.DISMISSED: Q(decided=Decided.DISMISSED),
    What.CONFIRMED: Q(decided=Decided.CONFIRMED),
    What.MITIGATED: Q(decided=Decided.MITIGATED),
    What.MORE_INFORMATION: Q(decided=Decided.MORE_INFORMATION),
    What.CRITICAL: Q(severity=Severity.CRITICAL),
    What.CHANGED: Q(changed=True),
}


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one reviewer, rule or ministry; `key` finds the rows behind them."""

    key: str
    label: str
    figures: Mapping[What, int]

    @property
    def rate(self) -> int | None:
        """The share of dismissed decisions in per cent, rounded; None where there are too few to be meaningful."""
        decided = self.figures[What.DECIDED]
        return round(100 * self.figures[What.DISMISSED] / decided) if decided >= RATE_FROM else None


def overview(by: By, period: Period, reader: Account) -> list[Line]:
    """Return a line for each key with a count, and their sum at the end: three queries and one for names."""
    counts: dict[Any, dict[What, int]] = defaultdict(lambda: dict.fromkeys(What, 0))  # Any: an id or a code
    column = COLUMNS["decision"][by]
    tallies = {each.value: Count("pk", filter=NARROWED[each]) for each in OF_DECISIONS if each is not What.CHANGED}
    rows = decisions(period, reader).values(key=F(column))
    for row in rows.annotate(**{f"n_{name}": tally for name, tally in tallies.items()}):
        counts[row["key"]] |= {What(name): row[f"n_{name}"] for name in tallies}
    further = (
        (What.CHANGED, decisions(period, reader).filter(NARROWED[What.CHANGED])),
        (What.ACKNOWLEDGED, acknowledgements(period, reader)),
        (What.LATE, late_conditions(period, reader)),
    )
    for what, given in further:
        for row in given.values(key=F(COLUMNS[table_of(what)][by])).annotate(n=Count("pk")):
            counts[row["key"]][what] = row["n"]
    labels = labels_of(by, counts)
    return sorted(
        (Line(str(key or ""), labels[key], figures) for key, figures in counts.items()),
        key=lambda line: (not line.key, line.label),
    )


def sum_of(lines: list[Line]) -> Line:
    """Add up all lines."""
    return Line("", "", {what: sum(line.figures[what] for line in lines) for what in What})


def labels_of(by: By, keys: Mapping[Any, object]) -> dict[Any, str]:  # Any: ids or codes
    """Return the labels of the lines; a condition of the whole case belongs to no rule, and has an empty label."""
    if by is By.RULE:
        return {key: key or "" for key in keys}
    if by is By.REVIEWER:
        return dict(Account.objects.filter(pk__in=list(keys)).values_list("pk", "username"))
    return {body.pk: f"{body.name} ({body.code})" for body in GovernmentBody.objects.filter(pk__in=list(keys))}


def rows_of(what: What, by: By | None, key: str, period: Period, reader: Account) -> Rows:
    """Return the rows behind one figure, the newest first. Any other key finds nothing."""
    if what is What.ACKNOWLEDGED:
        rows = acknowledgements(period, reader)
    elif what is What.LATE:
        rows = late_conditions(period, reader)
    else:
        rows = decisions(period, reader).filter(NARROWED[what])
    if by is not None:
        column = COLUMNS[table_of(what)][by]
        rows = rows.filter(**({column: key} if key else {f"{column}__isnull": True}))
    return rows.order_by("-at", "-pk")
