"""Reasons why a person cannot be erased now, each with its remedy. There is no way around them."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from institutions.models import Account, DocumentParty, Import, Partnership
from rules.models import Assessment, CaseState, ReviewCase, State
from rules.review.erasing.erased_person import ErasedPerson

OVER: Final = frozenset(
    {CaseState.CLEARED, CaseState.CLEARED_WITH_CONDITIONS, CaseState.RETURNED, CaseState.WITHDRAWN, CaseState.REFUSED}
)
LISTED: Final = 5


def partnerships_with_person(who: ErasedPerson, snapshots: list[str]) -> frozenset[UUID]:
    """Return partnerships with a document that names the person, or whose assessments rest on statements about them."""
    submitted = DocumentParty.objects.filter(party__in=who.ids).values_list("submission__partnership", flat=True)
    assessed = Assessment.objects.filter(snapshot__in=snapshots).values_list("partnership", flat=True)
    return frozenset(submitted) | frozenset(assessed)


def reasons_against(who: ErasedPerson, partnerships: frozenset[UUID]) -> Iterator[str]:
    """Yield every obstacle."""
    over = set(
        ReviewCase.objects.filter(partnership__in=partnerships, state__in=OVER).values_list("partnership", flat=True)
    )
    if still := partnerships - over:
        yield (
            f"An open case names them: {list_cases(still)}. Wait until each is cleared, returned, refused or withdrawn:"
            " the reviewers must know the person concerned."
        )
    running = Assessment.objects.filter(partnership__in=partnerships, state__in=(State.QUEUED, State.RUNNING))
    if under_way := frozenset(running.values_list("partnership", flat=True)):
        yield f"An assessment is under way: {list_cases(under_way)}. Wait until it has finished."
    for job in Import.objects.unfinished().order_by("created_at")[:LISTED]:
        yield f"The file of import {job.pk} is still kept, and may name them. Let the import end, or cancel it."
    for account in Account.objects.filter(person__in=who.ids, is_active=True):
        yield f"They can sign in as {account.username}. An administrator must end that first."


def list_cases(partnerships: frozenset[UUID]) -> str:
    """List some of them by reference and id."""
    rows = Partnership.objects.filter(pk__in=partnerships).order_by("created_at", "pk")[:LISTED]
    named = ", ".join(f"{each.reference} ({each.pk})" for each in rows)
    return named + (f" and {len(partnerships) - LISTED} more" if len(partnerships) > LISTED else "")
