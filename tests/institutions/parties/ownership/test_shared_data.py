"""The public record of large holdings in Japan's listed companies: 10,871 of them, shares unknown, with loops."""

import csv
import gzip
import uuid
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from institutions.models import Company, PartyKind, Source, table_of
from institutions.parties.ownership.connection import find_connection
from institutions.parties.ownership.direct_holdings import holdings_of
from institutions.parties.ownership.owners import owners_of
from institutions.parties.ownership.tree import owner_tree

pytestmark = pytest.mark.django_db
FILE = Path(__file__).resolve().parents[5] / "shared" / "data" / "edinet" / "large_holding_edges.csv.gz"
DAY = date(2026, 12, 31)  # after the last report of the record


@pytest.fixture
def record() -> dict[str, uuid.UUID]:
    """Return the holdings in the tables, as an import would leave them; the ids of the companies by their code."""
    if not FILE.exists():
        pytest.skip(f"needs {FILE.name} of the shared EDINET data, which is not here")
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    names = {row["issuerEdinetCode"]: row["issuerName"] for row in rows}
    names |= {row["edinetCode"]: row["filerName"] for row in rows}
    ids = {code: uuid.uuid4() for code in names}
    source = Source.objects.create(title="Large holdings", publisher="EDINET")
    with transaction.atomic():
        parties = (Company(pk=ids[code], kind=PartyKind.COMPANY, name_ja=name) for code, name in names.items())
        Company.objects.bulk_create(parties, batch_size=1_000)
        table: Any = table_of("shareholding")  # its columns come from the declaration of its kind
        holdings = (
            table(
                holder_id=ids[row["edinetCode"]],
                company_id=ids[row["issuerEdinetCode"]],
                from_on=row["first"][:10],
                source=source,
                reach="register",
            )
            for row in rows
        )
        table.objects.bulk_create(holdings, batch_size=1_000)
    return ids


def test_every_company_has_its_owners_and_every_loop_ends(record: dict[str, uuid.UUID]) -> None:
    owners = owners_of(list(record.values()), on=DAY)
    assert len(owners.ties) > 10_000
    assert len([loop for loop in owners.order.loops if len(loop) > 1]) == 11
    found = {company: owners.owners(company) for company in owners.companies}
    assert max(map(len, found.values())) == 28
    assert all(each.share and each.share.partly_unknown for shares in found.values() for each in shares)
    busiest = max(found, key=lambda company: len(found[company]))
    assert len({row.party.key for row in owner_tree(owners, busiest)}) >= 28
    assert any(each.ultimate for each in found[busiest])


def test_two_companies_are_connected_through_the_largest_holder(record: dict[str, uuid.UUID]) -> None:
    table: Any = table_of("shareholding")
    holders = table.objects.values_list("holder", flat=True)
    largest, count = Counter(holders).most_common(1)[0]
    held = holdings_of(largest, on=DAY).held
    assert (len(held), count) == (656, 656)
    first, last = (uuid.UUID(each.company.key) for each in (held[0], held[-1]))
    found = find_connection(first, last, on=DAY)
    assert found.links is not None
    assert 1 <= len(found.links) <= 2
