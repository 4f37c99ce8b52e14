"""One administrator asks for the enactment of a draft, another one confirms it; nobody does both."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from institutions.models import Account, Enactment, GovernmentBody, RequestState, Role
from rules.models import EnactmentRequest, ReorganisationDraft, ReorganisationState
from rules.planning.drafting import begin_reorganisation, check_reorganisation, save_reorganisation
from rules.planning.enacting import waiting_on
from tests.people import person_named
from tests.rules.web.api.test_reorganisations import bodies as bodies
from tests.rules.web.api.test_reorganisations import document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bodies")]
LAW = {"law": "Fictional Act for an Agency (Act No. 0), art. 1", "note": None}


def administrator(name: str) -> Client:
    client = Client()
    person = person_named(name)
    client.force_login(Account.objects.create_user(name, role=Role.ADMINISTRATOR, person=person))
    return client


def drafted(law: object = LAW, **more: Any) -> ReorganisationDraft:
    planner = Account.objects.create_user("planner", role=Role.PLANNER)
    on = (timezone.localdate() + timedelta(days=30)).isoformat()
    made, _new = begin_reorganisation(planner, check_reorganisation(document(basis=law, on=on, **more)))
    assert made.state == ReorganisationState.CHECKED
    return made


def shown(draft: ReorganisationDraft) -> dict[str, Any]:
    """Return what the page of a draft sends with each act: the revision and the request that it shows."""
    now = ReorganisationDraft.objects.get(pk=draft.pk)
    waiting = waiting_on(now)
    return {"seen": now.revision, "request": waiting.pk if waiting else ""}


def act(client: Client, draft: ReorganisationDraft, what: str, **seen: Any) -> int:
    given = {"act": what, **(seen or shown(draft))}
    return client.post(f"/reorganisations/{draft.pk}/enactment/", given).status_code


def test_two_administrators_enact_a_draft_and_withdraw_it_before_its_day() -> None:
    draft, first, second = drafted(), administrator("Sato Haruka"), administrator("Mori Akira")
    assert act(first, draft, "enact") == 302
    assert not Enactment.objects.exists()
    assert act(first, draft, "confirm") == 422  # the one who asked
    assert "asked on" in second.get(f"/reorganisations/{draft.pk}/").content.decode()
    assert act(second, draft, "confirm") == 302
    draft.refresh_from_db()
    made = Enactment.objects.get()
    assert (draft.state, made.reference, made.withdrawn_at) == (ReorganisationState.ENACTED, "ESA-1", None)
    assert GovernmentBody.objects.filter(code="ESA").exists()
    answer = second.get(f"/api/v1/reorganisations/{draft.pk}/").json()
    assert answer["state"] == "enacted"
    assert act(second, draft, "withdraw") == 302
    assert act(first, draft, "confirm") == 302
    draft.refresh_from_db()
    made.refresh_from_db()
    assert (draft.state, made.withdrawn_at is None) == (ReorganisationState.WITHDRAWN, False)


def test_what_cannot_be_enacted_or_withdrawn_is_refused_when_it_is_asked_for() -> None:
    """The second administrator learned of it, after the request had waited for days."""
    draft, first, second = (
        drafted({"law": None, "note": "a study group"}),
        administrator("Sato Haruka"),
        administrator("Mori Akira"),
    )
    refused = first.post(f"/reorganisations/{draft.pk}/enactment/", {"act": "enact", **shown(draft)})
    assert (refused.status_code, "names no law" in refused.content.decode()) == (422, True)
    assert not EnactmentRequest.objects.exists()
    planner = draft.account
    assert planner
    due = document(basis=LAW, on=timezone.localdate().isoformat())
    save_reorganisation(draft.pk, check_reorganisation(due), seen=1, owner=planner)
    assert (act(first, draft, "enact"), act(second, draft, "confirm")) == (302, 302)
    late = second.post(f"/reorganisations/{draft.pk}/enactment/", {"act": "withdraw", **shown(draft)})
    assert (late.status_code, "is in force since" in late.content.decode()) == (422, True)


def test_a_draft_that_can_no_longer_be_enacted_is_refused_and_the_request_waits_on() -> None:
    draft, first, second = drafted(), administrator("Sato Haruka"), administrator("Mori Akira")
    assert act(first, draft, "enact") == 302
    GovernmentBody.objects.create(code="ESA", name_en="Another (fictional)", type="other")
    refused = second.post(f"/reorganisations/{draft.pk}/enactment/", {"act": "confirm", **shown(draft)})
    assert (refused.status_code, "The code ESA is taken" in refused.content.decode()) == (422, True)
    assert EnactmentRequest.objects.get().state == RequestState.WAITING
    assert act(second, draft, "refuse") == 302
    assert act(second, draft, "confirm") == 422
    assert not Enactment.objects.exists()


def test_a_request_is_about_the_revision_that_was_looked_at() -> None:
    draft, first, second = drafted(), administrator("Sato Haruka"), administrator("Mori Akira")
    act(first, draft, "enact")
    ReorganisationDraft.objects.filter(pk=draft.pk).update(revision=2)
    draft.revisions.model.objects.bulk_create(
        [draft.revisions.model(draft=draft, number=2, document=document(), sha256="0" * 64)]
    )
    assert act(second, draft, "confirm") == 422
    assert not Enactment.objects.exists()


def test_nobody_asks_for_or_confirms_what_their_page_did_not_show() -> None:
    draft, first, second = drafted(), administrator("Sato Haruka"), administrator("Mori Akira")
    opened = shown(draft)
    planner, later = draft.account, (timezone.localdate() + timedelta(days=60)).isoformat()
    assert planner
    save_reorganisation(draft.pk, check_reorganisation(document(basis=LAW, on=later)), seen=1, owner=planner)
    assert act(first, draft, "enact", **opened) == 422, "it was saved after the administrator had opened it"
    assert act(first, draft, "enact") == 302
    opened = shown(draft)
    page = second.get(f"/reorganisations/{draft.pk}/").content.decode()
    assert f'name="request" value="{opened["request"]}"' in page
    assert act(first, draft, "refuse") == 302
    assert act(first, draft, "enact") == 302
    assert act(second, draft, "confirm", **opened) == 422, "another request than the page showed"
    assert not Enactment.objects.exists()
    assert act(second, draft, "confirm") == 302
