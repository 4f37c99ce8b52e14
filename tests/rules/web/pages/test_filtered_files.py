"""The rows of a filtered list as a file, with the rights of its reader."""

import csv
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, Role
from rules.models import FindingSummary
from rules.review.dashboard.over_time import findings_over_time
from tests.conftest import agency_of_digital_affairs
from tests.documents import example, small
from tests.rules.review.casework.building import officer as officer_of
from tests.rules.review.casework.building import registered
from tests.rules.web.pages.conftest import signed_in


def file(client: Client, address: str) -> str:
    """Return the text of a file."""
    answer: Any = client.get(address)  # a stream
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode("utf-8-sig")


@pytest.fixture
def two_partnerships(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    for reference, title in (("METI-1", "Cobalt recovery"), ("METI-2", "Magnet recycling")):
        register_partnership(check_document(small(reference=reference, title={"en": title})), account=None, way="file")


@pytest.mark.usefixtures("two_partnerships")
def test_the_file_has_what_the_filters_leave(client: Client) -> None:
    shown = client.get("/partnerships/?q=cobalt&order=oldest").content.decode()
    assert 'href="/partnerships/file/?q=cobalt&amp;format=csv"' in shown
    every, some = (file(client, f"/partnerships/file/?{query}format=csv") for query in ("", "q=cobalt&"))
    assert ("METI-1" in every, "METI-2" in every) == (True, True)
    assert ("METI-1" in some, "METI-2" in some) == (True, False)
    assert client.get("/partnerships/file/?format=xlsx&q=cobalt")["Content-Type"].endswith("sheet")


@pytest.mark.usefixtures("two_partnerships")
def test_companies_and_people_are_those_that_the_text_finds(client: Client, digital_agency: GovernmentBody) -> None:
    assert "Hikari" in file(client, "/companies/file/?q=hikari&format=csv")
    assert "Hikari" not in file(client, "/companies/file/?q=zebra&format=csv")
    assert "Sato" in file(client, "/people/file/?q=sato&format=csv")
    other = signed_in(Account.objects.create_user("other", role=Role.OFFICER, body=digital_agency))
    assert "Sato" not in file(other, "/people/file/?q=sato&format=csv")
    assert "METI-1" not in file(other, "/partnerships/file/?format=csv")


def test_the_file_of_findings_has_those_that_the_filters_leave(client: Client, meti: GovernmentBody) -> None:
    agency_of_digital_affairs()
    case = registered(example("hikari_magnetics"), officer_of(meti))
    codes = set(FindingSummary.objects.values_list("code", flat=True))
    assert len(codes) > 1
    shown = client.get("/findings/?rule=COI-01").content.decode()
    assert 'href="/findings/file/?rule=COI-01&amp;format=csv"' in shown
    every, some = (
        list(csv.DictReader(file(client, f"/findings/file/?{query}format=csv").splitlines()))
        for query in ("", "rule=COI-01&")
    )
    assert {row["code"] for row in every} == codes
    assert {(row["code"], row["partnership"]) for row in some} == {("COI-01", str(case.pk))}
    assert list(csv.DictReader(file(client, "/findings/file/?month=2001-01&format=csv").splitlines())) == []
    assert client.get("/findings/file/?format=xlsx")["Content-Type"].endswith("sheet")


def test_a_month_of_the_chart_leads_to_its_findings(client: Client, meti: GovernmentBody) -> None:
    agency_of_digital_affairs()
    registered(example("hikari_magnetics"), officer_of(meti))
    table = findings_over_time(Account.objects.get(username="officer"), timezone.localdate())
    total, *by_severity = table.rows[-1][1:]
    for cell in (total, *by_severity):
        if cell.value:
            shown = client.get(f"/findings/?{cell.query}").content.decode()
            assert shown.count('<th scope="row"') == cell.value, cell.query
    assert [cell.list for cell in table.rows[0][1:]] == [""] * 6
    wrong = client.get("/findings/?month=2026-13")
    assert wrong.status_code == 400
