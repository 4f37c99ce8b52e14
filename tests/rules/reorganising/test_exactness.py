"""The preview of a reorganisation is what enacting it and assessing everything gives."""

from collections import Counter

import pytest

from tests.rules.reorganising.exactness import compare_seed

pytestmark = pytest.mark.django_db
SEEDS = range(1, 6)  # `python -m tests.rules.reorganising` takes 200


def test_the_preview_is_what_enacting_and_assessing_gives(no_broker: None) -> None:
    from django.db import transaction

    counts: Counter[str] = Counter()
    for seed in SEEDS:
        with transaction.atomic():
            counts += compare_seed(seed)
            transaction.set_rollback(True)
    assert counts["enacted"] > len(SEEDS) / 2
    assert counts["appear"] + counts["gone"] > 0
