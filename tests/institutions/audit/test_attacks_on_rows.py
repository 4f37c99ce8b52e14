"""Attacks on covered rows, and on the salt of their hashes, by somebody with all of SQL: each shows."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import models, transaction
from django.utils import timezone

from institutions.audit.record import COMMAND, record_event
from institutions.audit.row_hashes import database_salt
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditSalt, CollectionParty, Company, GovernmentBody, Import, Role
from rules.messages.mail.choices import store_choice
from rules.messages.webhooks.managing import change_webhook, make_webhook, rotate_secret, switch_webhook
from rules.models import MailChoice, Webhook
from tests.institutions.imports.good_files import bring_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
COMPANIES = "key,name,corporate_number\nn1,検証ニシ株式会社,4000012090001\nn2,検証ヒガシ株式会社,\n"
MOVED = "key,name,corporate_number\nn2,検証ヒガシ株式会社,7000012050002\n"


@pytest.fixture
def administrator() -> Account:
    return Account.objects.create_user("administrator", role=Role.ADMINISTRATOR)


@pytest.fixture
def in_use(meti: GovernmentBody, administrator: Account) -> None:
    """Make and change a webhook, a choice about e-mail, an import and the keys of its collection, lawfully."""
    bring_in(meti, "companies", COMPANIES.encode(), dry_run=False, collection="num")
    bring_in(meti, "companies", MOVED.encode(), dry_run=False, collection="num")
    webhook, _secret = make_webhook(meti, "https://example.com/a", ["case.changed"], by=administrator)
    change_webhook(webhook, "https://example.com/b", ["case.changed", "finding.new"], by=administrator)
    rotate_secret(webhook, at_once=False, by=administrator)
    for on in (False, True):
        switch_webhook(webhook, on=on, by=administrator)
    store_choice(administrator, address="", language="en", every="daily", own={})
    store_choice(administrator, address="", language="ja", every="none", own={})


CHANGES: list[tuple[type[models.Model], dict[str, Any]]] = [
    (Webhook, {"address": "https://attacker.example/"}),
    (Webhook, {"events": []}),
    (Webhook, {"secret": "known"}),
    (Webhook, {"former_secret": "known"}),
    (Webhook, {"active": False, "off_because": "failing"}),
    (MailChoice, {"address": "a@attacker.example", "confirmed": "a@attacker.example"}),
    (MailChoice, {"every": "at_once"}),
    (MailChoice, {"own": {"case_returned": "none"}}),
    (Import, {"sha256": "0" * 64}),
    (Import, {"file_name": "other.csv"}),
    (Import, {"account": None}),
    (CollectionParty, {"key": "n9"}),
]


@pytest.mark.usefixtures("in_use")
def test_settings_of_webhooks_choices_of_mail_imports_and_keys_of_collections_are_covered(meti: GovernmentBody) -> None:
    assert verify_audit().troubles == ()
    Webhook.objects.update(failures=3, resting_until=timezone.now())  # moves with deliveries
    Import.objects.update(worker="other")
    assert verify_audit().troubles == ()
    for model, columns in CHANGES:
        row: Any = model._base_manager.order_by("pk").last()
        before = {name: getattr(row, name) for name in columns}
        rows = model._base_manager.filter(pk=row.pk)
        if columns == {"account": None}:
            columns = {"account": Account.objects.get()}
        rows.update(**columns)
        found = verify_audit().troubles
        assert [said.partition(":")[0] for said in found] == [f"{model._meta.db_table} {row.pk}"], (columns, found)
        rows.update(**before)
    other = Company.objects.create(name_ja="別の検証", name_en="")
    moved = CollectionParty.objects.order_by("pk").first()
    assert moved
    CollectionParty.objects.filter(pk=moved.pk).update(party=other)
    assert any(
        said.startswith(f"institutions_collectionparty {moved.pk}: was changed") for said in verify_audit().troubles
    )


def test_another_salt_shows_in_the_rows_that_count_with_it(meti: GovernmentBody) -> None:
    with transaction.atomic():
        account = Account.objects.create_user("somebody", body=meti)
        record_event(actor=COMMAND, verb="tried", what="thing:1")
    assert verify_audit().troubles == ()
    held = AuditSalt.objects.get().value
    AuditSalt.objects.update(value="0" * 64)
    database_salt.cache_clear()
    found = verify_audit().troubles
    AuditSalt.objects.update(value=held)
    database_salt.cache_clear()
    assert any(said.startswith(f"institutions_account {account.pk}: was changed") for said in found)


def test_a_salt_that_is_gone_is_a_trouble_and_none_is_made_in_its_place(meti: GovernmentBody) -> None:
    """On PostgreSQL the verification ended in an error; on SQLite it wrote another secret, and each row had changed."""
    with transaction.atomic():
        Account.objects.create_user("somebody", body=meti)
        record_event(actor=COMMAND, verb="tried", what="thing:1")
    assert verify_audit().troubles == ()
    AuditSalt.objects.all().delete()
    database_salt.cache_clear()
    for options in ({}, {"since": timezone.now() - timedelta(days=1)}, {"rows": False}):
        (said,) = verify_audit(**options).troubles
        assert said.startswith("institutions_auditsalt: the secret by which rows are hashed is missing")
    assert not AuditSalt.objects.exists()
    database_salt.cache_clear()
