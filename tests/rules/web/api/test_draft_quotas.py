"""An owner of drafts has a limit of open ones and of bytes; above it nothing is stored, and others are not held up."""

import json
from typing import Any

import pytest

from institutions.access.key_making import make_key
from institutions.models import Account, AuditEvent, GovernmentBody, Role, StoredAmount, StoredKind
from institutions.values.hashing import quick_json
from rules.models import DraftRevision, ReorganisationDraft, ReorganisationRevision, RulebookDraft
from rules.models.stored_drafts import bytes_of_drafts
from tests.rules.web.api.test_reorganisations import URL, Program, bodies, document, planner  # noqa: F401
from tests.rules.web.api.test_workshop import COI_01
from tests.rules.web.api.test_workshop import URL as DRAFTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


def stored(**whose: Any) -> int:
    return StoredAmount.objects.get(kind=StoredKind.DRAFTS, **whose).size


def test_a_planner_with_too_many_open_drafts_withdraws_one_first(planner: Program, settings: Any) -> None:  # noqa: F811
    settings.OPEN_DRAFTS_OF_OWNER = 2
    first = planner("post", URL, document("A"), status=201).json()
    planner("post", URL, document("B"), status=201)
    events = AuditEvent.objects.count()
    refused = planner("post", URL, document("C"), status=409).json()
    assert refused["code"] == "reorganisation_draft.too_many_open"
    assert "Withdraw one" in refused["detail"]
    assert (ReorganisationDraft.objects.count(), AuditEvent.objects.count()) == (2, events)
    planner("post", URL, document("A"), status=200)  # what is stored already takes no place
    other = Program(Account.objects.create_user("other", role=Role.PLANNER))
    other("post", URL, document("C"), status=201)
    page = planner.client.post(f"/reorganisations/{first['id']}/copy/", follow=True).content.decode()
    assert "At most 2 drafts of one owner are open at once" in page
    assert planner.client.post(f"/reorganisations/{first['id']}/withdraw/").status_code == 302
    planner("post", URL, document("C"), status=201)


def test_the_revisions_of_an_owner_have_room_for_so_many_bytes(planner: Program, settings: Any) -> None:  # noqa: F811
    first = planner("post", URL, document("A"), status=201).json()
    account = Account.objects.get(username="planner")
    one = ReorganisationRevision.objects.get()
    assert stored(account=account) == len(quick_json(one.document).encode())
    second = document("A", on="2027-04-02")
    settings.DRAFT_BYTES_OF_OWNER = 2 * stored(account=account) - 1
    events = AuditEvent.objects.count()
    url = f"{URL}{first['id']}/"
    refused = planner("put", url, second, If_Match="*", status=413).json()
    assert refused["code"] == "store.full"
    assert "Ask the operations team" in refused["detail"]
    assert planner("post", URL, document("B"), status=413).json()["code"] == "store.full"
    pasted = planner.client.post("/reorganisations/paste/", {"document": json.dumps(second)})
    assert (pasted.status_code, "would be stored for you" in pasted.content.decode()) == (422, True)
    assert (ReorganisationRevision.objects.count(), AuditEvent.objects.count()) == (1, events)
    settings.DRAFT_BYTES_OF_OWNER += 1
    planner("put", url, second, If_Match="*")
    assert stored(account=account) == settings.DRAFT_BYTES_OF_OWNER == bytes_of_drafts(account)


def test_a_system_takes_the_room_of_its_body(planner: Program, settings: Any) -> None:  # noqa: F811
    meti = GovernmentBody.objects.get(code="METI")
    system = Program(key=make_key(meti, scopes=["plan"])[1])
    system("post", URL, document("A"), status=201)
    settings.DRAFT_BYTES_OF_OWNER = stored(body=meti)
    assert system("post", URL, document("B"), status=413).json()["code"] == "store.full"
    planner("post", URL, document("A"), status=201)


def test_a_system_with_too_many_open_drafts_withdraws_one_too(planner: Program, settings: Any) -> None:  # noqa: F811
    settings.OPEN_DRAFTS_OF_OWNER = 1
    system = Program(key=make_key(GovernmentBody.objects.get(code="METI"), scopes=["plan"])[1])
    other = Program(key=make_key(GovernmentBody.objects.get(code="CAO"), scopes=["plan"])[1])
    url = f"{URL}{system('post', URL, document('A'), status=201).json()['id']}/"
    assert "Withdraw one" in system("post", URL, document("B"), status=409).json()["detail"]
    other("post", f"{url}withdraw/", status=404)
    assert planner("post", f"{url}withdraw/", status=409).json()["code"] == "reorganisation_draft.of_another"
    assert system("post", f"{url}withdraw/").json()["state"] == "withdrawn"
    assert AuditEvent.objects.filter(verb="reorganisation_withdrawn").count() == 1
    assert system("post", f"{url}withdraw/", status=409).json()["code"] == "reorganisation_draft.over"
    system("post", URL, document("B"), status=201)


def test_drafts_of_before_the_count_are_counted_when_the_next_is_stored(planner: Program) -> None:  # noqa: F811
    planner("post", URL, document("A"), status=201)
    StoredAmount.objects.all().delete()
    planner("post", URL, document("B"), status=201)
    account = Account.objects.get(username="planner")
    assert stored(account=account) == bytes_of_drafts(account)


def test_drafts_of_rulebooks_have_the_same_limits(settings: Any) -> None:
    editor = Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR)
    call = Program(editor)
    made = call("post", DRAFTS, {"name": "One"}, status=201).json()
    settings.OPEN_DRAFTS_OF_OWNER = 1
    refused = call("post", DRAFTS, {"name": "Two"}, status=409).json()
    assert refused["code"] == "rulebook_draft.too_many_open"
    page = call.client.post("/workshop/", {"name": "Two"})
    assert (page.status_code, "Close one" in page.content.decode()) == (422, True)
    url = f"{DRAFTS}{made['id']}/files/"
    text = call("get", f"{url}?path={COI_01}").json()["text"]
    settings.DRAFT_BYTES_OF_OWNER = len(text.encode()) + 10
    call("put", url, {"path": COI_01, "text": text + "# 0\n", "seen": 0})
    refused = call("put", url, {"path": COI_01, "text": text + "# 1\n", "seen": 1}, status=413).json()
    assert refused["code"] == "store.full"
    assert DraftRevision.objects.count() == RulebookDraft.objects.count() == 1
    assert stored(account=editor) == bytes_of_drafts(editor)
