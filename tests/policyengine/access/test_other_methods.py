"""Methods that the table does not name are refused to everybody, and OPTIONS reveals no more than the table."""

import pytest

from tests.every import every
from tests.policyengine.access.table import METHODS, SIGN_IN, Expected, Row
from tests.policyengine.access.walking import SORTS, TABLE, address_of, answers_to
from tests.policyengine.access.world import OF_THE_BODY, World

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]
# A view refuses a method before it looks at anything: one caller of each way in is enough.
WAYS_IN = ("stranger", "officer", "key", "precheck_key")
SOMEWHERE = [row for row in TABLE.rows if row.section != "nowhere"]
POSTED = [(row, method) for row in SOMEWHERE if row.section != "open" for method in row.answers if method != "GET"]


@every("row", SOMEWHERE, name=lambda row: row.address)
def test_a_method_that_the_table_does_not_name_does_nothing(world: World, row: Row) -> None:
    """405 to whoever may come in; a key that is too narrow, or a role with no right there, may hear 403 first."""
    for method in (each for each in METHODS if each not in row.answers):
        for caller, status, _text in answers_to(WAYS_IN, world, row, method):
            if row.section == "open":
                wanted: tuple[Expected, ...] = (405, 302, 404)  # back to sign-in, or nothing is configured
            elif TABLE.unless_signed_in(row.section, caller):
                wanted = (SIGN_IN,) if row.section == "pages" else (401,)
            else:
                # Where even a method that there is leads elsewhere or nowhere, one that there is not may too.
                elsewhere = {answer[caller] for answer in row.answers.values()} & {302, 404}
                wanted = (405, *elsewhere) if caller in world.accounts or caller == "key" else (405, 403)
            assert status in wanted, f"{method} by {caller}"


@every("row", SOMEWHERE, name=lambda row: row.address)
@every("method", ["HEAD", "OPTIONS"])
def test_asking_for_headers_or_methods_tells_no_more(world: World, row: Row, method: str) -> None:
    for caller, status, text in answers_to(SORTS if method == "HEAD" else WAYS_IN, world, row, method):
        refused = TABLE.unless_signed_in(row.section, caller) if row.section != "open" else None
        if refused:
            assert status == refused, caller
        if method == "HEAD" and "GET" in row.answers:
            assert status == row.answers["GET"][caller], caller
        assert not [each for each in OF_THE_BODY if each in text], caller


@every("row, method", POSTED, name=address_of)
def test_nothing_is_changed_for_a_session_without_the_token_of_the_site(world: World, row: Row, method: str) -> None:
    signed_in = ("officer", "reviewer", "administrator")
    for caller, status, _text in answers_to(signed_in, world, row, method, enforce_csrf_checks=True):
        assert status in (403, 404), caller
