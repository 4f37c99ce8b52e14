"""A case survives the way through JSON text unchanged."""

import json

import pytest

from rules.facts.gathering.statements import CaseInput, GatheredStatement, StatementSource, TreatyContent

pytestmark = pytest.mark.bare


def test_a_case_written_as_json_and_read_again_is_equal() -> None:
    case = CaseInput(
        partnership_key="p1",
        submitted_by="METI",
        proposal={"domain": "magnets", "restricts_countries": ("CN", "RU"), "scheme": None},
        selection={"method": "open", "legal_ground": None},
        participants=({"company": "hikari", "role": "lead_partner"},),
        officials=({"person": "sato", "role": "decision_maker"},),
        leads=({"function": "design", "by": "hikari"},),
        statements=(
            GatheredStatement(
                ref="1",
                lineage="1",
                kind="bid",
                values={"members": ("kita",)},
                source=StatementSource(title="Declaration"),
            ),
        ),
        parties={"hikari": {"sort": "company", "country": "JP"}},
        names={"hikari": {"en": "Hikari Magnetics"}},
        treaties=(TreatyContent(code="t1", country="AU", in_force_on="2018-12-30"),),
        as_of="2026-06-20",
        known_at="2026-06-20T09:00:00+09:00",
    )
    assert CaseInput.from_json(json.loads(json.dumps(case.to_json()))) == case
