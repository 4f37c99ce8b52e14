"""The overview of a data protection officer: due cases, erasures, requests, holds, and reads of sensitive data."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from uuid import UUID

from django.db.models import Count, Max
from django.utils import timezone

from institutions.access.callers import reader_for
from institutions.access.events import events_for
from institutions.access.partnerships import readable_under
from institutions.models import Account, AuditEvent, Disposal, Erasure, Role
from institutions.values.written_id import written_id
from rules.access.sensitive_reads import VERB
from rules.models import LegalHold, PersonDataFile, PersonDataState
from rules.review.keeping.due import due_cases
from rules.review.keeping.holds import holds_for
from rules.review.person_data.releasing import files_for

PERIOD: Final = timedelta(days=30)
MOST: Final = 20  # rows of a table: the audit trail has the rest
MOST_DUE: Final = 1_000  # counted so far; above it the page says so
READING: Final = frozenset({VERB, "person_data_read"})
OFFICERS: Final = frozenset({Role.AUDITOR})  # who reads everything and changes nothing


@dataclass(frozen=True, slots=True)
class ReadsOf:
    """The reads of sensitive data by one actor in the period, and the last of them."""

    actor: str
    reads: int
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The state of data protection, as one account may see it."""

    since: datetime
    due: int
    due_is_more: bool
    waiting: list[PersonDataFile]
    released: list[PersonDataFile]
    erasures: list[Erasure]
    counts_texts: bool  # of erasures: those of restricted cases are among them
    disposals: list[Disposal]
    holds: list[LegalHold]
    reads: list[ReadsOf]


def may_oversee(account: Account) -> bool:
    """Return whether an account sees the page of the data protection officer."""
    return account.is_active and account.role in OFFICERS


def read_overview(account: Account) -> Overview:
    """Read the state in a fixed number of queries, apart from the list of cases that are due."""
    since = timezone.now() - PERIOD
    due = sum(1 for _ in islice(due_cases(readable_under("partnership", account), timezone.localdate()), MOST_DUE + 1))
    files = files_for(account).select_related("prepared_by", "settled_by").order_by("-prepared_at", "-pk")
    events = events_for(account).filter(verb__in=READING, at__gte=since).select_related(None).order_by()
    by_actor = events.values("actor").annotate(reads=Count("pk"), last=Max("at")).order_by("-reads", "actor")
    disposals = Disposal.objects.filter(partnership__in=partnerships_disposed_of(account))
    return Overview(
        since=since,
        due=min(due, MOST_DUE),
        due_is_more=due > MOST_DUE,
        waiting=list(files.filter(state=PersonDataState.PREPARED)[:MOST]),
        released=list(files.filter(state=PersonDataState.RELEASED)[:MOST]),
        erasures=list(Erasure.objects.filter(pk__in=erasures_told(account)).select_related("account")[:MOST]),
        counts_texts=reader_for(account).restricted,
        disposals=list(disposals.select_related("account", "partnership").order_by("-pk")[:MOST]),
        holds=list(holds_for(account).filter(lifted_at__isnull=True)[:MOST]),
        reads=[ReadsOf(each["actor"], each["reads"], each["last"]) for each in by_actor[:MOST]],
    )


def erasures_told(account: Account) -> list[int]:
    """Return the newest erasures whose event an account may read."""
    events: list[AuditEvent] = list(events_for(account).filter(verb="person_erased")[:MOST])
    return [each.after["erasure"] for each in events if each.after]


def partnerships_disposed_of(account: Account) -> list[UUID]:
    """Return the partnerships of the newest disposals whose event an account may read."""
    events = events_for(account).filter(verb="case_disposed")[:MOST]
    return [key for each in events if (key := written_id(each.object.partition(":")[2]))]
