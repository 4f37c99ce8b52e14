"""Whatever is changed, removed or put in another order shows, and what is as it was is not complained of."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F, JSONField, QuerySet, Value
from django.utils import timezone

from institutions.access.key_making import make_key
from institutions.audit.record import COMMAND, record_event
from institutions.audit.seal import seal_events, seal_today
from institutions.audit.verify import verify_audit
from institutions.models import ApiKey, AuditChain, AuditEvent, AuditSeal, GovernmentBody
from institutions.values.hashing import hash_json
from institutions.values.merkle import leaf_hash, tree_hash
from tests.institutions.audit.random_changes import execute, taken_back
from tests.institutions.audit.tampering import without_triggers

pytestmark = pytest.mark.django_db
ONE, OTHER = UUID(int=1), UUID(int=2)
CUT = "partnership:{}: ends with event 2, not with event 3 that it had"


@pytest.fixture
def trail() -> None:
    """Add three events of one partnership, two of another, one of the rest."""
    for partnership, many in ((ONE, 3), (OTHER, 2), (None, 1)):
        for place in range(many):
            record_event(
                actor=COMMAND, verb="tried", what=f"thing:{place}", partnership=partnership, after={"place": place}
            )


def all_of_one() -> QuerySet[AuditEvent]:
    """Return the events of the first partnership."""
    return AuditEvent.objects.filter(chain__name=f"partnership:{ONE}")


def chain_of_one() -> QuerySet[AuditChain]:
    """Return the chain of the first partnership."""
    return AuditChain.objects.filter(name=f"partnership:{ONE}")


def of_one(number: int) -> int:
    """Return the id of an event of the first partnership."""
    return all_of_one().values_list("pk", flat=True).get(number=number)


def change(field: str, value: object) -> None:
    AuditEvent.objects.filter(pk=of_one(2)).update(**{field: value})


def swap() -> None:
    """Exchange the first two events."""
    first, second = of_one(1), of_one(2)
    for pk, number in ((first, 9), (second, 1), (first, 2)):
        AuditEvent.objects.filter(pk=pk).update(number=number)


def move() -> None:
    """Move the last event into another partnership's chain."""
    chain = AuditChain.objects.get(name=f"partnership:{OTHER}")
    AuditEvent.objects.filter(pk=of_one(3)).update(chain=chain)


@pytest.mark.usefixtures("trail")
def test_a_trail_that_nobody_touched_is_whole() -> None:
    assert seal_events()
    found = verify_audit()
    assert (found.events, found.chains, found.seals, found.troubles) == (6, 3, 1, ())
    assert (found.unsealed_events, found.unsealed_chains) == (0, 0)


@pytest.mark.usefixtures("trail")
@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (lambda: change("actor", "account:7"), "partnership:{}, event 2: was changed"),
        (lambda: change("verb", "cleared"), "partnership:{}, event 2: was changed"),
        (lambda: change("object", "thing:8"), "partnership:{}, event 2: was changed"),
        (lambda: change("after", {"place": 8}), "partnership:{}, event 2: was changed"),
        (lambda: change("before", {}), "partnership:{}, event 2: was changed"),
        (lambda: change("request_id", "r-9"), "partnership:{}, event 2: was changed"),
        (lambda: change("at", datetime(2020, 1, 1, tzinfo=UTC)), "partnership:{}, event 2: was changed"),
        (lambda: change("hash", "0" * 64), "partnership:{}, event 2: was changed"),
        (lambda: AuditEvent.objects.filter(pk=of_one(1)).delete(), "partnership:{}: event 1 is missing"),
        (lambda: AuditEvent.objects.filter(pk=of_one(2)).delete(), "partnership:{}: event 2 is missing"),
        (lambda: AuditEvent.objects.filter(pk=of_one(3)).delete(), CUT),
        (lambda: all_of_one().delete(), "partnership:{}: all its events are missing"),
        (lambda: chain_of_one().update(length=4), "partnership:{}: ends with event 3, not with event 4 that it had"),
        (lambda: change("rows", {}), "partnership:{}, event 2: was changed"),
        (lambda: change("rows", []), "partnership:{}, event 2: was changed"),
        (lambda: change("rows", Value(0, JSONField())), "partnership:{}, event 2: was changed"),
        (lambda: all_of_one().update(hash="0" * 64), "partnership:{}, event 1: was changed"),
        (swap, "partnership:{}, event 1: does not match the previous event"),
        (move, CUT),
    ],
)  # fmt: skip
def test_what_was_changed_shows(tamper: Callable[[], None], said: str) -> None:
    with without_triggers():
        tamper()
    assert said.format(ONE) in verify_audit().troubles


@pytest.mark.parametrize("changed", [{"length": 2}, {"head": "0" * 64}, {"length": -1}])
def test_a_chain_without_events_that_does_not_begin_anew_is_a_trouble(changed: dict[str, Any]) -> None:
    """The first event of a case would not have fitted its chain, and the fault would have seemed to lie with it."""
    AuditChain.objects.create(name=f"partnership:{ONE}")
    assert verify_audit().troubles == ()
    AuditChain.objects.update(**changed)
    assert verify_audit().troubles == (f"partnership:{ONE}: all its events are missing",)


@pytest.mark.usefixtures("trail")
def test_a_chain_that_is_missing_while_its_events_are_there_is_a_trouble() -> None:
    chain = AuditChain.objects.get(name=f"partnership:{ONE}")
    with taken_back():
        execute("DELETE FROM institutions_auditchain WHERE id = %s", (chain.pk,))
        assert f"chain with id {chain.pk}: is missing, while events of it are there" in verify_audit().troubles


@pytest.mark.usefixtures("trail")
def test_an_end_that_was_cut_off_with_its_head_shows_once_it_was_sealed() -> None:
    seal_events()
    with without_triggers():
        AuditEvent.objects.filter(pk=of_one(3)).delete()
    left = AuditEvent.objects.get(pk=of_one(2))
    AuditChain.objects.filter(pk=left.chain_id).update(length=2, head=left.hash)
    assert f"partnership:{ONE}: event 3, sealed in seal 1, is missing or was changed" in verify_audit().troubles


@pytest.mark.usefixtures("trail")
def test_a_seal_that_was_changed_or_removed_shows() -> None:
    for place in range(2):
        seal_events()
        record_event(actor=COMMAND, verb="tried", what=f"thing:{place}")
    third = seal_events()
    with without_triggers():
        AuditSeal.objects.filter(number=1).update(heads={})
    assert verify_audit().troubles == ("seal 1: was changed",)
    with without_triggers():
        AuditSeal.objects.filter(number=1).delete()
    assert verify_audit().troubles == ("seal 1 is missing",)
    with without_triggers():
        AuditSeal.objects.filter(number__gt=1).update(number=F("number") - 1)
    assert verify_audit().troubles[0] == "seal 1: does not match the previous seal"
    assert third
    assert verify_audit().last_seal == third.hash


@pytest.mark.usefixtures("trail")
def test_a_seal_names_only_what_grew_and_comes_once_a_day() -> None:
    first = seal_today()
    assert first
    assert len(first.heads) == 3
    record_event(actor=COMMAND, verb="tried", what="thing:9")
    assert seal_today() is None
    second = seal_events()
    assert second
    assert list(second.heads) == ["rest"]
    assert seal_events() is None


@pytest.mark.usefixtures("trail")
def test_a_seal_holds_the_root_over_its_events_and_an_older_one_keeps_its_meaning() -> None:
    """A chain that was written anew, with the heads and hashes of the seals, still differs from their trees."""
    older = AuditSeal(number=1, at=timezone.now().astimezone(UTC), heads={}, previous="")
    old_form = {"number": 1, "at": older.at.isoformat(), "heads": {}, "previous": ""}
    assert older.content == old_form
    older.hash = hash_json(old_form)
    older.save()
    AuditChain.objects.create(name="seals", length=1, head=older.hash)
    first = seal_events()
    record_event(actor=COMMAND, verb="tried", what="thing:9")
    second = seal_events()
    assert first
    assert second
    names = sorted([f"partnership:{ONE}", f"partnership:{OTHER}", "rest"])
    rows = AuditEvent.objects.order_by("id").select_related("chain")
    held = {(row.chain.name, row.number): row.hash for row in rows}
    leaves = [leaf_hash(held[key].encode()) for name in names for key in sorted(held) if key[0] == name]
    assert first.tree == {"size": 6, "root": tree_hash(leaves[:6]).hex()}
    assert second.tree == {"size": 1, "root": leaf_hash(held["rest", 2].encode()).hex()}
    assert verify_audit().troubles == ()
    event = AuditEvent.objects.get(pk=of_one(1))
    event.verb = "rewritten"
    with without_triggers():
        for row in (event, *all_of_one().filter(number__in=(2, 3)).order_by("number")):
            row.previous = event.hash if row.number > 1 else ""
            row.hash = hash_json(row.content)
            row.save()
            event = row
    AuditChain.objects.filter(pk=event.chain_id).update(head=event.hash)
    heads = {**first.heads, f"partnership:{ONE}": [3, event.hash]}
    with without_triggers():
        AuditSeal.objects.filter(number=2).update(heads=heads)
        changed = AuditSeal.objects.get(number=2)
        AuditSeal.objects.filter(number=2).update(hash=hash_json(changed.content))
        last = AuditSeal.objects.get(number=3)
        last.previous = hash_json(changed.content)
        AuditSeal.objects.filter(number=3).update(previous=last.previous, hash=hash_json(last.content))
    AuditChain.objects.filter(name="seals").update(head=hash_json(last.content))
    assert verify_audit().troubles == ("seal 2: its events are not those that it sealed",)


@pytest.mark.usefixtures("trail")
def test_the_command_says_what_is_wrong_and_fails() -> None:
    out = StringIO()
    call_command("verify_audit", "--seal", stdout=out)
    assert "6 events in 3 chains, 1 seal, 0 rows: nothing was changed, removed, added or reordered." in out.getvalue()
    with without_triggers():
        change("verb", "cleared")
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_audit", stdout=out)
    assert (
        f"partnership:{ONE}, event 2: was changed.\n7 events in 3 chains, 1 seal, 0 rows: 1 trouble." in out.getvalue()
    )


def test_a_daily_run_reads_the_events_since_a_day_and_the_rows_that_they_name(meti: GovernmentBody) -> None:
    make_key(meti, scopes=("read",))
    with without_triggers():
        AuditEvent.objects.update(at=timezone.now() - timedelta(days=3))
        event = AuditEvent.objects.get()
        AuditEvent.objects.update(hash=hash_json(event.content))
        AuditChain.objects.update(head=hash_json(event.content))
    key, _text = make_key(meti, scopes=("read",))
    since = timezone.now() - timedelta(days=1)
    found = verify_audit(since=since)
    assert (found.events, found.rows, found.troubles) == (1, 1, ())
    ApiKey.objects.exclude(pk=key.pk).update(scopes=[])
    assert verify_audit(since=since).troubles == ()
    ApiKey.objects.filter(pk=key.pk).update(scopes=[])
    assert verify_audit(since=since).troubles == (f"institutions_apikey {key.pk}: was changed after event 2 of rest",)
    with without_triggers():
        AuditEvent.objects.filter(number=1).delete()
    assert "rest: event 1 is missing" in verify_audit(since=since).troubles
    with pytest.raises(CommandError, match=r'"tomorrow" is no day\. Give it as year, month and day'):
        call_command("verify_audit", "--since", "tomorrow")
    with pytest.raises(CommandError, match="9999-01-01 is still to come: no event would be verified"):
        call_command("verify_audit", "--since", "9999-01-01")
