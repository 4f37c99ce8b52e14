"""Each column of the trail itself, of the index of its seals and of second factors is compared, or is declared."""

from collections import defaultdict
from random import Random
from typing import Any
from unittest.mock import patch
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.db import transaction

from institutions.accounts.sign_in.events import note_own_act
from institutions.audit import verify
from institutions.audit.coverage import UNCOMPARED
from institutions.audit.record import COMMAND, record_event
from institutions.audit.row_hashes import database_salt
from institutions.audit.seal import seal_events
from institutions.audit.second_factors import SHA256, authenticator_hash
from institutions.audit.verify import verify_audit
from institutions.models import (
    Account,
    AuditChain,
    AuditEvent,
    AuditSalt,
    AuditSeal,
    IndexedSeal,
    SealedChain,
    SealTile,
)
from tests.institutions.audit.random_changes import Row, execute, key_column, other_value, rows_of, taken_back
from tests.institutions.audit.tampering import without_triggers

pytestmark = pytest.mark.django_db
TABLES: tuple[Any, ...] = (
    AuditChain, AuditEvent, AuditSalt, AuditSeal, IndexedSeal, SealedChain, SealTile, Authenticator,
)  # fmt: skip
# Changes that show by another row than the one that was changed: the event that now comes before it, and the account,
# which was hashed by the salt.
NAMED_OTHERWISE: dict[tuple[Any, str], tuple[str, ...]] = {
    (AuditEvent, "id"): ("rest, event 2: its id is lower than that of the event before it",),
    (AuditSalt, "value"): ("institutions_account ",),
}


@pytest.fixture
def trail() -> None:
    """Make two chains with two seals, and an account with an authenticator. Every event is sealed."""
    with transaction.atomic():
        account = Account.objects.create_user("auditor")
        record_event(actor=COMMAND, verb="tried", what="thing:1")
    totp = Authenticator.objects.create(user=account, type="totp", data={"secret": "encrypted"})
    note_own_act(account, "totp_added", **{SHA256: authenticator_hash(totp)})
    for _ in range(2):
        for number in range(2):
            record_event(actor=COMMAND, verb="tried", what="thing:2", partnership=UUID(int=1), request_id=str(number))
        seal_events()
    assert verify_audit().troubles == ()


def named_as(model: Any, row: Row) -> tuple[str, ...]:
    """Return the words of which one begins a trouble of a row: its chain and number, its seal or its account."""
    if model is AuditSalt:
        return (f"{model._meta.db_table}:",)
    if model is Authenticator:
        return (f"account:{row['user_id']}: ",)
    if model is AuditChain:
        return tuple(f"{row['name']}{mark}" for mark in ":,")
    if model is AuditEvent:
        chain = AuditChain.objects.get(pk=row["chain_id"]).name
        return (f"{chain}, event {row['number']}: ", f"{chain}: event {row['number']} is missing")
    number = row["number"] if model is AuditSeal else row["seal"]
    index = "" if model is AuditSeal else ": its index was changed"
    return (f"seal {number}{index}",)


def is_found(model: Any, field: Any) -> bool:
    """Return whether a change of one column of the first row is found, and named; it is taken back.

    Rows are compared where the trail alone shows nothing: only the salt shows there, and it takes most of the time.
    """
    row = rows_of(model)[0]
    column, key = str(field.column), key_column(model)
    words = NAMED_OTHERWISE.get((model, column)) or named_as(model, row)
    value = other_value(row[column], field, Random(3))  # noqa: S311 - a test's choice
    value = value + 10_000 if field.primary_key else value  # no other row has it
    assert value != row[column]
    with taken_back():
        sql = f'UPDATE "{model._meta.db_table}" SET "{column}" = %s WHERE "{key}" = %s'  # noqa: S608 - names of tables
        assert execute(sql, (value, row[key])) == 1
        database_salt.cache_clear()
        found = verify_audit(rows=False).troubles or verify_audit().troubles
    if found:
        assert any(said.startswith(words) for said in found), f"{field}: {found} names another row"
    return bool(found)


@pytest.mark.usefixtures("trail")
def test_a_change_of_each_column_is_found_or_the_column_is_declared_with_a_reason() -> None:
    unseen: dict[str, set[str]] = defaultdict(set)
    with without_triggers(), patch.object(verify, "trigger_troubles", list):
        for model in TABLES:
            for field in model._meta.concrete_fields:
                if not is_found(model, field):
                    unseen[model._meta.db_table].add(str(field.column))
    database_salt.cache_clear()
    tables = [model._meta.db_table for model in TABLES]
    assert dict(unseen) == {table: {*UNCOMPARED[table]} for table in tables if table in UNCOMPARED}
