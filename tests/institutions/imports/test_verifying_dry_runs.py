"""The verification finds an import that was made to store what it only tried, or to only try what it should store."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import models
from django.test import Client

from institutions.audit.verify import verify_audit
from institutions.imports.verifying_dry_runs import dry_run_troubles
from institutions.models import GovernmentBody, Import
from tests.institutions.audit.tampering import without_triggers
from tests.institutions.imports.test_partnerships import bring_in, release
from tests.institutions.lists.editions import ORION, edition_file
from tests.rules.web.api.register.test_editions import looked_at, take
from tests.rules.web.pages.register.test_editions import editor as editor
from tests.rules.web.pages.register.test_editions import no_workers as no_workers

pytestmark = pytest.mark.django_db(transaction=True)


def switch(job: Import) -> None:
    """Make a dry run an import in earnest, or the reverse, by SQL."""
    job.refresh_from_db()
    with without_triggers():
        models.QuerySet(Import).filter(pk=job.pk).update(dry_run=not job.dry_run)


def named() -> list[str]:
    """Return the troubles of a verification that are about this column: rows that tests make have no events."""
    return [str(each) for each in verify_audit().troubles if "dry_run" in str(each)]


def test_a_switched_import_is_named_by_its_row(meti: GovernmentBody) -> None:
    job, other = bring_in(meti, release(1)), bring_in(meti, release(2))
    assert named() == []
    switch(job)
    (trouble,) = named()
    assert str(job.pk) in trouble
    assert str(other.pk) not in trouble
    assert list(dry_run_troubles(datetime(2100, 1, 1, tzinfo=UTC))) == []
    switch(job)
    assert named() == []


def test_an_edition_is_a_dry_run_until_its_keeper_accepts_it(
    editor: Client, meti: GovernmentBody, tmp_path: Path
) -> None:
    address = looked_at(editor, edition_file(tmp_path, ORION))
    job = Import.objects.get()
    assert named() == []
    switch(job)
    assert str(job.pk) in named()[0]
    switch(job)
    assert take(editor, address, editor.get(address).json()["preview"]["fingerprint"]).status_code == 202
    assert named() == []
    switch(job)
    assert str(job.pk) in named()[0]
