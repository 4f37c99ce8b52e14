"""Transactions that change the same rows side by side on PostgreSQL: each event proves its own change, and none of
them waits in a circle."""

from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from institutions.accounts import managing
from institutions.audit.event_rows import changing
from institutions.audit.record import COMMAND, record_event
from institutions.audit.verify import verify_audit
from institutions.drafts import sources
from institutions.drafts.sources import DocumentSources, store_sources
from institutions.models import Account, AuditEvent, Company, GovernmentBody, IdentityLead, Party, Role, Source
from institutions.parties.identities import deciding
from rules.models import RulebookVersion
from tests.rules.assessing.actors import acting, pause, pausing, play

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one transaction write at a time"),
]


def noted(*rows: Any) -> None:
    """Store rows with an event that names them."""
    with transaction.atomic():
        for row in rows:
            row.save()
        record_event(actor=COMMAND, verb="tried", what="test")


def companies(*names: str) -> list[Company]:
    """Store companies whose ids are in the order of their names; return them."""
    rows = [Company(pk=f"00000000-0000-4000-8000-{ord(name):012d}", name_en=name) for name in names]
    noted(*rows)
    return rows


def lead(party: Party, candidate: Party) -> IdentityLead:
    row = IdentityLead(
        party=party, candidate=candidate, folded="kita", match=f"{party.pk}{candidate.pk}"[:64],
        created_at=timezone.now(),
    )  # fmt: skip
    noted(row)
    return row


@pytest.fixture
def account() -> Account:
    row = Account(username="officer", role=Role.OFFICER, body=GovernmentBody.objects.create(code="METI"))
    row.set_unusable_password()
    noted(row)
    return row


def test_two_changes_of_a_row_name_it_as_each_found_it() -> None:
    (kita,) = companies("a")

    def change(**columns: str) -> None:
        with transaction.atomic():
            with changing(Party, kita.pk):
                pause()
                Party.objects.filter(pk=kita.pk).update(**columns)
            record_event(actor=COMMAND, verb="tried", what="test")

    with acting(lambda: change(address="Harbour 1"), lambda: change(phone="03-0000-0001")) as actors:
        play(actors, (0, 1, 0, 1))
    assert not [each for each in verify_audit().troubles if "institutions_party" in each]


def test_an_account_that_acts_while_it_is_changed(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = companies("a", "b")
    asked = lead(one, other)
    monkeypatch.setattr(managing, "note_account_act", pausing(managing.__dict__["note_account_act"], before=True))
    monkeypatch.setattr(
        deciding, "signal_identity_change", pausing(deciding.__dict__["signal_identity_change"], before=True)
    )
    changed = Account.objects.get(pk=account.pk)
    changed.is_active = False
    with acting(
        lambda: managing.store_change(changed, by=None),
        lambda: deciding.decide_lead(asked, same=True, reason="Both have the same seat", account=account),
    ) as actors:
        play(actors, (0, 1, 0, 1))
    assert not Account.objects.get(pk=account.pk).is_active


def test_two_decisions_about_overlapping_parties(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b, c, d = companies("a", "b", "c", "d")
    for party in (a, d):
        Party.objects.filter(pk=party.pk).update(same_as=b)
    first, second = lead(a, c), lead(d, c)
    monkeypatch.setattr(deciding, "join_parties", pausing(deciding.__dict__["join_parties"], before=True))
    e, f = companies("e", "f")
    Party.objects.filter(pk=f.pk).update(same_as=e)
    third, fourth = lead(a, f), lead(e, d)
    for one, other in ((first, second), (third, fourth)):
        with acting(
            *(
                partial(deciding.decide_lead, asked, same=True, reason="Both have the same seat", account=account)
                for asked in (one, other)
            )
        ) as actors:
            play(actors, (0, 1, 0, 1))
    assert len(set(Party.objects.filter(kind="company").values_list("same_as", flat=True))) == 2, (
        "one party, and its others"
    )
    assert IdentityLead.objects.filter(state="confirmed").count() == 4


def test_two_documents_with_the_same_new_sources_in_two_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {name: {"title": f"Gazette {name}"} for name in "abc"}
    monkeypatch.setattr(sources, "note_written", pausing(sources.__dict__["note_written"]))

    def store(names: str) -> None:
        with transaction.atomic():
            store_sources([DocumentSources({name: rows[name] for name in names})])

    for middle, first, last in ("bac", "abc", "cab", "acb", "bca", "cba"):
        Source.objects.all().delete()
        with acting(
            partial(store, middle), partial(store, first + middle + last), partial(store, last + first)
        ) as actors:
            play(actors, (0, 1, 2, 0, 1, 2))
        assert Source.objects.count() == 3


def test_of_two_that_store_one_rulebook_the_one_that_stored_it_names_it() -> None:
    """The first two cases of a new rulebook, assessed by two processes of a worker: each finds it missing."""

    def assess() -> None:
        with transaction.atomic():
            row = RulebookVersion(version="1", text="x")
            RulebookVersion.objects.bulk_create([row], ignore_conflicts=True)
            pause()
            record_event(actor=COMMAND, verb="tried", what="test")

    with acting(assess, assess) as actors:
        play(actors, (0, 1, 0, 1))
    named = [event.rows for event in AuditEvent.objects.all() if event.rows]
    assert [list(rows["written"]) for rows in named] == [["rules_rulebookversion"]]
    assert not verify_audit().troubles
