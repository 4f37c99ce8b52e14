"""Reasons why a person cannot be erased now, each with its remedy. There is no way around them."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from institutions.codes.base import Coded
from institutions.codes.parameters import PlainNumber
from institutions.models import Account, DocumentParty, Import, Partnership
from rules.models import Assessment, CaseState, ReviewCase, State
from rules.review.erasing.erased_person import ErasedPerson
from rules.review.erasing.troubles import CanSignIn, CaseBeingAssessed, ImportKept, MoreCases, OpenCaseNames, SomeCases
from rules.review.keeping.holds import held_among

OVER: Final = frozenset(
    {CaseState.CLEARED, CaseState.CLEARED_WITH_CONDITIONS, CaseState.RETURNED, CaseState.WITHDRAWN, CaseState.REFUSED}
)
LISTED: Final = 5


def partnerships_with_person(who: ErasedPerson, snapshots: list[str]) -> frozenset[UUID]:
    """Return partnerships with a document that names the person, or whose assessments rest on statements about them."""
    submitted = DocumentParty.objects.filter(party__in=who.ids).values_list("submission__partnership", flat=True)
    assessed = Assessment.objects.filter(snapshot__in=snapshots).values_list("partnership", flat=True)
    return frozenset(submitted) | frozenset(assessed)


def reasons_against(ids: frozenset[UUID], partnerships: frozenset[UUID]) -> Iterator[Coded]:
    """Yield every obstacle for a person who is known by these ids."""
    over = set(
        ReviewCase.objects.filter(partnership__in=partnerships, state__in=OVER).values_list("partnership", flat=True)
    )
    if still := partnerships - over:
        yield OpenCaseNames(cases=list_cases(still))
    running = Assessment.objects.filter(partnership__in=partnerships, state__in=(State.QUEUED, State.RUNNING))
    if under_way := frozenset(running.values_list("partnership", flat=True)):
        yield CaseBeingAssessed(cases=list_cases(under_way))
    yield from held_among(partnerships)
    for job in Import.objects.unfinished().order_by("created_at")[:LISTED]:
        yield ImportKept(job=str(job.pk))
    for account in Account.objects.filter(person__in=ids, is_active=True):
        yield CanSignIn(account=account.username)


def list_cases(partnerships: frozenset[UUID]) -> Coded:
    """List some of them by reference and id."""
    rows = Partnership.objects.filter(pk__in=partnerships).order_by("created_at", "pk")[:LISTED]
    named = tuple(f"{each.reference} ({each.pk})" for each in rows)
    if len(partnerships) > LISTED:
        return MoreCases(named=named, more=PlainNumber(len(partnerships) - LISTED))
    return SomeCases(named=named)
