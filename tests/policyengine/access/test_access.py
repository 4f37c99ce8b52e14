"""Every caller gets what docs/access.yaml says at every address with every method, and reads only what is theirs."""

import pytest

from tests.every import every
from tests.policyengine.access.table import SIGN_IN, Expected, Row, addresses
from tests.policyengine.access.walking import TABLE, address_of, answers_to
from tests.policyengine.access.world import OF_THE_BODY, SENSITIVE, World
from tests.rules.web.report.reading import makes_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]

OUTSIDE = frozenset({"stranger", "other_officer", "other_key"})
OWN_PAGE = ("my/", "api/v1/my/")  # what it says the named person may read, but nobody else's kin, and no source
OF_OTHERS = ("Mori Akira", "森 晶", "own-declarations", "gift register")
DESK = ("commissions/", "api/v1/commissions/")
KEEPERS = frozenset({"editor", "administrator"})
CELLS = [(row, method) for row in TABLE.rows for method in row.answers]
PDF = [cell for cell in CELLS if cell[0].address.endswith(".pdf")]


def leaked(row: Row, caller: str, status: Expected, text: str) -> list[str]:
    """Return the texts in an answer that this caller may not read. A page that refuses an act may show its content."""
    secrets: tuple[str, ...] = ()
    reads = row.section == "pages" and row.answers.get("GET", {}).get(caller) == 200
    if caller == "member":  # a member reads contracts of the body, and nothing about people
        return [
            each for each in ((*SENSITIVE, *OF_OTHERS) if row.address.startswith(DESK) else OF_THE_BODY) if each in text
        ]
    if caller == "named":
        return [each for each in (OF_OTHERS if row.address.startswith(OWN_PAGE) else OF_THE_BODY) if each in text]
    if caller in OUTSIDE or (status in (SIGN_IN, 401, 403, 404, 405) and not reads):
        secrets += OF_THE_BODY
    if caller in KEEPERS:
        secrets += SENSITIVE
    return [each for each in secrets if each in text]


def test_the_table_names_every_address_of_the_project_and_no_other() -> None:
    assert sorted(addresses()) == sorted(row.address for row in TABLE.rows)


def test_what_is_open_is_sign_in_language_health_and_the_schema() -> None:
    opened = {row.address for row in TABLE.rows if row.section == "open"}
    signing_in = {address for address in opened if address.startswith("sign-in/")}
    assert opened - signing_in == {"healthz", "readyz", "metrics", "language/", "appearance/", "api/v1/schema/"}


@every("row, method", [cell for cell in CELLS if cell not in PDF], name=address_of)
def test_each_caller_gets_what_the_table_says(world: World, row: Row, method: str) -> None:
    answers_as_the_table_says(world, row, method)


@makes_pdf
@every("row, method", PDF, name=address_of)
def test_each_caller_gets_the_reports_that_the_table_names(world: World, row: Row, method: str) -> None:
    answers_as_the_table_says(world, row, method)


def answers_as_the_table_says(world: World, row: Row, method: str) -> None:
    found, leaks = {}, {}
    for caller, status, text in answers_to(row.answers[method], world, row, method):
        found[caller] = status
        if row.section in ("pages", "interface") and (there := leaked(row, caller, status, text)):
            leaks[caller] = there
    assert found == row.answers[method]
    assert leaks == {}
