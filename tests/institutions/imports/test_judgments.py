"""A judgment of a court against a company is imported with its source and day, as a table and as an official list."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest

from institutions.imports.claim import claim_of
from institutions.imports.requesting import request_import
from institutions.imports.run import run_import
from institutions.lists.declared_lists import LISTS
from institutions.models import GovernmentBody, table_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_table_of_listings_may_hold_judgments(meti: GovernmentBody) -> None:
    row = "J1,K1,架空建設株式会社,判決,2024-03-15,架空地方裁判所 令和6年（架空）第1号"
    table = f"record,company,company.name,list,from,source\n{row}\n"
    job = request_import(
        BytesIO(table.encode()), file_name="judgments.csv", format_name="listing", body=meti, options={}, here=True
    )
    run_import(claim_of(job))
    job.refresh_from_db()
    said = list(job.outcomes.values_list("outcome", "errors"))
    assert (job.added, job.refused) == (1, 0), said
    rows: Any = table_of("listing").objects  # Any: the columns of its kind
    values = rows.values_list("list", "from_on", "source__title")
    assert list(values) == [("court_judgment", date(2024, 3, 15), "架空地方裁判所 令和6年（架空）第1号")]


def test_judgments_are_an_official_list_of_their_own() -> None:
    assert LISTS["court_judgment"].format == "list_court_judgment"
    assert LISTS["court_judgment"].several
