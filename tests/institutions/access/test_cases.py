"""A statement serves the cases in its scope: a recusal clears no other case; bodies share nothing about people."""

from typing import Any

import pytest

from institutions.access.callers import AssessedCases
from institutions.access.statements import ties_rule
from institutions.models import table_of
from tests.documents import small
from tests.institutions.drafts.test_store import register

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def readable(kind: str, registered: Any) -> int:
    """Return the number of statements of a kind that the case may read."""
    partnership = registered.partnership
    case = AssessedCases(frozenset([partnership.pk]), frozenset([partnership.submitted_by_id]))
    rows: Any = table_of(kind).objects.filter(ties_rule(case).q())
    return int(rows.count())


def test_each_case_reads_what_its_reach_allows() -> None:
    document = small()
    document["statements"].append({"kind": "recusal", "person": "sato", "on": "2026-06-01"})
    bare: dict[str, Any] = {"statements": [], "people": []}
    first = register(document)
    same_body = register(small(reference="T-2", **bare))
    other_body = register(small(reference="T-3", submitted_by="DA", **bare))
    cases = (first, same_body, other_body)
    assert [readable("recusal", each) for each in cases] == [1, 0, 0]
    assert [readable("shareholding", each) for each in cases] == [1, 1, 0]
    assert [readable("exposure", each) for each in cases] == [1, 1, 1]
