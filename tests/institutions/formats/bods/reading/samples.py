"""BODS statements for tests, small and fictional, and the shared files, which are read in place."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from institutions.formats.bods.reading.conversion import read_bods
from institutions.formats.register_document import Record, RefusedRecord, RegisterDocument

SHARED = Path(__file__).parents[5].parent / "shared" / "data" / "bods"
CORPORATE_NUMBER = "7123456789012"
LEI = "3538000HIKARIMAGNE79"


def statement(kind: str, record: str, details: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return one statement of the fictional registry."""
    return {
        "statementId": f"{record}-of-{changes.get('statementDate', '2024-05-01')}",
        "statementDate": "2024-05-01",
        "declarationSubject": "hikari",
        "publicationDetails": {
            "publicationDate": "2024-05-02",
            "bodsVersion": "0.4",
            "publisher": {"name": "Registry of Tests", "url": "https://registry.example"},
        },
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "recordDetails": {"isComponent": False, **details},
        **changes,
    }


def entity(record: str = "hikari", name: str | None = "ヒカリ磁性株式会社", **details: Any) -> dict[str, Any]:
    """Return an entity statement."""
    named = {"name": name} if name else {}
    return statement("entity", record, {"entityType": {"type": "registeredEntity"}, **named, **details})


def person(record: str = "sato", name: str | None = "佐藤 遥", **details: Any) -> dict[str, Any]:
    """Return a person statement."""
    named = {"names": [{"type": "legal", "fullName": name}]} if name else {}
    return statement("person", record, {"personType": "knownPerson", **named, **details})


def interest(word: str | None = "shareholding", share: Any = None, start: str | None = None, **more: Any) -> Any:
    """Return one interest; a number as share is an exact percentage."""
    given = {"type": word, "startDate": start, "share": {"exact": share} if isinstance(share, int | float) else share}
    return {name: value for name, value in given.items() if value is not None} | more


def relationship(*interests: Any, record: str = "r1", **changes: Any) -> dict[str, Any]:
    """Return a relationship statement: by default Sato has interests in Hikari Magnetics."""
    details = {"subject": "hikari", "interestedParty": "sato", "interests": list(interests)}
    top = {name: changes.pop(name) for name in ("statementDate", "recordStatus", "statementId") if name in changes}
    return statement("relationship", record, details | changes, **top)


def read(*statements: Any) -> list[Record]:
    """Return the reader's records for a list of statements."""
    return list(read_bods(io.BytesIO(json.dumps(statements).encode())))


def document(*statements: Any) -> RegisterDocument:
    """Return the only document of some statements."""
    [found] = read(*statements)
    assert isinstance(found, RegisterDocument), found
    return found


def stated(*statements: Any) -> list[dict[str, Any]]:
    """Return the statements of the only document, without their sources."""
    rows = document(*statements).content.get("statements", [])
    return [{name: value for name, value in row.items() if name != "source"} for row in rows]


def refusal(*statements: Any) -> str:
    """Return field and message of the only error of the only refused record."""
    [found] = [each for each in read(*statements) if isinstance(each, RefusedRecord)]
    [error] = found.errors
    return f"{error.field}: {error.message}"


def notes(*statements: Any) -> str:
    """Return the notes of the only document, one a line."""
    return "\n".join(f"{each.field}: {each.message}" for each in document(*statements).notes)


def shared(name: str) -> Path:
    """Return the path of a file of the shared data; skip the test where it is missing."""
    path = SHARED / name
    if not path.exists():
        pytest.skip("the shared data stand beside the repository, and are not here")
    return path
