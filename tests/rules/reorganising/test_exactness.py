"""The preview of a reorganisation is what enacting it and assessing everything gives."""

import random
from collections import Counter
from typing import Any

import pytest

from institutions.kinds.reorganisation import ACTS
from tests.rules.reorganising.exactness import LaterInSets, compare_seed, rolled_back
from tests.rules.reorganising.random_reorganisations import make_government, random_act

pytestmark = pytest.mark.django_db
SEEDS = (1, 2, 3, 4, 27)  # `make exact` takes 200; INS-12 is cleared by the last


def test_the_preview_is_what_enacting_and_assessing_gives(no_broker: None) -> None:
    counts: Counter[str] = Counter()
    later = LaterInSets()
    for seed in SEEDS:
        with rolled_back():
            # The ranges of the first are evaluated in sets one by one, as by workers, those of the others together.
            counts += compare_seed(seed, None if seed == SEEDS[0] else later)
    counts += later.compare()
    assert counts["enacted"] > len(SEEDS) / 2
    assert counts["on_record"] > 0
    assert counts["appear"] + counts["gone"] > 0
    assert counts["INS-12 appear"] > 0
    assert counts["INS-12 gone"] > 0
    assert counts["sides of previews in sets"] > 0


def test_every_act_of_the_document_is_among_those_that_are_drawn() -> None:
    """Posts that begin or end, and splits that dissolve, were in no random reorganisation."""
    rng = random.Random(1)  # noqa: S311 - a seed that can be given again
    codes = make_government(rng)
    drawn = [random_act(rng, codes, None, number, 0) for number in range(1_000)]
    assert {each["act"] for each in drawn} == ACTS.keys()
    assert {bool(each.get("dissolves")) for each in drawn if each["act"] == "split"} == {True, False}
    assert {"mandates", "posts", "partnerships"} <= {name for each in drawn for name in part_names(each)}
    assert {"target", "duty_to_answer", "lead", "appointed_by", "consent", "tenure"} <= {
        name for each in drawn for name in each
    }


def part_names(act: dict[str, Any]) -> set[str]:
    """Return what the parts of a split name; nothing for another act."""
    return {name for part in act["into"] for name in part} if act["act"] == "split" else set()
