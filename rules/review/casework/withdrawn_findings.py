"""Findings that are gone: high or critical in an earlier assessment of the case, and not in the newest finished one.

A recusal, a revision or a change in the register can end a finding with everything that was decided of it. That is told
to the reviewers, who say why the case can go on: one of them, of a critical finding two people.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, UUIDField

from rules.models import Assessment, Finding, GoneAcknowledgement, Match, Severity, State
from rules.review.casework.standing import PEOPLE_FOR_CRITICAL

ASKED_ABOUT: Final = (Severity.HIGH, Severity.CRITICAL)


@dataclass(frozen=True, slots=True)
class GoneFinding:
    """One of them. `severity` is the worst that it ever had; `said` has the acknowledgements that count."""

    finding: Finding
    severity: Severity
    last_in: UUID  # the last assessment that had it: an acknowledgement of an earlier going does not count
    said: tuple[GoneAcknowledgement, ...]

    @property
    def people(self) -> int:
        """How many different people have to acknowledge it."""
        return PEOPLE_FOR_CRITICAL if self.severity == Severity.CRITICAL else 1

    @property
    def lacking(self) -> int:
        """How many people have to acknowledge it still."""
        return max(self.people - len(self.said), 0)


def gone_rows(partnerships: Collection[UUID], newest: Collection[UUID]) -> "QuerySet[Finding]":
    """The findings that some finished assessment had as high or critical, and none of the `newest` has: one query.

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


def gone_of(
    rows: Iterable[Finding], acknowledgements: Sequence[GoneAcknowledgement], barred: Collection[int]
) -> tuple[GoneFinding, ...]:
    """Rows of `gone_rows` with what counts of what was said. Pure.

    Of each person one acknowledgement counts, under whichever account; what accounts in `barred` said does not.
    """
    found = []
    for row in rows:
        last_in: UUID = row.last_in  # type: ignore[attr-defined]  # annotated
        severity = Severity.CRITICAL if row.critical else Severity.HIGH  # type: ignore[attr-defined]  # annotated
        said = {
            each.account.person_id or each.account_id: each
            for each in acknowledgements
            if (each.finding_id, each.last_in_id) == (row.pk, last_in) and each.account_id not in barred
        }
        found.append(GoneFinding(row, severity, last_in, tuple(said.values())))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Departure:
    """With what a finding went: the first finished assessment without it, and the revisions that came in for it."""

    last: Assessment
    first_without: Assessment

    @property
    def revisions(self) -> tuple[int, int] | None:
        """The first and last revision that were not assessed yet when the finding was found last; None: the same."""
        before, after = self.last.submission.revision, self.first_without.submission.revision
        return (before + 1, after) if after > before else None


def departures(partnership: UUID, gone: Sequence[GoneFinding]) -> dict[int, Departure]:
    """By finding, with what it went: one query, none where nothing is gone."""
    if not gone:
        return {}
    rows = Assessment.objects.filter(partnership=partnership, state=State.DONE).select_related("submission")
    columns = ("requested_at", "finished_at", "trigger", "partnership_id", "submission__revision")
    finished = list(rows.only(*columns).order_by("requested_at", "pk"))
    places = {row.pk: place for place, row in enumerate(finished)}
    return {
        each.finding.pk: Departure(finished[place], finished[place + 1])
        for each in gone
        if (place := places[each.last_in]) + 1 < len(finished)
    }
