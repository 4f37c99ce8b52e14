"""A registered partnership is copied as a new proposal by whoever may read and submit it."""

import pytest
from django.test import Client
from django.utils import timezone

from institutions.models import Account, AuditEvent, FormDraft, GovernmentBody, Partnership, Role
from tests.documents import example, small, with_statement
from tests.rules.review.casework.building import registered
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("digital_agency")


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    """Return an officer of METI without the right to restricted partnerships."""
    return Account.objects.create_user("an officer", role=Role.OFFICER, body=meti)


def copied(client: Client, partnership: Partnership) -> FormDraft:
    """Copy a partnership, and return the draft that opens."""
    answer = client.post(f"/partnerships/{partnership.pk}/copy/")
    draft = FormDraft.objects.latest("created_at")
    assert answer.headers["Location"] == f"/propose/{draft.pk}/proposal/"
    return draft


def test_a_copy_has_the_content_and_neither_the_reference_nor_the_dates_of_the_old_selection(officer: Account) -> None:
    document = example("open_call")
    document["selection"] |= {"opened_on": "2026-04-01", "closed_on": "2026-05-20", "reserve_price_yen": 1}
    partnership, client = registered(document, account=officer), signed_in(officer)
    draft = copied(client, partnership)
    found = draft.document
    assert draft.partnership is None
    assert found.keys() & {"reference", "revision", "period", "assess_as_of"} == set()
    assert found["proposed_on"] == timezone.localdate().isoformat()
    assert found["selection"] == {"method": "open", "object": "research", "legal_ground": None}
    kinds = {each["kind"] for each in found["statements"]}
    assert "bid" not in kinds
    assert "appointment" in kinds
    for same in ("title", "sponsor", "domain", "value_yen", "participants", "officials", "companies", "people"):
        assert found[same] == document[same]
    assert client.get(f"/propose/{draft.pk}/check/").status_code == 200


def test_a_copy_is_registered_as_another_partnership_once_it_has_a_reference(officer: Account) -> None:
    partnership, client = registered(small(), account=officer), signed_in(officer)
    draft = copied(client, partnership)
    draft.store({**draft.document, "reference": "T-2"}, version=draft.version, step="proposal")
    client.post(f"/propose/{draft.pk}/check/", {"version": draft.version})
    assert set(Partnership.objects.values_list("reference", flat=True)) == {"T-1", "T-2"}


def test_copying_leaves_an_event_of_reading_what_is_sensitive(officer: Account) -> None:
    gift = {"giver": "hikari", "person": "sato", "type": "gift", "value_yen": 6000, "on": "2026-06-01"}
    partnership = registered(with_statement(kind="benefit", **gift), account=officer)
    before = AuditEvent.objects.filter(object=f"partnership:{partnership.pk}").count()
    copied(signed_in(officer), partnership)
    assert AuditEvent.objects.filter(object=f"partnership:{partnership.pk}").count() == before + 1


def test_nobody_copies_what_they_may_not_read_or_submit(
    officer: Account, meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    partnership = registered(account=officer)
    others = Account.objects.create_user("another", role=Role.OFFICER, body=digital_agency)
    auditor = Account.objects.create_user("an auditor", role=Role.AUDITOR)
    for account, status in ((others, 404), (auditor, 403)):
        assert signed_in(account).post(f"/partnerships/{partnership.pk}/copy/").status_code == status
    Partnership.objects.filter(pk=partnership.pk).update(secret=True)
    assert signed_in(officer).post(f"/partnerships/{partnership.pk}/copy/").status_code == 404
    assert not FormDraft.objects.exists()


@pytest.mark.parametrize("closed", ["partnership", "account", "body"])
def test_a_copy_opens_only_while_its_writer_may_read_what_it_was_copied_from(
    officer: Account, digital_agency: GovernmentBody, closed: str
) -> None:
    partnership, client = registered(small(), account=officer), signed_in(officer)
    if closed == "account":  # an entitled officer copied it, and the right was taken away
        Partnership.objects.filter(pk=partnership.pk).update(secret=True)
        Account.objects.filter(pk=officer.pk).update(reads_secret=True)
    draft = copied(client, partnership)
    addresses = (f"/propose/{draft.pk}/proposal/", f"/propose/{draft.pk}/check/", f"/propose/{draft.pk}/precheck/")
    assert [client.get(each).status_code for each in addresses] == [200, 200, 200]
    if closed == "partnership":
        Partnership.objects.filter(pk=partnership.pk).update(secret=True)
    elif closed == "account":
        Account.objects.filter(pk=officer.pk).update(reads_secret=False)
    else:
        Account.objects.filter(pk=officer.pk).update(body=digital_agency)
    assert [client.get(each).status_code for each in addresses] == [404, 404, 404]
    submitted = client.post(f"/propose/{draft.pk}/check/", {"version": draft.version})
    assert submitted.status_code == 404
    listed = client.get("/propose/")
    assert listed.status_code == 200
    assert str(draft.pk) not in listed.content.decode()


def test_the_page_of_a_partnership_offers_the_copy_to_those_alone_who_may_revise(officer: Account) -> None:
    partnership = registered(small(), account=officer)
    address = f'action="/partnerships/{partnership.pk}/copy/"'
    assert address in signed_in(officer).get(f"/partnerships/{partnership.pk}/").content.decode()
    auditor = Account.objects.create_user("an auditor", role=Role.AUDITOR)
    assert address not in signed_in(auditor).get(f"/partnerships/{partnership.pk}/").content.decode()
