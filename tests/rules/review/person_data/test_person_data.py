"""A person gets their own data in one file, reviewed by a second person, without others and without reporters."""

import html
import json
import re
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.audit.verify import verify_audit
from institutions.codes.restoring import restore_code
from institutions.codes.wording import code_words
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import (
    Account,
    AuditEvent,
    DocumentParty,
    GovernmentBody,
    Partnership,
    PartyName,
    Person,
    Role,
)
from rules.assessing.waiting import finish_here
from rules.models import PersonDataFile, PersonDataState, State
from rules.review.person_data.releasing import (
    PersonDataRefusedError,
    empty_old_files,
    prepare_person_data,
    read_person_data,
    release_person_data,
)
from rules.web.pages.person_data.tables import data_tables
from tests.documents import example, small
from tests.every import undone
from tests.people import person_named, reviewer_account
from tests.rules.review.casework.building import officer, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
REASON = "She asked in person on 2 November and showed her card."
KIN = "Mori Akira"


def document() -> dict[str, Any]:
    """Return an example with a relative of the official, an alleged act, and a free text about her."""
    found = example("hikari_magnetics")
    found["people"] = [*found["people"], {"key": "mori", "name": {"en": KIN, "ja": "森 晶"}}]
    kin = {"kind": "kinship", "person": "sato", "relative": "mori", "degree": 1, "by": "blood"}
    found["statements"] = [*found["statements"], kin]
    return found


@pytest.fixture
def case(meti: GovernmentBody, digital_agency: GovernmentBody) -> Partnership:
    return registered(document(), officer(meti, "reporter"))


@pytest.fixture
def auditor(db: None) -> Account:
    return Account.objects.create_user("auditor", role=Role.AUDITOR, person=person_named("Auditor"))


@pytest.fixture
def counsel(db: None) -> Account:
    return reviewer_account("counsel")


def sato() -> Person:
    return Person.objects.filter(document_keys__key="sato").distinct().get()


def text_of(file: PersonDataFile) -> str:
    return json.dumps(file.content, ensure_ascii=False)


def test_the_file_has_their_own_data_and_nothing_of_others(case: Partnership, auditor: Account) -> None:
    file = prepare_person_data(sato(), reason=REASON, account=auditor)
    text, (given,) = text_of(file), [each for each in document()["people"] if each["key"] == "sato"]
    for name in given["name"].values():
        assert name in text, name
    kinds = {each["kind"] for each in file.content["statements"]}
    assert {"shareholding", "kinship"} <= kinds, kinds
    assert "620" in text, "her share of the company"
    for other in (KIN, "森 晶", "reporter", case.reference, *(each["title"] for each in document()["sources"])):
        assert other not in text, other
    withheld = " ".join(code_words(restore_code(each), "en") for each in file.withheld)
    assert "who reported" in withheld
    assert "names of other people" in withheld
    assert "findings about which they were not asked" in withheld


@pytest.fixture
def entitled(db: None) -> Account:
    return Account.objects.create_user("entitled", role=Role.AUDITOR, person=person_named("E"), reads_secret=True)


def closed_case() -> Partnership:
    """Return a restricted case that names Ms Sato, and somebody whom nothing else names."""
    content = small(
        reference="SECRET-7",
        title={"en": "Hayabusa optics"},
        secrecy="defence",
        people=[{"key": "sato", "id": str(sato().pk)}, {"key": "jun", "name": {"en": "Kuroi Jun"}}],
        officials=[{"person": "sato", "role": "decision_maker"}],
        statements=[
            {"kind": "shareholding", "holder": each, "company": "hikari", "share_bp": 620} for each in ("sato", "jun")
        ],
    )
    closed = register_partnership(check_document(content), account=None, way="file").partnership
    finish_here(closed.assessments.get(state=State.QUEUED))
    return closed


def page_of(account: Account, address: str, **posted: str) -> tuple[int, str]:
    client = Client()
    client.force_login(account)
    answer = client.post(address, posted) if posted else client.get(address)
    return answer.status_code, answer.content.decode()


def test_restricted_partnerships_and_alleged_acts_are_left_out(case: Partnership, entitled: Account) -> None:
    kept = prepare_person_data(sato(), reason=REASON, account=entitled)
    closed_case()
    file = prepare_person_data(sato(), reason=REASON, account=entitled)
    for each in (kept, file):
        each.content.pop("collected_at")
    assert file.content == kept.content
    assert "restricted partnerships" in page_of(entitled, f"/person-data/{file.pk}/")[1]


def test_who_may_not_read_a_restricted_partnership_learns_nothing_of_it_here(
    case: Partnership, auditor: Account, entitled: Account
) -> None:
    before = prepare_person_data(sato(), reason=REASON, account=auditor)
    closed = closed_case()
    jun = Person.objects.get(name_en="Kuroi Jun")
    twin = Person.objects.create(name_en="Kuroi Jun", same_as=sato())  # found to be the same
    DocumentParty.objects.filter(party=jun).update(party=twin)
    PartyName.objects.filter(party=jun).update(party=twin)
    after = prepare_person_data(sato(), reason=REASON, account=auditor)
    pages = [page_of(auditor, f"/person-data/{each.pk}/")[1] for each in (before, after)]
    said = [[line for line in page.splitlines() if "Left out" in line] for page in pages]
    assert said[0] == said[1]
    assert said[0]
    assert "Kuroi" not in pages[1] + text_of(after)
    assert closed.reference not in pages[1]


def test_the_number_of_queries_tells_of_no_restricted_partnership(case: Partnership, auditor: Account) -> None:
    registered(small(reference="OPEN-2", people=[{"key": "sato", "id": str(sato().pk)}], statements=[]))

    def number_of_queries() -> int:
        with undone(), CaptureQueriesContext(connection) as queries:
            prepare_person_data(sato(), reason=REASON, account=auditor)
            return len(queries)

    number_of_queries()
    before = number_of_queries()
    closed_case()
    assert number_of_queries() == before


def test_a_person_whom_a_restricted_partnership_alone_names_is_unknown_without_the_right_to_it(
    case: Partnership, auditor: Account, entitled: Account
) -> None:
    closed_case()
    jun = Person.objects.get(name_en="Kuroi Jun")
    free = "00000000-0000-4000-8000-000000000000"
    answers = [page_of(auditor, "/person-data/", person=str(each), reason=REASON) for each in (jun.pk, free)]
    assert [status for status, _text in answers] == [422, 422]
    assert "No person in the register" in answers[0][1]
    with pytest.raises(PersonDataRefusedError, match="No person in the register"):
        prepare_person_data(jun, reason=REASON, account=auditor)
    with pytest.raises(CommandError, match="No person in the register"):
        call_command("person_data", str(jun.pk), by="auditor", reason=REASON, stdout=StringIO())
    file = prepare_person_data(jun, reason=REASON, account=entitled)
    assert page_of(auditor, f"/person-data/{file.pk}/")[0] == 404
    assert page_of(auditor, f"/person-data/{file.pk}/", act="release")[0] == 404
    assert f"/person-data/{file.pk}/" not in page_of(auditor, "/person-data/")[1]
    assert f"/person-data/{file.pk}/" in page_of(entitled, "/person-data/")[1]
    with pytest.raises(PersonDataRefusedError, match="No person in the register"):
        release_person_data(file, account=auditor)


def test_alleged_acts_are_left_out(case: Partnership, auditor: Account) -> None:
    stated = {"kind": "conduct", "person": "sato", "type": "leak", "company": "hikari", "on": "2026-05-01"}
    people = [{"key": "sato", "id": str(sato().pk)}]
    content = small(reference="T-8", people=people, statements=[stated])
    register_partnership(check_document(content), account=None, way="file")
    file = prepare_person_data(sato(), reason=REASON, account=auditor)
    assert "conduct" not in {each["kind"] for each in file.content["statements"]}
    assert "alleged acts" in page_of(auditor, f"/person-data/{file.pk}/")[1]


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


def leaves(data: Any) -> list[Any]:
    """Return every value of plain data that is neither empty nor an object or list."""
    if isinstance(data, dict | list):
        inner = data.values() if isinstance(data, dict) else data
        return [leaf for each in inner for leaf in leaves(each)]
    return [] if data in (None, "", True, False) else [data]


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
