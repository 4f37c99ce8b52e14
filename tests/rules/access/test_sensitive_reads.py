"""Whoever may read of kin, gifts, income and acts leaves an event each time; the event names rows, and holds none."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, GovernmentBody, Role
from rules.access.sensitive_reads import VERB
from rules.models import Assessment
from tests.policyengine.access.proposals import GIFT_YEN, document
from tests.rules.assessing.test_findings import assessed

pytestmark = pytest.mark.usefixtures("meti")
API = "/api/v1"


@pytest.fixture
def assessment(meti: GovernmentBody) -> Assessment:
    """Return a document in which an official was given something by the partner, and her spouse is stated."""
    cache.clear()
    return assessed(document())


def client_of(role: Role, body: GovernmentBody | None = None) -> Client:
    """Return somebody of this role, signed in."""
    client = Client()
    client.force_login(Account.objects.create_user(str(role), role=role, body=body))
    return client


def events() -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(verb=VERB).order_by("pk"))


def look(client: Client, address: str) -> int:
    """Return the status, once the answer was read to its end: a file that is left half read keeps its cursor open."""
    answer = client.get(address)
    if answer.streaming:
        assert answer.getvalue()
    return answer.status_code


def addresses(assessment: Assessment) -> list[tuple[str, str]]:
    """Return each address that shows sensitive content of it, with the object of the event."""
    partnership, own = assessment.partnership_id, f"assessment:{assessment.pk}"
    return [
        (f"/partnerships/{partnership}/", own),
        (f"/partnerships/{partnership}/assessment/", own),
        (f"/partnerships/{partnership}/graph/", own),
        (f"/assessments/{assessment.pk}/clearing/", own),
        (f"/assessments/{assessment.pk}/why-not/COI-01/", own),
        (f"{API}/assessments/{assessment.pk}/", own),
        (f"{API}/assessments/{assessment.pk}/graph/", own),
        (f"{API}/assessments/{assessment.pk}/clearing/", own),
        (f"{API}/assessments/{assessment.pk}/why-not/COI-01/", own),
        (f"{API}/partnerships/{partnership}/", f"partnership:{partnership}"),
        (f"{API}/findings/", "findings"),
        (f"{API}/exports/json/", "export:json"),
        (f"{API}/exports/json/?what=partnerships", "export:json"),
        (f"{API}/exports/csv/?what=benefits", "export:csv"),
    ]


def test_each_place_that_shows_it_leaves_one_event_that_holds_no_content(assessment: Assessment) -> None:
    auditor = client_of(Role.AUDITOR)
    actor = f"account:{Account.objects.get(username='auditor').pk}"
    for address, what in addresses(assessment):
        cache.clear()
        before = len(events())
        assert look(auditor, address) == 200
        new = events()[before:]
        assert [(each.actor, each.object) for each in new] == [(actor, what)], address
        (event,) = new
        assert event.request_id
        assert event.after
        assert all(len(value) == 64 for value in event.after["values"].values()), address
        for said in (str(GIFT_YEN), "Mori", "森", "Sato", "spouse", "gift"):
            assert said not in str(event.content), address
    assert verify_audit().troubles == ()


def test_what_belongs_to_a_partnership_stands_in_its_chain(assessment: Assessment) -> None:
    client_of(Role.REVIEWER).get(f"/partnerships/{assessment.partnership_id}/")
    (event,) = events()
    assert event.chain.name == f"partnership:{assessment.partnership_id}"
    kinds = {name.partition("/")[0] for name in event.after["values"]}  # type: ignore[index]  # checked above
    assert len(kinds) >= 1


def test_looking_again_within_the_hour_says_nothing_new_but_somebody_else_does(
    assessment: Assessment, meti: GovernmentBody
) -> None:
    auditor, officer = client_of(Role.AUDITOR), client_of(Role.OFFICER, meti)
    page = f"/partnerships/{assessment.partnership_id}/"
    for _ in range(3):
        auditor.get(page)
        auditor.get(f"{page}assessment/")  # the same values, fetched again
    assert len(events()) == 1
    officer.get(page)
    assert len(events()) == 2
    cache.clear()  # an hour later
    auditor.get(page)
    assert len(events()) == 3


def test_a_key_stands_for_its_body_and_is_named_by_its_prefix(assessment: Assessment, meti: GovernmentBody) -> None:
    key, text = make_key(meti, scopes=SCOPES)
    Client().get(f"{API}/assessments/{assessment.pk}/", headers={"Authorization": f"Bearer {text}"})
    (event,) = events()
    assert event.actor == "body:METI"
    assert event.after
    assert event.after["key"] == key.prefix


@pytest.mark.parametrize("role", [Role.RULEBOOK_EDITOR, Role.ADMINISTRATOR])
def test_who_is_shown_nothing_sensitive_leaves_no_event(assessment: Assessment, role: Role) -> None:
    client = client_of(role)
    for address, _what in addresses(assessment):
        look(client, address)
    assert events() == []


def test_a_case_without_anything_sensitive_leaves_none(meti: GovernmentBody) -> None:
    plain = document(reference="OWN-2")
    plain["statements"] = [each for each in plain["statements"] if each["kind"] not in ("benefit", "kinship")]
    assessment = assessed(plain)
    auditor = client_of(Role.AUDITOR)
    auditor.get(f"{API}/partnerships/{assessment.partnership_id}/")
    look(auditor, f"{API}/exports/json/")
    assert events() == []


def test_the_event_and_the_mark_that_keeps_the_next_away_come_together(
    assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the event cannot be written, nothing is shown, and the next look is not taken for a second one."""

    def fail(**_said: Any) -> None:
        raise RuntimeError

    auditor = client_of(Role.AUDITOR)
    page = f"/partnerships/{assessment.partnership_id}/"
    with monkeypatch.context() as patch:
        patch.setattr("rules.access.sensitive_reads.record_event", fail)
        with pytest.raises(RuntimeError):
            auditor.get(page)
    auditor.get(page)
    assert len(events()) == 1
