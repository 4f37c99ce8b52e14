"""/companies/{id}/owners/ and /connections/: the answers, who reads what of people, and the queries that it takes."""

import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.models import Account, Company, GovernmentBody, Import, Role, Source, table_of
from tests.institutions.imports.records import bring_in, holding
from tests.rules.web.api.conftest import Caller, with_

HOLDINGS: Any = table_of("shareholding")  # its columns come from the declaration of its kind
OWNED: list[dict[str, Any]] = [
    {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620, "from": "2021-04-01"},
    {"kind": "shareholding", "holder": "oya", "company": "hikari", "share_bp": 5100},
    {"kind": "kinship", "person": "sato", "relative": "abe", "degree": 1, "by": "blood"},
    {"kind": "directorship", "person": "abe", "company": "oya", "post": "Director", "paid": True},
]


@pytest.fixture
def parties(caller: Caller, document: dict[str, Any]) -> dict[str, str]:
    """Return METI's document with an owner of Hikari, and a director of that owner who is Sato's kin."""
    companies = [*document["companies"], {"key": "oya", "name": {"en": "Oya Holdings"}, "country": "US"}]
    people = [*document["people"], {"key": "abe", "name": {"en": "Abe Yui"}}]
    answer = caller.register(with_(document, companies=companies, people=people, statements=OWNED))
    assert answer.status_code == 201, answer.content
    found: dict[str, str] = answer.json()["parties"]
    return found


def owners(caller: Caller, company: str, query: str = "?on=2026-06-20") -> dict[str, Any]:
    answer = caller.get(f"companies/{company}/owners/{query}")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def test_owners_come_with_shares_days_and_sources(caller: Caller, parties: dict[str, str]) -> None:
    found = owners(caller, parties["hikari"])
    said = [(each["party"]["name"]["en"], each["share_bp"], each["controls"]) for each in found["owners"]]
    assert said == [("Oya Holdings", 5100, True), ("Sato Haruka", 620, False)]
    tie = next(each for each in found["ties"] if each["upper"] == parties["sato"])
    assert (tie["kind"], tie["lower"], tie["from_on"], tie["until_on"]) == (
        "shareholding", parties["hikari"], "2021-04-01", None,
    )  # fmt: skip
    assert (tie["source"], tie["submission"]) == (None, "METI-2026-001")
    assert found["composition"]["foreign_bp"] == 5100
    assert found["composition"]["unstated_bp"] == 4280
    assert not found["cut"]
    assert found["treasury_bp"] is None


def test_what_a_company_holds_of_itself_is_told_apart(caller: Caller, document: dict[str, Any]) -> None:
    own = {"kind": "shareholding", "holder": "hikari", "company": "hikari", "share_bp": 5000}
    assert caller.register(with_(document, statements=[*document["statements"], own])).status_code == 201
    hikari = caller.get("companies/?q=Hikari").json()["results"][0]["id"]
    found = owners(caller, hikari)
    assert found["treasury_bp"] == 5000
    assert [each["party"]["name"]["en"] for each in found["owners"]] == ["Sato Haruka"]
    assert (found["composition"]["own_bp"], found["composition"]["unstated_bp"]) == (5000, 4380)


def test_the_day_decides(caller: Caller, parties: dict[str, str]) -> None:
    found = owners(caller, parties["hikari"], "?on=2020-01-01")
    assert [each["party"]["name"]["en"] for each in found["owners"]] == ["Oya Holdings"]


def test_another_ministry_reads_nothing_that_was_stated_about_people(other: Caller, parties: dict[str, str]) -> None:
    found = owners(other, parties["hikari"])
    assert [each["party"]["name"]["en"] for each in found["owners"]] == ["Oya Holdings"]
    assert "Sato" not in str(found)


def test_a_company_that_is_not_there_is_404(caller: Caller) -> None:
    assert caller.get(f"companies/{uuid.uuid4()}/owners/").status_code == 404


@pytest.mark.parametrize(
    "query", ["on=2026-02-30", "on=x", "on=20260620", "on=2026-W20-1", "on=", "day=2026-06-20", "on=%00"]
)
def test_a_wrong_parameter_is_400_and_named(caller: Caller, parties: dict[str, str], query: str) -> None:
    for path in (
        f"companies/{parties['hikari']}/owners/?{query}",
        f"connections/?a={parties['hikari']}&b={parties['oya']}&{query}",
    ):
        answer = caller.get(path)
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


def connected(asked: Any, one: str, other: str) -> dict[str, Any]:
    answer = asked.get(f"/api/v1/connections/?a={one}&b={other}&on=2026-06-20")
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def kinds(found: dict[str, Any]) -> list[str]:
    return [each["kind"] for link in found["links"] for each in link["statements"]]


def test_a_connection_is_a_chain_of_statements(caller: Caller, parties: dict[str, str]) -> None:
    found = connected(caller, parties["sato"], parties["oya"])
    assert found["connected"]
    assert kinds(found) == ["shareholding", "shareholding"]
    assert found["links"][0]["statements"][0]["says"] == {"share_bp": 620}
    assert kinds(connected(caller, parties["sato"], parties["abe"])) == ["kinship"]


def test_a_body_is_named_by_its_code(caller: Caller, parties: dict[str, str]) -> None:
    assert not connected(caller, "METI", parties["hikari"])["connected"]


def test_people_are_not_found_by_another_ministry(other: Caller, parties: dict[str, str]) -> None:
    answer = other.get(f"connections/?a={parties['sato']}&b={parties['hikari']}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "a"


@pytest.mark.parametrize(("role", "by"), [(Role.REVIEWER, ["kinship"]), (Role.ADMINISTRATOR, ["shareholding"] * 3)])
def test_kin_connects_only_for_those_who_may_read_of_kin(
    client: Client, parties: dict[str, str], meti: GovernmentBody, role: str, by: list[str]
) -> None:
    holding = HOLDINGS.objects.filter(holder=parties["sato"]).get()
    for share in (parties["oya"],):
        holding.pk, holding.lineage = None, uuid.uuid4()
        holding.holder_id, holding.company_id = parties["abe"], share
        holding.save(force_insert=True)
    client.force_login(Account.objects.create_user("reader", role=role, body=meti))
    found = connected(client, parties["sato"], parties["abe"])
    assert [kind for kind in kinds(found) if kind != "directorship"] == by


@pytest.mark.parametrize("query", ["", "a=METI", "a=METI&b=x", "a=METI&b=%00", "a=METI&b="])
def test_two_parties_have_to_be_named(caller: Caller, query: str) -> None:
    assert caller.get(f"connections/?{query}").status_code == 400


def test_nobody_reads_without_a_key(client: Client, parties: dict[str, str]) -> None:
    assert client.get(f"/api/v1/companies/{parties['hikari']}/owners/").status_code == 401
    assert client.get("/api/v1/connections/?a=METI&b=METI").status_code == 401


def test_the_number_of_queries_does_not_grow_with_the_owners(caller: Caller, parties: dict[str, str]) -> None:
    listed = {"reach": "register", "source": Source.objects.create(title="Official list"), "share_bp": 3000}
    first = Company.objects.create(name_en="First owner")
    HOLDINGS.objects.create(holder=first, company_id=parties["hikari"], **listed)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            owners(caller, parties["hikari"])
        with CaptureQueriesContext(connection) as more:
            connected(caller, parties["sato"], parties["oya"])
        counts.append((len(queries), len(more)))
        below = parties["hikari"]
        for number in range(30):
            above = Company.objects.create(name_en=f"Owner {number}")
            HOLDINGS.objects.create(holder=above, company_id=below, **listed)
            below = str(above.pk)
    assert counts[0] == counts[1]
    assert counts[0][0] <= 10


def test_an_import_is_named_to_the_key_of_its_body(caller: Caller, other: Caller, meti: GovernmentBody) -> None:
    bring_in(meti, holding(), file_name="holdings.csv")
    hikari, kita = (Company.objects.get(name_ja=name).pk for name in ("ヒカリ磁性株式会社", "北マテリアル株式会社"))
    told = {
        "id": str(Import.objects.get().pk),
        "file": "holdings.csv",
        "submitted_by": "METI",
        "imported_on": timezone.localdate().isoformat(),
    }
    for reader, expected in ((caller, told), (other, None)):
        [tie] = reader.get(f"companies/{hikari}/owners/").json()["ties"]
        [link] = reader.get(f"connections/?a={hikari}&b={kita}").json()["links"]
        assert (tie["source"], tie["submission"], tie["import"]) == (None, "", expected)
        assert [each["import"] for each in link["statements"]] == [expected]
