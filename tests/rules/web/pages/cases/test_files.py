"""Files attached to a case and to hearings: who may attach and read them, and how they are given out."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from institutions.access.key_making import make_key
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from rules.models import Attachment, Hearing, HearingWay
from rules.review.correspondence.attaching import MOST_AT_ONCE, attach_files, check_file, plain_name
from rules.review.correspondence.errors import FileRefusedError
from rules.review.erasing.place_words import places_in_words
from rules.review.erasing.remaining import remaining_places
from rules.review.erasing.remaining_troubles import FileNotSearched
from rules.review.erasing.scope import erasure_scope
from tests.rules.review.casework.building import under_review, view_of
from tests.rules.review.casework.naming import heard
from tests.rules.review.correspondence.sample_files import PDF, PNG, docx, upload
from tests.rules.web.pages.casework import shown
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def page_of(case: Partnership) -> str:
    return f"/partnerships/{case.pk}/papers/"


def attach(client: Client, case: Partnership, *files: Any, **sent: Any) -> Any:
    return client.post(page_of(case), {"act": "attach", "file": list(files), **sent}, follow=True)


def test_a_reviewer_attaches_files_for_the_audience_they_choose(
    case: Partnership, first: Account, second: Account, officer: Account, client: Client
) -> None:
    answer = attach(signed_in(first), case, upload(), upload(PNG, "site.html"), audience="reviewers")
    assert "2 files were attached" in answer.content.decode()
    attach(signed_in(first), case, upload(docx(), "letter.docx"), audience="submitting_body")
    assert [each.name for each in Attachment.objects.all()] == ["opinion.pdf", "site.html.png", "letter.docx"]
    page = shown(client, page_of(case))  # the officer's
    assert "letter.docx" in page
    assert "opinion.pdf" not in page
    opinion, _picture, letter = Attachment.objects.values_list("pk", flat=True)
    assert client.get(f"/files/{opinion}/").status_code == 404
    assert client.get(f"/files/{letter}/").status_code == 200
    for reader in (signed_in(second), signed_in(Account.objects.create_user("auditor", role=Role.AUDITOR))):
        assert "opinion.pdf" in shown(reader, page_of(case))
        assert reader.get(f"/files/{opinion}/").status_code == 200
    for role in (Role.ADMINISTRATOR, Role.RULEBOOK_EDITOR):
        keeper = signed_in(Account.objects.create_user(role, role=role))
        assert "Your role may not read the files" in shown(keeper, page_of(case))
        assert keeper.get(f"/files/{letter}/").status_code == 404


def test_a_file_is_only_ever_downloaded_and_each_reading_is_on_record(case: Partnership, first: Account) -> None:
    attach(signed_in(first), case, upload(name="意見 書.pdf"))
    row = Attachment.objects.get()
    answer = signed_in(first).get(f"/files/{row.pk}/")
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    stored, read = AuditEvent.objects.filter(object=f"attachment:{row.pk}").order_by("pk")
    assert stored.after
    assert read.after
    assert (stored.verb, stored.after["sha256"]) == ("file_attached", row.sha256)
    assert "意見" not in str(stored.after)
    assert (read.verb, read.after["values"]) == ("sensitive_read", {f"attachment:{row.pk}": row.sha256})


def test_a_file_that_cannot_be_stored_is_refused_with_the_reason_and_nothing_of_the_others_is_stored(
    case: Partnership, client: Client
) -> None:
    answer = attach(client, case, upload(), upload(b"<script>", "x.pdf"))
    assert answer.status_code == 422
    assert "The content of this file is no PDF" in answer.content.decode()
    with override_settings(ATTACHMENT_MOST_BYTES=20):
        assert "bytes; 20 are the most" in attach(client, case, upload()).content.decode()
    assert "at most 10 files" in attach(client, case, *[upload()] * (MOST_AT_ONCE + 1)).content.decode()
    assert "Choose one" in client.post(page_of(case), {"act": "attach"}, follow=True).content.decode()
    assert "empty" in attach(client, case, upload(b"")).content.decode()
    with override_settings(ATTACHMENT_SCANNER="/no/such/scanner"):
        assert "could not be scanned" in attach(client, case, upload()).content.decode()
    assert client.post(page_of(case), {"act": "clear"}).status_code == 409
    assert not Attachment.objects.exists()


def test_only_those_who_take_part_attach_and_only_for_audiences_they_are_offered(
    case: Partnership, client: Client, first: Account, digital_agency: GovernmentBody
) -> None:
    assert attach(client, case, upload(), audience="reviewers").status_code == 422
    other = Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency)
    assert attach(signed_in(other), case, upload()).status_code == 404
    auditor = Account.objects.create_user("auditor", role=Role.AUDITOR)
    assert attach(signed_in(auditor), case, upload()).status_code == 403
    assert not Attachment.objects.exists()
    assert attach(client, case, upload()).status_code == 200
    assert Attachment.objects.get().audience == "submitting_body"
    # A reviewer who is excluded from the case reads nothing of the reviewers.
    attach(signed_in(first), case, upload(), audience="reviewers")
    named_first = Account.objects.get(pk=first.pk)
    named_first.person_id = view_of(case).partnership.submissions.get().parties.get(key="sato").party_id
    named_first.save()
    assert "opinion.pdf" not in shown(signed_in(named_first), page_of(case))


def test_minutes_are_for_reviewers_and_the_person_heard(
    case: Partnership, first: Account, second: Account, sato: Account, client: Client
) -> None:
    under_review(case, first, second)
    today = view_of(case).today.isoformat()
    hearing = heard(
        case, "COI-01", first, how="otherwise", heard_on=today, waiver="", answer_by="", note="Heard in room 12."
    )
    assert attach(client, case, upload(), hearing=hearing.pk).status_code == 403  # an officer of the body
    assert attach(signed_in(first), case, upload(), hearing=hearing.pk + 1).status_code == 422
    answer = attach(signed_in(first), case, upload(name="minutes.pdf"), hearing=hearing.pk)
    assert "Minutes of the hearing of" in answer.content.decode()
    row = Attachment.objects.get()
    assert (row.hearing, row.audience, row.person_id) == (hearing, "person_concerned", hearing.person_id)
    assert signed_in(sato).get(f"/files/{row.pk}/").status_code == 200
    assert client.get(f"/files/{row.pk}/").status_code == 404
    assert Hearing.objects.get().how == HearingWay.OTHERWISE


def test_verify_audit_finds_content_that_was_exchanged_and_it_is_not_given_out(
    case: Partnership, first: Account
) -> None:
    (row,) = attach_files(case, [check_file(upload())], account=first)
    assert verify_audit().troubles == ()
    with connection.cursor() as cursor:
        for trigger in ("no_update", "redacted"):
            on = "" if connection.vendor == "sqlite" else " ON rules_attachmentcontent"
            cursor.execute(f"DROP TRIGGER IF EXISTS rules_attachmentcontent_{trigger}{on}")
        cursor.execute("UPDATE rules_attachmentcontent SET content = %s", [b"%PDF-other"])
    found = " ".join(verify_audit().troubles)
    assert f"rules_attachmentcontent {row.pk}: the content is not what was attached" in found
    answer = signed_in(first).get(f"/files/{row.pk}/")
    assert answer.status_code == 409
    assert "is not given out" in answer.content.decode()


def test_an_erasure_lists_files_whose_content_it_does_not_read_and_renames_them(
    case: Partnership, first: Account, sato: Account
) -> None:
    assert sato.person
    (row,) = attach_files(case, [check_file(upload(name=f"{sato.person.name}.pdf"))], account=first)
    who = erasure_scope(sato.person).who
    places = [each for each in remaining_places(who, frozenset({case.pk}), ()) if each.table == "rules_attachment"]
    assert [(each.row, type(each.why)) for each in places] == [(str(row.pk), FileNotSearched)]
    (shown_place,) = places_in_words(places)
    assert shown_place.where == "Attached file"
    assert sato.person.name not in who.data(row.name)


def test_files_over_rest(case: Partnership, client: Client, meti: GovernmentBody) -> None:
    address = f"/api/v1/partnerships/{case.pk}/case/files/"
    answer = client.post(address, {"file": upload()})
    assert answer.status_code == 201, answer.content
    said = answer.json()
    assert (said["kind"], said["audience"], said["scanned"]) == ("pdf", "submitting_body", False)
    whole = {"files": [said], "next": None, "previous": None}
    assert client.get(address).json() == whole
    key = {"Authorization": f"Bearer {make_key(meti, scopes=('read',))[1]}"}
    assert Client().get(address, headers=key).json() == whole
    assert Client().get(f"/api/v1/files/{said['id']}/", headers=key).content == PDF
    assert Client().post(address, {"file": upload()}, headers=key).status_code == 403
    refused = client.post(address, {"file": upload(b"MZ")})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "/file")
    assert client.post(address, {"file": upload(), "audience": "everybody"}).status_code == 422
    assert client.post(address, {}).status_code == 422


def test_the_page_costs_the_same_however_many_files_there_are(case: Partnership, client: Client) -> None:
    attach(client, case, upload())
    with CaptureQueriesContext(connection) as one:
        shown(client, page_of(case))
    attach(client, case, upload(), upload(), upload())
    with CaptureQueriesContext(connection) as three:
        shown(client, page_of(case))
    assert len(three) == len(one)


def test_a_name_loses_folders_and_hidden_characters_and_keeps_its_ending() -> None:
    assert plain_name("C:\\Users\\sato\\議事録.pdf") == "議事録.pdf"
    assert plain_name("../../etc/passwd") == "passwd"
    assert plain_name("a\u202efdp.exe\r\n") == "afdp.exe"
    assert plain_name(f"{'長' * 300}.pdf") == f"{'長' * 186}.pdf"
    with pytest.raises(FileRefusedError, match="has no name"):
        plain_name(" . ")
