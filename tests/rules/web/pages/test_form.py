"""The form without a browser: every step, mistakes with their remedy, leaving and coming back, two windows, rights."""

import re
from typing import Any

import pytest
from django.test import Client

from institutions.models import Account, FormDraft, GovernmentBody, Partnership, Role, Submission
from rules.models import Assessment
from rules.web.pages.form.steps import STEPS
from tests.documents import EXAMPLE_NAMES, example, small
from tests.rules.web.pages.conftest import signed_in
from tests.rules.web.pages.filling import fill_by_client, with_form_keys

Json = dict[str, Any]
LINK = re.compile(r'<li><a href="([^"]*)">([^<]*)</a></li>')
TEXT = re.compile(r"<[^>]*>")

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """Return a new draft of METI's officer."""
    client.post("/propose/")
    return FormDraft.objects.get()


def send(client: Client, draft: FormDraft, step: str, **inputs: str) -> Any:
    """Send the form of a step as the browser does just after opening it; inputs by pointer with dots for slashes."""
    draft.refresh_from_db()
    pointers = {"/" + name.replace(".", "/"): text for name, text in inputs.items() if name != "action"}
    chosen = {"version": draft.version, "action": inputs.get("action", "next")}
    return client.post(f"/propose/{draft.pk}/{step}/", {**pointers, **chosen}, headers={"Accept-Language": "en"})


def complaints(page: Any) -> dict[str, str]:
    """Return the summary of errors: text by anchor, each of which exists on the page."""
    content = page.content.decode()
    summary = content[content.index('id="errors"') :]
    found = dict(LINK.findall(summary[: summary.index("</ul>")]))
    for anchor in found:
        assert f'id="{anchor.removeprefix("#")}"' in content, anchor
    return {anchor: text.replace("&#x27;", "'") for anchor, text in found.items()}


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_the_form_writes_the_document_that_a_system_would_send(client: Client, name: str) -> None:
    document = example(name)
    account = Account.objects.get()
    account.body = GovernmentBody.objects.get(code=document["submitted_by"])
    account.save()
    fill_by_client(client, document)
    stored = Submission.objects.get()
    assert stored.document == {**with_form_keys(document), "revision": 1}
    assert (stored.way, stored.account) == ("form", account)
    assert Assessment.objects.get().submission == stored
    assert not FormDraft.objects.exists(), "the draft ends with the registration"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_step_opens_in_both_languages(client: Client, draft: FormDraft, language: str) -> None:
    paths = [*(step.name for step in STEPS), "check", "statements/100000"]
    for path in paths:
        page = client.get(f"/propose/{draft.pk}/{path}/?kind=shareholding", headers={"Accept-Language": language})
        assert page.status_code == 200
        assert f'<html lang="{language}">' in page.content.decode()


def test_mistakes_name_the_field_and_the_remedy_and_lead_to_the_input(client: Client, draft: FormDraft) -> None:
    page = send(client, draft, "proposal", **{
        "submitted_by": "METI", "sponsor": "METIX", "value_yen": "lots", "proposed_on": "2026-02-30",
        "period.from": "2026-09-01", "period.until": "2026-08-01", "restricts_countries": "CN, XX",
    })  # fmt: skip
    assert page.status_code == 422
    assert complaints(page) == {
        "#f-reference": "Reference: This is missing. Fill it in.",
        "#f-title-en": "Title (English): This is missing. Fill it in.",
        "#f-sponsor": "Sponsor: METIX is not the code of a government body. Did you mean METI?",
        "#f-domain": "Domain: This is missing. Fill it in.",
        "#f-value_yen": "Expected public money: lots is not a whole number. Write digits, such as 1200000; an amount "
        "of yen may have units, such as 12億円.",
        "#f-proposed_on": "Proposed on: 2026-02-30 is not a date. Write it as 2026-06-15 or R8.6.15.",
        "#f-period-until": (
            "Period (until, last day): 1 August 2026 is before 1 September 2026. "
            "The last day cannot come before the first: correct one of them."
        ),
        "#f-restricts_countries": (
            "Restricts countries: We don't recognise the country XX. Write its name or code, for example China or CN."
        ),
    }
    content = page.content.decode()
    assert 'value="lots"' in content, "what was typed is still there"
    assert re.search(r'name="/value_yen"[^>]*aria-invalid="true" aria-describedby="[^"]*f-value_yen-error', content)
    draft.refresh_from_db()
    assert draft.document["value_yen"] == "lots", "saved all the same"


@pytest.mark.parametrize("typed", ["1.2億", "1億2,000万円", "120 million", "120,000,000"])
def test_an_amount_is_stored_as_yen_however_it_is_written(client: Client, draft: FormDraft, typed: str) -> None:
    send(client, draft, "proposal", value_yen=typed)
    draft.refresh_from_db()
    assert draft.document["value_yen"] == 120_000_000


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("1234567890123", "The check digit of the corporate number 1234567890123 is wrong."),
        ("12345", "12345 is not a corporate number. Write its 13 digits."),
    ],
)
def test_a_wrong_corporate_number_is_named_with_its_row(
    client: Client, draft: FormDraft, number: str, said: str
) -> None:
    page = send(client, draft, "parties", **{"companies.0.name.en": "Hikari", "companies.0.corporate_number": number})
    assert page.status_code == 422
    (text,) = complaints(page).values()
    assert text.startswith(f"Companies 1, Corporate number: {said}")


def test_a_list_that_must_not_be_empty_is_named(client: Client, draft: FormDraft) -> None:
    page = send(client, draft, "partners")
    assert complaints(page) == {"#f-participants": "Participants: This is missing. Fill it in."}


def test_a_statement_with_a_share_over_a_hundred_percent_is_refused_and_can_be_mended(
    client: Client, draft: FormDraft
) -> None:
    send(client, draft, "parties", **{"companies.0.name.en": "Hikari", "people.0.name.en": "Sato Haruka"})
    typed = {"kind": "shareholding", "/statements/0/holder": "sato-haruka", "/statements/0/company": "hikari"}

    def sent(share: str) -> Any:
        draft.refresh_from_db()
        inputs = {**typed, "/statements/0/share_bp": share, "version": draft.version, "action": "save"}
        return client.post(f"/propose/{draft.pk}/statements/0/", inputs)

    for wrong in ("120", "6.205", "six"):
        page = sent(wrong)
        assert page.status_code == 422
        assert complaints(page) == {
            "#f-statements-0-share_bp": "Share: This is not a share. "
            "Write 0 to 100 percent, with at most two decimals, such as 12.5."
        }
        assert f'value="{wrong}"' in page.content.decode()
    assert sent("６．２％")["Location"] == f"/propose/{draft.pk}/statements/"
    draft.refresh_from_db()
    assert draft.document["statements"][0]["share_bp"] == 620
    assert 'value="6.2"' in client.get(f"/propose/{draft.pk}/statements/0/").content.decode()
    assert "Sato Haruka" in client.get(f"/propose/{draft.pk}/statements/").content.decode()


def test_a_statement_is_removed(client: Client, draft: FormDraft) -> None:
    draft.store({**draft.document, **small()}, version=draft.version, step="statements")
    client.post(
        f"/propose/{draft.pk}/statements/0/", {"kind": "shareholding", "version": draft.version, "action": "remove"}
    )
    draft.refresh_from_db()
    assert [each["kind"] for each in draft.document["statements"]] == ["exposure"]


def test_what_is_left_out_is_unknown_and_what_is_none_is_said(client: Client, draft: FormDraft) -> None:
    send(client, draft, "selection", **{"selection.method": "negotiated", "selection.object": "goods"})
    draft.refresh_from_db()
    assert draft.document["selection"] == {"method": "negotiated", "object": "goods"}
    send(client, draft, "selection", **{"selection.method": "negotiated", "selection.legal_ground": "none-stated"})
    draft.refresh_from_db()
    assert draft.document["selection"] == {"method": "negotiated", "legal_ground": None}


def test_a_draft_without_a_title_is_listed_and_resumed_where_it_was_left(client: Client, draft: FormDraft) -> None:
    answer = send(client, draft, "selection", action="leave", **{"selection.method": "open"})
    assert answer["Location"] == "/propose/"
    page = client.get("/propose/").content.decode()
    assert "Saved. You find the draft under" in page
    assert f'<a href="/propose/{draft.pk}/selection/">Untitled</a>' in page
    assert '<option value="open" selected>' in client.get(f"/propose/{draft.pk}/selection/").content.decode()


def test_an_older_window_does_not_overwrite_a_newer_one_and_keeps_what_was_typed(
    client: Client, draft: FormDraft
) -> None:
    old = draft.version
    send(client, draft, "proposal", reference="T-NEW")
    page = client.post(f"/propose/{draft.pk}/proposal/", {"/reference": "T-OLD", "version": old, "action": "next"})
    assert page.status_code == 409
    assert "This draft was changed in another window." in page.content.decode()
    assert 'value="T-OLD"' in page.content.decode()
    draft.refresh_from_db()
    assert draft.document["reference"] == "T-NEW"
    assert client.post(f"/propose/{draft.pk}/check/", {"version": old}).status_code == 409


def test_rows_get_keys_and_another_blank_row(client: Client, draft: FormDraft) -> None:
    first = {"companies.0.name.en": "Hikari Magnetics", "companies.1.name.ja": "北マテリアル"}
    page = send(client, draft, "parties", action="more", **first)
    assert page.status_code == 200
    assert 'name="/companies/2/name/en"' in page.content.decode()
    draft.refresh_from_db()
    assert [row["key"] for row in draft.document["companies"]] == ["hikari-magnetics", "company"]


def test_the_last_page_links_every_error_to_its_step(client: Client, draft: FormDraft) -> None:
    statements = [{"kind": "shareholding", "company": "nobody", "holder": "METI", "share_bp": 1}, {"kind": "call"}]
    draft.store({**draft.document, "statements": statements}, version=draft.version, step="statements")
    page = client.get(f"/propose/{draft.pk}/check/").content.decode()
    links = {text.replace("&#x27;", "'"): at for at, text in LINK.findall(page)}
    assert (
        links["The proposal, Reference: This is missing. Fill it in."] == f"/propose/{draft.pk}/proposal/#f-reference"
    )
    asked = "Does anyone who decides, or their family, hold shares of a partner? Company: nobody is not a party"
    company = next(at for text, at in links.items() if text.startswith(asked))
    assert company == f"/propose/{draft.pk}/people/#f-statements-0-company", "to the question that it answers"
    call = next(at for text, at in links.items() if text.startswith("Call 2, "))
    assert call == f"/propose/{draft.pk}/statements/1/#f-statements-1-body", "no question asks for it"
    assert client.post(f"/propose/{draft.pk}/check/", {"version": draft.version}).status_code == 422
    assert not Partnership.objects.exists()


def test_a_reference_that_is_taken_is_a_conflict_that_keeps_the_draft(client: Client) -> None:
    fill_by_client(client, small())
    client.post("/propose/")
    draft = FormDraft.objects.get()
    draft.store(with_form_keys(small(value_yen=5)), version=draft.version, step="statements")
    page = client.post(f"/propose/{draft.pk}/check/", {"version": draft.version})
    assert page.status_code == 409
    assert "This reference is taken" in page.content.decode()
    assert FormDraft.objects.filter(pk=draft.pk).exists()


def test_the_draft_of_another_officer_is_as_if_it_were_not_there(draft: FormDraft, meti: GovernmentBody) -> None:
    other = signed_in(Account.objects.create_user("other", role=Role.OFFICER, body=meti))
    for path in ("proposal/", "check/", "statements/0/", "lookup/body/?q=m"):
        assert other.get(f"/propose/{draft.pk}/{path}").status_code == 404
    assert other.post(f"/propose/{draft.pk}/check/", {"version": draft.version}).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REVIEWER, Role.RULEBOOK_EDITOR, Role.ADMINISTRATOR])
@pytest.mark.parametrize(("language", "said"), [("en", "Only an officer of a government body"), ("ja", "提案")])
def test_who_may_not_propose_is_told_so(meti: GovernmentBody, role: Role, language: str, said: str) -> None:
    client = signed_in(Account.objects.create_user("reader", role=role, body=meti))
    for answer in (client.get, client.post):
        page = answer("/propose/", headers={"Accept-Language": language})
        assert page.status_code == 403
        assert said in page.content.decode()
    assert not FormDraft.objects.exists()


def test_an_unknown_step_or_kind_has_no_page(client: Client, draft: FormDraft) -> None:
    for path, status in (("nothing/", 404), ("statements/0/?kind=nothing", 400), ("statements/0/", 404)):
        assert client.get(f"/propose/{draft.pk}/{path}").status_code == status


def test_what_the_body_keeps_on_file_is_asked_for_with_yes_or_not_yet(client: Client, draft: FormDraft) -> None:
    page = client.get(f"/propose/{draft.pk}/selection/", headers={"Accept-Language": "en"}).content.decode()
    asked = page[page.index('name="/selection/mof_consulted"') :]
    assert re.findall(r"<option[^>]*>([^<]*)</option>", asked[: asked.index("</select>")]) == [
        "Not recorded",
        "Yes",
        "Not yet",
    ]
    assert "Your body keeps this on file: without a record it counts as not done." in page


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "With the sales of its subsidiaries. In whole yen"), ("ja", "子会社の国内売上高を含む。円")],
)
def test_the_sales_of_a_target_are_asked_for_with_those_of_its_subsidiaries(
    client: Client, draft: FormDraft, language: str, said: str
) -> None:
    """COL-20 compares them so with the limit of the law."""
    headers = {"Accept-Language": language}
    page = client.get(f"/propose/{draft.pk}/statements/100000/?kind=transaction", headers=headers).content.decode()
    assert said in page


def test_an_account_keeps_a_limited_number_of_drafts(
    client: Client, draft: FormDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.web.pages.form.drafts.MOST_DRAFTS", 2)
    assert client.post("/propose/")["Location"].startswith("/propose/")
    refused = client.post("/propose/", follow=True, headers={"Accept-Language": "en"})
    assert "You have 2 drafts. Submit or delete one before you begin another." in refused.content.decode()
    assert FormDraft.objects.count() == 2
    draft.delete()
    client.post("/propose/")
    assert FormDraft.objects.count() == 2


def test_a_draft_does_not_grow_beyond_what_a_document_may_have(
    client: Client, draft: FormDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.web.pages.form.draft.MAX_BYTES", 1_000)
    before = draft.document
    answer = send(client, draft, STEPS[0].name, **{"title.en": "x" * 2_000})
    assert answer.status_code in (400, 413)
    draft.refresh_from_db()
    assert draft.document == before


CHOSEN_ROLE = re.compile(r'<select id="f-participants-(\d+)-role".*?</select>', re.DOTALL)


def suggested_roles(page: str) -> dict[str, str]:
    """Return the role that stands in each row of the table of partners."""
    return {
        found[1]: next(iter(re.findall(r'<option value="([^"]*)" selected', found[0])), "")
        for found in CHOSEN_ROLE.finditer(page)
    }


def test_the_first_partner_is_shown_as_the_lead_partner_and_no_further_one_is(client: Client, draft: FormDraft) -> None:
    at = f"/propose/{draft.pk}/partners/"
    assert suggested_roles(client.get(at).content.decode()) == {"0": "lead_partner"}
    send(client, draft, "partners", **{"participants.0.company": "Hikari", "participants.0.role": "partner"})
    assert suggested_roles(client.get(at).content.decode()) == {"0": "partner", "1": ""}


def test_a_suggested_role_is_stored_only_with_a_partner(client: Client, draft: FormDraft) -> None:
    page = send(client, draft, "partners", **{"participants.0.company": "", "participants.0.role": "lead_partner"})
    assert complaints(page) == {"#f-participants": "Participants: This is missing. Fill it in."}
    draft.refresh_from_db()
    assert "participants" not in draft.document
    send(client, draft, "partners", **{"participants.0.company": "Hikari", "participants.0.role": "lead_partner"})
    draft.refresh_from_db()
    assert [each["role"] for each in draft.document["participants"]] == ["lead_partner"]
