"""The tests of the table of access: one world for a file of tests, and the answer to one caller at one address."""

import re
from collections.abc import Iterable, Iterator

from tests.every import undone
from tests.policyengine.access.answers import text_of
from tests.policyengine.access.table import SIGN_IN, Expected, Row, read_table
from tests.policyengine.access.world import World

TABLE = read_table()
# One caller of each sort, for checks that treat all of a sort alike before any role counts.
SORTS = ("stranger", "officer", "administrator", "other_officer", "key", "precheck_key")
DOWNLOADS = re.compile(r"(?:\.(?:<slug:suffix>|csv|pdf|docx|ics|json)|/file/|^files/<int:pk>/)$")


def pages(world: World) -> list[tuple[Row, list[str]]]:
    """Return each page, or part of one, that answers 200 to some callers, with these callers."""
    found = []
    for row in TABLE.rows:
        answers = row.answers.get("GET", {})
        able = [caller for caller in (*world.accounts, "stranger") if answers.get(caller) == 200]
        shown = row.section in ("pages", "open") and not row.address.startswith(("healthz", "readyz", "api/v1/schema"))
        if able and shown and not DOWNLOADS.search(row.address):
            found.append((row, able))
    return found


def address_of(cell: tuple[Row, str]) -> str:
    """Return the name of a method of an address for reports."""
    row, method = cell
    return f"{method} {row.address}"


def answers_to(
    callers: Iterable[str], world: World, row: Row, method: str, **options: bool
) -> Iterator[tuple[str, Expected, str]]:
    """Yield each caller with status and text of their answer, whose effects are rolled back.

    The objects that the address names are made once for all callers.
    """
    with undone():
        address = world.address(row)
        for caller in callers:
            with undone():
                answer = world.ask(row, method, caller, address=address, **options)
                text = text_of(answer)
            sent_to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
            yield caller, SIGN_IN if sent_to_sign_in else answer.status_code, text
