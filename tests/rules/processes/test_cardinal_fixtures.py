"""Cardinal's own fixtures: the same flags, by process, buyer, procuring entity and tenderer."""

import json
from dataclasses import replace

import pytest

from tests.rules.processes.differential import room_results
from tests.rules.processes.samples import CARDINAL, shared

pytestmark = pytest.mark.bare


@pytest.mark.parametrize("code", ["R003", "R018", "R024", "R025", "R028", "R035"])
def test_the_flags_of_a_fixture_are_those_that_cardinal_expects(code: str) -> None:
    lines = shared(f"cardinal/{code}.jsonl").read_text(encoding="utf-8").splitlines()
    # The settings under which Cardinal's tests run every fixture.
    settings = replace(
        CARDINAL,
        uncompared_methods=frozenset({"NPC"}),
        excluded_methods=frozenset({"EXC"}),
        indicators=frozenset({code}),
    )
    expected = json.loads(shared(f"cardinal/{code}.expected").read_text(encoding="utf-8"))
    assert room_results([json.loads(line) for line in lines if line.strip()], settings) == expected
