"""Rows of each kind of work that is watched: waiting, run by a lost worker, and ended."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils import timezone

from institutions.models import Account, GovernmentBody, Import, NameSearch, Person, Role
from rules.models import (
    Assessment,
    Commission,
    ComparisonState,
    ErasurePreview,
    Mail,
    NotedChange,
    PreviewRange,
    ProcessComparison,
    ProcessFile,
    ReorganisationPreview,
    RulebookDraft,
    RulebookTrial,
    RulebookVersion,
    Screening,
    ScreeningRange,
    Sitting,
    Webhook,
    WebhookDelivery,
)
from tests.conftest import ministry_of_economy
from tests.people import person_named
from tests.rules.assessing.documents import asked


def ago(seconds: float) -> datetime:
    """Return the moment some seconds ago."""
    return timezone.now() - timedelta(seconds=seconds)


def administrator() -> Account:
    """Return an account that is the owner of what is asked for."""
    found = Account.objects.filter(username="watcher").first()
    return found or Account.objects.create_user("watcher", role=Role.ADMINISTRATOR)


def assessment(at: datetime, **columns: Any) -> Assessment:
    """Return an assessment of a partnership of its own."""
    ministry_of_economy()
    row = asked(f"W-{Assessment.objects.count()}")
    Assessment.objects.filter(pk=row.pk).update(requested_at=at, **columns)
    return row


def walk(at: datetime, **_columns: Any) -> NotedChange:
    """Return a change whose cases are not all walked."""
    return NotedChange.objects.create(at=at, touch={}, walk_after=0)


def imported(at: datetime, **columns: Any) -> Import:
    """Return an import."""
    body: GovernmentBody = ministry_of_economy()
    return Import.objects.create(
        body=body, format="people", file_name="f", sha256="0" * 64, size=1, created_at=at, **columns
    )


def name_search(at: datetime, **columns: Any) -> NameSearch:
    """Return a search for possible matches."""
    return NameSearch.objects.create(body=ministry_of_economy(), requested_at=at, **columns)


def screening(at: datetime, **columns: Any) -> Screening:
    """Return a screening."""
    return Screening.objects.create(rulebook="0" * 64, seed="s", one_in=1, requested_at=at, **columns)


def screening_range(at: datetime, **columns: Any) -> ScreeningRange:
    """Return a range of a running screening."""
    now = timezone.now()
    held = {"rulebook": "0" * 64, "seed": "s", "one_in": 1, "lease_until": now + timedelta(hours=1)}
    of, _ = Screening.objects.get_or_create(state="running", defaults=held)
    number = of.ranges.count()
    return ScreeningRange.objects.create(
        screening=of, number=number, basis="b", first="1", last="2", cases=1, requested_at=at, **columns
    )


def trial(at: datetime, **columns: Any) -> RulebookTrial:
    """Return a trial of a draft of its own."""
    base, _ = RulebookVersion.objects.get_or_create(version="0" * 64, text="{}")
    name = f"draft {RulebookDraft.objects.count()}"
    draft = RulebookDraft.objects.create(name=name, base=base, account=administrator())
    return RulebookTrial.objects.create(
        draft=draft, account=administrator(), revision=0, base="0" * 64, seed="s", requested_at=at, **columns
    )


def sitting(at: datetime, **columns: Any) -> Sitting:
    """Return a sitting of METI's commission."""
    commission, _ = Commission.objects.get_or_create(
        body=ministry_of_economy(), name="Commission (fictional)", account=administrator()
    )
    day = date(2026, 6, 1)
    return Sitting.objects.create(
        commission=commission, from_on=day, until_on=day, size=1, account=administrator(), begun_at=at, **columns
    )


def process_file(at: datetime, **columns: Any) -> ProcessFile:
    """Return a file of published processes."""
    body = ministry_of_economy()
    compared = ProcessComparison.objects.get_or_create(body=body, form="ocds", key="0" * 64)[0]
    return ProcessFile.objects.create(
        body=body, comparison=compared, name="f", form="ocds", sha256="0" * 64, requested_at=at, **columns
    )


def process_comparison(at: datetime, **columns: Any) -> ProcessComparison:
    """Return published processes that are compared, of options of their own."""
    key = f"c{ProcessComparison.objects.count():063}"
    given = {"state": ComparisonState.QUEUED, **columns}
    return ProcessComparison.objects.create(body=ministry_of_economy(), form="ocds", key=key, requested_at=at, **given)


def preview(at: datetime, **columns: Any) -> ErasurePreview:
    """Return a preview of an erasure of a person of its own."""
    person: Person = person_named(f"Person {ErasurePreview.objects.count()} (fictional)")
    return ErasurePreview.objects.create(person=person, account=administrator(), requested_at=at, **columns)


def preview_range(at: datetime, **columns: Any) -> PreviewRange:
    """Return a range of a preview of a reorganisation of its own."""
    made = ReorganisationPreview.objects.create(document={}, base="", rulebook="", seed="", one_in=1)
    return PreviewRange.objects.create(preview=made, number=1, partnerships=[], cases=1, requested_at=at, **columns)


def webhook() -> Webhook:
    """Return METI's webhook."""
    found = Webhook.objects.first()
    return found or Webhook.objects.create(
        body=ministry_of_economy(),
        address="https://example.go.jp/",
        secret="s",  # noqa: S106 - of a test
        made_by=administrator(),
    )


def delivery(at: datetime, **columns: Any) -> WebhookDelivery:
    """Return a message that is due since a moment."""
    return WebhookDelivery.objects.create(
        webhook=webhook(), event="ping", content="{}", tries_left=3, next_at=at, **columns
    )


def mail(at: datetime, **columns: Any) -> Mail:
    """Return an e-mail that is due since a moment."""
    return Mail.objects.create(account=administrator(), kind="notice", tries_left=3, next_at=at, **columns)


ROWS: Final[dict[str, Callable[..., Any]]] = {
    "assessments": assessment,
    "walks": walk,
    "imports": imported,
    "name_searches": name_search,
    "screenings": screening,
    "screening_ranges": screening_range,
    "trials": trial,
    "preview_ranges": preview_range,
    "sittings": sitting,
    "process_files": process_file,
    "process_comparisons": process_comparison,
    "erasure_previews": preview,
    "webhooks": delivery,
    "mails": mail,
}
