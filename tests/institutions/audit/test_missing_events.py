"""Events cut off before they were sealed: other data that shows the cut, and the number that nothing could show."""

from io import StringIO
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import connection

from institutions.audit.record import COMMAND, record_event
from institutions.audit.seal import seal_events, seal_today
from institutions.audit.trail_standing import VERIFIED
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditChain, AuditEvent, GovernmentBody
from tests.documents import small
from tests.institutions.audit.tampering import without_triggers
from tests.rules.review.casework.building import registered

pytestmark = pytest.mark.django_db
ONE = UUID(int=1)
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL's numbers have gaps")


def events(count: int) -> list[int]:
    """Add so many events of one partnership, and return their ids."""
    return [record_event(actor=COMMAND, verb="tried", what="thing:1", partnership=ONE).pk for _ in range(count)]


def cut_off(*ids: int) -> None:
    """Remove the last events of a chain, and set its head back."""
    with without_triggers():
        AuditEvent.objects.filter(pk__in=ids).delete()
    chain = AuditChain.objects.get(name=f"partnership:{ONE}")
    left = chain.events.order_by("-number").first()
    AuditChain.objects.filter(pk=chain.pk).update(length=left.number if left else 0, head=left.hash if left else "")


def test_what_came_after_the_last_seal_is_counted_and_said() -> None:
    events(2)
    assert seal_events()
    events(3)
    record_event(actor=COMMAND, verb="tried", what="thing:2")
    found = verify_audit()
    assert (found.unsealed_events, found.unsealed_chains, found.troubles) == (4, 2, ())
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "4 events in 2 chains are not sealed yet" in out.getvalue()
    assert "Run verify_audit --seal" in out.getvalue()
    event = AuditEvent.objects.get(verb=VERIFIED)
    assert event.after
    assert event.after["unsealed_events"] == 4
    out = StringIO()
    call_command("verify_audit", "--seal", stdout=out)
    assert "are not sealed yet" not in out.getvalue()


def test_a_registered_partnership_whose_whole_chain_was_removed_is_named(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    officer = Account.objects.create_user("officer", body=meti)
    case = registered(small(), account=officer)
    assert verify_audit().troubles == ()
    chain = AuditChain.objects.get(name=f"partnership:{case.pk}")
    with without_triggers():
        chain.events.all().delete()
    AuditChain.objects.filter(pk=chain.pk).update(length=0, head="")
    assert f"partnership:{case.pk}: is registered, but its chain is missing" in verify_audit().troubles
    chain.delete()
    assert f"partnership:{case.pk}: is registered, but its chain is missing" in verify_audit().troubles


@on_sqlite
def test_the_end_of_an_unsealed_chain_is_missed_by_its_number() -> None:
    first, *_between, last = events(4)
    cut_off(last)
    assert verify_audit().troubles == (f"event with id {last} is missing",)
    record_event(actor=COMMAND, verb="tried", what="thing:2")
    assert verify_audit().troubles == (f"event with id {last} is missing",)
    cut_off(last - 2, last - 1)
    assert verify_audit().troubles == (f"events with ids {last - 2} to {last} are missing",)
    assert first


def test_while_there_is_no_seal_the_first_one_does_not_wait_for_the_next_day() -> None:
    assert seal_today() is None
    events(1)
    assert seal_today()
