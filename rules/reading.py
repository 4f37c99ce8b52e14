"""What a person may read of partnerships and their assessments, in one place for pages and API."""

from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Case, IntegerField, Max, OuterRef, QuerySet, Subquery, Value, When

from institutions.models import Account, Partnership
from institutions.ownership.view import Reader
from rules.models import Assessment, Match, Severity

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

SEVERITY_RANK = {level: rank for rank, level in enumerate(Severity.values, start=1)}
# Who sees every partnership; everybody else sees those that their own body submitted.
READS_ALL = frozenset({"reviewer", "auditor", "rulebook_editor", "administrator"})
# Who keeps rules or accounts needs to see that a rule fired, and nobody's kin, gifts or income.
READS_NOTHING_SENSITIVE = frozenset({"rulebook_editor", "administrator"})


class Newest(TypedDict):
    """What `with_state` adds to a partnership."""

    assessment_id: UUID | None
    state: str | None
    done_id: UUID | None
    worst: int | None


def partnerships_for(account: Account) -> QuerySet[Partnership]:
    """The partnerships that an account may read: all, or those of its own body; none without a body."""
    everything = Partnership.objects.all()
    if account.role in READS_ALL:
        return everything
    return everything.filter(submitted_by=account.body_id) if account.body_id else everything.none()


def reads_sensitive(account: Account) -> bool:
    """Whether an account may read what evidence says of kin, gifts and income in the partnerships that it reads."""
    return account.role not in READS_NOTHING_SENSITIVE


def with_state(partnerships: QuerySet[Partnership]) -> "QuerySet[WithAnnotations[Partnership, Newest]]":
    """Add to each partnership its newest assessment (`assessment_id`, `state`) and worst finding (`worst`, 1 to 5)."""
    newest = Assessment.objects.filter(partnership=OuterRef("pk")).order_by("-requested_at", "-id")
    finished = newest.filter(state="done")
    rank = Case(
        *[When(severity=level, then=Value(place)) for level, place in SEVERITY_RANK.items()],
        output_field=IntegerField(),
    )
    worst = (
        Match.objects.filter(assessment=OuterRef("done_id"))
        .order_by()
        .values("assessment")
        .annotate(w=Max(rank))
        .values("w")
    )
    return partnerships.annotate(
        assessment_id=Subquery(newest.values("pk")[:1]),
        state=Subquery(newest.values("state")[:1]),
        done_id=Subquery(finished.values("pk")[:1]),
    ).annotate(worst=Subquery(worst))


def severity_of(rank: int | None) -> str:
    """The level of a rank made by `with_state`; empty where there is no finding."""
    return Severity.values[rank - 1] if rank else ""


def register_reader(account: Account) -> Reader:
    """Through whose eyes an account reads ties of the register: whose statements about people, and whether of kin."""
    bodies = None if account.role in READS_ALL else frozenset({account.body_id} if account.body_id else ())
    return Reader(bodies, kin=reads_sensitive(account))
