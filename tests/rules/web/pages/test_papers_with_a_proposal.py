"""Papers of the body's own go with a proposal from its last page: all are stored with it, or nothing is."""

from typing import Any

import pytest
from django.test import Client

from institutions.audit.verify import verify_audit
from institutions.models import AuditEvent, FormDraft, Partnership
from rules.models import Attachment, Audience
from tests.documents import example
from tests.rules.review.correspondence.sample_files import PDF, docx, upload
from tests.rules.web.pages.conftest import signed_in
from tests.rules.web.pages.filling import with_form_keys

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
NOT_KEPT = "Nothing was submitted, so your files were not kept. Choose them again."


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """Return a draft of METI's officer with everything written."""
    client.post("/propose/")
    draft = FormDraft.objects.get()
    draft.store(with_form_keys(example("hikari_magnetics")), version=draft.version, step="statements")
    return draft


def submitted(client: Client, draft: FormDraft, *files: Any, language: str = "en") -> Any:  # Any: uploads, an answer
    """Submit a draft with files."""
    sent = {"version": draft.version, "file": list(files)}
    return client.post(f"/propose/{draft.pk}/check/", sent, headers={"Accept-Language": language})


def test_papers_are_attached_to_the_case_of_the_proposal(client: Client, draft: FormDraft) -> None:
    answer = submitted(client, draft, upload(PDF, "memo.pdf"), upload(docx(), "minutes.docx"))
    partnership = Partnership.objects.get()
    assert answer["Location"] == f"/partnerships/{partnership.pk}/"
    files = Attachment.objects.filter(case__partnership=partnership)
    assert [(each.name, each.audience) for each in files] == [
        ("memo.pdf", Audience.SUBMITTING_BODY),
        ("minutes.docx", Audience.SUBMITTING_BODY),
    ]
    told = AuditEvent.objects.filter(verb="file_attached").order_by("pk")
    assert [each.after and each.after["sha256"] for each in told] == [each.sha256 for each in files]
    assert "memo.pdf" in client.get(f"/partnerships/{partnership.pk}/papers/").content.decode()
    assert not FormDraft.objects.exists()
    assert verify_audit().troubles == ()


def test_a_revision_brings_papers_too(client: Client, draft: FormDraft) -> None:
    submitted(client, draft, upload(PDF, "memo.pdf"))
    partnership = Partnership.objects.get()
    client.post(f"/partnerships/{partnership.pk}/revise/")
    submitted(client, FormDraft.objects.get(), upload(PDF, "second.pdf"))
    names = Attachment.objects.filter(case__partnership=partnership).values_list("name", flat=True)
    assert list(names) == ["memo.pdf", "second.pdf"]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "memo.exe: The content of this file is no PDF"), ("ja", "memo.exe：このファイルは、名称にかかわらず")],
)
def test_a_paper_that_cannot_be_stored_is_named_and_nothing_is_submitted(
    client: Client, draft: FormDraft, language: str, said: str
) -> None:
    answer = submitted(client, draft, upload(PDF), upload(b"MZ\x90 a program", "memo.exe"), language=language)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    nothing_is_stored(draft)


def test_too_many_papers_are_refused_at_once(client: Client, draft: FormDraft) -> None:
    answer = submitted(client, draft, *(upload(PDF, f"{number}.pdf") for number in range(11)))
    assert answer.status_code == 422
    nothing_is_stored(draft)


def test_a_case_that_has_no_room_for_papers_undoes_the_registration(
    client: Client, draft: FormDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.review.correspondence.attaching.MOST_FILES", 0)
    answer = submitted(client, draft, upload(PDF))
    assert answer.status_code == 409
    assert "The case has 0 files already" in answer.content.decode()
    assert 'aria-invalid="true"' not in answer.content.decode(), "no file is at fault"
    nothing_is_stored(draft)


def test_whoever_has_errors_left_is_asked_for_the_papers_again(client: Client, draft: FormDraft) -> None:
    draft.store({**draft.document, "value_yen": None}, version=draft.version, step="proposal")
    answer = submitted(client, draft, upload(PDF))
    assert answer.status_code == 422
    assert NOT_KEPT in answer.content.decode()
    nothing_is_stored(draft)
    assert NOT_KEPT not in submitted(client, draft).content.decode()


def test_a_second_click_while_files_are_scanned_says_that_the_draft_was_submitted(
    client: Client, draft: FormDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scanned_while_the_first_submits(name: str, content: bytes) -> bool:
        monkeypatch.setattr("rules.review.correspondence.attaching.scan_file", lambda _name, _content: False)
        other = signed_in(draft.owner)
        assert submitted(other, draft, upload(content, name)).status_code == 302
        return False

    monkeypatch.setattr("rules.review.correspondence.attaching.scan_file", scanned_while_the_first_submits)
    answer = submitted(client, draft, upload(PDF))
    assert answer["Location"] == "/propose/"
    assert "This draft was submitted or deleted in the meantime." in client.get("/propose/").content.decode()
    assert (Partnership.objects.count(), Attachment.objects.count()) == (1, 1)


def test_only_the_writer_sends_papers(draft: FormDraft, first: Any) -> None:
    assert submitted(signed_in(first), draft, upload(PDF)).status_code in (403, 404)
    nothing_is_stored(draft)


def nothing_is_stored(draft: FormDraft) -> None:
    """Check that the draft is there as before, and neither partnership nor paper."""
    assert FormDraft.objects.filter(pk=draft.pk).exists()
    assert not Partnership.objects.exists()
    assert not Attachment.objects.exists()
