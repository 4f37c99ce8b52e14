"""Submission documents for tests: the three examples, and a small one to vary. All names are fictional."""

import copy
import json
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parent / "examples"
EXAMPLE_NAMES = ("digital_agency_cloud", "hikari_magnetics", "open_call")


def example(name: str) -> dict[str, Any]:
    """Return the document of one of the examples."""
    document: dict[str, Any] = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))["document"]
    return document


SMALL: dict[str, Any] = {
    "reference": "T-1",
    "submitted_by": "METI",
    "title": {"en": "Magnets", "ja": "磁石"},
    "sponsor": "METI",
    "domain": "magnets",
    "value_yen": 1_000_000,
    "proposed_on": "2026-06-15",
    "selection": {"method": "open", "object": "goods"},
    "participants": [{"company": "hikari", "role": "lead_partner"}],
    "companies": [
        {"key": "hikari", "name": {"en": "Hikari Magnetics Co., Ltd.", "ja": "ヒカリ磁性株式会社"}},
        {"key": "kita", "name": {"en": "Kita Materials Inc.", "ja": "北マテリアル株式会社"}},
    ],
    "people": [{"key": "sato", "name": {"en": "Sato Haruka", "ja": "佐藤 遥"}}],
    "statements": [
        {"kind": "shareholding", "holder": "sato", "company": "hikari", "share_bp": 620, "from": "2021-04-01"},
        {"kind": "exposure", "company": "hikari", "country": "CN", "revenue_bp": 3100},
    ],
}


def small(**changes: Any) -> dict[str, Any]:
    """Return a valid document with some top-level fields replaced."""
    return {**copy.deepcopy(SMALL), **changes}


def with_statement(**statement: Any) -> dict[str, Any]:
    """Return a valid document with this one statement."""
    return small(statements=[statement])
