"""Names that came in together are counted as they came in, also where their stored keys were made another way."""

from collections import Counter
from uuid import uuid4

import pytest

from institutions.parties.identities.arrivals import Arrivals

pytestmark = pytest.mark.bare


def test_a_key_that_is_not_stored_has_no_count() -> None:
    first, second = uuid4(), uuid4()
    arrivals = Arrivals(
        [first, second], {first: 0, second: 1}, [Counter({"kuroi": 1, "new": 1}), Counter({"kuroi": 1, "new": 2})]
    )
    counts = {"kuroi": 5}
    arrivals.take_arrived(counts, 0)
    assert counts == {"kuroi": 4}
    arrivals.take_arrived(counts, 1)
    assert counts == {"kuroi": 5}
