"""Files that are sent after the end of a session are not kept: after sign-in their page names them."""

from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from institutions.accounts.managing import end_sessions
from institutions.accounts.sign_in import kept_form
from institutions.models import Account, FormDraft, Partnership, Role
from institutions.web.rates.counting import RequestCounter
from rules.models import Attachment
from tests.documents import example
from tests.rules.review.correspondence.sample_files import PDF, upload
from tests.rules.web.pages.filling import with_form_keys

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
ENDED = "Your session has ended, and nothing was submitted. Sign in, then press the button again."
AGAIN = "Your session had ended, so nothing was done. If it is still needed, do it again."
NAMED = "Your files were not kept. Choose them again: memo.pdf, minutes.pdf"


@pytest.fixture(autouse=True)
def no_form_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count the kept forms of each test alone: the accounts of all have the same numbers."""
    caches["rates"].clear()
    monkeypatch.setattr(kept_form, "COUNTER", RequestCounter())


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """Return a draft of METI's officer with everything written."""
    client.post("/propose/")
    draft = FormDraft.objects.get()
    draft.store(with_form_keys(example("hikari_magnetics")), version=draft.version, step="statements")
    return draft


def end(account: Account) -> None:
    """End the sessions of an account, as an administrator does."""
    end_sessions(account, by=Account.objects.create_user("keeper", role=Role.ADMINISTRATOR))


def signed_in_again(client: Client, address: str, **more: Any) -> str:  # Any: arguments of the client
    """Sign in where a form was refused; the page to which it leads."""
    sent = {"login": "officer", "password": "a long pass phrase", "next": address}
    answer = client.post("/sign-in/", sent, follow=True, **more)
    assert answer.redirect_chain == [(address, 302)]
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "ended", "said"),
    [
        ("en", ENDED, [AGAIN, NAMED]),
        (
            "ja",
            "セッションが終了したため、提出されませんでした",
            ["必要であれば、もう一度操作して", "：memo.pdf、minutes.pdf"],
        ),
    ],
)
def test_the_last_page_of_a_proposal_names_the_papers_that_must_be_chosen_again(
    client: Client, draft: FormDraft, officer: Account, language: str, ended: str, said: list[str]
) -> None:
    address, more = f"/propose/{draft.pk}/check/", {"headers": {"Accept-Language": language}}
    client.get(address)
    end(officer)
    sent = {"version": draft.version, "file": [upload(PDF, "memo.pdf"), upload(PDF, "minutes.pdf")]}
    answer: Any = client.post(address, sent, follow=True, **more)  # type: ignore[arg-type]  # arguments of the client
    assert answer.redirect_chain == [(f"/sign-in/?next={address}", 302)]
    assert ended in answer.content.decode()
    page = signed_in_again(client, address, **more)
    assert [words in page for words in said] == [True] * len(said)
    assert f'name="version" value="{draft.version}"' in page
    assert not Partnership.objects.exists(), "nothing is submitted by itself"
    assert said[1] not in client.get(address, **more).content.decode(), "it is said once"  # type: ignore[arg-type]
    client.post(address, {"version": draft.version, "file": [upload(PDF, "memo.pdf")]})
    assert list(Attachment.objects.values_list("name", flat=True)) == ["memo.pdf"]


def test_whoever_chose_no_papers_is_told_of_none(client: Client, draft: FormDraft, officer: Account) -> None:
    address = f"/propose/{draft.pk}/check/"
    client.get(address)
    end(officer)
    client.post(address, {"version": draft.version})
    page = signed_in_again(client, address)
    assert (AGAIN in page, "not kept" in page, "Your text" in page) == (True, False, False)


def test_of_many_papers_ten_are_named_and_the_rest_counted(client: Client, draft: FormDraft, officer: Account) -> None:
    address = f"/propose/{draft.pk}/check/"
    client.get(address)
    end(officer)
    files = [upload(PDF, f"{number}.pdf") for number in range(1, 13)]
    client.post(address, {"version": draft.version, "file": files})
    assert "9.pdf, 10.pdf, and 2 more" in signed_in_again(client, address)


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/propose/{draft}/check/", [AGAIN, "Your files were not kept. Choose them again."]),
        ("/partnerships/{case}/papers/", ["your files were too large to be kept with your text. Enter both again."]),
    ],
)
def test_a_body_that_is_too_large_to_be_read_is_told_after_sign_in(
    client: Client, draft: FormDraft, case: Partnership, officer: Account, settings: Any, page: str, said: list[str]
) -> None:
    address = page.format(draft=draft.pk, case=case.pk)
    assert client.get(address).status_code == 200
    end(officer)
    length = str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + settings.ATTACHMENT_MOST_BYTES + 1)
    answer = client.generic("POST", address, b"a", "multipart/form-data; boundary=a", CONTENT_LENGTH=length)
    assert answer["Location"] == f"/sign-in/?next={address}"
    shown = signed_in_again(client, address)
    assert [words in shown for words in said] == [True] * len(said)


def test_files_beside_a_text_are_named_and_the_text_comes_back(
    client: Client, case: Partnership, officer: Account
) -> None:
    address = f"/partnerships/{case.pk}/papers/"
    client.get(address)
    end(officer)
    client.post(address, {"act": "attach", "audience": "reviewers", "file": [upload(PDF, "memo.pdf")]})
    page = signed_in_again(client, address)
    assert "Your files were not kept. Choose them again: memo.pdf" in page
    assert "Your text is in the form again." in page
