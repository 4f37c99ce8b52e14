"""Decisions of reviewers over a period, counted: by reviewer, by rule and by ministry. It judges nobody.

Each figure is a set of rows (`figure_rows`), and the list behind it shows exactly those. Cases that the reader may not
read are in none of them.
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
from institutions.access.partnerships import open_partnership_rule
from institutions.models import Account, GovernmentBody
from rules.models import Acknowledgement, CaseCondition, CaseMove, DecisionKind, FindingDecision, Severity
from rules.review.auditing.periods import AuditPeriod
from rules.review.casework.act_table import CLEARED_STATES, Act

RATE_FROM: Final = 10  # decisions: of fewer a rate says nothing, and the numbers alone are shown
Rows = QuerySet[Any]  # Any: decisions, acknowledgements or conditions


class OverrideGrouping(StrEnum):
    """The grouping of the counts."""

    REVIEWER = "reviewer"
    RULE = "rule"
    MINISTRY = "ministry"


class OverrideFigure(StrEnum):
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


LABELS: Final[dict[OverrideFigure, Promise]] = {
    OverrideFigure.DECIDED: pgettext_lazy("overview", "Decisions"),
    OverrideFigure.DISMISSED: pgettext_lazy("overview", "Dismissed"),
    OverrideFigure.CONFIRMED: pgettext_lazy("overview", "Confirmed"),
    OverrideFigure.MITIGATED: pgettext_lazy("overview", "Mitigated"),
    OverrideFigure.MORE_INFORMATION: pgettext_lazy("overview", "More information"),
    OverrideFigure.CRITICAL: pgettext_lazy("overview", "On critical findings (two people)"),
    OverrideFigure.CHANGED: pgettext_lazy("overview", "Changed later"),
    OverrideFigure.ACKNOWLEDGED: pgettext_lazy("overview", "Gaps acknowledged"),
    OverrideFigure.LATE: pgettext_lazy("overview", "Conditions set after a first clearing"),
}
OF_DECISIONS: Final = tuple(
    each for each in OverrideFigure if each not in (OverrideFigure.ACKNOWLEDGED, OverrideFigure.LATE)
)
# The column that each table is counted by.
COLUMNS: Final[dict[str, dict[OverrideGrouping, str]]] = {
    "decision": {
        OverrideGrouping.REVIEWER: "account",
        OverrideGrouping.RULE: "finding__code",
        OverrideGrouping.MINISTRY: "finding__partnership__submitted_by",
    },
    "acknowledgement": {
        OverrideGrouping.REVIEWER: "account",
        OverrideGrouping.RULE: "code",
        OverrideGrouping.MINISTRY: "case__partnership__submitted_by",
    },
    "condition": {
        OverrideGrouping.REVIEWER: "account",
        OverrideGrouping.RULE: "decision__finding__code",
        OverrideGrouping.MINISTRY: "case__partnership__submitted_by",
    },
}


def rows_counted(what: OverrideFigure) -> str:
    """Return the kind of rows that a figure counts."""
    return {OverrideFigure.ACKNOWLEDGED: "acknowledgement", OverrideFigure.LATE: "condition"}.get(what, "decision")


def decisions_of_period(period: AuditPeriod, reader: Account) -> Rows:
    """Return the decisions of a period, each with whether its author decided otherwise later, on the same evidence."""
    begin, end = period.moments
    rows = FindingDecision.objects.valid().filter(at__gte=begin, at__lt=end).order_by()
    rows = rows.filter(open_partnership_rule("finding__partnership", reader_for(reader)).q())
    later = FindingDecision.objects.filter(
        finding=OuterRef("finding"),
        account=OuterRef("account"),
        evidence_hash=OuterRef("evidence_hash"),
        number__gt=OuterRef("number"),
    ).exclude(decided=OuterRef("decided"))
    annotated: Rows = rows.annotate(changed=Exists(later))
    return annotated


def acknowledgements_of_period(period: AuditPeriod, reader: Account) -> Rows:
    """Return the acknowledgements of a period."""
    begin, end = period.moments
    rows = Acknowledgement.objects.valid().filter(at__gte=begin, at__lt=end).order_by()
    return rows.filter(open_partnership_rule("case__partnership", reader_for(reader)).q())


def late_conditions(period: AuditPeriod, reader: Account) -> Rows:
    """Return conditions and measures of a period that were set when the case had been cleared once already."""
    begin, end = period.moments
    moves = CaseMove.objects.valid().exclude(act=Act.UNDO)
    cleared = moves.filter(case=OuterRef("case"), after__in=CLEARED_STATES, at__lt=OuterRef("at"))
    rows = CaseCondition.objects.valid().filter(Exists(cleared), at__gte=begin, at__lt=end).order_by()
    return rows.filter(open_partnership_rule("case__partnership", reader_for(reader)).q())


NARROWED: Final[dict[OverrideFigure, Q]] = {
    OverrideFigure.DECIDED: Q(),
    OverrideFigure.DISMISSED: Q(decided=DecisionKind.DISMISSED),
    OverrideFigure.CONFIRMED: Q(decided=DecisionKind.CONFIRMED),
    OverrideFigure.MITIGATED: Q(decided=DecisionKind.MITIGATED),
    OverrideFigure.MORE_INFORMATION: Q(decided=DecisionKind.MORE_INFORMATION),
    OverrideFigure.CRITICAL: Q(severity=Severity.CRITICAL),
    OverrideFigure.CHANGED: Q(changed=True),
}


@dataclass(frozen=True, slots=True)
class OverrideLine:
    """The figures of one reviewer, rule or ministry; `key` finds the rows behind them."""

    key: str
    label: str
    figures: Mapping[OverrideFigure, int]

    @property
    def rate(self) -> int | None:
        """The share of dismissed decisions in per cent, rounded; None if there are too few to be meaningful."""
        decided = self.figures[OverrideFigure.DECIDED]
        return round(100 * self.figures[OverrideFigure.DISMISSED] / decided) if decided >= RATE_FROM else None


def override_lines(by: OverrideGrouping, period: AuditPeriod, reader: Account) -> list[OverrideLine]:
    """Return a line for each key with a count, and their sum at the end: three queries and one for names."""
    counts: dict[Any, dict[OverrideFigure, int]] = defaultdict(
        lambda: dict.fromkeys(OverrideFigure, 0)
    )  # Any: an id or a code
    column = COLUMNS["decision"][by]
    tallies = {
        each.value: Count("pk", filter=NARROWED[each]) for each in OF_DECISIONS if each is not OverrideFigure.CHANGED
    }
    rows = decisions_of_period(period, reader).values(key=F(column))
    for row in rows.annotate(**{f"n_{name}": tally for name, tally in tallies.items()}):
        counts[row["key"]] |= {OverrideFigure(name): row[f"n_{name}"] for name in tallies}
    further = (
        (OverrideFigure.CHANGED, decisions_of_period(period, reader).filter(NARROWED[OverrideFigure.CHANGED])),
        (OverrideFigure.ACKNOWLEDGED, acknowledgements_of_period(period, reader)),
        (OverrideFigure.LATE, late_conditions(period, reader)),
    )
    for what, given in further:
        for row in given.values(key=F(COLUMNS[rows_counted(what)][by])).annotate(n=Count("pk")):
            counts[row["key"]][what] = row["n"]
    labels = labels_of(by, counts)
    return sorted(
        (OverrideLine(str(key or ""), labels[key], figures) for key, figures in counts.items()),
        key=lambda line: (not line.key, line.label),
    )


def sum_of(lines: list[OverrideLine]) -> OverrideLine:
    """Add up all lines."""
    return OverrideLine("", "", {what: sum(line.figures[what] for line in lines) for what in OverrideFigure})


def labels_of(by: OverrideGrouping, keys: Mapping[Any, object]) -> dict[Any, str]:  # Any: ids or codes
    """Return the labels of the lines; a condition of the whole case belongs to no rule, and has an empty label."""
    if by is OverrideGrouping.RULE:
        return {key: key or "" for key in keys}
    if by is OverrideGrouping.REVIEWER:
        return dict(Account.objects.filter(pk__in=list(keys)).values_list("pk", "username"))
    return {body.pk: f"{body.name} ({body.code})" for body in GovernmentBody.objects.filter(pk__in=list(keys))}


def figure_rows(
    what: OverrideFigure, by: OverrideGrouping | None, key: str, period: AuditPeriod, reader: Account
) -> Rows:
    """Return the rows behind one figure, the newest first. Any other key finds nothing."""
    if what is OverrideFigure.ACKNOWLEDGED:
        rows = acknowledgements_of_period(period, reader)
    elif what is OverrideFigure.LATE:
        rows = late_conditions(period, reader)
    else:
        rows = decisions_of_period(period, reader).filter(NARROWED[what])
    if by is not None:
        column = COLUMNS[rows_counted(what)][by]
        rows = rows.filter(**({column: key} if key else {f"{column}__isnull": True}))
    return rows.order_by("-at", "-pk")
