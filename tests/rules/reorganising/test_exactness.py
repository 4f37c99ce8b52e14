"""The preview of a reorganisation is what enacting it and assessing everything gives."""

from collections import Counter

import pytest

from tests.rules.reorganising.exactness import LaterInSets, compare_seed, rolled_back

pytestmark = pytest.mark.django_db
SEEDS = (1, 2, 3, 4, 12)  # `make exact` takes 200; INS-12 is cleared by the last


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
