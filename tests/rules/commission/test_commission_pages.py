"""The pages of a commission, walked by the three accounts that act, without a script; each sees what is theirs."""

import io
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from institutions.models import Account
from rules.commission.choosing import chosen_items
from rules.commission.public_report import report_of
from rules.commission.sitting_run import run_sitting
from rules.commission.sittings import claim_sitting
from rules.models import Commission, CommissionMember, ItemProposal, Sitting
from tests.rules.commission.conftest import PERIOD, VALUE, drawn, fixed
from tests.rules.commission.lists import many_contracts

pytestmark = pytest.mark.django_db


def signed_in(account: Account, language: str = "en") -> Client:
    client = Client(headers={"Accept-Language": language})
    client.force_login(account)
    return client


def shown(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_sitting_is_walked_from_the_list_to_the_public_report(
    commission: Commission, officer: Account, member: CommissionMember, language: str
) -> None:
    office, seat = signed_in(officer, language), signed_in(member.account, language)
    assert seat.get("/").headers["Location"] == "/commissions/"
    assert commission.name in shown(seat, "/commissions/")
    sent = {"do": "begin", **PERIOD, "form": "contract_list"}
    with patch("institutions.jobs.dispatch.send_task"):
        begun = office.post(
            f"/commissions/{commission.pk}/", {**sent, "file": SimpleUploadedFile("list.csv", many_contracts())}
        )
    address = begun.headers["Location"]
    sitting = Sitting.objects.get()
    assert "hx-get" in shown(office, address)
    claim = claim_sitting(sitting.pk)
    assert claim
    run_sitting(claim)
    before = shown(seat, f"{address}contracts/")
    assert "架空設備の保守" in before
    assert "R018" not in before, "nobody sees findings before the draw"
    assert office.post(address, {"do": "fix", "source": "nikkei", "on": "2020-01-01"}).status_code == 422
    fixed(sitting, officer)
    assert office.post(address, {"do": "draw", "value": VALUE}).status_code == 403
    assert seat.post(address, {"do": "draw", "value": "high"}).status_code == 422
    assert seat.post(address, {"do": "draw", "value": VALUE}).status_code == 302
    proposals = shown(seat, address)
    assert proposals.count("<article") == ItemProposal.objects.count() > 2
    assert seat.post(address, {"do": "declare"}).status_code == 302
    first, *others = chosen_items(sitting)
    page = f"{address}contracts/{first.number}/"
    assert seat.post(page, {"do": "choose", "chosen": "no", "reason": "Looked at last year."}).status_code == 302
    assert seat.post(address, {"do": "settle"}).status_code == 302
    word = office.get(f"{address}questions.docx")
    lines = [each.text for each in Document(io.BytesIO(word.content)).paragraphs]
    assert any(others[0].facts["title"] in each for each in lines)
    assert not any(first.facts["title"] == each for each in lines)
    for item in others:
        page = f"{address}contracts/{item.number}/"
        assert seat.post(page, {"do": "minute", "sort": "question", "text": "なぜ1者か。"}).status_code == 302
        assert office.post(page, {"do": "minute", "sort": "answer", "text": "仕様による。"}).status_code == 302
        assert office.post(page, {"do": "minute", "sort": "opinion", "result": "none"}).status_code == 422
        opinion = {"do": "minute", "sort": "opinion", "result": "opinion", "text": "仕様を見直すこと。"}
        assert seat.post(page, opinion).status_code == 302
        assert "仕様を見直すこと。" in shown(office, page)
    report = f"{address}report/"
    assert "仕様を見直すこと。" in shown(seat, report)
    with patch("rules.web.pages.commission.files.report_of", wraps=report_of) as made:
        shown(seat, report)
        shown(office, report)
    assert [each.kwargs["with_register"] for each in made.call_args_list] == [False, True]
    assert office.post(report, {"do": "publish", "reviewed": "yes"}).status_code == 403
    assert seat.post(report, {"do": "publish"}).status_code == 422
    assert seat.post(report, {"do": "publish", "reviewed": "yes"}).status_code == 302
    table = office.get(f"{report}file/?format=csv").content.decode("utf-8-sig")
    assert table.count("仕様を見直すこと。") == len(others)
    assert "R018" not in table
    assert "COL-" not in shown(office, report)
    assert "5" in shown(seat, "/commissions/yields/")


def test_a_member_reads_their_commission_and_nothing_else(
    commission: Commission, member: CommissionMember, officer: Account
) -> None:
    seat = signed_in(member.account)
    for address in ("/partnerships/", "/findings/", "/companies/", "/imports/", "/search/?q=a", "/my/"):
        assert seat.get(address).status_code == 403, address
    other = Account.objects.create_user("stranger", "a long pass phrase", role="commission_member")
    assert signed_in(other).get(f"/commissions/{commission.pk}/").status_code == 404
    office = signed_in(officer)
    assert office.post(f"/commissions/{commission.pk}/", {"do": "end", "member": member.pk}).status_code == 302
    assert seat.get(f"/commissions/{commission.pk}/").status_code == 404


def test_wrong_input_is_answered_beside_its_field(commission: Commission, officer: Account) -> None:
    office = signed_in(officer)
    page = f"/commissions/{commission.pk}/"
    limit = "LARGEST_BYTES"
    with patch(f"rules.web.pages.commission.commissions.{limit}", 5), patch(f"rules.commission.sittings.{limit}", 5):
        files = [SimpleUploadedFile(f"{number}.csv", b"abc") for number in range(2)]
        answer = office.post(page, {"do": "begin", **PERIOD, "form": "contract_list", "file": files})
    assert "MB together" in answer.content.decode(), "each is small enough"
    for sent, said in (
        ({"do": "add", "name": "A", "occupation": "B", "account": "nobody"}, "no active account"),
        ({"do": "add", "name": "", "occupation": "B", "account": "tanaka"}, "This is empty"),
        ({"do": "add", "name": "A", "occupation": "B", "account": "tanaka"}, "is a member already"),
        ({"do": "begin", **PERIOD, "from": "April"}, "not a day"),
        ({"do": "begin", **PERIOD, "from": "2024-06-01"}, "ends before it begins"),
        ({"do": "begin", **PERIOD, "size": "500"}, "from 1 to 50"),
    ):
        answer = office.post(page, sent)
        assert answer.status_code == 422
        assert said in answer.content.decode()
    assert office.post("/commissions/", {"name": commission.name}).status_code == 422


def test_pages_ask_as_many_queries_for_many_contracts_as_for_few(
    sitting: Sitting, officer: Account, member: CommissionMember
) -> None:
    held = drawn(sitting, officer, member)
    office = signed_in(officer)
    address = f"/commissions/sittings/{held.pk}/"
    office.get(address)
    for page, most in ((address, 40), (f"{address}contracts/", 25)):
        with CaptureQueriesContext(connection) as asked:
            office.get(page)
        assert len(asked) <= most, [each["sql"][:80] for each in asked]
