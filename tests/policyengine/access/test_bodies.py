"""Wherever somebody may send a body, one that is not as it is declared is refused by the names of its fields."""

from dataclasses import replace
from typing import Any

import pytest
from django.urls import resolve

from institutions.web.rest.declared.takes import taken_by
from tests.every import every, undone
from tests.policyengine.access.table import Row
from tests.policyengine.access.walking import TABLE, address_of
from tests.policyengine.access.world import PLACE, World

DONE = frozenset({200, 201, 202})
pytestmark = [pytest.mark.django_db, pytest.mark.long]


def declared(row: Row, method: str) -> Any:  # Any: a serializer, or None
    """Return the serializer that a method declares as its body."""
    sample = {"pk": "00000000-0000-0000-0000-000000000000" if "<uuid:pk>" in row.address else "1"}
    path = PLACE.sub(lambda found: sample.get(found[1], "1"), row.address)
    return taken_by(getattr(resolve(f"/{path}").func.view_class, method.lower(), None))  # type: ignore[attr-defined]


def able() -> list[tuple[Row, str]]:
    """Return each method that takes a body, at an address where somebody can do something."""
    interface = [row for row in TABLE.rows if row.section == "interface"]
    cells = [(row, method) for row in interface for method in row.answers if declared(row, method)]
    return [(row, method) for row, method in cells if DONE & {*row.answers[method].values()}]


def test_there_are_such_addresses() -> None:
    assert len(able()) >= 10


@every("row, method", able, name=address_of)
def test_a_body_with_an_unknown_field_is_refused_by_its_name(world: World, row: Row, method: str) -> None:
    caller = next(name for name, status in row.answers[method].items() if status in DONE)
    with undone():
        sent = world.filled(row.send)
        answer = world.ask(replace(row, send={**sent, "colour": "red"}), method, caller)
    assert answer.status_code == 422
    assert "/colour" in [each["field"] for each in answer.json()["errors"]]
