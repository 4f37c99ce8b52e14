"""Releases for tests, small and fictional, and the shared files, which are read in place."""

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from institutions.formats.ocds.reading.conversion import ConvertedRelease, ReleaseOrigin, convert_release
from institutions.formats.ocds.reading.options import OcdsOptions

SHARED = Path(__file__).parents[5].parent / "shared" / "data" / "ocds"
CORPORATE_NUMBER = "7123456789012"
LEI = "3538000HIKARIMAGNE79"

OPTIONS = OcdsOptions(
    submitted_by="METI",
    sponsor="METI",
    domain="magnets",
    proposed_on="2026-06-15",
    method="open",
    object="goods",
)

RELEASE: dict[str, Any] = {
    "ocid": "ocds-test01-1",
    "id": "1-compiled",
    "date": "2026-05-20T09:00:00+09:00",
    "tag": ["compiled"],
    "language": "ja",
    "parties": [
        {"id": "H", "name": "ヒカリ磁性株式会社", "roles": ["tenderer", "supplier"]},
        {"id": "K", "name": "Kita Materials Inc.", "roles": ["tenderer"]},
    ],
    "tender": {
        "id": "t",
        "title": "磁石の調達",
        "status": "complete",
        "value": {"amount": 30_000_000, "currency": "JPY"},
        "tenderPeriod": {"startDate": "2026-03-01T00:00:00+09:00", "endDate": "2026-04-10T17:00:00+09:00"},
        "tenderers": [{"id": "H"}, {"id": "K"}],
        "numberOfTenderers": 2,
    },
    "bids": {
        "details": [
            {
                "id": "1",
                "status": "valid",
                "date": "2026-04-09T10:00:00+09:00",
                "tenderers": [{"id": "H", "name": "ヒカリ磁性株式会社"}],
                "value": {"amount": 28_000_000.0, "currency": "JPY"},
            },
            {
                "id": "2",
                "status": "disqualified",
                "tenderers": [{"id": "K"}],
                "value": {"amount": 180_000.5, "currency": "USD"},
            },
        ]
    },
    "awards": [
        {
            "id": "a",
            "status": "active",
            "date": "2026-04-20T00:00:00+09:00",
            "suppliers": [{"id": "H"}],
            "value": {"amount": 28_000_000, "currency": "JPY"},
        }
    ],
}


def release(**changes: Any) -> dict[str, Any]:
    """Return the sample release with some top-level fields replaced; None removes one."""
    changed = {**copy.deepcopy(RELEASE), **changes}
    return {name: value for name, value in changed.items() if value is not None}


def with_tender(**changes: Any) -> dict[str, Any]:
    """Return the sample release with some fields of its tender replaced."""
    return release(tender={**copy.deepcopy(RELEASE["tender"]), **changes})


def options(**changes: Any) -> OcdsOptions:
    """Return the options of the command, with some of them replaced."""
    given = {name: getattr(OPTIONS, name) for name in OPTIONS.__slots__}
    if "rates" in changes:
        changes["yen_per_unit"] = {code: Decimal(rate) for code, rate in changes.pop("rates").items()}
    return OcdsOptions(**{**given, **changes})


def converted(given: dict[str, Any], **changes: Any) -> ConvertedRelease:
    """Return a release converted to a document, with errors or without."""
    return convert_release(given, options(**changes), ReleaseOrigin())


def document(given: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return the document of a release that has no errors."""
    found = converted(given, **changes)
    assert found.errors == ()
    return found.document


def stated(given: dict[str, Any], kind: str, **changes: Any) -> list[dict[str, Any]]:
    """Return the statements of one kind, without kind and source."""
    return [
        {name: value for name, value in each.items() if name not in ("kind", "source")}
        for each in document(given, **changes)["statements"]
        if each["kind"] == kind
    ]


def notes(given: dict[str, Any], **changes: Any) -> dict[str, str]:
    """Return the notes on an accepted release, by place."""
    found = converted(given, **changes)
    assert found.errors == ()
    return {each.field: each.message for each in found.notes}


def errors(given: dict[str, Any], **changes: Any) -> dict[str, str]:
    """Return the errors of a refused release, by place."""
    return {each.field: each.message for each in converted(given, **changes).errors}


def shared(name: str) -> Path:
    """Return the path of a file of the shared data, which is not part of the project; skip the test without it."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs {name} of the shared OCDS data, which is not here")
    return path
