"""Names of a JSON object that come twice are found by counting each once, however many there are."""

import pytest

from institutions.codes.errors import CodedError
from institutions.web.rest.bodies import unique_object
from tests.compared import Compared
from tests.proportion import assert_linear

pytestmark = pytest.mark.django_db  # queries are counted too


def test_names_are_counted_and_not_compared_each_with_all_others() -> None:
    """384 kB of names took two minutes."""

    def read(number: int) -> None:
        pairs = [(Compared(f"n{place}"), place) for place in range(number)]
        assert len(unique_object(list(pairs))) == number
        with pytest.raises(CodedError, match="twice"):
            unique_object([*pairs, (Compared(f"n{number - 1}"), 0)])

    assert_linear(read)
