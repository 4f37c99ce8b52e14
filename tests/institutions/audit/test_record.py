"""The audit trail keeps each event with the act itself, or not at all."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from institutions.access.key_making import make_key
from institutions.audit.record import COMMAND, PartnershipAct, actor_of, record_acts, record_event
from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.store import Registration, register_partnership
from institutions.events.signals import partnership_registered
from institutions.models import Account, AuditChain, AuditEvent, AuditSeal, GovernmentBody, Partnership, Source
from tests.documents import small

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def register(document: dict[str, Any], **options: Any) -> Registration:
    return register_partnership(check_document(document), **{"account": None, "way": "rest", **options})


def test_a_registration_is_an_event_with_who_what_and_the_request() -> None:
    first = register(small(), request_id="r-1")
    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.request_id) == ("body:METI", "registered", "r-1")
    assert event.object == f"partnership:{first.partnership.pk}"
    assert (event.before, event.after) == (None, {"revision": 1, "sha256": first.submission.sha256, "way": "rest"})


def test_a_revision_says_what_was_before() -> None:
    first = register(small())
    account = Account.objects.create_user("officer")
    second = register(small(revision=2, value_yen=2), account=account, way="form")
    event = AuditEvent.objects.get(verb="revised")
    assert event.actor == f"account:{account.pk}"
    assert event.before == {"revision": 1, "sha256": first.submission.sha256}
    assert event.after == {"revision": 2, "sha256": second.submission.sha256, "way": "form"}
    assert event.chain.name == f"partnership:{first.partnership.pk}"


def test_the_same_document_again_is_no_event() -> None:
    register(small())
    register(small())
    assert AuditEvent.objects.count() == 1


def test_no_content_of_a_document_is_in_an_event() -> None:
    register(small())
    event = AuditEvent.objects.get()
    content = str({**event.content, "at": None})  # microseconds hold any three digits too
    identifiers = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # hold any three digits
    assert identifiers.search(content)
    assert not any(word in identifiers.sub("", content) for word in ("Sato", "Hikari", "620", "Magnets"))


def test_an_act_that_fails_leaves_no_event() -> None:
    def fail(**_kwargs: object) -> None:
        raise RuntimeError

    partnership_registered.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            register(small())
    finally:
        partnership_registered.disconnect(fail)
    assert not AuditEvent.objects.exists()
    assert not AuditChain.objects.exists()


def test_a_key_is_an_event_of_the_rest_without_its_secret(meti: GovernmentBody) -> None:
    key, text = make_key(meti, scopes=("read",))
    event = AuditEvent.objects.get()
    assert (event.chain.name, event.actor, event.verb, event.object) == (
        "rest",
        COMMAND,
        "key_made",
        f"key:{key.prefix}",
    )
    assert event.after == {"body": "METI", "scopes": ["read"], "expires_at": key.expires_at.isoformat()}
    assert text.split("_", 2)[2] not in str(event.content)


def test_the_events_of_a_chain_follow_one_another() -> None:
    one, two = (record_event(actor=actor_of(None), verb="tried", what=f"thing:{n}") for n in (1, 2))
    assert (one.number, one.previous) == (1, "")
    assert (two.number, two.previous) == (2, one.hash)
    chain = AuditChain.objects.get()
    assert (chain.length, chain.head) == (2, two.hash)
    assert not verify_audit().troubles


def acts_on(partnerships: Sequence[Partnership]) -> list[PartnershipAct]:
    """Return an act on each partnership, which wrote a source of its own; another source belongs to no act."""
    Source.objects.create(title="of nobody", publisher=f"{len(partnerships)}")
    return [
        PartnershipAct(
            what=f"thing:{each.pk}",
            partnership=each.pk,
            after={},
            rows=[Source.objects.create(title=f"of {each.reference}")],
        )
        for each in partnerships
    ]


def test_several_acts_have_an_event_each_with_its_own_rows_in_as_many_statements_as_one() -> None:
    partnerships = [register(small(reference=f"T-{number}")).partnership for number in range(4)]
    before = dict(AuditChain.objects.values_list("name", "head"))

    def record(some: Sequence[Partnership]) -> int:
        with transaction.atomic():
            acts = acts_on(some)
            with CaptureQueriesContext(connection) as captured:
                record_acts(acts, actor=COMMAND, verb="tried")
        return len(captured)

    assert record(partnerships[:1]) == record(partnerships[1:])
    events = list(AuditEvent.objects.filter(verb="tried").order_by("pk"))
    assert [each.number for each in events] == [2] * 4
    assert all(each.previous == before[each.chain.name] for each in events)
    titles = {str(pk): title for pk, title in Source.objects.values_list("pk", "title")}
    named = {
        each.chain.name.removeprefix("partnership:"): sorted(
            titles[key] for key in (each.rows or {})["written"]["institutions_source"]
        )
        for each in events
    }
    assert named == {
        str(each.pk): [f"of T-{number}", *(["of nobody"] if number < 2 else [])]  # those first in their transactions
        for number, each in enumerate(partnerships)
    }
    assert not verify_audit().troubles


def test_no_acts_leave_no_event() -> None:
    record_acts([], actor=COMMAND, verb="tried")
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("table", ["institutions_auditevent", "institutions_auditseal"])
@pytest.mark.parametrize("act", ["UPDATE {} SET number = 7", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_the_trail(table: str, act: str) -> None:
    event = record_event(actor=COMMAND, verb="tried", what="thing:1")
    AuditSeal.objects.create(number=1, at=event.at, heads={}, hash="0")
    with pytest.raises(DatabaseError, match="the audit trail is never changed"), transaction.atomic():
        connection.cursor().execute(act.format(table))
    assert AuditEvent.objects.get().number == AuditSeal.objects.get().number == 1
