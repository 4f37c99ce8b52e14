"""A planner drafts a reorganisation on pages: begins it, adds acts, sees errors beside inputs, and takes it along."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from institutions.models import Account, GovernmentBody, Role
from rules.models import ReorganisationDraft, ReorganisationState
from tests.rules.web.api.test_reorganisations import bodies as bodies
from tests.rules.web.api.test_reorganisations import document

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bodies")]
HEAD = {"reference": "ESA-1", "title/en": "An agency", "title/ja": "庁", "on": "2027-04-01", "note": "study group"}


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(Account.objects.create_user("planner", role=Role.PLANNER))
    return client


def begun(client: Client) -> str:
    answer = client.post("/reorganisations/", HEAD)
    assert answer.status_code == 302, answer.content
    return str(answer["Location"])


def stored() -> dict[str, Any]:
    draft = ReorganisationDraft.objects.get()
    return dict(draft.revisions.get(number=draft.revision).document)


def test_a_draft_is_begun_from_a_form_and_its_first_page_is_the_list(client: Client) -> None:
    assert client.get("/")["Location"] == "/reorganisations/"
    page = client.get(url := begun(client)).content.decode()
    assert '<span class="tag">No act yet</span>' in page
    assert "With errors" not in page + client.get("/reorganisations/").content.decode(), "it was only begun"
    assert f"{url}effect/" not in page, "there is nothing to see yet"
    assert stored() == {
        "reference": "ESA-1",
        "title": {"en": "An agency", "ja": "庁"},
        "on": "2027-04-01",
        "basis": {"law": None, "note": "study group"},
        "acts": [],
    }


def test_a_head_without_a_day_says_so_beside_the_input_and_stores_nothing(client: Client) -> None:
    answer = client.post("/reorganisations/", {**HEAD, "on": ""})
    assert answer.status_code == 422
    assert 'id="on-error"' in answer.content.decode()
    assert not ReorganisationDraft.objects.exists()


def test_an_act_is_added_changed_moved_and_taken_out(client: Client) -> None:
    url = begun(client)
    form = client.get(f"{url}acts/1/?kind=dissolve").content.decode()
    assert '<option value="NSS-ECON">' in form
    assert (
        client.post(f"{url}acts/1/", {"act": "dissolve", "body": "NSS-ECON", "action": "save", "seen": "1"}).status_code
        == 302
    )
    assert stored()["acts"] == [{"act": "dissolve", "body": "NSS-ECON"}]
    move = {"act": "move", "body": "METI", "parent": "CAO", "action": "save", "seen": "2"}
    assert client.post(f"{url}acts/2/", move).status_code == 302
    assert client.post(f"{url}acts/2/", {"action": "up", "seen": "3"}).status_code == 302
    assert [each["act"] for each in stored()["acts"]] == ["move", "dissolve"]
    GovernmentBody.objects.filter(code="METI").update(name_ja="経済産業省")
    japanese = client.get(url, headers={"Accept-Language": "ja"}).content.decode()
    assert [each for each in ("経済産業省（METI）", "<dd>CAO</dd>") if each not in japanese] == []
    assert client.post(f"{url}acts/1/", {"action": "remove", "seen": "4"}).status_code == 302
    assert [each["act"] for each in stored()["acts"]] == ["dissolve"]
    late = client.post(f"{url}acts/1/", {"action": "remove", "seen": "4"})
    assert (late.status_code, "after you had opened it" in late.content.decode()) == (422, True)


def test_a_body_is_founded_from_its_form(client: Client) -> None:
    url = begun(client)
    form = {"act": "found", "key": "esa", "code": "ESA", "name/en": "Agency", "name/ja": "庁", "parent": "CAO"}
    answer = client.post(f"{url}acts/1/", {**form, "kind": "external_bureau", "action": "save", "seen": "1"})
    assert answer.status_code == 302
    assert stored()["acts"][0]["name"] == {"en": "Agency", "ja": "庁"}
    assert ReorganisationDraft.objects.get().state == ReorganisationState.CHECKED
    assert '<option value="esa">Agency</option>' in client.get(f"{url}acts/2/?kind=move").content.decode()
    move = {"act": "move", "body": "METI", "parent": "esa", "action": "save", "seen": "2"}
    assert client.post(f"{url}acts/2/", move).status_code == 302
    assert "Agency (esa)" in client.get(url).content.decode()


def test_the_form_of_a_founding_says_what_a_key_and_a_code_are_for(client: Client) -> None:
    form = client.get(f"{begun(client)}acts/1/?kind=found").content.decode()
    assert 'id="key-hint">A short word by which the other acts' in form
    assert 'id="code-hint">The code of the body in the register' in form
    assert 'aria-describedby="code-hint"' in form


def test_a_body_with_another_code_is_renamed_and_neither_new_nor_ended(client: Client) -> None:
    """It was shown as founded and ended, its bodies as moved and its mandates as changing hands."""
    url = begun(client)
    form = {"act": "rename", "body": "CAO", "name/en": "Cabinet Bureau", "code": "CB", "action": "save", "seen": "1"}
    assert client.post(f"{url}acts/1/", form).status_code == 302
    page = client.get(f"{url}effect/").content.decode()
    rows = re.findall(r'<tr class="change-(\w+)">(.*?)</tr>', page)
    assert [(change, re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row)) for change, row in rows] == [
        ("renamed", ["Body", "Cabinet Bureau", "CAO (CAO)", "Cabinet Bureau (CB)", "renamed"])
    ]
    marks = re.findall(r'class="node change-(\w+)">([^<]*)', page)
    assert [(change, name.strip()) for change, name in marks] == [("renamed", "CAO"), ("renamed", "Cabinet Bureau")]


def test_an_error_of_the_register_stands_beside_its_input_and_may_be_kept(client: Client) -> None:
    url = begun(client)
    wrong = {"act": "dissolve", "body": "NSS-ECOM", "seen": "1"}
    refused = client.post(f"{url}acts/1/", {**wrong, "action": "save"})
    page = refused.content.decode()
    assert (refused.status_code, 'id="body-error"' in page, "Did you mean" in page) == (422, True, True)
    assert client.post(f"{url}acts/1/", {**wrong, "action": "keep"}).status_code == 302
    assert ReorganisationDraft.objects.get().state == ReorganisationState.REFUSED
    assert "There is no body NSS-ECOM" in client.get(url).content.decode()
    assert "cannot be tried until" in client.get(f"{url}effect/").content.decode()


def test_a_missing_field_is_never_kept(client: Client) -> None:
    url = begun(client)
    refused = client.post(f"{url}acts/1/", {"act": "move", "body": "METI", "action": "keep", "seen": "1"})
    assert (refused.status_code, 'id="parent-error"' in refused.content.decode()) == (422, True)
    assert stored()["acts"] == []


def test_a_split_shows_what_the_body_has_and_takes_where_it_goes(client: Client) -> None:
    url = begun(client)
    rows = client.post(
        f"{url}acts/1/", {"act": "split", "body": "METI", "action": "body", "seen": "1"}
    ).content.decode()
    assert "planning · Cloud" in rows or 'name="mandate-0"' in rows
    split = {"act": "split", "body": "METI", "mandate-0": "NSS-ECON", "partnerships-0": "CAO", "seen": "1"}
    assert client.post(f"{url}acts/1/", {**split, "action": "save"}).status_code == 302
    into = stored()["acts"][0]["into"]
    assert into[0] == {"body": "NSS-ECON", "mandates": [{"domain": "cloud", "function": "policy"}]}
    assert [each["body"] for each in into] == ["NSS-ECON", "CAO"]
    again = client.get(f"{url}acts/1/").content.decode()
    assert 'name="mandate-0" list="bodies" autocomplete="off" value="NSS-ECON"' in again


def test_a_pasted_document_is_stored_and_pasted_again_is_the_next_revision(client: Client) -> None:
    assert client.post("/reorganisations/paste/", {"document": json.dumps(document())}).status_code == 302
    assert (
        client.post("/reorganisations/paste/", {"document": json.dumps(document(on="2028-04-01"))}).status_code == 302
    )
    assert ReorganisationDraft.objects.get().revision == 2
    huge = {"document": '{"reference": ' + "1" * 5000 + "}"}
    assert client.post("/reorganisations/paste/", huge).status_code == 422
    wrong = client.post("/reorganisations/paste/", {"document": "{"})
    assert (wrong.status_code, "This is no JSON object" in wrong.content.decode()) == (422, True)
    for odd in ("1e999", "NaN", '1, "reference": 1'):
        refused = client.post("/reorganisations/paste/", {"document": '{"reference": ' + odd + "}"})
        assert (refused.status_code, "This is no JSON object" in refused.content.decode()) == (422, True), odd
    unknown = client.post("/reorganisations/paste/", {"document": json.dumps(document(colour="red"))})
    assert (unknown.status_code, "/colour" in unknown.content.decode()) == (422, True)
    taken = client.get(f"/reorganisations/{ReorganisationDraft.objects.get().pk}/document.json")
    assert json.loads(taken.content) == document(on="2028-04-01")


def test_the_effect_shows_what_moves_and_which_findings_go(client: Client) -> None:
    made = client.post("/reorganisations/paste/", {"document": json.dumps(document())})["Location"]
    page = client.get(f"{made}effect/").content.decode()
    assert 'class="node change-new"' in page
    assert 'class="node change-ended"' in page
    assert "changes hands" in page
    assert "INS-02" in page
    copied = client.post(f"{made}copy/")["Location"]
    assert ReorganisationDraft.objects.exclude(copied_from=None).get().reference == "ESA-1-2"
    ids = [url.strip("/").split("/")[-1] for url in (made, copied)]
    compared = client.get(f"/reorganisations/compare/?draft={ids[0]}&draft={ids[1]}").content.decode()
    assert compared.count("An agency") >= 4
    assert client.get("/reorganisations/compare/?draft=x").status_code == 400
    client.post(f"{made}withdraw/")
    assert "Withdrawn" in client.get(made).content.decode()
    assert client.get(f"{made}acts/1/").status_code == 403


def test_another_planner_reads_and_copies_a_draft_and_changes_it_not(client: Client) -> None:
    url = begun(client)
    other = Client()
    other.force_login(Account.objects.create_user("other", role=Role.PLANNER))
    assert other.get(url).status_code == 200
    assert other.post(url, {**HEAD, "seen": "1"}).status_code == 403
    assert other.post(f"{url}copy/").status_code == 302


def test_the_report_is_set_in_both_languages(client: Client) -> None:
    assert client.post("/reorganisations/paste/", {"document": json.dumps(document())}).status_code == 302
    url = f"/reorganisations/{ReorganisationDraft.objects.get().pk}/report.pdf"
    found = {language: client.get(url, {"language": language}) for language in ("en", "ja")}
    for answer in found.values():
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF")
    assert found["en"].content != found["ja"].content
    assert client.get(url, {"language": "fr"}).status_code == 400
