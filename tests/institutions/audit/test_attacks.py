"""Attacks on the trail by somebody with all of SQL: each shows, or what cannot show is said."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test import override_settings
from django.utils import timezone

from institutions.audit.record import COMMAND, record_event
from institutions.audit.row_hashes import database_salt
from institutions.audit.seal import seal_events
from institutions.audit.seal_files import export_seals
from institutions.audit.verify import verify_audit
from institutions.models import (
    Account,
    AuditChain,
    AuditEvent,
    AuditSalt,
    AuditSeal,
    CollectionParty,
    Company,
    GovernmentBody,
    Import,
    Role,
)
from institutions.models.audit import SEALS
from institutions.values.hashing import hash_json
from rules.messages.mail.choices import store_choice
from rules.messages.webhooks.managing import change_webhook, make_webhook, rotate_secret, switch_webhook
from rules.models import MailChoice, Webhook
from tests.institutions.audit.tampering import without_triggers
from tests.institutions.imports.good_files import bring_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
ONE = UUID(int=1)
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


def events(count: int) -> list[AuditEvent]:
    """Add so many events of one partnership."""
    return [record_event(actor=COMMAND, verb="tried", what="thing:1", partnership=ONE) for _ in range(count)]


def write_anew(first: int = 1) -> None:
    """Hash the chain again from an event on, with head and seals: everything in the database fits together."""
    chain = AuditChain.objects.get(name=f"partnership:{ONE}")
    previous = chain.events.filter(number=first - 1).values_list("hash", flat=True).first() or ""
    for event in chain.events.select_related("chain").filter(number__gte=first).order_by("number"):
        event.previous = previous
        previous = hash_json(event.content)
        AuditEvent.objects.filter(pk=event.pk).update(previous=event.previous, hash=previous)
    AuditChain.objects.filter(pk=chain.pk).update(length=chain.events.count(), head=previous)


def seal_anew() -> None:
    """Remove all seals, and seal what is there as if it were the first time."""
    AuditSeal.objects.all().delete()
    AuditChain.objects.filter(name=SEALS).delete()
    assert seal_events()


def test_a_trail_that_was_written_anew_with_its_seals_shows_by_the_exported_files(tmp_path: Path) -> None:
    with override_settings(SEALS_DIR=tmp_path):
        assert verify_audit().troubles == ()  # no seal was exported yet
        events(3)
        seal_events()
        export_seals()
        assert verify_audit().troubles == ()
        with without_triggers():
            AuditEvent.objects.filter(number=2).update(actor="account:7")
            write_anew()
            seal_anew()
        (said,) = verify_audit().troubles
        assert said == f"seal 1: is another one than was exported to {tmp_path / 'seal-00000001.json'}"
        with without_triggers():
            AuditSeal.objects.all().delete()
            AuditChain.objects.filter(name=SEALS).delete()
        assert f"seal 1: was exported to {tmp_path / 'seal-00000001.json'}, and is missing in the database" in (
            verify_audit().troubles
        )


@pytest.mark.parametrize("content", ["", "[" * 200_000, "{}", '{"content": {"number": "1"}, "hash": "x"}', "\udcff"])
def test_a_file_of_a_seal_that_was_changed_is_reported(tmp_path: Path, content: str) -> None:
    (tmp_path / "seal-00000001.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with override_settings(SEALS_DIR=tmp_path):
        (said,) = verify_audit().troubles
    assert said == f"{tmp_path / 'seal-00000001.json'}: is no seal as it was exported, or was changed"


def renumbered(content: dict[str, Any], number: object) -> dict[str, Any]:
    """Return the file of a seal with another number, hashed again."""
    changed = {**content, "number": number}
    return {"content": changed, "hash": hash_json(changed)}


def test_the_file_of_a_seal_has_its_hash_its_name_and_its_number(tmp_path: Path) -> None:
    with override_settings(SEALS_DIR=tmp_path):
        events(1)
        seal_events()
        export_seals()
        path = tmp_path / "seal-00000001.json"
        held = json.loads(path.read_text())
        content = held["content"]
        for name, said in (
            ("seal-00000001.json", {"content": {**content, "at": "2020-01-02T00:00:00+00:00"}, "hash": held["hash"]}),
            ("seal-00000001.json", renumbered(content, True)),
            ("seal-00000001.json", renumbered(content, 1.0)),
            ("seal-00000002.json", held),
            ("seal-1.json", held),
        ):
            other = tmp_path / name
            before = other.read_bytes() if other.exists() else b""
            other.write_text(json.dumps(said))
            assert verify_audit().troubles == (f"{other}: is no seal as it was exported, or was changed",), said
            other.write_bytes(before) if before else other.unlink()
        assert verify_audit().troubles == ()


def test_a_timestamp_beside_the_file_of_another_seal_is_reported(tmp_path: Path) -> None:
    with override_settings(SEALS_DIR=tmp_path):
        events(1)
        seal_events()
        export_seals()
        (tmp_path / "seal-00000001.tsr").write_bytes(b"none")
        (said,) = verify_audit().troubles
    assert said.startswith(f"{tmp_path / 'seal-00000001.tsr'}: is no valid timestamp")


def test_an_event_that_was_inserted_in_the_middle_shows() -> None:
    made = events(3)
    seal_events()
    with without_triggers():
        AuditEvent.objects.filter(number=3).update(number=4)
        AuditEvent.objects.filter(number=2).update(number=3)
        forged = AuditEvent(
            chain=made[0].chain, number=2, at=made[0].at, actor="account:7", verb="tried", object="thing:1"
        )
        forged.save(force_insert=True)
        assert f"partnership:{ONE}, event 2: does not match the previous event" in verify_audit().troubles
        write_anew()
    found = verify_audit().troubles
    assert f"partnership:{ONE}: event 3, sealed in seal 1, is missing or was changed" in found


def test_a_gap_between_seals_shows() -> None:
    for _ in range(3):
        events(1)
        seal_events()
    with without_triggers():
        AuditSeal.objects.filter(number=2).delete()
    assert any(said.startswith("seal 2: ") or "seal 2 is missing" in said for said in verify_audit().troubles)


def test_a_head_of_the_seals_that_is_missing_or_another_shows() -> None:
    events(1)
    seal = seal_events()
    assert seal
    head = AuditChain.objects.filter(name=SEALS)
    for changed in ({"length": 2}, {"head": "0" * 64}):
        head.update(**changed)
        number = changed.get("length", 1)
        assert verify_audit().troubles == (f"seal {number} was the last one, and is missing or was changed",)
        head.update(length=1, head=seal.hash)
    head.delete()
    assert verify_audit().troubles == ("seal: the head of the seals is missing",)


def test_the_tail_cut_off_with_its_seals_leaves_only_the_hash_kept_outside_which_the_command_names() -> None:
    kept = events(2)
    first = seal_events()
    assert first
    events(2)
    last = seal_events()
    assert last
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert f"Last seal: {last.hash}" in out.getvalue()
    assert "Compare" in out.getvalue()
    with without_triggers():
        AuditEvent.objects.exclude(pk__in=[each.pk for each in kept]).delete()
        AuditSeal.objects.filter(number=2).delete()
        AuditChain.objects.filter(name=SEALS).update(length=1, head=first.hash)
        AuditChain.objects.filter(name="rest").delete()
        chain = AuditChain.objects.get(name=f"partnership:{ONE}")
        left = chain.events.order_by("-number")[0]
        AuditChain.objects.filter(pk=chain.pk).update(length=left.number, head=left.hash)
    found = verify_audit()
    assert found.last_seal == first.hash  # not the one that was printed before
    if connection.vendor == "sqlite":
        assert any("ids" in said or "with id" in said for said in found.troubles)


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


def test_an_act_that_was_dated_back_or_ahead_is_remarked_and_is_no_trouble() -> None:
    events(3)
    assert verify_audit().remarks == ()
    with without_triggers():
        AuditEvent.objects.filter(number=2).update(at=timezone.now() - timedelta(days=40))
        AuditEvent.objects.filter(number=3).update(at=timezone.now() + timedelta(days=40))
        write_anew()
    found = verify_audit()
    assert found.troubles == ()
    back, ahead = found.remarks
    assert back.startswith(f"partnership:{ONE}, event 2: is dated ")
    assert ahead.endswith("which is still to come")
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert f"Remark: {back}." in out.getvalue()


def test_a_daily_run_also_reads_what_came_in_since_then_under_an_earlier_date(meti: GovernmentBody) -> None:
    events(1)
    with without_triggers():
        AuditEvent.objects.update(at=timezone.now() - timedelta(days=9))
        write_anew()
    since = timezone.now() - timedelta(days=1)
    record_event(actor=COMMAND, verb="tried", what="thing:2")
    events(1)
    with without_triggers():
        AuditEvent.objects.filter(number=2).update(at=timezone.now() - timedelta(days=5))
        write_anew()
    assert verify_audit(since=since).events == 2


def test_what_events_of_another_form_say_is_no_error_of_the_program() -> None:
    events(1)
    odd: list[Any] = [
        [],
        "x",
        {"written": []},
        {"written": {"x": []}},
        {"changed": {"x": {"1": "y"}}},
        {"closed": 1},
        5,
    ]
    for rows in odd:
        with without_triggers():
            AuditEvent.objects.update(rows=rows, after=rows, before=rows)
        assert verify_audit().troubles, json.dumps(rows)
