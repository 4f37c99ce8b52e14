"""Events that tell of restricted partnerships, but belong to no one of them, are read with the right to them alone."""

from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from institutions.access.events import events_for
from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.audit.verify import verify_audit
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.same_numbers import match_same_numbers
from institutions.models import Account, AuditEvent, GovernmentBody, IdentityLead, NameSearch, Party, Person, Role
from institutions.models.audit import RESTRICTED_REST
from institutions.parties.identities.deciding import decide_lead
from rules.models import Assessment, AuditSample
from rules.review.auditing.sampling import note_event
from rules.review.person_data.releasing import prepare_person_data
from tests.people import person_named
from tests.rules.assessing.test_findings import assessed
from tests.rules.restricted_parties.building import NUMBER, naming, restricted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
API = "/api/v1"


def gifted(**changes: Any) -> dict[str, Any]:
    """Return the restricted case with a gift to its official, which is sensitive."""
    content = restricted(sources=[{"key": "told", "title": "Hayabusa register (fictional)"}], **changes)
    gift = {"kind": "benefit", "person": "jun", "giver": "kuroi", "type": "gift", "value_yen": 54_321}
    content["statements"].append({**gift, "on": "2026-06-16", "source": "told"})
    return content


@pytest.fixture
def hidden(meti: GovernmentBody, digital_agency: GovernmentBody) -> Assessment:
    """Return the assessment of the restricted case, beside an open one with the number of its company."""
    found = assessed(gifted())
    assessed(naming(name={"en": "Shiro Optics Ltd."}, corporate_number=NUMBER))
    match_same_numbers()
    return found


def account(name: str, role: Role, body: GovernmentBody | None = None, *, right: bool = True) -> Account:
    return Account.objects.create_user(name, role=role, body=body, reads_secret=right, person=person_named(name))


def signed_in(user: Account) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read_everything(hidden: Assessment, meti: GovernmentBody) -> set[str]:
    """Read, search and decide what tells of the restricted case, by people with the right; return the verbs."""
    officer, auditor = account("officer", Role.OFFICER, meti), account("entitled", Role.AUDITOR)
    company, person = Party.objects.get(confined=True, kind="company"), Person.objects.get(name_en="Kuroi Jun")
    source = hidden.partnership.submissions.get().document["sources"][0]["title"]
    client = signed_in(officer)
    for address in (
        f"/companies/{company.pk}/",
        f"/people/{person.pk}/",
        f"{API}/findings/",
        f"{API}/connections/?a={company.pk}&b={person.pk}",
        "/exports/file/?format=json&what=findings",
        "/exports/file/?format=json&what=partnerships",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.getvalue()
    key = make_key(meti, scopes=SCOPES)[1]
    assert Client(headers={"Authorization": f"Bearer {key}"}).get(f"{API}/findings/").status_code == 200
    assert source in client.get("/sources/").content.decode()
    auditing = signed_in(auditor)
    for query in (f"object=party:{person.pk}", f"partnership={hidden.partnership_id}&actor=officer"):
        assert auditing.get(f"/audit/?{query}").status_code == 200
        assert auditing.get(f"/audit/events.csv?{query}").status_code == 200
    assert auditing.get(f"/audit/events.csv?object=assessment:{hidden.pk}").status_code == 200
    search_waiting()
    lead = IdentityLead.objects.get(party=company)
    decide_lead(lead, same=True, reason="Compared the registers.", account=officer)
    prepare_person_data(person, reason="She asked in person on 2 November.", account=auditor)
    return {
        "sensitive_read",
        "audit_searched",
        "audit_exported",
        "lead_confirmed",
        "person_data_prepared",
        "matches_found",
    }


def test_an_auditor_without_the_right_reads_no_event_that_tells_of_it(hidden: Assessment, meti: GovernmentBody) -> None:
    before = AuditEvent.objects.latest("pk").pk
    told = read_everything(hidden, meti)
    blind, entitled = account("blind", Role.AUDITOR, right=False), Account.objects.get(username="entitled")
    new = Q(pk__gt=before) | Q(verb="matches_found")
    everything = events_for(entitled).filter(new)
    assert told <= {each.verb for each in everything}
    closed = everything.filter(chain__name=RESTRICTED_REST)
    assert told <= {each.verb for each in closed}
    confined = Party.objects.filter(confined=True).values_list("pk", flat=True)
    names = {str(each) for each in (hidden.partnership_id, hidden.pk, *confined)}
    for event in events_for(blind).filter(new):
        assert event.verb not in told, (event.verb, event.object, event.after)
        assert not [name for name in names if name in f"{event.object} {event.before} {event.after}"]
    client = signed_in(blind)
    for event in closed:
        assert client.get(f"/audit/events/{event.pk}/").status_code == 404
        assert client.get(f"{API}/audit/events/{event.pk}/").status_code == 404
    assert verify_audit(rows=False).troubles == ()


def test_a_search_for_possible_matches_tells_each_auditor_of_those_that_they_may_read(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    """Several searches find matches at once: of an open one everybody learns, of another one those with the right."""
    for reference, name in (("OPEN-1", "ヒカリ磁性株式会社"), ("OPEN-2", "㈱ヒカリ磁性")):
        assessed(naming("METI", name={"ja": name}) | {"reference": reference})
    searches = set(NameSearch.objects.values_list("pk", flat=True))
    assessed(restricted(companies=[{"key": "kuroi", "name": {"ja": "(株)ヒカリ磁性"}}]))
    of_closed = set(NameSearch.objects.values_list("pk", flat=True)) - searches
    before = AuditEvent.objects.latest("pk").pk
    search_waiting()
    blind, entitled = (account(name, Role.AUDITOR, right=right) for name, right in (("blind", False), ("all", True)))
    told = [told_of_searches(each, before) for each in (blind, entitled)]
    (found, ended), (all_found, all_ended) = told
    assert found == 1, "that of the open two"
    assert all_found == IdentityLead.objects.count() > found
    assert ended == {str(pk) for pk in searches}
    assert all_ended == {str(pk) for pk in searches | of_closed}


def told_of_searches(reader: Account, after: int) -> tuple[int, set[str]]:
    """Return the number of matches, and the searches that ended, of which an auditor reads in events after one."""
    events = events_for(reader).filter(pk__gt=after)
    found = sum((each.after or {})["matches"] for each in events.filter(verb="matches_found"))
    ended = {pk for each in events.filter(verb="names_compared") for pk in (each.after or {})["ended"]}
    return found, ended


def test_what_is_read_of_open_partnerships_by_somebody_with_the_right_is_for_every_auditor(
    hidden: Assessment, meti: GovernmentBody
) -> None:
    open_case = assessed(gifted(reference="OPEN-3", secrecy="none"))
    client = signed_in(account("officer", Role.OFFICER, meti))
    person = open_case.partnership.submissions.get().parties.get(key="jun").party
    assert client.get(f"/people/{person.pk}/").status_code == 200
    blind = account("blind", Role.AUDITOR, right=False)
    assert events_for(blind).filter(verb="sensitive_read", object=f"party:{person.pk}").exists()


@pytest.mark.parametrize("right", [True, False])
def test_a_sample_that_restricted_cases_were_in_is_for_auditors_with_the_right(
    meti: GovernmentBody, *, right: bool
) -> None:
    drawn_by = account("drawing", Role.AUDITOR, right=right)
    now = timezone.now()
    sample = AuditSample.objects.create(
        seed="0", size=1, from_on=now, until_on=now, secret=right, population=7, population_sha256="0", at=now,
        account=drawn_by,
    )  # fmt: skip
    note_event(drawn_by, "sample_drawn", sample, {"population": 7})
    blind = account("blind", Role.AUDITOR, right=False)
    assert events_for(blind).filter(verb="sample_drawn").exists() is not right
    assert events_for(drawn_by).filter(verb="sample_drawn").exists()
