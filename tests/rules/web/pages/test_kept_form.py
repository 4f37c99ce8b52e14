"""Input typed after the end of a session is in its form again after sign-in, once, for that account alone."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client

from institutions.accounts.managing import end_sessions
from institutions.accounts.sign_in import kept_form
from institutions.accounts.sign_in.session_marks import KEPT, SEEN
from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.models import Account, FormDraft, IdentityLead, Partnership, Role
from institutions.web.rates.counting import RequestCounter
from rules.models import FindingDecision
from rules.review.casework.deciding import read_token
from rules.review.casework.recusing import recuse_reviewer
from tests.documents import small
from tests.people import reviewer_account
from tests.rules.review.casework.building import finding_of, soon, under_review, version
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

PASSWORD = "a long pass phrase"  # noqa: S105 - of accounts of these tests
HIKARI = {"key": "hikari", "name": {"ja": "㈱ヒカリ磁性"}, "address": "南浜市港町1-2-3"}
AGAIN = "Your text is in the form again. It is not saved yet"


@pytest.fixture(autouse=True)
def nothing_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count the kept forms of each test alone: the accounts of all have the same numbers."""
    caches["rates"].clear()
    monkeypatch.setattr(kept_form, "COUNTER", RequestCounter())


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """Return a new draft of METI's officer."""
    client.post("/propose/")
    return FormDraft.objects.get()


@pytest.fixture
def administrator(db: None) -> Account:
    """Return the account that ends sessions."""
    return Account.objects.create_user("keeper", PASSWORD, role=Role.ADMINISTRATOR)


def sign_in(client: Client, name: str, address: str) -> Any:
    """Sign in with the password and go where the sign-in page leads."""
    answer = client.post("/sign-in/", {"login": name, "password": PASSWORD, "next": address}, follow=True)
    assert answer.redirect_chain, answer.content.decode()
    return answer


def ended_and_sent(client: Client, account: Account, by: Account, address: str, sent: dict[str, Any]) -> Any:
    """Open the form, have the session ended, press the button; the page of sign-in that comes."""
    client.get(address)
    end_sessions(account, by=by)
    answer = client.post(address, sent, follow=True)
    assert answer.redirect_chain == [(f"/sign-in/?next={address}", 302)]
    return answer


def test_a_step_comes_back_as_it_was_typed_and_is_stored_by_the_button_alone(
    client: Client, draft: FormDraft, officer: Account, administrator: Account
) -> None:
    address = f"/propose/{draft.pk}/parties/"
    rows = {"/companies/0/name/en": "Hikari", "/companies/1/name/en": "Kita", "/companies/1/corporate_number": "12"}
    page = ended_and_sent(client, officer, administrator, address, {**rows, "version": draft.version, "action": "next"})
    assert "Your session has ended, and nothing was saved." in page.content.decode()
    page = sign_in(client, "officer", address).content.decode()
    assert AGAIN in page
    for text in ("Hikari", "Kita", "12"):
        assert f'value="{text}"' in page
    draft.refresh_from_db()
    assert "companies" not in draft.document, "nothing is sent again by itself"
    assert "Hikari" not in client.get(address).content.decode(), "it is handed out once"
    client.post(address, {**rows, "version": draft.version, "action": "leave"})
    draft.refresh_from_db()
    assert len(draft.document["companies"]) == 2


def test_what_another_window_saved_meanwhile_is_not_overwritten_by_what_comes_back(
    client: Client, draft: FormDraft, officer: Account, administrator: Account
) -> None:
    address, old = f"/propose/{draft.pk}/proposal/", draft.version
    ended_and_sent(client, officer, administrator, address, {"/reference": "T-OLD", "version": old})
    draft.store({**draft.document, "reference": "T-NEW"}, version=old, step="proposal")
    page = sign_in(client, "officer", address).content.decode()
    assert f'name="version" value="{old}"' in page
    assert 'value="T-OLD"' in page
    assert client.post(address, {"/reference": "T-OLD", "version": old}).status_code == 409


def test_a_new_statement_comes_back(client: Client, draft: FormDraft, officer: Account, administrator: Account) -> None:
    client.get(f"/propose/{draft.pk}/statements/100000/?kind=benefit")
    end_sessions(officer, by=administrator)
    address = f"/propose/{draft.pk}/statements/0/"
    typed = {"kind": "benefit", "version": draft.version, "/statements/0/value_yen": "12345", "action": "save"}
    assert client.post(address, typed)["Location"] == f"/sign-in/?next={address}"
    page = sign_in(client, "officer", address).content.decode()
    assert 'value="12345"' in page
    assert 'name="kind" value="benefit"' in page


def test_a_decision_comes_back_with_its_ticks(case: Partnership, administrator: Account) -> None:
    first = reviewer_account("first", PASSWORD)
    under_review(case, first)
    standing = finding_of(case, "COL-01")
    address, client = f"/findings/{standing.match.finding_id}/", signed_in(first)
    typed = {
        "seen": read_token(standing),
        "decided": "dismissed",
        "reason": "They were sold <in May>.",
        "ends_on": soon().isoformat(),
        "measure-1-text": "Sato takes no part",
    }
    ended_and_sent(client, first, administrator, address, typed)
    page = sign_in(client, "first", address).content.decode()
    assert "They were sold &lt;in May&gt;." in page
    assert f'value="{soon()}"' in page
    assert 'value="Sato takes no part"' in page
    assert 'value="dismissed" checked' in page
    assert not FindingDecision.objects.exists()


@pytest.mark.parametrize("act", ["add_condition", "return"])
def test_a_form_of_the_case_comes_back_opened(case: Partnership, administrator: Account, act: str) -> None:
    first = reviewer_account("first", PASSWORD)
    under_review(case, first)
    address, client = f"/partnerships/{case.pk}/case/", signed_in(first)
    typed = {"act": act, "version": "1", "text": "Report each month", "reason": "Report each month"}
    ended_and_sent(client, first, administrator, address, typed)
    page = sign_in(client, "first", address).content.decode()
    assert ">Report each month</textarea>" in page
    assert "Nothing was done" not in page


def test_what_has_no_form_any_more_is_shown_all_the_same(case: Partnership, administrator: Account) -> None:
    first = reviewer_account("first", PASSWORD)
    under_review(case, first)
    case_page, client = f"/partnerships/{case.pk}/case/", signed_in(first)
    finding_page = f"/findings/{finding_of(case, 'COL-01').match.finding_id}/"
    for address in (case_page, finding_page):
        sent = {"act": "begin", "reason": "They were sold.", "decided": "confirmed"}
        ended_and_sent(client, first, administrator, address, sent)
        if address == finding_page:
            first.refresh_from_db()
            recuse_reviewer(case, reason="I advised them.", account=first, version=version(case))
        page = sign_in(client, "first", address).content.decode()
        assert "Your text, which is not saved" in page
        assert "<p>They were sold.</p>" in page


def test_a_session_that_was_unused_for_too_long_loses_nothing(client: Client, draft: FormDraft) -> None:
    address = f"/propose/{draft.pk}/proposal/"
    client.get(address)
    session = client.session
    session[SEEN] -= 2 * 60 * 60
    session.save()
    client.post(address, {"/reference": "T-LONG", "version": draft.version})
    assert 'value="T-LONG"' in sign_in(client, "officer", address).content.decode()


def test_the_reason_of_a_lead_comes_back_on_the_page_of_the_lead(administrator: Account) -> None:
    for document in (small(), small(reference="T-2", companies=[HIKARI], people=[], statements=[])):
        register_partnership(check_document(document), account=None, way="file")
    search_waiting()
    page = f"/leads/{IdentityLead.objects.get().pk}/"
    reviewer = reviewer_account("first", PASSWORD)
    client = signed_in(reviewer)
    client.get(page)
    end_sessions(reviewer, by=administrator)
    answer = client.post(f"{page}decision/", {"reason": "The same telephone.", "same": "yes"})
    assert answer["Location"] == f"/sign-in/?next={page}"
    assert ">The same telephone.</textarea>" in sign_in(client, "first", page).content.decode()


def test_whoever_else_signs_in_never_sees_it(
    client: Client, draft: FormDraft, officer: Account, administrator: Account
) -> None:
    address = f"/propose/{draft.pk}/proposal/"
    ended_and_sent(client, officer, administrator, address, {"/reference": "T-MINE", "version": draft.version})
    assert KEPT in client.session
    assert "T-MINE" not in sign_in(client, "keeper", "/accounts/").content.decode()
    assert KEPT not in client.session
    client.post("/sign-out/")
    assert "T-MINE" not in sign_in(client, "officer", address).content.decode()


def test_nothing_is_kept_for_a_browser_that_showed_no_form(client: Client, draft: FormDraft) -> None:
    stranger = Client()
    address = f"/propose/{draft.pk}/proposal/"
    assert stranger.post(address, {"/reference": "T-1"})["Location"] == f"/sign-in/?next={address}"
    stranger.cookies[kept_form.WHOSE] = "1:forged"
    stranger.post(address, {"/reference": "T-1"})
    assert KEPT not in stranger.session


def test_a_form_without_a_token_is_refused_before_it_is_kept(
    client: Client, draft: FormDraft, officer: Account, administrator: Account
) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(officer)
    address = f"/propose/{draft.pk}/proposal/"
    careful.get(address)
    end_sessions(officer, by=administrator)
    assert careful.post(address, {"/reference": "T-1"}).status_code == 403
    assert KEPT not in careful.session


def test_what_is_too_long_is_not_kept_and_it_is_said(
    client: Client, draft: FormDraft, officer: Account, administrator: Account
) -> None:
    address = f"/propose/{draft.pk}/proposal/"
    typed = {"/reference": "あ" * kept_form.MOST_BYTES, "version": draft.version}
    page = ended_and_sent(client, officer, administrator, address, typed).content.decode()
    assert "Your text is too long to be kept." in page
    assert KEPT not in client.session


def test_what_is_old_is_not_handed_out_and_the_page_says_so(
    client: Client, draft: FormDraft, officer: Account, administrator: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/propose/{draft.pk}/proposal/"
    ended_and_sent(client, officer, administrator, address, {"/reference": "T-1", "version": draft.version})
    monkeypatch.setattr(kept_form, "KEPT_SECONDS", -1)
    page = sign_in(client, "officer", address).content.decode()
    assert 'value="T-1"' not in page
    assert "its text was kept for one hour. Enter it again." in page


def test_a_part_of_a_page_is_no_form_of_sign_in(draft: FormDraft) -> None:
    answer = Client().get(f"/propose/{draft.pk}/precheck/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_saving_by_itself_learns_that_the_session_has_ended(
    client: Client, draft: FormDraft, officer: Account, administrator: Account
) -> None:
    address = f"/propose/{draft.pk}/proposal/"
    client.get(address)
    end_sessions(officer, by=administrator)
    answer = client.post(address, {"/reference": "T-1", "version": draft.version, "action": "autosave"})
    assert answer.status_code == 401
    assert KEPT not in client.session


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Not saved: your session has ended."), ("ja", "保存されていません")]
)
def test_the_form_has_the_words_for_a_session_that_ended(
    client: Client, draft: FormDraft, language: str, said: str
) -> None:
    page = client.get(f"/propose/{draft.pk}/proposal/", headers={"Accept-Language": language}).content.decode()
    assert said in page
    assert 'href="/sign-in/?next=/propose/"' in page


def test_a_change_of_the_language_keeps_what_was_typed(case: Partnership, first: Account) -> None:
    under_review(case, first)
    standing = finding_of(case, "COL-01")
    address, client = f"/findings/{standing.match.finding_id}/", signed_in(first)
    typed = urlencode({"reason": "They were sold.", "decided": "dismissed", "language": "x"})
    page = client.post("/language/", {"language": "ja", "next": address, "typed": typed}, follow=True).content.decode()
    assert '<html lang="ja">' in page
    assert ">They were sold.</textarea>" in page
    assert 'value="dismissed" checked' in page
    assert "They were sold." not in client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/sign-in/", "/account/password/", "/nowhere/", "https://example.com/findings/1/"])
def test_a_change_of_the_language_keeps_nothing_of_other_pages(client: Client, address: str) -> None:
    client.post("/language/", {"language": "ja", "next": address, "typed": "password=secret"})
    assert KEPT not in client.session


def test_a_browser_whose_session_ended_cannot_fill_the_table_of_sessions(
    client: Client, draft: FormDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("institutions.web.rates.counting.MINUTE", 10**9)  # so that no other minute begins meanwhile
    client.get(f"/propose/{draft.pk}/parties/")
    cookie = client.cookies[kept_form.WHOSE].value
    before = Session.objects.count()
    for _ in range(kept_form.MOST_KEPT + 20):
        other = Client()
        other.cookies[kept_form.WHOSE] = cookie
        sent = {"/companies/0/name/en": "x" * 1_000, "version": draft.version}
        assert other.post(f"/propose/{draft.pk}/parties/", sent)["Location"].startswith("/sign-in/")
    assert Session.objects.count() - before == kept_form.MOST_KEPT


def test_a_text_beside_a_large_file_is_kept_and_a_larger_body_is_not_read(
    client: Client, case: Partnership, officer: Account, administrator: Account, settings: Any
) -> None:
    address, text = f"/partnerships/{case.pk}/papers/", "Typed beside a file"
    size = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    large = {"act": "attach", "title": text, "file": SimpleUploadedFile("large.pdf", b"a" * size)}
    ended_and_sent(client, officer, administrator, address, large)
    kept = client.session[KEPT]
    assert (kept["path"], text in QueryDict(kept["content"]).values()) == (address, True)
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + settings.ATTACHMENT_MOST_BYTES
    for sender, length in ((client, most + 1), (Client(), size)):
        answer = sender.generic("POST", address, b"a", "multipart/form-data; boundary=a", CONTENT_LENGTH=str(length))
        assert (answer.status_code, answer["Location"]) == (302, f"/sign-in/?next={address}")
    lead = Client().generic("POST", "/leads/7/decision/", b"a", CONTENT_LENGTH=str(size))
    assert lead["Location"] == "/sign-in/?next=/leads/7/"
