"""Every caller gets what docs/access.yaml says at every address with every method, and reads only what is theirs."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.policyengine.access.table import METHODS, SIGN_IN, Expected, Row, addresses, read_table
from tests.policyengine.access.world import OF_THE_BODY, SENSITIVE, World, text_of

pytestmark = pytest.mark.django_db

TABLE = read_table()
# Of each sort of caller one, where all of a sort are treated alike before any role is asked for.
SORTS = ("stranger", "officer", "administrator", "other_officer", "key", "precheck_key")
OUTSIDE = frozenset({"stranger", "other_officer", "other_key"})
KEEPERS = frozenset({"editor", "administrator"})
NARROW = frozenset({"register_key", "precheck_key"})  # told of what they send, and of nothing that is there
CELLS = [pytest.param(row, method, id=f"{method} {row.address}") for row in TABLE.rows for method in row.answers]


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that is rolled back, and that what wants one of its own takes for none, as in Django's tests."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # what Django's TestCase sets
    with block:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Made once for the module, in a transaction that is rolled back at its end."""
    with django_db_blocker.unblock(), undone():
        with patch("rules.assessing.request.tell_workers"), patch("institutions.imports.requesting.tell_of_import"):
            made = World()
        yield made


def got(world: World, row: Row, method: str, caller: str, **options: bool) -> tuple[Expected, str]:
    """Status and text of the answer, whose effects are undone."""
    with undone():
        answer = world.ask(row, method, caller, **options)
        text = text_of(answer)
    sent_to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next=")
    return SIGN_IN if sent_to_sign_in else answer.status_code, text


def leaked(row: Row, caller: str, status: Expected, text: str) -> list[str]:
    """What stands in an answer that this caller may not read. A page that refuses an act may show what it shows."""
    secrets: tuple[str, ...] = ()
    reads = row.section == "pages" and row.answers.get("GET", {}).get(caller) == 200
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
    assert opened - signing_in == {"healthz", "readyz", "language/", "api/v1/schema/"}


@pytest.mark.parametrize(("row", "method"), CELLS)
def test_each_caller_gets_what_the_table_says(world: World, row: Row, method: str) -> None:
    found, leaks = {}, {}
    for caller in row.answers[method]:
        status, text = got(world, row, method, caller)
        found[caller] = status
        if row.section in ("pages", "interface") and (there := leaked(row, caller, status, text)):
            leaks[caller] = there
    assert found == row.answers[method]
    assert leaks == {}


@pytest.mark.parametrize("row", [pytest.param(row, id=row.address) for row in TABLE.rows if row.section != "nowhere"])
def test_a_method_that_the_table_does_not_name_does_nothing(world: World, row: Row) -> None:
    """405 to whoever may come in; a key that is too narrow, or a role with no right there, may hear 403 first."""
    for method in (each for each in METHODS if each not in row.answers):
        for caller in SORTS:
            status, _text = got(world, row, method, caller)
            if row.section == "open":
                wanted: tuple[Expected, ...] = (405, 302, 404)  # back to sign-in, or nothing is configured
            elif TABLE.unless_signed_in(row.section, caller):
                wanted = (SIGN_IN,) if row.section == "pages" else (401,)
            else:
                # Where even a method that there is leads elsewhere or nowhere, one that there is not may too.
                elsewhere = {answer[caller] for answer in row.answers.values()} & {302, 404}
                wanted = (405, *elsewhere) if caller in world.accounts or caller == "key" else (405, 403)
            assert status in wanted, f"{method} by {caller}"


@pytest.mark.parametrize("row", [pytest.param(row, id=row.address) for row in TABLE.rows if row.section != "nowhere"])
@pytest.mark.parametrize("method", ["HEAD", "OPTIONS"])
def test_asking_for_headers_or_methods_tells_no_more(world: World, row: Row, method: str) -> None:
    for caller in SORTS:
        status, text = got(world, row, method, caller)
        refused = TABLE.unless_signed_in(row.section, caller) if row.section != "open" else None
        if refused:
            assert status == refused, caller
        if method == "HEAD" and "GET" in row.answers:
            assert status == row.answers["GET"][caller], caller
        assert not [each for each in OF_THE_BODY if each in text], caller


POSTED = [cell for cell in CELLS if cell.values[0].section in ("pages", "interface") and cell.values[1] != "GET"]  # type: ignore[union-attr]  # rows


@pytest.mark.parametrize(("row", "method"), POSTED)
def test_nothing_is_changed_for_a_session_without_the_token_of_the_site(world: World, row: Row, method: str) -> None:
    for caller in ("officer", "reviewer", "administrator"):
        status, _text = got(world, row, method, caller, enforce_csrf_checks=True)
        assert status in (403, 404), caller
