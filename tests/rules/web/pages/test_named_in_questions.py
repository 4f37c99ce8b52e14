"""People and companies are named where a question asks for them, and stay where they were named."""

import re

import pytest
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, Company, FormDraft, Person
from tests.documents import small
from tests.rules.web.pages.asked_draft import as_shown, place_of, send, shown
from tests.rules.web.pages.asked_draft import draft as draft

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
NUMBER = "7000012050002"


def test_who_joined_a_partner_is_asked_for_the_last_post_and_its_last_day(client: Client, draft: FormDraft) -> None:
    people = [*draft.document["people"], {"key": "yamada", "name": {"en": "Yamada Ken"}}]
    joined = [{"kind": "re_employment", "person": "yamada", "company": "hikari", "on": "2025-06-01"}]
    left = {**draft.document, "people": people, "statements": joined}
    draft.store(left, version=draft.version, step="people")
    page = shown(client, draft, "people")
    asked = page[page.index('id="q-posts"') : page.index('id="q-declarations"')]
    assert 'value="yamada"' in asked
    assert re.search(r'name="/statements/\d+/until"', asked[: asked.index('class="folded"')])
    assert 'value="yamada"' not in page[page.index('id="q-declarations"') : page.index('id="q-shares"')]


def test_each_official_has_an_entry_for_post_and_declaration(client: Client, draft: FormDraft) -> None:
    officials = [*draft.document["officials"], {"person": "kita", "role": "evaluator"}]
    people = [*draft.document["people"], {"key": "kita", "name": {"en": "Kita Jun"}}]
    draft.store({**draft.document, "officials": officials, "people": people}, version=draft.version, step="people")
    at = place_of(shown(client, draft, "people"), "posts")
    send(client, draft, "people", {f"{at}/post": "Director"})
    assert draft.document["statements"] == [
        {"kind": "appointment", "person": "sato", "body": "METI", "post": "Director"}
    ], "nothing is stated of the other official"
    page = shown(client, draft, "people")
    assert f'name="{place_of(page, "posts")}/person~chosen" value="kita"' in page


def test_a_name_is_looked_for_in_the_register_first_and_else_new(client: Client, draft: FormDraft) -> None:
    register_partnership(check_document(small()), account=None, way="file")
    kita = Company.objects.get(name_en__startswith="Kita")
    Company.objects.filter(pk=kita.pk).update(corporate_number=NUMBER)
    at = place_of(shown(client, draft, "rivals"), "competitors")
    typed = {"answer/competitors": "yes", f"{at}/company": "Kita Materials"}
    page = send(client, draft, "rivals", typed).content.decode()
    assert "Kita Materials may be one of the entries below. Choose it, or add a new one." in page
    assert f'<option value="{kita.pk}">Kita Materials Inc. ({NUMBER})</option>' in page
    assert '<option value="new:company">Add a new company</option>' in page
    send(client, draft, "rivals", {"/statements/0/company~meant": "new:company"})
    assert draft.document["companies"][1] == {"key": "kita-materials", "name": {"en": "Kita Materials"}}
    send(client, draft, "rivals", {"/statements/0/company": NUMBER})
    assert draft.document["statements"][0]["company"] == str(kita.pk), "the number says which one it is"
    send(client, draft, "rivals", {"/statements/0/company": "ＨＩＫＡＲＩ magnetics"})
    assert draft.document["statements"][0]["company"] == "hikari", "a party of the proposal by its name"


def test_a_partner_and_an_official_are_named_where_they_are_asked_for(client: Client, draft: FormDraft) -> None:
    typed = {"/participants/1/company": "海クラウド株式会社", "/participants/1/role": "partner"}
    send(client, draft, "partners", typed)
    assert draft.document["companies"][1] == {"key": "company", "name": {"ja": "海クラウド株式会社"}}
    assert draft.document["participants"][1] == {"company": "company", "role": "partner"}
    typed = {"/officials/1/person": "Kato Ryo", "/officials/1/role": "evaluator"}
    page = send(client, draft, "officials", typed, "more:/officials")
    assert draft.document["people"][1]["name"] == {"en": "Kato Ryo"}
    assert re.search(r'name="/officials/2/person"[^>]*autofocus', page.content.decode()), "the next one is written"


def test_a_post_that_the_register_has_is_shown_and_not_asked_for_again(
    client: Client, draft: FormDraft, officer: Account
) -> None:
    post = {"kind": "appointment", "person": "sato", "body": "METI", "post": "Head of the magnet section"}
    register_partnership(check_document(small(reference="P-2", statements=[post])), account=officer, way="file")
    sato = Person.objects.get(name_en="Sato Haruka")
    officials = [{"person": str(sato.pk), "role": "evaluator"}, {"person": "sato", "role": "decision_maker"}]
    draft.store({**draft.document, "officials": officials}, version=draft.version, step="people")
    page = shown(client, draft, "people")
    said = "In the register: Sato Haruka (Head of the magnet section, Ministry of Economy, Trade and Industry)"
    assert said in page
    part = page[page.index('id="q-posts"') : page.index('id="q-declarations"')]
    assert re.findall(r'person~chosen" value="([^"]*)"', part) == ["sato"], "of the other nobody stated a post"


def test_an_owner_who_may_be_a_company_or_a_person_stays_where_they_were_typed(
    client: Client, draft: FormDraft
) -> None:
    """The page asks which of the two it is, at the entry itself, and the answer ends it."""
    page = shown(client, draft, "rivals")
    at = place_of(page, "owners")
    inputs = as_shown(page) | {"answer/owners": "yes", f"{at}/holder": "Halden Sensing AS", f"{at}/share_bp": "60"}
    answer = send(client, draft, "rivals", inputs)
    assert answer.status_code == 422
    page = answer.content.decode()
    owners = page[page.index('id="q-owners"') :].split("</fieldset>")[0]
    assert 'value="Halden Sensing AS"' in owners
    assert 'class="field-error"' in owners
    draft.refresh_from_db()
    at = f"/statements/{len(draft.document['statements']) - 1}"
    assert at not in shown(client, draft, "people"), "it is not moved to the shares of people"
    page = shown(client, draft, "rivals")
    owners = page[page.index('id="q-owners"') :].split("</fieldset>")[0]
    assert 'value="Halden Sensing AS"' in owners, "it stands there as long as nobody has said what it is"
    assert f'name="{at}/holder~if-new"' in owners
    assert re.search('<details class="entry"[^>]* open', owners)
    assert f"/rivals/#f{at.replace('/', '-')}-holder" in client.get(f"/propose/{draft.pk}/check/").content.decode()
    assert send(client, draft, "rivals", as_shown(page) | {f"{at}/holder~if-new": "company"}).status_code == 302
    draft.refresh_from_db()
    assert [each["holder"] for each in draft.document["statements"]] == ["halden-sensing-as"]
    assert draft.document["companies"][-1]["name"] == {"en": "Halden Sensing AS"}
    assert not [each for each in draft.answers if each.startswith("typed/")], "the document tells it now"


def test_an_owner_who_is_a_person_stays_with_the_owners_and_denies_no_answer_about_shares(
    client: Client, draft: FormDraft
) -> None:
    page = shown(client, draft, "rivals")
    at = place_of(page, "owners")
    typed = {"answer/owners": "yes", f"{at}/holder": "Kita Jiro", f"{at}/holder~if-new": "person"}
    assert send(client, draft, "rivals", as_shown(page) | typed).status_code == 302
    people = shown(client, draft, "people")
    assert send(client, draft, "people", as_shown(people) | {"answer/shares": "no"}).status_code == 302
    page = shown(client, draft, "rivals")
    assert "Kita Jiro" in page[page.index('id="q-owners"') :].split("</fieldset>")[0]
