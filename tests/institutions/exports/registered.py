"""A small register to export: a case of METI with ties of each sort, and one of the Digital Agency."""

from typing import Any

from institutions.access.callers import Reader, reader_of_bodies
from institutions.exports.selection import ExportSelection
from institutions.models import GovernmentBody
from tests.documents import small
from tests.institutions.drafts.test_store import register

CORPORATE_NUMBER = "7123456789012"
LEI = "3538000HIKARIMAGNE79"

STATEMENTS: list[dict[str, Any]] = [
    {
        "kind": "shareholding",
        "holder": "sato",
        "company": "hikari",
        "share_bp": 620,
        "voting_bp": 700,
        "vehicle": "direct",
        "from": "2021-04-01",
        "until": "2030-03-31",
        "source": "report",
    },
    {"kind": "shareholding", "holder": "kita", "company": "hikari", "share_bp": 2500},
    {"kind": "shareholding", "holder": "METI", "company": "kita"},
    {"kind": "control", "company": "kita", "controller": "FI", "by": "state"},
    {"kind": "control", "company": "hikari", "controller": "kita", "by": "board"},
    {"kind": "directorship", "person": "sato", "company": "hikari", "post": "取締役", "until": "2020-03-31"},
    {"kind": "kinship", "person": "sato", "relative": "tanaka", "degree": 1, "by": "blood"},
    {"kind": "appointment", "person": "tanaka", "body": "METI", "post": "課長", "grade": "division_director"},
    {"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100},
    {"kind": "contact_details", "company": "kita", "phone": "03-0000-0000"},
    {
        "kind": "bid",
        "company": "hikari",
        "members": ["kita"],
        "amount_yen": 900_000,
        "on": "2026-06-10",
        "status": "valid",
    },
    {"kind": "award", "company": "hikari", "amount_yen": 900_000, "on": "2026-06-12", "confidence": "claim"},
    {"kind": "recusal", "person": "sato", "on": "2026-06-01"},
    {"kind": "clause", "risk": "force_majeure", "allocated_to": "private"},
]


def proposal(**changes: Any) -> dict[str, Any]:
    """Return the document of METI's case."""
    companies = [
        {
            "key": "hikari",
            "name": {"en": "Hikari Magnetics Co., Ltd.", "ja": "ヒカリ磁性株式会社", "kana": "ヒカリジセイ"},
            "corporate_number": CORPORATE_NUMBER,
            "lei": LEI,
            "listed": True,
            "founded_on": "1990-04-01",
            "address": "=1+1",
        },
        {"key": "kita", "name": {"en": "Kita Materials Inc.", "ja": "北マテリアル株式会社"}, "country": None},
    ]
    people = [
        {"key": "sato", "name": {"en": "Sato Haruka", "ja": "佐藤 遥"}, "country": "JP"},
        {"key": "tanaka", "name": {"ja": "田中 海"}},
    ]
    sources = [
        {
            "key": "report",
            "title": "Securities report",
            "publisher": "Registry of Tests",
            "url": "https://registry.example/1",
            "retrieved_on": "2026-01-15",
        }
    ]
    given = {
        "selection": {"method": "open", "object": "goods", "opened_on": "2026-06-01", "awarded_on": "2026-06-12"},
        "period": {"from": "2026-07-01", "until": "2029-06-30"},
        "companies": companies,
        "people": people,
        "sources": sources,
        "statements": STATEMENTS,
    }
    return small(**(given | changes))


def fill() -> Any:
    """Register both cases; return METI's."""
    other = small(reference="T-9", submitted_by="DA", sponsor="DA", title={"ja": "雲"})
    other["people"] = [{"key": "sato", "name": {"ja": "別の佐藤"}}]
    other["companies"] = [{"key": "hikari", "name": {"ja": "みなみ電算株式会社"}}]
    other["participants"] = [{"company": "hikari", "role": "partner"}]
    other["statements"] = [
        {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 100},
        {"kind": "employment", "person": "sato", "company": "hikari", "responsible": True},
        {"kind": "contact_details", "company": "hikari", "phone": "06-0000-0000"},
        {"kind": "exposure", "company": "hikari", "country": "US", "plants": 2},
    ]
    register(other)
    return register(proposal())


def selection_of(code: str | None = None, *lists: str, **more: Any) -> ExportSelection:
    """Return a selection of all that a body may read, or of everything."""
    everything = Reader(bodies=None, kin=True)
    reader = reader_of_bodies([GovernmentBody.objects.get(code=code).pk], kin=True) if code else everything
    return ExportSelection(reader=reader, lists=lists, **more)
