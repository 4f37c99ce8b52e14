"""Withdrawn findings: high or critical in an earlier assessment of the case, and not in the newest finished one.

A recusal, a revision or a change in the register can end a finding with all decisions on it. The reviewers are notified
and state why the case can proceed: one reviewer, or two for a critical finding.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField

from institutions.models import Submission
from rules.models import Assessment, Finding, GoneAcknowledgement, Match, Severity, State
from rules.review.casework.people import count_people, decider_of
from rules.review.casework.standing import PEOPLE_FOR_CRITICAL

ASKED_ABOUT: Final = (Severity.HIGH, Severity.CRITICAL)


@dataclass(frozen=True, slots=True)
class WithdrawnFinding:
    """A withdrawn finding. `severity` is the highest that it ever had; `said` has the valid acknowledgements."""

    finding: Finding
    severity: Severity
    last_in: UUID  # the last assessment that had it: an acknowledgement of an earlier withdrawal does not count
    said: tuple[GoneAcknowledgement, ...]

    @property
    def people(self) -> int:
        """The number of different people who have to acknowledge it."""
        return PEOPLE_FOR_CRITICAL if self.severity == Severity.CRITICAL else 1

    @property
    def lacking(self) -> int:
        """The number of people who still have to acknowledge it."""
        return max(self.people - count_people(each.account for each in self.said), 0)


def withdrawn_rows(partnerships: Collection[UUID], newest: Collection[UUID]) -> "QuerySet[Finding]":
    """Return findings that a finished assessment had as high or critical, and that none of `newest` has: one query.

    Each with `last_in`, the last finished assessment that had it, and `critical`, whether it ever was.
    """
    matches = Match.objects.filter(finding=OuterRef("pk"), assessment__state=State.DONE)
    last = matches.order_by("-assessment__requested_at", "-assessment_id").values("assessment_id")[:1]
    return (
        Finding.objects.filter(partnership__in=list(partnerships))
        .annotate(
            last_in=Subquery(last, output_field=UUIDField()),
            critical=Exists(matches.filter(severity=Severity.CRITICAL)),
        )
        .filter(
            Q(Exists(matches.filter(severity__in=ASKED_ABOUT))),
            ~Q(Exists(matches.filter(assessment__in=list(newest)))),
        )
        .order_by("code", "pk")
    )


def pair_withdrawn(
    rows: Iterable[Finding], acknowledgements: Sequence[GoneAcknowledgement], barred: Collection[int]
) -> tuple[WithdrawnFinding, ...]:
    """Pair each withdrawn finding of `withdrawn_rows` with its valid acknowledgements. Pure.

    One acknowledgement of each person counts, under any account; those of accounts in `barred` do not.
    """
    found = []
    for row in rows:
        last_in: UUID = row.last_in  # type: ignore[attr-defined]  # annotated
        severity = Severity.CRITICAL if row.critical else Severity.HIGH  # type: ignore[attr-defined]  # annotated
        said = {
            decider_of(each.account): each
            for each in acknowledgements
            if (each.finding_id, each.last_in_id) == (row.pk, last_in) and each.account_id not in barred
        }
        found.append(WithdrawnFinding(row, severity, last_in, tuple(said.values())))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class WithdrawalReason:
    """The reason of a withdrawal: the first finished assessment without the finding, and the revisions behind it."""

    last: Assessment
    first_without: Assessment

    def submissions(self, rows: Iterable[Submission]) -> list[Submission]:
        """Keep the revisions of the case that were not assessed yet when the finding was last found."""
        before, after = self.last.submission.revision, self.first_without.submission.revision
        return [each for each in rows if before < each.revision <= after]


def departures_by_finding(partnership: UUID, gone: Sequence[WithdrawnFinding]) -> dict[int, WithdrawalReason]:
    """Return, by finding, the departure: one query, none where no finding is withdrawn."""
    if not gone:
        return {}
    rows = Assessment.objects.filter(partnership=partnership, state=State.DONE).select_related("submission")
    columns = ("requested_at", "finished_at", "trigger", "partnership_id", "submission__revision")
    finished = list(rows.only(*columns).order_by("requested_at", "pk"))
    places = {row.pk: place for place, row in enumerate(finished)}
    return {
        each.finding.pk: WithdrawalReason(finished[place], finished[place + 1])
        for each in gone
        if (place := places[each.last_in]) + 1 < len(finished)
    }
