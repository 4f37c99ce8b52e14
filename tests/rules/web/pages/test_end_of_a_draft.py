"""A draft ends by being submitted, which its pages then say, or by being deleted by its writer."""

import re

import pytest
from django.test import Client

from institutions.models import Account, AuditEvent, FormDraft, GovernmentBody, Partnership, Role
from tests.documents import example, small
from tests.rules.review.casework.building import officer, registered
from tests.rules.web.pages.conftest import signed_in
from tests.rules.web.pages.filling import with_form_keys

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """Return a draft of METI's officer with everything written."""
    client.post("/propose/")
    draft = FormDraft.objects.get()
    draft.store(with_form_keys(example("hikari_magnetics")), version=draft.version, step="statements")
    return draft


@pytest.mark.parametrize(("language", "said"), [("en", "This draft was already submitted"), ("ja", "提出済み")])
def test_whoever_goes_back_after_submitting_is_led_to_the_partnership(
    client: Client, draft: FormDraft, language: str, said: str
) -> None:
    client.post(f"/propose/{draft.pk}/check/", {"version": draft.version})
    partnership = Partnership.objects.get()
    for path in ("check", "proposal", "statements/0", "precheck", "delete"):
        page = client.get(f"/propose/{draft.pk}/{path}/", headers={"Accept-Language": language})
        assert page.status_code == 410
        assert said in page.content.decode()
        assert f'href="/partnerships/{partnership.pk}/"' in page.content.decode()
    again = client.post(f"/propose/{draft.pk}/check/", {"version": draft.version})
    assert again.status_code == 410
    assert Partnership.objects.count() == 1


def test_nobody_else_learns_what_became_of_a_draft(client: Client, draft: FormDraft, meti: GovernmentBody) -> None:
    client.post(f"/propose/{draft.pk}/check/", {"version": draft.version})
    colleague = signed_in(Account.objects.create_user("colleague", role=Role.OFFICER, body=meti))
    assert colleague.get(f"/propose/{draft.pk}/check/").status_code == 404


def test_a_revision_is_closed_to_its_writer_with_the_partnership(client: Client, draft: FormDraft) -> None:
    client.post(f"/propose/{draft.pk}/check/", {"version": draft.version})
    partnership = Partnership.objects.get()
    client.post(f"/partnerships/{partnership.pk}/revise/")
    revision, title = FormDraft.objects.get(), example("hikari_magnetics")["title"]["en"]
    assert title in client.get("/propose/").content.decode()
    assert client.get(f"/propose/{revision.pk}/proposal/").status_code == 200
    Partnership.objects.update(secret=True)
    for path in ("check", "proposal", "statements/0", "precheck", "delete"):
        assert client.get(f"/propose/{revision.pk}/{path}/").status_code == 404
    for page in ("/propose/", "/"):
        assert title not in client.get(page).content.decode()
    Account.objects.update(reads_secret=True)
    assert client.get(f"/propose/{revision.pk}/proposal/").status_code == 200


def test_a_writer_deletes_their_draft_after_a_page_that_asks(client: Client, draft: FormDraft) -> None:
    address, before = f"/propose/{draft.pk}/delete/", AuditEvent.objects.count()
    assert f'href="{address}"' in client.get("/propose/").content.decode()
    assert f'href="{address}"' in client.get(f"/propose/{draft.pk}/proposal/").content.decode()
    page = client.get(address).content.decode()
    assert "Delete this draft?" in page
    assert FormDraft.objects.exists(), "asking deletes nothing"
    answer = client.post(address, {"version": draft.version}, follow=True)
    assert "The draft was deleted." in answer.content.decode()
    assert not FormDraft.objects.exists()
    assert AuditEvent.objects.count() == before
    assert client.get(address).status_code == 404


def test_a_draft_that_was_changed_meanwhile_is_not_deleted(client: Client, draft: FormDraft) -> None:
    old = draft.version
    draft.store({**draft.document, "reference": "T-NEW"}, version=old, step="proposal")
    for version in (old, "", "x"):
        answer = client.post(f"/propose/{draft.pk}/delete/", {"version": version}, follow=True)
        assert "Check it again before you delete it." in answer.content.decode()
    assert FormDraft.objects.get().document["reference"] == "T-NEW"


def test_a_draft_of_a_revision_goes_and_the_partnership_stays(client: Client, case: Partnership) -> None:
    client.post(f"/partnerships/{case.pk}/revise/")
    draft = FormDraft.objects.get()
    page = client.get(f"/propose/{draft.pk}/delete/").content.decode()
    assert "The registered partnership stays as it is." in page
    client.post(f"/propose/{draft.pk}/delete/", {"version": draft.version})
    assert not FormDraft.objects.exists()
    assert Partnership.objects.filter(pk=case.pk).exists()


def test_nobody_else_deletes_a_draft(draft: FormDraft, meti: GovernmentBody) -> None:
    colleague = signed_in(Account.objects.create_user("colleague", role=Role.OFFICER, body=meti))
    assert colleague.post(f"/propose/{draft.pk}/delete/", {"version": draft.version}).status_code == 404
    assert FormDraft.objects.exists()


def test_a_draft_that_its_writer_may_not_open_takes_no_room(
    client: Client, case: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.web.pages.form.drafts.MOST_DRAFTS", 1)
    client.post(f"/partnerships/{case.pk}/copy/")
    client.post("/propose/")
    assert FormDraft.objects.count() == 1
    Partnership.objects.update(secret=True)
    client.post("/propose/")
    assert FormDraft.objects.count() == 2


def test_a_draft_of_a_revision_is_told_from_that_of_a_proposal(meti: GovernmentBody) -> None:
    account = officer(meti, "reviser")
    case, client = registered(small()), signed_in(account)
    client.post("/propose/")
    FormDraft.objects.update(document=small())
    client.post(f"/partnerships/{case.pk}/revise/")
    for address in ("/propose/", "/"):
        page = client.get(address).content.decode()
        assert page.count("Magnets (revision of T-1)") >= 1
        assert re.search(r">Magnets ?<", page), "the proposal has its title alone"
