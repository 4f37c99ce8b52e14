"""Notices to officials who must declare for a case: once as an official of it, and again when a declaration ends.

A sweep checks each official with an account once a revision, and each declaration when its last day is near and when it
has passed. So officials are notified whoever submits the revision, and also if an account is linked to its person
later.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from institutions.access.callers import reader_for
from institutions.access.partnerships import column_of_restriction, may_open
from institutions.models import Account, DocumentParty, Partnership, Submission
from institutions.models.sql_lists import among
from rules.access.account_ids import ids_of_account
from rules.facts.gathering.parties import Identities, read_identities
from rules.messages.notices.writing import write_notices
from rules.models import CaseState, DayNoticed, NoticeKind, OfficialDeclaration
from rules.review.casework.account_person import roles_of_person
from rules.review.casework.people_concerned.standing import (
    DeclarationState,
    OfficialStanding,
    last_day_of,
    max_age_months,
    officials_with_declarations,
)

SOON: Final = timedelta(days=7)
LOOKED_AT: Final = 500  # officials a sweep; the rest is for the next one
SHORTEST_MONTH: Final = timedelta(days=28)
OVER: Final = (CaseState.WITHDRAWN, CaseState.REFUSED, CaseState.RETURNED)
Mark = tuple[NoticeKind, str]


@dataclass(slots=True)
class WaitingCase:
    """The work of a sweep in one case: its present revision, and the marks of what is checked."""

    submission: int
    marks: list[Mark] = field(default_factory=list)


def sweep_declarations(today: date) -> int:
    """Notify officials of whom a declaration is asked; return the number of marks. One transaction per case."""
    known = read_identities()
    accounts = linked_accounts(known)
    found: dict[UUID, WaitingCase] = {}
    for partnership, submission, mark in (*new_officials(accounts), *ending_declarations(accounts, today)):
        found.setdefault(partnership, WaitingCase(submission)).marks.append(mark)
    for partnership, waiting in found.items():
        with transaction.atomic():
            notify_officials(partnership, waiting, accounts, known, today)
    return sum(len(each.marks) for each in found.values())


def linked_accounts(known: Identities) -> dict[UUID, list[Account]]:
    """Return by every id of a person the accounts that speak for them. One query."""
    found: dict[UUID, list[Account]] = defaultdict(list)
    for account in Account.objects.filter(is_active=True, person__isnull=False).order_by("pk"):
        for each in ids_of_account(account, known):
            found[each].append(account)
    return found


def new_officials(accounts: Mapping[UUID, Collection[Account]]) -> Iterator[tuple[UUID, int, Mark]]:
    """Yield the officials of present revisions that no sweep has checked, by account."""
    rows = DocumentParty.objects.filter(among("party", accounts), submission__superseded_at__isnull=True)
    rows = rows.exclude(submission__partnership__review_case__state__in=OVER).order_by("pk")
    restriction = column_of_restriction("submission__partnership")
    columns = ("pk", "party", "key", "submission", "submission__partnership", restriction)
    waiting = {
        f"official:{pk}/{account.pk}": (pk, key, submission, partnership)
        for pk, party, key, submission, partnership, restricted in rows.values_list(*columns)
        for account in accounts[party]
        if reader_for(account).restricted or not restricted
    }
    looked_at = matters_marked(NoticeKind.DECLARATION_ASKED, waiting)
    new = [matter for matter in waiting if matter not in looked_at][:LOOKED_AT]
    submissions = {waiting[matter][2] for matter in new}
    officials = dict(Submission.objects.filter(pk__in=submissions).values_list("pk", "document__officials"))
    for matter in new:
        _pk, key, submission, partnership = waiting[matter]
        if roles_of_person(officials[submission], [key]):
            yield partnership, submission, (NoticeKind.DECLARATION_ASKED, matter)


def matters_marked(kind: NoticeKind, matters: Iterable[str]) -> set[str]:
    """Return those of the matters that a sweep has checked."""
    wanted, found = list(matters), set[str]()
    for place in range(0, len(wanted), LOOKED_AT):
        rows = DayNoticed.objects.filter(kind=kind, matter__in=wanted[place : place + LOOKED_AT])
        found.update(rows.values_list("matter", flat=True))
    return found


def ending_declarations(accounts: Mapping[UUID, Collection[Account]], today: date) -> Iterator[tuple[UUID, int, Mark]]:
    """Yield the declarations whose last day is near or over and that no sweep has checked."""
    # A month has 28 days at least: a declaration signed later than this cannot end within the week.
    latest = today + SOON - SHORTEST_MONTH * max_age_months(today)
    rows = OfficialDeclaration.objects.filter(among("person", accounts), at__date__lte=latest)
    rows = rows.exclude(case__state__in=OVER).select_related("case").defer("content", "about", "text")
    old = [each for each in rows.order_by("pk") if last_day_of(each, today) <= today + SOON]
    present = dict(
        Submission.objects.filter(
            partnership__in=[each.case.partnership_id for each in old], superseded_at__isnull=True
        ).values_list("partnership", "pk")
    )
    by_kind = {
        NoticeKind.DECLARATION_SOON: [each for each in old if last_day_of(each, today) >= today],
        NoticeKind.DECLARATION_ASKED: [each for each in old if last_day_of(each, today) < today],
    }
    for kind, declarations in by_kind.items():
        known = matters_marked(kind, (f"declaration:{each.pk}" for each in declarations))
        for each in declarations:
            if (matter := f"declaration:{each.pk}") not in known:
                yield each.case.partnership_id, present[each.case.partnership_id], (kind, matter)


def notify_officials(
    partnership_id: UUID,
    waiting: WaitingCase,
    accounts: Mapping[UUID, Collection[Account]],
    known: Identities,
    today: date,
) -> None:
    """Notify those officials of a case of whom something is asked now, and store the marks."""
    partnership = Partnership.objects.get(pk=partnership_id)
    submission = Submission.objects.get(pk=waiting.submission)
    for official in officials_with_declarations(submission, today):
        of_person = accounts.get(known.true_id(official.person.pk), ())
        told = {each.pk for each in of_person if may_open(each, partnership)}
        if told and (said := asked_of_official(official, partnership, today)):
            kind, matter, data = said
            write_notices(kind, matter, told, partnership, **data)
    DayNoticed.objects.bulk_create(
        [DayNoticed(kind=kind, matter=matter) for kind, matter in waiting.marks], ignore_conflicts=True
    )


def asked_of_official(
    official: OfficialStanding, partnership: Partnership, today: date
) -> tuple[NoticeKind, str, dict[str, str]] | None:
    """Return the declaration asked of an official, first, renewed or soon; once for each that they signed."""
    state, last = official.standing.state, official.standing.last
    if last is None:
        return NoticeKind.DECLARATION_ASKED, f"missing:{partnership.pk}", {}
    if state == DeclarationState.AGAIN:
        return (
            NoticeKind.DECLARATION_ASKED,
            f"declaration:{last.pk}",
            {"again": timezone.localdate(last.at).isoformat()},
        )
    if (day := last_day_of(last, today)) <= today + SOON:
        return NoticeKind.DECLARATION_SOON, f"declaration:{last.pk}", {"day": day.isoformat()}
    return None
