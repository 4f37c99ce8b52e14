"""Legal holds: set over cases by a reviewer, lifted by another one. Each act is an event in the chain of each case."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from institutions.access.callers import reader_for
from institutions.access.partnerships import held_partnerships, partnerships_for, partnerships_rule, readable_under
from institutions.audit.event_rows import changing
from institutions.audit.record import PartnershipAct, actor_of, record_acts
from institutions.models import Account, Partnership, Role
from institutions.values.hashing import hash_text
from institutions.values.reasons import says_too_little
from institutions.values.written_id import written_id
from rules.access.account_ids import ids_of_account
from rules.access.audiences import is_excluded
from rules.models import HeldCase, LegalHold
from rules.review.keeping.troubles import (
    AmbiguousCase,
    AnotherMustLift,
    CaseHeld,
    ExcludedFromCase,
    HoldLifted,
    HoldUnreadable,
    KeeperUnknown,
    KeepingRefusedError,
    KeepingUnexplained,
    NoCasesNamed,
    OnlyReviewersKeep,
    TooManyCases,
    UnknownCase,
)

KEEPERS: Final = frozenset({Role.REVIEWER})
READERS: Final = frozenset({Role.REVIEWER, Role.AUDITOR, Role.ADMINISTRATOR})
MOST: Final = 200  # cases of one hold: each is locked and leaves an event


def may_keep(account: Account) -> bool:
    """Return whether an account sets and lifts holds, and chooses the measure at the end of retention."""
    return account.is_active and account.role in KEEPERS


def may_read_keeping(account: Account) -> bool:
    """Return whether an account may see retention and holds at all."""
    return account.is_active and account.role in READERS


def holds_in_force() -> QuerySet[LegalHold]:
    """Return the holds that nobody lifted."""
    return LegalHold.objects.filter(lifted_at__isnull=True)


def holds_for(account: Account) -> QuerySet[LegalHold]:
    """Return the holds over at least one case that an account may read, the newest first."""
    readable = HeldCase.objects.filter(readable_under("partnership", account), hold=OuterRef("pk"))
    return LegalHold.objects.filter(Exists(readable)).select_related("account", "lifted_by").order_by("-at", "-pk")


def holds_in_full(account: Account, holds: Collection[LegalHold]) -> frozenset[int]:
    """Return those of these holds whose reasons an account may read: it may read each of their cases.

    The reason is that of all cases of a hold, and may name a restricted one. One query.
    """
    unreadable = (~partnerships_rule(reader_for(account))).under("partnership").q()
    closed = HeldCase.objects.filter(unreadable, hold__in=holds)
    return frozenset(each.pk for each in holds) - frozenset(closed.values_list("hold", flat=True))


def hold_over(partnership: UUID) -> LegalHold | None:
    """Return the earliest hold in force over a case; None if there is none. One query."""
    held = HeldCase.objects.filter(hold=OuterRef("pk"), partnership=partnership)
    return holds_in_force().filter(Exists(held)).select_related("account").order_by("at", "pk").first()


def held_among(partnerships: Collection[UUID]) -> Iterator[CaseHeld]:
    """Yield those of these cases that are under a hold, each once, by reference."""
    rows = HeldCase.objects.filter(partnership__in=partnerships, hold__lifted_at__isnull=True)
    named = set()
    for each in rows.select_related("hold", "partnership").order_by("partnership__reference", "hold__at", "pk"):
        if each.partnership_id not in named:
            named.add(each.partnership_id)
            yield CaseHeld(
                reference=each.partnership.reference,
                hold=each.hold_id,  # type: ignore[arg-type]  # a number
                since=timezone.localdate(each.hold.at),
            )


def cases_named(texts: Sequence[str], account: Account) -> list[Partnership]:
    """Return the cases of written references or ids that an account may see, each once.

    KeepingRefusedError for one that it may not see or that is none, and for a reference of several.
    """
    given = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    if not given:
        raise KeepingRefusedError(NoCasesNamed())
    if len(given) > MOST:
        raise KeepingRefusedError(TooManyCases(most=MOST))  # type: ignore[arg-type]  # a number
    rows = partnerships_for(account)
    ids = {text: key for text in given if (key := written_id(text))}
    by_id = {each.pk: each for each in rows.filter(pk__in=ids.values())}
    by_reference: dict[str, list[Partnership]] = {}
    for each in rows.filter(reference__in=given):
        by_reference.setdefault(each.reference, []).append(each)
    found: dict[UUID, Partnership] = {}
    for text in given:
        named = [by_id[ids[text]]] if ids.get(text) in by_id else by_reference.get(text, [])
        if len(named) != 1:
            raise KeepingRefusedError(AmbiguousCase(given=text) if named else UnknownCase(given=text))
        found[named[0].pk] = named[0]
    return list(found.values())


@transaction.atomic
def set_hold(cases: Sequence[Partnership], *, reason: str, account: Account) -> LegalHold:
    """Set a hold over cases. KeepingRefusedError for other roles, without a reason, and for a case disposed of."""
    refuse_keeper(account, reason)
    wanted = sorted(each.pk for each in cases)
    locked = list(held_partnerships().select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    if not locked or len(locked) != len(wanted):
        raise KeepingRefusedError(NoCasesNamed())
    hold = LegalHold.objects.create(reason=reason.strip(), account=account)
    rows = [HeldCase.objects.create(hold=hold, partnership=each) for each in locked]
    note(hold, rows, "hold_set", account, hold.reason)
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, reason: str, account: Account) -> LegalHold:
    """Lift a hold. KeepingRefusedError unless another reviewer does, who may see and judge each of its cases."""
    refuse_keeper(account, reason)
    row = (
        LegalHold.objects.select_for_update(of=("self",), no_key=True).select_related("account__person").get(pk=hold.pk)
    )
    if row.lifted_at is not None:
        raise KeepingRefusedError(HoldLifted())
    if account.is_same_person(row.account):
        raise KeepingRefusedError(AnotherMustLift())
    if not account.is_another_person(row.account):
        raise KeepingRefusedError(KeeperUnknown())
    cases = list(row.cases.select_related("partnership").order_by("partnership"))
    refuse_excluded([each.partnership for each in cases], account)
    with changing(LegalHold, row.pk):
        row.lifted_at, row.lifted_by, row.lifted_because = timezone.now(), account, reason.strip()
        row.save(update_fields=["lifted_at", "lifted_by", "lifted_because"])
    note(row, cases, "hold_lifted", account, row.lifted_because)
    return row


def refuse_keeper(account: Account, reason: str) -> None:
    """Refuse other roles, an account without a person, and a reason that says nothing."""
    if not may_keep(account):
        raise KeepingRefusedError(OnlyReviewersKeep())
    if account.true_person is None:
        raise KeepingRefusedError(KeeperUnknown())
    if says_too_little(reason):
        raise KeepingRefusedError(KeepingUnexplained())


def refuse_excluded(cases: Sequence[Partnership], account: Account) -> None:
    """Refuse a reviewer who may not see a case, or is excluded from acting on it."""
    readable = set(partnerships_for(account).filter(pk__in=[each.pk for each in cases]).values_list("pk", flat=True))
    ids = ids_of_account(account)
    for each in cases:
        if each.pk not in readable:
            raise KeepingRefusedError(HoldUnreadable())
        if is_excluded(account, each, ids):
            raise KeepingRefusedError(ExcludedFromCase(reference=each.reference))


def note(hold: LegalHold, rows: Sequence[HeldCase], verb: str, account: Account, reason: str) -> None:
    """Leave an event in the chain of each case."""
    acts = (
        PartnershipAct(
            what=f"hold:{hold.pk}",
            partnership=each.partnership_id,
            after={"hold": hold.pk, "reason_text_sha256": hash_text(reason)},  # how many cases is not for every reader
            rows=[hold, each],
        )
        for each in rows
    )
    record_acts(acts, actor=actor_of(account), verb=verb)
