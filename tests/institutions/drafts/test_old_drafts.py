"""A draft of the form ends a year after its last change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.drafts.tasks import delete_drafts
from institutions.models import Account, AuditEvent, FormDraft

pytestmark = pytest.mark.django_db


def test_a_draft_that_nobody_changed_for_a_year_is_deleted() -> None:
    owner = Account.objects.create_user("a writer")
    old, new = (FormDraft.objects.create(owner=owner) for _each in range(2))
    FormDraft.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=366))
    FormDraft.objects.filter(pk=new.pk).update(changed_at=timezone.now() - timedelta(days=364))
    before = AuditEvent.objects.count()
    delete_drafts()
    assert [each.pk for each in FormDraft.objects.all()] == [new.pk]
    assert AuditEvent.objects.count() == before
