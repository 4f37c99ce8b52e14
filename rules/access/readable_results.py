"""The state and findings of partnerships in lists, and the right to read imports, editions and parties of facts.

Rights to partnerships, statements, parties and sources are in `institutions.access`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypedDict
from uuid import UUID

from django.db.models import Case, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Value, When

from institutions.access import imports
from institutions.access.callers import Reader, reader_for
from institutions.access.keys import KeyHolder
from institutions.access.parties import hidden_from
from institutions.drafts.values import uuid_of
from institutions.lists.declared_lists import OF_FORMAT
from institutions.models import Account, Import, ImportState, Partnership, Role
from rules.models import Assessment, Match, Severity
from rules.models.outcome_reading import unknown_outcomes

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

SEVERITY_RANK = {level: rank for rank, level in enumerate(Severity.values, start=1)}


class NewestAssessment(TypedDict):
    """The columns that `with_state` adds to a partnership; None if no assessment exists or none is finished."""

    assessment_id: UUID | None
    state: str | None
    done_id: UUID | None
    worst: int | None
    unknown: int | None


def imports_of_files() -> QuerySet[Import]:
    """Return imports, except editions of official lists not accepted yet: those are reviewed under Lists."""
    return Import.objects.exclude(Q(format__in=OF_FORMAT) & ~Q(state=ImportState.DONE))


def imports_for(user: Account | KeyHolder) -> QuerySet[Import]:
    """Return the imports of files that somebody may read: an account by its role, a key those of its body."""
    return imports_of_files().filter(imports.imports_rule(reader_for(user)).q())


def keeps_lists(account: Account) -> bool:
    """Return whether an account maintains official lists, as the rulebook editor does."""
    return account.role == Role.RULEBOOK_EDITOR


def runs_screenings(account: Account) -> bool:
    """Return whether an account may start, stop and resume screenings, as the rulebook editor does."""
    return account.role == Role.RULEBOOK_EDITOR


def edits_rulebooks(account: Account) -> bool:
    """Return whether an account may write drafts of rulebooks."""
    return account.role == Role.RULEBOOK_EDITOR


def rulebook_editors(accounts: QuerySet[Account]) -> QuerySet[Account]:
    """Return those accounts that may write drafts of rulebooks."""
    return accounts.filter(role=Role.RULEBOOK_EDITOR)


def reads_rulebook_drafts(account: Account) -> bool:
    """Return whether an account may read drafts of rulebooks: editors and auditors, since no draft is law yet."""
    return account.role in (Role.RULEBOOK_EDITOR, Role.AUDITOR)


def editions_for(account: Account) -> QuerySet[Import]:
    """Return the editions of lists that an account may read. Lists name no people.

    An auditor and an editor without a body read all, an editor of a body its own, others none.
    """
    everything = Import.objects.filter(format__in=OF_FORMAT)
    if account.role == Role.AUDITOR or (keeps_lists(account) and account.body_id is None):
        return everything
    return everything.filter(body=account.body_id) if keeps_lists(account) else everything.none()


def hidden_keys(keys: Iterable[str], reader: Reader) -> set[str]:
    """Return the keys, among those of parties in facts, of parties that the reader must not find. One query."""
    ids = {found for key in keys if (found := uuid_of(key))}
    return {str(pk) for pk in hidden_from(reader).filter(pk__in=ids).values_list("pk", flat=True)}


def with_state(partnerships: QuerySet[Partnership]) -> "QuerySet[WithAnnotations[Partnership, NewestAssessment]]":
    """Add to each partnership its newest assessment (`assessment_id`, `state`) and a summary of the last finished one.

    The summary is the worst finding (`worst`, 1 to 5) and the number of rules that could not be assessed (`unknown`).
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
    return partnerships.annotate(
        assessment_id=Subquery(newest.values("pk")[:1]),
        state=Subquery(newest.values("state")[:1]),
        done_id=Subquery(finished.values("pk")[:1]),
    ).annotate(
        worst=Subquery(worst),
        unknown=Case(When(done_id__isnull=False, then=unknown_outcomes("done_id")), output_field=IntegerField()),
    )


def severity_of(rank: int | None) -> str:
    """Return the severity for a rank from `with_state`; empty if there is no finding."""
    return Severity.values[rank - 1] if rank else ""
