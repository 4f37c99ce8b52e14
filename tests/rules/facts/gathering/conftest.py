"""A register with two ministries, and short ways to register documents."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import Registration, register_partnership
from institutions.models import GovernmentBody

EXAMPLES = Path(__file__).parents[3] / "examples"
Json = dict[str, Any]  # Any: a document as it would be sent
Register = Callable[[Json], Registration]


def example(name: str) -> Json:
    """Return one of the three example documents."""
    document: Json = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))["document"]
    return document


@pytest.fixture
def register(db: None) -> Register:
    """Return a function that registers a document; the bodies that the examples name exist, as in the seed."""
    for code in ("METI", "DA"):
        GovernmentBody(code=code, name_en=code, country="JP", type="ministry").save()

    def store(document: Json) -> Registration:
        return register_partnership(check_document(document), account=None, way="file")

    return store


def document(reference: str, *, body: str = "METI", statements: list[Json] | None = None, **rest: Any) -> Json:
    """Return a small document of a body: Hikari is the partner, Sato decides."""
    return {
        "reference": reference,
        "submitted_by": body,
        "title": {"en": "Magnet supply partnership"},
        "sponsor": body,
        "domain": "magnets",
        "value_yen": 1_200_000_000,
        "proposed_on": "2026-06-15",
        "selection": {"method": "negotiated", "object": "research"},
        "participants": [{"company": "hikari", "role": "lead_partner"}],
        "officials": [{"person": "sato", "role": "decision_maker"}],
        "companies": [{"key": "hikari", "name": {"en": "Hikari Magnetics"}}],
        "people": [{"key": "sato", "name": {"en": "Sato Haruka"}}],
        "statements": statements or [],
        "assess_as_of": "2026-06-20",
        **rest,
    }
