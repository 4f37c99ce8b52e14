"""The result of a preview in the audit trail: administrators enact by it, and nobody changes it unseen."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final
from unittest.mock import patch

import pytest
from django.utils import timezone

from institutions.access.events import events_for
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, Role
from rules.models import PreviewedCase, ReorganisationPreview, WholePreviewState
from rules.reorganising.preview_jobs import sweep_previews
from rules.reorganising.preview_results import KEPT, digest_of
from rules.reorganising.preview_run import wait_for_preview
from tests.every import every, undone
from tests.rules.reorganising.drafted import seeded  # noqa: F401 - a fixture
from tests.rules.reorganising.test_previews import drafted, in_two_ranges, two_partnerships

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded", "no_broker")]


@pytest.fixture
def preview() -> ReorganisationPreview:
    """Return the finished preview of a draft that touches an open partnership and a restricted one."""
    planner = Account.objects.create_user("planner", role=Role.PLANNER)
    two_partnerships("defence")
    return wait_for_preview(in_two_ranges(drafted(planner), planner))


def of_previews(*, since: datetime | None = None) -> list[str]:
    return [each for each in verify_audit(since=since).troubles if "reorganisationpreview" in each]


def other_effect(_preview: ReorganisationPreview) -> None:
    row = PreviewedCase.objects.order_by("pk")[0]
    PreviewedCase.objects.filter(pk=row.pk).update(effect={})


def no_effect(_preview: ReorganisationPreview) -> None:
    PreviewedCase.objects.order_by("pk")[0].delete()


def one_more(preview: ReorganisationPreview) -> None:
    """Let the preview say something of a partnership of another preview."""
    partnership = PreviewedCase.objects.order_by("pk")[0].partnership
    PreviewedCase.objects.filter(partnership=partnership).delete()
    PreviewedCase.objects.create(preview=preview, partnership=partnership, effect={"failed": True})


def other_answer(preview: ReorganisationPreview) -> None:
    ReorganisationPreview.objects.filter(pk=preview.pk).update(answer={**preview.answer, "orphans": [{}]})


def other_base(preview: ReorganisationPreview) -> None:
    ReorganisationPreview.objects.filter(pk=preview.pk).update(base="0" * 64)


def other_revision(preview: ReorganisationPreview) -> None:
    ReorganisationPreview.objects.filter(pk=preview.pk).update(revision=7)


def not_done(preview: ReorganisationPreview) -> None:
    ReorganisationPreview.objects.filter(pk=preview.pk).update(state=WholePreviewState.STOPPED)


def of_no_draft(preview: ReorganisationPreview) -> None:
    ReorganisationPreview.objects.filter(pk=preview.pk).update(draft=None)


def removed(preview: ReorganisationPreview) -> None:
    preview.delete()


CHANGES: Final = [
    other_effect, no_effect, one_more, other_answer, other_base, other_revision, not_done, of_no_draft, removed,
]  # fmt: skip


def test_a_preview_that_nobody_touched_is_named_by_one_event_that_tells_nothing(
    preview: ReorganisationPreview,
) -> None:
    event = AuditEvent.objects.get(verb="reorganisation_previewed")
    assert event.object == f"reorganisation:{preview.draft_id}"
    assert preview.finished_at
    ended = preview.finished_at.isoformat()
    assert event.after == {"preview": str(preview.pk), "sha256": digest_of(preview), "finished_at": ended}
    auditor = Account.objects.create_user("auditor", role=Role.AUDITOR)
    assert event in events_for(auditor)
    assert of_previews() == []


@every("change", CHANGES, name=lambda each: each.__name__, within=undone)
def test_a_change_of_a_result_by_sql_shows(
    preview: ReorganisationPreview, change: Callable[[ReorganisationPreview], Any]
) -> None:
    change(ReorganisationPreview.objects.get(pk=preview.pk))
    assert len(of_previews()) == 1
    assert len(of_previews(since=timezone.now() - timedelta(hours=1))) == 1


def test_a_preview_that_nobody_computed_shows(preview: ReorganisationPreview) -> None:
    own = {"draft": preview.draft, "revision": preview.revision, "base": preview.base, "rulebook": preview.rulebook}
    ReorganisationPreview.objects.create(
        **own, document={}, answer={}, seed="1", one_in=1, state=WholePreviewState.DONE, finished_at=timezone.now()
    )
    assert [each.partition(": ")[2] for each in of_previews()] == ["counts as done, and no event says so"]


def test_a_preview_that_is_over_for_long_is_removed_and_missed_by_nobody(preview: ReorganisationPreview) -> None:
    past = timezone.now() - KEPT - timedelta(hours=1)
    ReorganisationPreview.objects.filter(pk=preview.pk).update(finished_at=past)
    sweep_previews(timezone.now())
    assert not ReorganisationPreview.objects.exists()
    assert len(of_previews()) == 1, "it was removed before its time"
    with patch("rules.reorganising.preview_results.KEPT", timedelta(0)):
        assert of_previews() == []
