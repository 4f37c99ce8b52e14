"""The state and the findings of partnerships in lists, and which imports, editions and parties of facts are read.

Who may read which partnership, statement, party or source is said in `institutions.access`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Case, Count, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from institutions.access import imports
from institutions.access.callers import Reader, reader_for
from institutions.access.keys import KeyHolder
from institutions.access.parties import hidden_from
from institutions.drafts.values import uuid_of
from institutions.lists.declared import OF_FORMAT
from institutions.models import Account, Import, ImportState, Partnership, Role
from rules.models import Assessment, Match, Outcome, RuleOutcome, Severity

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

SEVERITY_RANK = {level: rank for rank, level in enumerate(Severity.values, start=1)}
COULD_NOT_TELL = (Outcome.NOT_ASSESSABLE, Outcome.ERROR)


class Newest(TypedDict):
    """What `with_state` adds to a partnership."""

    assessment_id: UUID | None
    state: str | None
    done_id: UUID | None
    worst: int | None
    unknown: int | None


def imports_of_files() -> QuerySet[Import]:
    """Imports, but for editions of official lists that were not taken: those are looked at and taken under Lists."""
    return Import.objects.exclude(Q(format__in=OF_FORMAT) & ~Q(state=ImportState.DONE))


def imports_for(user: Account | KeyHolder) -> QuerySet[Import]:
    """Return the imports of files that somebody may read: an account as its role says, a key those of its body."""
    return imports_of_files().filter(imports.readable(reader_for(user)).q())


def keeps_lists(account: Account) -> bool:
    """Whether an account brings editions of official lists: the rulebook editor, as of all that rules rest on."""
    return account.role == Role.RULEBOOK_EDITOR


def editions_for(account: Account) -> QuerySet[Import]:
    """The editions of lists that an account may look at: an editor of a body those of its own. Lists name no people."""
    everything = Import.objects.filter(format__in=OF_FORMAT)
    if account.role == Role.AUDITOR or (keeps_lists(account) and account.body_id is None):
        return everything
    return everything.filter(body=account.body_id) if keeps_lists(account) else everything.none()


def hidden_among(keys: Iterable[str], reader: Reader) -> set[str]:
    """Return of parties, by their keys in facts, those that a reader must not find. One query."""
    ids = {found for key in keys if (found := uuid_of(key))}
    return {str(pk) for pk in hidden_from(reader).filter(pk__in=ids).values_list("pk", flat=True)}


def with_state(partnerships: QuerySet[Partnership]) -> "QuerySet[WithAnnotations[Partnership, Newest]]":
    """Add to each partnership its newest assessment (`assessment_id`, `state`) and what the newest finished one says.

    That is its worst finding (`worst`, 1 to 5) and how many rules it could not assess (`unknown`).
    """
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
    unknown = (
        RuleOutcome.objects.filter(assessment=OuterRef("done_id"), outcome__in=COULD_NOT_TELL)
        .order_by()
        .values("assessment")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return partnerships.annotate(
        assessment_id=Subquery(newest.values("pk")[:1]),
        state=Subquery(newest.values("state")[:1]),
        done_id=Subquery(finished.values("pk")[:1]),
    ).annotate(
        worst=Subquery(worst),
        unknown=Case(When(done_id__isnull=False, then=Coalesce(Subquery(unknown), 0)), output_field=IntegerField()),
    )


def severity_of(rank: int | None) -> str:
    """The level of a rank made by `with_state`; empty where there is no finding."""
    return Severity.values[rank - 1] if rank else ""
