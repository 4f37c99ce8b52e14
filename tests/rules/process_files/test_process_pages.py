"""Pages of processes: a file is sent, screened and listed; a process is read and becomes a draft and a partnership."""

import csv
import io
import json
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, FormDraft, GovernmentBody, Partnership, Role
from rules.commission.register_contracts import restricted_references
from rules.models import ProcessComparison, ProcessFile, StoredProcess
from rules.process_files.joining import join_with_partnership
from rules.process_files.missing import missing_in_processes
from rules.process_files.troubles import ComparisonWorkersLost
from tests.documents import small
from tests.policyengine.access.proposals import registered
from tests.rules.commission.lists import many_contracts
from tests.rules.process_files.conftest import answered_again, award, bid, lines, process, screened, sent

pytestmark = pytest.mark.django_db

PAIR = process(
    bid("W", 1000),
    bid("L", 1000),
    awards=[award("W", id="1", date="2024-05-20T00:00:00Z", value={"amount": 1000, "currency": "JPY"})],
    ocid="ocds-test01-2",
    title="Road works (fictional)",
    procurementMethod="open",
    mainProcurementCategory="works",
)
OTHER = process(bid("W", 900), bid("L", 1200), awards=[award("W", id="1")], ocid="ocds-test01-3")


def signed_in(account: Account, language: str = "en") -> Client:
    client = Client(headers={"Accept-Language": language})
    client.force_login(account)
    return client


def shown(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    if answer.streaming:
        return b"".join(answer).decode()
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_file_is_sent_screened_listed_and_read(body: GovernmentBody, officer: Account, language: str) -> None:
    client = signed_in(officer, language)
    shown(client, "/processes/")
    shown(client, "/processes/files/")
    upload = SimpleUploadedFile("tenders.jsonl", lines(PAIR, OTHER, {"ocid": ""}))
    with patch("institutions.jobs.dispatch.send_task"):
        answer = client.post("/processes/files/", {"file": upload, "form": "ocds", "domain": "infrastructure"})
    assert answer.status_code == 302
    file = ProcessFile.objects.get()
    address = answer.headers["Location"]
    assert "hx-get" in shown(client, address)
    screened(file)
    done = shown(client, address)
    assert "hx-get" not in done
    assert "tenders.jsonl" in shown(client, "/processes/files/")
    listed = shown(client, f"/processes/?file={file.pk}")
    assert "Road works (fictional)" in listed
    assert "R028" in listed
    row = StoredProcess.objects.get(ocid=PAIR["ocid"])
    page = shown(client, f"/processes/{row.pk}/")
    assert "R028" in page
    assert "/bids/details/0" in page
    assert "COL-21" in page
    assert ("Could not be assessed" in page) == (language == "en")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_pages_show_what_a_process_rests_on_and_is_compared_with(
    body: GovernmentBody, officer: Account, language: str
) -> None:
    day, client = {"as_of": "2026-11-30"}, signed_in(officer, language)
    dated = {**PAIR, "date": "2024-06-01T00:00:00Z", "tag": ["tenderUpdate"], "id": "r2"}
    screened(sent(body, lines(dated), options=day))
    second = screened(sent(body, lines(OTHER), options=day))
    row = StoredProcess.objects.get(ocid=PAIR["ocid"])
    page, file = shown(client, f"/processes/{row.pk}/"), shown(client, f"/processes/files/{second.pk}/")
    assert "2024-06-01T00:00:00Z" in page
    assert "tenderUpdate" in page
    missing = "Missing: the first release of /tender." if language == "en" else "/tenderの最初のリリース"
    later = "Some of them came later." if language == "en" else "後から届いた手続があります"
    again = "are answered again" if language == "en" else "もう一度回答しています"
    assert missing in page
    assert later in page
    assert again in file
    assert "hx-get" in file
    answered_again()
    assert later not in shown(client, f"/processes/{row.pk}/")
    assert "hx-get" not in shown(client, f"/processes/files/{second.pk}/")
    ProcessComparison.objects.update(error_said=ComparisonWorkersLost().stored())
    assert ("Two workers ended" in shown(client, f"/processes/files/{second.pk}/")) == (language == "en")


def test_the_list_is_narrowed_with_a_fixed_number_of_queries(body: GovernmentBody, officer: Account) -> None:
    screened(sent(body, lines(PAIR, OTHER)))
    client = signed_in(officer)
    assert "ocds-test01-3" not in shown(client, "/processes/?rule=R028")
    assert "ocds-test01-3" in shown(client, "/processes/?rule=R003&outcome=not_assessable")
    assert "ocds-test01-2" not in shown(client, "/processes/?severity=high")
    assert "ocds-test01-3" not in shown(client, "/processes/?q=road")
    shown(client, "/processes/?severity=worst", 400)
    with CaptureQueriesContext(connection) as few:
        shown(client, "/processes/")
    many = [process(bid("W", 900 + place), bid("L", 1200), ocid=f"ocds-test01-n{place}") for place in range(20)]
    screened(sent(body, lines(*many)), portion=20)
    with CaptureQueriesContext(connection) as more:
        shown(client, "/processes/")
    assert len(more) == len(few)


def test_a_process_becomes_a_draft_then_a_partnership(body: GovernmentBody, officer: Account) -> None:
    screened(sent(body, lines(PAIR, OTHER)))
    client = signed_in(officer)
    row = StoredProcess.objects.get(ocid=PAIR["ocid"])
    address = f"/processes/{row.pk}/"
    assert "Begin the draft" in shown(client, address)
    assert client.post(f"{address}register/", {}).status_code == 422
    answer = client.post(f"{address}register/", {"domain": "infrastructure"})
    assert answer.status_code == 302
    draft = FormDraft.objects.get()
    assert str(draft.pk) in answer.headers["Location"]
    assert shown(client, answer.headers["Location"])
    assert draft.document["reference"] == PAIR["ocid"]
    assert {each["kind"] for each in draft.document["statements"]} >= {"bid", "award"}
    sent_again = client.post("/api/v1/partnerships/", draft.document, content_type="application/json")
    assert sent_again.status_code == 201, sent_again.content
    page = shown(client, address)
    assert "Begin the draft" not in page
    assert "/partnerships/" in page
    other = Account.objects.create_user("auditor", "a long pass phrase", role=Role.AUDITOR)
    Partnership.objects.filter(reference=PAIR["ocid"]).update(secret=True)
    assert "none that you may see" in shown(signed_in(other), address)


def test_a_partnership_with_another_reference_is_joined_with_the_process_of_its_draft(
    body: GovernmentBody, officer: Account
) -> None:
    screened(sent(body, lines(PAIR, OTHER)))
    client = signed_in(officer)
    row = StoredProcess.objects.get(ocid=PAIR["ocid"])
    client.post(f"/processes/{row.pk}/register/", {"domain": "infrastructure"})
    draft = FormDraft.objects.get()
    draft.store({**draft.document, "reference": "METI-OWN-1"}, version=draft.version, step=draft.step)
    with patch("institutions.jobs.dispatch.send_task"):
        answer = client.post(f"/propose/{draft.pk}/check/", {"version": draft.version})
    assert answer.status_code == 302, answer.content.decode()
    made = Partnership.objects.get(reference="METI-OWN-1")
    assert f"/partnerships/{made.pk}/" in shown(client, f"/processes/{row.pk}/")
    assert "METI-OWN-1" in shown(client, "/processes/")
    assert restricted_references(body, [PAIR["ocid"]]) == frozenset()
    Partnership.objects.filter(pk=made.pk).update(secret=True)
    assert restricted_references(body, [PAIR["ocid"]]) == {PAIR["ocid"]}, "it never reaches a commission"
    other = Account.objects.create_user("auditor", "a long pass phrase", role=Role.AUDITOR)
    assert "METI-OWN-1" not in shown(signed_in(other), "/processes/")
    second = registered(small(reference="METI-OWN-2"))
    join_with_partnership(row.pk, second, officer)
    assert restricted_references(body, [PAIR["ocid"]]) == {PAIR["ocid"]}, "a second registration does not open it"
    Partnership.objects.filter(pk=made.pk).update(secret=False)
    join_with_partnership(row.pk, second, officer)
    assert f"/partnerships/{second.pk}/" in shown(client, f"/processes/{row.pk}/")


def test_a_restricted_partnership_of_a_process_hides_no_open_one(body: GovernmentBody, officer: Account) -> None:
    screened(sent(body, lines(PAIR, OTHER)))
    row = StoredProcess.objects.get(ocid=PAIR["ocid"])
    closed = registered(small(reference="METI-OWN-1"))
    join_with_partnership(row.pk, closed, officer)
    Partnership.objects.filter(pk=closed.pk).update(secret=True)
    client = signed_in(officer)
    client.post(f"/processes/{row.pk}/register/", {"domain": "infrastructure"})
    draft = FormDraft.objects.get()
    with patch("institutions.jobs.dispatch.send_task"):
        assert client.post(f"/propose/{draft.pk}/check/", {"version": draft.version}).status_code == 302
    opened = Partnership.objects.get(reference=PAIR["ocid"])
    for address in (f"/processes/{row.pk}/", "/processes/", f"/api/v1/processes/{row.pk}/"):
        page = shown(client, address)
        assert str(opened.pk) in page, address
        assert "Begin the draft" not in page
    assert restricted_references(body, [PAIR["ocid"]]) == {PAIR["ocid"]}, "it still reaches no commission"
    Account.objects.filter(pk=officer.pk).update(reads_secret=True)
    assert str(closed.pk) in shown(client, f"/processes/{row.pk}/")


def test_the_list_is_a_file_too(body: GovernmentBody, officer: Account) -> None:
    screened(sent(body, many_contracts(6), form="contract_list", name="list.csv"))
    client = signed_in(officer)
    table = list(csv.DictReader(io.StringIO(shown(client, "/processes/file/?format=csv").lstrip("\ufeff"))))
    assert len({each["ocid"] for each in table}) == 6
    assert table[0]["body"] == "METI"
    objects = [json.loads(each) for each in shown(client, "/processes/file/?format=jsonl").splitlines()]
    assert {each["ocid"] for each in objects} == {each["ocid"] for each in table}
    assert objects[0]["facts"]["withheld"]


def test_withheld_is_a_word_of_its_own(body: GovernmentBody, officer: Account) -> None:
    closed = {**PAIR["tender"], "reservePriceWithheld": {"reason": "no_reason", "text": "非公表"}}
    screened(sent(body, lines({**PAIR, "tender": closed})))
    row = StoredProcess.objects.get()
    found = {each.name.name: each for each in missing_in_processes(StoredProcess.objects.all())}
    assert found["/tender/reservePriceWithheld"].withheld == 1
    assert '<span class="tag">withheld</span>' in shown(signed_in(officer), f"/processes/{row.pk}/")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_missing_data_is_one_request_a_thing(body: GovernmentBody, officer: Account, language: str) -> None:
    client = signed_in(officer, language)
    shown(client, "/missing-data/")
    screened(sent(body, lines(PAIR, OTHER)))
    page = shown(client, "/missing-data/?body=METI")
    assert "missing=" in page
    assert "%(" not in page
    shown(client, "/missing-data/?of=partnerships")
    address = page.partition('href="/processes/?missing=')[2].partition('"')[0].replace("&amp;", "&")
    assert "ocds-test01-2" in shown(client, f"/processes/?missing={address}")


def test_another_body_sees_nothing(body: GovernmentBody, officer: Account) -> None:
    screened(sent(body, lines(PAIR)))
    row = StoredProcess.objects.get()
    agency = GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
    other = signed_in(Account.objects.create_user("other", "a long pass phrase", role=Role.OFFICER, body=agency))
    assert "ocds-test01" not in shown(other, "/processes/")
    shown(other, f"/processes/{row.pk}/", 404)
    shown(other, f"/processes/files/{row.file_id}/", 404)
    assert other.post(f"/processes/{row.pk}/register/", {"domain": "infrastructure"}).status_code == 404


def test_a_wrong_file_is_said_on_the_page(body: GovernmentBody, officer: Account) -> None:
    client = signed_in(officer)
    answer = client.post("/processes/files/", {"form": "ocds"})
    assert answer.status_code == 422
    assert "The file is missing" in answer.content.decode()
