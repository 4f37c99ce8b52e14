"""Personal data is prepared by one person, reviewed and released by another, and kept no longer than needed."""

import html
import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from institutions.audit.verify import verify_audit
from institutions.models import (
    Account,
    AuditEvent,
    DocumentParty,
    Partnership,
    Person,
    Role,
)
from rules.models import PersonDataFile, PersonDataState
from rules.review.person_data.releasing import (
    PersonDataRefusedError,
    empty_old_files,
    prepare_person_data,
    read_person_data,
    release_person_data,
)
from rules.web.pages.person_data.tables import data_tables
from tests.documents import small
from tests.fixed_clock import midnight_after
from tests.people import person_named
from tests.rules.review.casework.building import registered
from tests.rules.review.person_data.person_case import (
    REASON,
    sato,
)
from tests.rules.review.person_data.person_case import auditor as auditor
from tests.rules.review.person_data.person_case import case as case
from tests.rules.review.person_data.person_case import counsel as counsel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


def test_a_file_names_the_moment_at_which_it_was_prepared(case: Partnership, auditor: Account) -> None:
    """At midnight the content was of a day, and its row, by which it is listed and emptied, of the next one."""
    with midnight_after(1):
        file = prepare_person_data(sato(), reason=REASON, account=auditor)
    assert file.content["collected_at"] == file.prepared_at.isoformat()


def test_one_prepares_and_another_person_releases(case: Partnership, auditor: Account, counsel: Account) -> None:
    file = prepare_person_data(sato(), reason=REASON, account=auditor)
    again = Account.objects.create_user("auditor-2", role=Role.AUDITOR, person=auditor.person)
    unlinked = Account.objects.create_user("unlinked", role=Role.AUDITOR)
    herself = Account.objects.create_user("sato", role=Role.AUDITOR, person=sato())
    keeper = Account.objects.create_user("keeper", role=Role.ADMINISTRATOR, person=person_named("Keeper"))
    for account, said in (
        (auditor, "Another person must release"),
        (again, "Another person must release"),
        (unlinked, "Another person must release"),
        (herself, "This data is about you"),
        (keeper, "Only reviewers and auditors"),
    ):
        with pytest.raises(PersonDataRefusedError, match=said):
            release_person_data(file, account=account)
    with pytest.raises(PersonDataRefusedError, match="not released"):
        read_person_data(file, account=counsel)
    released = release_person_data(file, account=counsel)
    assert read_person_data(released, account=auditor) == file.content
    with pytest.raises(PersonDataRefusedError, match="already released"):
        release_person_data(file, account=counsel)
    events = AuditEvent.objects.filter(object=f"party:{sato().pk}").order_by("pk")
    assert [(each.verb, each.actor) for each in events] == [
        ("person_data_prepared", f"account:{auditor.pk}"),
        ("person_data_released", f"account:{counsel.pk}"),
        ("person_data_read", f"account:{auditor.pk}"),
    ]
    assert {(each.after or {})["sha256"] for each in events} == {file.sha256}
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonDataFile.objects.update(settled_by=auditor)


def test_a_request_needs_a_reason_and_the_content_is_not_kept_for_long(case: Partnership, auditor: Account) -> None:
    with pytest.raises(PersonDataRefusedError, match="Say who asked"):
        prepare_person_data(sato(), reason=" ", account=auditor)
    file = prepare_person_data(sato(), reason=REASON, account=auditor)
    assert empty_old_files(timezone.now() + timedelta(days=29)) == 0
    assert empty_old_files(timezone.now() + timedelta(days=31)) == 1
    file.refresh_from_db()
    assert (file.content, file.withheld, file.state) == ({}, [], PersonDataState.PREPARED)


def test_the_command_prepares_releases_and_writes(
    case: Partnership, auditor: Account, counsel: Account, tmp_path: Path
) -> None:
    out, target = StringIO(), tmp_path / "own.json"
    call_command("person_data", str(sato().pk), by="auditor", reason=REASON, stdout=out)
    file = PersonDataFile.objects.get()
    assert f"Prepared as file {file.pk}." in out.getvalue()
    assert "Left out: names of other people" in out.getvalue()
    for arguments, said in (
        ({"by": "auditor", "release": file.pk, "output": str(target)}, "Another person must release"),
        ({"by": "counsel", "release": file.pk}, "--output"),
        ({"by": "nobody", "release": file.pk}, "No account"),
    ):
        with pytest.raises(CommandError, match=said):
            call_command("person_data", stdout=out, **arguments)
    with pytest.raises(CommandError, match="No person"):
        call_command("person_data", "nobody", by="auditor", reason=REASON, stdout=out)
    call_command("person_data", by="counsel", release=file.pk, output=str(target), stdout=out)
    assert json.loads(target.read_text(encoding="utf-8")) == file.content
    assert oct(target.stat().st_mode)[-3:] == "600"


def test_on_the_pages_one_prepares_and_another_releases(case: Partnership, auditor: Account, counsel: Account) -> None:
    first, second = Client(), Client()
    first.force_login(auditor)
    second.force_login(counsel)
    wrong = first.post("/person-data/", {"person": "nobody", "reason": REASON})
    assert (wrong.status_code, "No person in the register" in wrong.content.decode()) == (422, True)
    address = first.post("/person-data/", {"person": str(sato().pk), "reason": REASON})["Location"]
    own = first.post(address, {"act": "release"}, follow=True).content.decode()
    assert "Another person must release" in own
    page = second.get(address)
    assert page["Cache-Control"] == "private, no-store"
    assert "Left out of the file" in page.content.decode()
    assert second.get(f"{address}file.json").status_code == 302
    assert "Download the file" in second.post(address, {"act": "release"}, follow=True).content.decode()
    file = second.get(f"{address}file.json")
    assert json.loads(file.content)["person"] == str(sato().pk)
    assert "attachment" in file["Content-Disposition"]
    for language, said in (("en", "Personal data requests"), ("ja", "本人の情報の開示")):
        assert said in second.get("/person-data/", headers={"accept-language": language}).content.decode()


def test_the_review_shows_all_of_the_file_as_tables_in_both_languages(
    case: Partnership, auditor: Account, counsel: Account
) -> None:
    account = Account.objects.create_user("sato-1", role=Role.NAMED, person=sato())
    file = prepare_person_data(sato(), reason=REASON, account=auditor)
    client = Client()
    client.force_login(counsel)
    for language, said in (
        ("en", ("Names", "Statements about the person", "Shareholding", "6.2", "this person", "Nothing is held.")),
        ("ja", ("名称", "本人に関する記載事項", "6.2", "本人", "保有している情報はありません。")),
    ):
        page = client.get(f"/person-data/{file.pk}/", headers={"accept-language": language}).content.decode()
        tables = page[page.index('<h3 id="part-1"') : page.index("<pre")]
        assert account.username in tables
        for name in (sato().name_en, sato().name_ja):
            assert name in tables
        assert not re.search(r"(?<![a-z])(?:share_bp|this_person|superseded_at|division_director)(?![a-z])", tables)
        assert tables.count("<h3") == 6
        assert not [each for each in said if each not in tables], language
        assert "&quot;statements&quot;" in page[page.index("<pre") :]


def test_a_part_that_this_version_does_not_know_is_shown_as_it_is() -> None:
    content = {
        "person": "x", "collected_at": "2026-11-02T00:00:00+00:00", "hobbies": ["chess"],
        "statements": [{"kind": "unheard", "label": {"en": "Unheard", "ja": "未知"}, "until": None, "values": [
            {"field": "odd", "label": {"en": "Odd", "ja": "奇"}, "value": {"deep": [7]}}]}],
    }  # fmt: skip
    hobbies, statements = data_tables(content, "en")
    assert (hobbies.heading, hobbies.columns, hobbies.rows) == ("hobbies", ("hobbies",), ((("chess",),),))
    assert statements.columns == ("Kind", "Until", "Values")
    assert statements.rows == ((("Unheard",), (), ('Odd: {"deep": [7]}',)),)


def test_nothing_is_shown_or_handed_over_of_a_partnership_that_was_restricted_after_the_file_was_prepared(
    case: Partnership, auditor: Account, counsel: Account
) -> None:
    sato = Person.objects.get(pk=case.submissions.get().parties.get(key="sato").party_id)
    open_case = registered(small(reference="OPEN-1", people=[], statements=[]))
    DocumentParty.objects.create(submission=open_case.submissions.get(), key="known", party=sato)
    released, waiting = (prepare_person_data(sato, reason=REASON, account=auditor) for _ in range(2))
    release_person_data(released, account=counsel)
    client = Client()
    client.force_login(counsel)
    page, download = f"/person-data/{waiting.pk}/", f"/person-data/{released.pk}/file.json"
    stated = '"kind": "shareholding"'
    assert stated in client.get(download).content.decode()
    assert stated in html.unescape(client.get(page).content.decode())
    Partnership.objects.filter(pk=case.pk).update(secret=True)
    shown = html.unescape(client.get(page).content.decode())
    assert stated not in shown
    assert "has changed since the file was prepared" in shown
    assert "Release the file" not in shown
    for refused in (client.get(download, follow=True), client.post(page, {"act": "release"}, follow=True)):
        assert "has changed since the file was prepared" in refused.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == PersonDataState.PREPARED
    client.post(page, {"act": "refuse"})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.content) == (PersonDataState.REFUSED, {})


def test_a_content_that_somebody_changed_in_the_database_is_found_and_goes_nowhere(
    case: Partnership, auditor: Account, counsel: Account
) -> None:
    file = prepare_person_data(sato(), reason=REASON, account=auditor)
    assert not [each for each in verify_audit().troubles if "persondatafile" in each]
    PersonDataFile.objects.update(content={**file.content, "person": {"name": "Somebody else (fictional)"}})
    with pytest.raises(PersonDataRefusedError, match="somebody changed it"):
        release_person_data(PersonDataFile.objects.get(pk=file.pk), account=counsel)
    PersonDataFile.objects.update(state=PersonDataState.RELEASED, settled_by=counsel)
    with pytest.raises(PersonDataRefusedError, match="somebody changed it"):
        read_person_data(PersonDataFile.objects.get(pk=file.pk), account=auditor)
    found = [each for each in verify_audit().troubles if "its content is not what was prepared" in each]
    assert found == [f"rules_persondatafile {file.pk}: its content is not what was prepared"]
