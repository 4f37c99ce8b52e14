"""That a person of an open case was found to be one of a restricted case tells nobody without the right to it."""

from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.drafts.name_searches import search_waiting
from institutions.models import Account, GovernmentBody, IdentityLead, Partnership, Party, Role
from institutions.parties.identities.deciding import decide_lead, undo_decision
from rules.models import Assessment, State
from tests.every import undone
from tests.policyengine.access.answers import lasting, text_of
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import FREE_NUMBER, OPEN_NAME, restricted
from tests.rules.web.pages.conftest import signed_in

REASON = "Compared the registers of staff."


class FoundTwice(NamedTuple):
    """An open and a restricted case of one body that name somebody alike, the two people, and who may decide."""

    opened: Partnership
    closed: Partnership
    free: Party
    confined: Party
    entitled: Account


def open_case() -> dict[str, Any]:
    company = {"key": "kuroi", "name": OPEN_NAME, "corporate_number": FREE_NUMBER}
    return restricted(reference="OPEN-3", title={"en": "Open optics"}, secrecy="none", companies=[company])


@pytest.fixture
def found(meti: GovernmentBody, digital_agency: GovernmentBody) -> FoundTwice:
    opened = assessed(open_case()).partnership
    closed = assessed(restricted()).partnership
    search_waiting()
    free, confined = (Party.objects.get(name_en="Kuroi Jun", confined=each) for each in (False, True))
    entitled = Account.objects.create_user("entitled", role=Role.OFFICER, body=meti, reads_secret=True)
    return FoundTwice(opened, closed, free, confined, entitled)


@pytest.fixture
def lead(found: FoundTwice) -> IdentityLead:
    return IdentityLead.objects.get(party=found.confined, candidate=found.free)


def asked_again() -> set[Partnership]:
    return {each.partnership for each in Assessment.objects.filter(state=State.QUEUED)}


def readings(clients: list[Client], found: FoundTwice, monkeypatch: pytest.MonkeyPatch) -> list[tuple[object, ...]]:
    """Return status, content and number of queries of pages of the open case and of its person."""
    monkeypatch.setattr("institutions.accounts.sign_in.sessions.NOTED_EVERY", 24 * 60 * 60)
    case, person = found.opened.pk, found.free.pk
    addresses = (
        f"/partnerships/{case}/",
        f"/partnerships/{case}/case/",
        f"/people/{person}/",
        f"/api/v1/partnerships/{case}/case/",
    )
    answers: list[tuple[object, ...]] = []
    for client in clients:
        for address in addresses:
            for _first_and_second in range(2):
                with undone(), CaptureQueriesContext(connection) as queries:
                    answer = client.get(address)
                    number = len(queries)
            answers.append((address, answer.status_code, number, lasting(text_of(answer))))
    return answers


def test_the_confirmation_shows_in_no_page_and_no_number_of_queries(
    found: FoundTwice, lead: IdentityLead, meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts = [Account.objects.create_user("officer", role=Role.OFFICER, body=meti)]
    accounts.append(Account.objects.create_user("auditor", role=Role.AUDITOR))
    clients = [signed_in(each) for each in accounts]
    apart = IdentityLead.objects.get(pk=lead.pk)
    decide_lead(apart, same=False, reason=REASON, account=found.entitled)
    undo_decision(apart, reason=REASON, account=found.entitled)
    before = readings(clients, found, monkeypatch)
    assert {each[1] for each in before} == {200}
    decide_lead(lead, same=True, reason=REASON, account=found.entitled)
    assert readings(clients, found, monkeypatch) == before


def test_a_decision_asks_again_for_the_restricted_case_alone(found: FoundTwice, lead: IdentityLead) -> None:
    preview = signed_in(found.entitled).get(f"/leads/{lead.pk}/preview/").content.decode()
    assert ("SECRET-7" in preview, "OPEN-3" in preview) == (True, False)
    decide_lead(lead, same=True, reason=REASON, account=found.entitled)
    assert asked_again() == {found.closed}
    Assessment.objects.filter(state=State.QUEUED).delete()
    undo_decision(lead, reason=REASON, account=found.entitled)
    assert asked_again() == {found.closed}


def test_the_open_person_stands_for_both_whichever_of_them_came_first(
    found: FoundTwice, lead: IdentityLead, meti: GovernmentBody
) -> None:
    turned = IdentityLead.objects.create(
        party=found.free, candidate=found.confined, folded=lead.folded, match="-", body=meti, created_at=lead.created_at
    )
    decide_lead(turned, same=True, reason=REASON, account=found.entitled)
    found.free.refresh_from_db()
    found.confined.refresh_from_db()
    assert (found.free.same_as_id, found.confined.same_as_id) == (None, found.free.pk)
    assert asked_again() == {found.closed}
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti)
    assert signed_in(officer).get(f"/people/{found.free.pk}/").status_code == 200
    undo_decision(turned, reason=REASON, account=found.entitled)
    assert not Party.objects.filter(name_en="Kuroi Jun", same_as__isnull=False).exists()
