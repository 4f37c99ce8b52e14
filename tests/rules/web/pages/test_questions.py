"""The guided questions: yes states something, no and not known state nothing."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.kinds import KINDS
from institutions.models import Account, FormDraft, Role
from rules.web.pages.form.all_kinds import GROUPS
from rules.web.pages.form.questions import QUESTIONS
from rules.web.pages.form.steps import WAY
from tests.every import every
from tests.rules.web.pages.asked_draft import as_shown, place_of, send, shown
from tests.rules.web.pages.asked_draft import draft as draft
from tests.rules.web.pages.test_kept_form import ended_and_sent

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@every("key", QUESTIONS)
def test_a_question_asks_fields_of_its_kind_in_both_languages(key: str) -> None:
    each = QUESTIONS[key]
    assert {*each.asks, *each.prefilled, *each.given, *each.only} <= {*each.of_kind.by_name, "from", "until"}
    assert all((each.text.en, each.text.ja, each.why.en, each.why.ja))


def test_each_question_is_on_one_page_and_the_groups_leave_out_no_kind() -> None:
    asked = [question.key for step in WAY for question in step.questions]
    assert sorted(asked) == sorted(QUESTIONS)
    assert {kind.name for _title, kinds in GROUPS for kind in kinds} == {*KINDS}


def test_yes_states_what_was_filled_in_and_names_a_new_person_in_place(client: Client, draft: FormDraft) -> None:
    page = shown(client, draft, "people")
    assert "Does anyone who decides, or their family, hold shares of a partner?" in page
    at = place_of(page, "shares")
    assert f'name="{at}/company~chosen" value="hikari"' in page, "the partner is filled in"
    typed = {"answer/shares": "yes", f"{at}/holder": "Mori Akira", f"{at}/share_bp": "6.2"}
    answer = send(client, draft, "people", typed)
    assert answer["Location"] == f"/propose/{draft.pk}/rivals/"
    assert draft.document["people"][1] == {"key": "mori-akira", "name": {"en": "Mori Akira"}}
    assert draft.document["statements"] == [
        {"kind": "shareholding", "holder": "mori-akira", "company": "hikari", "share_bp": 620}
    ]
    assert "Mori Akira, Hikari Magnetics, 6.2%" in shown(client, draft, "people"), "an entry is one line"


def test_no_and_not_known_stay_with_the_draft_and_state_nothing(client: Client, draft: FormDraft) -> None:
    send(client, draft, "people", {"answer/shares": "no", "answer/benefits": "unknown", "answer/declarations": "no"})
    assert "statements" not in draft.document
    assert draft.answers == {"shares": "no", "benefits": "unknown", "declarations": "no"}
    page = shown(client, draft, "people")
    assert 'id="q-shares-no" name="answer/shares" value="no" checked' in page
    assert 'id="q-declarations-unknown"' not in page, "a record counts as not done: it is yes or not yet"
    check = shown(client, draft, "check")
    assert check.index("Answered without a statement") < check.index("hold shares of a partner?")


def test_the_last_page_leads_to_each_question_left_open(client: Client, draft: FormDraft) -> None:
    send(client, draft, "people", {"answer/shares": "no", "answer/benefits": "unknown"})
    draft.store({**draft.document, "statements": [{"kind": "call"}]}, version=draft.version, step="rivals")
    check = shown(client, draft, "check")
    left = check[check.index("Questions left open") : check.index('id="papers"')]
    found = set(re.findall(rf'href="/propose/{draft.pk}/(\w+)/#q-([\w-]+)"', left))
    asked = {(step.name, each.key) for step in WAY for each in step.questions if each.applies(draft.document)}
    answered = {("people", "shares"), ("people", "benefits")} | {
        each for each in asked if QUESTIONS[each[1]].kind == "call"
    }
    assert found == asked - answered
    for step, key in sorted(found)[:3]:
        assert f'id="q-{key}"' in shown(client, draft, step)


def test_an_entry_that_saves_itself_is_added_once_beside_those_of_other_questions(
    client: Client, draft: FormDraft
) -> None:
    draft.store({**draft.document, "statements": [{"kind": "call"}]}, version=draft.version, step="people")
    page = shown(client, draft, "people")
    shares, gifts = place_of(page, "shares"), place_of(page, "benefits")
    inputs = {**as_shown(page), "answer/benefits": "yes", f"{gifts}/value_yen": "8000"}
    version: Any = draft.version
    for typed in ({}, {"answer/shares": "yes"}, {"answer/shares": "yes", f"{shares}/share_bp": "6"}):
        sent = {**inputs, **typed, "version": version, "action": "autosave"}
        version = client.post(f"/propose/{draft.pk}/people/", sent).json()["version"]
    draft.refresh_from_db()
    assert [each["kind"] for each in draft.document["statements"]] == ["call", "shareholding", "benefit"]
    assert draft.document["statements"][1]["share_bp"] == 600
    send(client, draft, "people", {}, action="remove:/statements/1")
    assert [each["kind"] for each in draft.document["statements"]] == ["call", "benefit"]


def test_an_entry_that_is_emptied_is_not_kept(client: Client, draft: FormDraft) -> None:
    stated = [{"kind": "exposure", "company": "hikari", "country": "CN"}]
    draft.store({**draft.document, "statements": stated}, version=draft.version, step="record")
    entry = "/statements/0"
    emptied = {f"{entry}/{name}": "" for name in ("company", "company~chosen", "company~called", "country")}
    send(client, draft, "record", emptied)
    assert "statements" not in draft.document


def test_no_beside_an_entry_is_a_mistake_that_leads_to_the_question(client: Client, draft: FormDraft) -> None:
    stated = [{"kind": "exposure", "company": "hikari", "country": "CN"}]
    draft.store({**draft.document, "statements": stated}, version=draft.version, step="record")
    answer = send(client, draft, "record", {"answer/exposures": "no"})
    assert answer.status_code == 422
    assert 'href="#q-exposures"' in answer.content.decode()
    assert draft.document["statements"] == stated


def test_yes_without_an_entry_is_kept_and_asks_for_the_entry(client: Client, draft: FormDraft) -> None:
    answer = send(client, draft, "people", {"answer/kin": "yes", "answer/declarations": "yes"})
    assert answer.status_code == 422
    said = answer.content.decode()
    assert 'href="#q-kin"' in said, "a yes that says nothing would be lost without a word"
    assert 'href="#q-declarations"' in said
    assert "statements" not in draft.document
    assert 'id="q-kin-yes" name="answer/kin" value="yes" checked' in shown(client, draft, "people")


def test_a_yes_that_is_taken_back_before_anything_was_typed_leaves_no_entry(client: Client, draft: FormDraft) -> None:
    page = as_shown(shown(client, draft, "people"))
    opened = {**page, "answer/worked_here": "yes", "action": "autosave", "version": str(draft.version)}
    saved = client.post(f"/propose/{draft.pk}/people/", opened).json()
    draft.refresh_from_db()
    assert "statements" not in draft.document, "the body and the partner were filled in by the page alone"
    denied = {**page, "answer/worked_here": "no", "action": "next", "version": str(saved["version"])}
    assert client.post(f"/propose/{draft.pk}/people/", denied).status_code == 302


def test_an_entry_that_says_only_what_the_page_filled_in_ends_with_no(client: Client, draft: FormDraft) -> None:
    begun = [{"kind": "secondment", "company": "hikari"}]
    draft.store({**draft.document, "statements": begun}, version=draft.version, step="people")
    answer = send(client, draft, "people", {"answer/worked_here": "no"})
    assert answer.status_code == 302
    assert "statements" not in draft.document
    assert draft.answers == {"worked_here": "no"}


def test_the_questions_fit_the_method_and_the_scheme(client: Client, draft: FormDraft) -> None:
    assert 'id="q-bids"' in shown(client, draft, "rivals")
    negotiated = {**draft.document, "selection": {"method": "negotiated", "object": "goods"}, "scheme": "grant"}
    draft.store(negotiated, version=draft.version, step="rivals")
    assert 'id="q-bids"' not in shown(client, draft, "rivals")
    assert 'id="q-clauses"' not in shown(client, draft, "record")
    page = shown(client, draft, "selection")
    assert "reserve_price_yen" not in page, "a grant is never asked for a reserve price"
    assert "notice_days" not in page, "nor for the period of notice of a tender"
    assert re.search(r'data-methods="([^"]*)"[^<]*<label for="f-selection-closed_on"', page)
    stated = {**negotiated, "statements": [{"kind": "bid", "company": "hikari"}]}
    draft.store(stated, version=draft.version, step="rivals")
    assert 'id="q-bids"' in shown(client, draft, "rivals"), "what is stated stays in sight"


def test_the_tax_of_a_selection_is_asked_once_and_an_older_answer_stays(client: Client, draft: FormDraft) -> None:
    page = shown(client, draft, "selection")
    assert 'name="/selection/tax"' in page
    assert "price_includes_tax" not in page, "the same question in older words"
    stated = {**draft.document, "selection": {**draft.document["selection"], "price_includes_tax": True}}
    draft.store(stated, version=draft.version, step="selection")
    assert 'name="/selection/price_includes_tax"' in shown(client, draft, "selection")


def test_a_yes_whose_statement_came_from_another_page_is_not_listed_as_unstated(
    client: Client, draft: FormDraft
) -> None:
    send(client, draft, "people", {"answer/kin": "yes"})
    assert "or to a shareholder named above?" in shown(client, draft, "check")
    kin = [{"kind": "kinship", "person": "sato", "relative": "sato"}]
    draft.store({**draft.document, "statements": kin}, version=draft.version, step="statements")
    assert "or to a shareholder named above?" not in shown(client, draft, "check")


def test_all_kinds_are_grouped_described_and_found_by_their_words(client: Client, draft: FormDraft) -> None:
    page = shown(client, draft, "statements")
    assert "<summary>Posts and roles</summary>" in page
    assert "A company gave something to a person." in page
    found = client.get(f"/propose/{draft.pk}/statements/?q=patent", headers={"Accept-Language": "en"}).content.decode()
    assert f'href="/propose/{draft.pk}/statements/100000/?kind=preservation_order"' in found
    assert "kind=benefit" not in found


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_pages_of_questions_open_in_both_languages(client: Client, draft: FormDraft, language: str) -> None:
    for step in WAY:
        page = shown(client, draft, step.name, language)
        for question in step.questions:
            if question.applies(draft.document):
                assert question.text.of(language).replace("'", "&#x27;") in page


def test_an_older_window_is_refused_and_keeps_the_entry_that_was_typed(client: Client, draft: FormDraft) -> None:
    page, old = shown(client, draft, "record"), draft.version
    at = place_of(page, "exposures")
    draft.store({**draft.document, "reference": "T-NEW"}, version=old, step="proposal")
    typed = {"answer/exposures": "yes", f"{at}/country": "CN", f"{at}/plants": "77", "version": str(old)}
    for action, status in (("autosave", 409), ("next", 409)):
        answer = client.post(f"/propose/{draft.pk}/record/", {**as_shown(page), **typed, "action": action})
        assert answer.status_code == status
    assert 'value="77"' in answer.content.decode()
    draft.refresh_from_db()
    assert "statements" not in draft.document


def test_an_entry_comes_back_after_the_sign_in_that_a_lapsed_session_needs(
    client: Client, draft: FormDraft, officer: Account
) -> None:
    address, page = f"/propose/{draft.pk}/record/", shown(client, draft, "record")
    at = place_of(page, "exposures")
    typed = {"answer/exposures": "yes", f"{at}/country": "CN", f"{at}/plants": "77", "answer/disputes": "no"}
    administrator = Account.objects.create_user("keeper", role=Role.ADMINISTRATOR)
    sent = {**as_shown(page), **typed, "version": str(draft.version), "action": "next"}
    ended_and_sent(client, officer, administrator, address, sent)
    client.post("/sign-in/", {"login": officer.username, "password": "a long pass phrase", "next": address})
    again = client.get(address).content.decode()
    assert 'value="77"' in again
    assert 'id="q-disputes-no" name="answer/disputes" value="no" checked' in again
    draft.refresh_from_db()
    assert "statements" not in draft.document, "nothing is sent again by itself"
    send(client, draft, "record", {**typed, "action": "next"})
    assert [each["plants"] for each in draft.document["statements"]] == [77]


def test_a_page_of_questions_asks_no_more_of_a_larger_draft(
    client: Client, draft: FormDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No use of a session is noted: one of two answers on either side of the minute would have more queries.
    monkeypatch.setattr("institutions.accounts.sign_in.sessions.NOTED_EVERY", 24 * 60 * 60)
    counts = []
    for number in (2, 40):
        stated = [{"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": n} for n in range(number)]
        draft.store({**draft.document, "statements": stated}, version=draft.version, step="people")
        with CaptureQueriesContext(connection) as queries:
            assert shown(client, draft, "people").count('class="entry"') > number
        counts.append(len(queries))
    assert counts[0] == counts[1]
