"""Each number of the dashboard is the length of the list that it leads to, and counts nothing that one may not read."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from institutions.models import Account, GovernmentBody, Partnership
from rules.facts.derivation.concentration import herfindahl_index, top_share_bp
from tests.documents import example, small
from tests.rules.review.casework.building import decided, officer, registered, under_review
from tests.rules.review.dashboard.showing import tables
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
LISTS = {"findings": "/findings/", "partnerships": "/partnerships/"}


def test_every_number_is_the_length_of_its_list(
    case: Partnership, first: Account, second: Account, digital_agency: GovernmentBody
) -> None:
    registered(example("digital_agency_cloud"))
    under_review(case, first, second)
    decided(case, "COI-01", first)
    decided(case, "COI-01", second)
    client, compared = signed_in(first), 0
    for table in tables(first).values():
        for cell in (cell for row in table.rows for cell in row if cell.list in LISTS):
            page = client.get(f"{LISTS[cell.list]}?{cell.query}")
            assert page.context["paginator"].count == cell.value, cell
            compared += 1
    assert compared > 30
    dismissed = next(row for row in tables(first)["rules"].rows if str(row[0].value).startswith("COI-01"))
    assert (dismissed[1].value, dismissed[2].value, dismissed[4].value) == (1, 0, 1)


def test_a_ministry_counts_its_own_and_a_secret_partnership_changes_no_number_of_who_may_not_read_it(
    case: Partnership, digital_agency: GovernmentBody, meti: GovernmentBody, first: Account
) -> None:
    other = officer(digital_agency, "of-another-body")
    assert all(cell.value == 0 for row in tables(other)["by_family"].rows for cell in row[1:])
    plain, before = officer(meti, "plain"), tables(first)
    own = tables(plain)
    registered({**example("hikari_magnetics"), "reference": "S-1", "secrecy": "defence"})
    assert tables(first) == before
    assert tables(plain) == own
    seen = tables(officer(meti, "with-right", reads_secret=True))
    assert seen["by_family"] != own["by_family"]
    for name in ("concentration", "concentration_by_sponsor"):
        assert seen[name] != own[name]


def test_page_and_files_show_the_tables_in_a_fixed_number_of_queries(case: Partnership, first: Account) -> None:
    client = signed_in(first)
    page = client.get("/dashboard/")
    assert "COI-01" in page.content.decode()
    for table in (each for each in tables(first).values() if each.name != "headline"):
        assert f'<li><a href="#{table.name}">{table.title}</a></li>' in page.content.decode()
    text = b"".join(file_of(client, "csv")).decode("utf-8-sig")
    for title in ("Open findings by family", "Concentration of partners by sponsor"):
        assert title in text
    workbook = load_workbook(BytesIO(b"".join(file_of(client, "xlsx"))))
    assert workbook.sheetnames == [*tables(first)]
    assert client.get("/dashboard/file/?format=pdf").status_code == 400
    assert client.get("/dashboard/?sponsor=%00nobody").status_code == 400
    numbers = []
    for number in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get("/dashboard/")
        numbers.append(len(captured))
        registered(small(reference=f"T-{number}"))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize(
    ("amounts", "share", "index"),
    [
        ([100], 10_000, 10_000),
        ([50, 50], 5_000, 5_000),
        ([60, 30, 10], 6_000, 4_600),
        ([0, 0], None, None),
        ([], None, None),
    ],
)
def test_shares_and_index(amounts: list[int], share: int | None, index: int | None) -> None:
    assert (top_share_bp(amounts), herfindahl_index(amounts)) == (share, index)


def file_of(client: Client, form: str) -> Iterable[bytes]:
    """Return the dashboard as a file, piece by piece."""
    answer: Any = client.get(f"/dashboard/file/?format={form}")
    pieces: Iterable[bytes] = answer.streaming_content
    return pieces
