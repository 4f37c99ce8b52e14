"""Revisions of one case that come at the same moment: each is stored or refused, and the newest is assessed once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from institutions.audit.record import COMMAND, record_event
from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.store import DraftConflict, Registration, register_partnership
from institutions.models import GovernmentBody, Partnership, Submission, table_of
from rules.assessing.waiting import finish_here
from rules.models import Assessment, CaseSummary, State
from tests.documents import small

MANY = 8
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_broker")]


def sent_at_once(documents: list[dict[str, Any]]) -> list[Registration | DraftConflict]:
    """Register documents from as many threads, checked before any is stored."""
    barrier = Barrier(len(documents))

    def one(document: dict[str, Any]) -> Registration | DraftConflict:
        try:
            draft = check_document(document)
            barrier.wait(timeout=60)
            return register_partnership(draft, account=None, way="rest")
        except DraftConflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(len(documents)) as pool:
        return list(pool.map(one, documents))


def revision(number: int) -> dict[str, Any]:
    """Return a revision with another share than every other one."""
    document = small(revision=number, value_yen=number)
    document["statements"][0]["share_bp"] = 100 + number
    return document


def test_a_burst_of_revisions_leaves_one_newest_and_one_assessment_of_it() -> None:
    with transaction.atomic():
        GovernmentBody.objects.create(code="METI")
        record_event(actor=COMMAND, verb="tried", what="body:METI")  # it names the row
    register_partnership(check_document(revision(1)), account=None, way="rest")
    answers = sent_at_once([revision(number) for number in (*range(2, MANY), *range(2, MANY))])
    stored = [each.submission.revision for each in answers if isinstance(each, Registration) and each.created]
    assert max(stored) == MANY - 1
    assert len(set(stored)) == len(stored)
    assert Submission.objects.count() == 1 + len(stored)
    partnership = Partnership.objects.get()
    newest = partnership.submissions.get(superseded_at=None)
    assert newest.revision == MANY - 1
    stakes: Any = table_of("shareholding").objects.filter(superseded_at__isnull=True)
    assert list(stakes.values_list("share_bp", flat=True)) == [100 + MANY - 1]
    queued = Assessment.objects.get(state=State.QUEUED)
    assert finish_here(queued).submission_id == newest.pk
    assert CaseSummary.objects.get().pk == partnership.pk
    assert verify_audit().troubles == ()
