"""A character that PostgreSQL has in no text, in a parameter of a page or an answer over REST, is never a 500."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

import pytest

from tests.every import every, undone
from tests.policyengine.access.table import Row
from tests.policyengine.access.test_growth_of_pages import names_read
from tests.policyengine.access.walking import TABLE
from tests.policyengine.access.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.long]

VALUES: Final = ("\0", "METI\0")
OUTSIDE: Final = ("healthz", "readyz", "metrics")


def read_rows() -> Iterator[tuple[Row, str]]:
    """Yield each row that is read, with a caller who may."""
    for row in TABLE.rows:
        able = [caller for caller, status in row.answers.get("GET", {}).items() if status == 200]
        if able and not row.address.startswith(OUTSIDE):
            yield row, able[0]


@every("row, caller", lambda: list(read_rows()), name=lambda item: item[0].address)
def test_no_parameter_with_it_is_a_fault_of_ours(world: World, row: Row, caller: str) -> None:
    with undone():
        address = world.address(row)
        path, _mark, query = address.partition("?")
        for name in sorted(names_read(world, row, caller, address)):
            for value in VALUES:
                given = f"{query}&" if query and name not in row.query else ""
                with undone():
                    answer = world.ask(row, "GET", caller, address=f"{path}?{given}{urlencode({name: value})}")
                assert answer.status_code < 500, (name, value)
