"""A thousand random changes by SQL with the triggers dropped: each is found, and nothing is reported without one."""

import random
from contextlib import closing
from typing import Any
from unittest.mock import patch

import pytest

from institutions.access.key_making import make_key
from institutions.accounts.requests import change_account, confirm_request
from institutions.audit import verify
from institutions.audit.coverage import COVERED
from institutions.audit.recorded_rows import RecordedRows
from institutions.audit.row_troubles import RowComparison
from institutions.audit.seal import seal_events
from institutions.audit.verify import ChainReader, verify_audit
from institutions.models import Account, GovernmentBody, Role
from rules.review.casework.conditions import add_condition
from tests.documents import example
from tests.institutions.audit.filled_tables import fill_tables
from tests.institutions.audit.random_changes import change_rows, change_trail, filled_tables, taken_back
from tests.institutions.audit.tampering import without_triggers
from tests.rules.review.casework.building import (
    decided,
    measure,
    officer,
    registered,
    reviewer,
    under_review,
    version,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
OF_ROWS, OF_TRAIL, OF_EVERY_TABLE = 850, 150, 1_000
MUST_BE_FILLED = {
    "rules_findingdecision", "rules_casemove", "rules_finding", "rules_match", "rules_casecondition", "rules_hearing",
    "rules_reviewerscreening", "rules_snapshot", "rules_packedoutcomes", "rules_assessment", "institutions_submission",
    "institutions_documentparty", "institutions_account", "institutions_apikey", "institutions_shareholding",
    "institutions_party", "institutions_partyname", "institutions_source", "institutions_partnership",
}  # fmt: skip


@pytest.fixture
def register(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    """Make a small register with a case under review, in which every event is sealed."""
    first, second = reviewer("first"), reviewer("second")
    case = registered(example("hikari_magnetics"), officer(meti))
    under_review(case, first, second)
    decided(case, "COI-01", first, "confirmed")
    decided(case, "COL-01", first, "confirmed")
    decided(case, "COL-01", second, "mitigated")
    add_condition(case, measure(), account=first, version=version(case))
    make_key(meti, scopes=["read"])
    second.reads_secret = True
    asked = change_account(second, by=Account.objects.create_user("keeper", role=Role.ADMINISTRATOR))
    assert asked
    confirm_request(asked, by=None)
    make_key(digital_agency, scopes=["read"])
    seal_events()


def recorded_rows() -> RecordedRows:
    """Return the rows that the events name."""
    recorded = RecordedRows()
    assert list(ChainReader(recorded).troubles()) == []
    return recorded


def changes_of_rows(number: int, chance: random.Random) -> list[Any]:
    """Make so many random changes of rows; return those that were not found as they are, or with others."""
    wrong: list[Any] = []
    tables, left = filled_tables(), number
    with closing(recorded_rows()) as recorded:
        while left:
            with taken_back():
                if change := change_rows(tables, chance):
                    left -= 1
                    found = list(RowComparison(recorded).troubles([change.table]))
                    named = {name for name in change.named if any(said.startswith(f"{name}:") for said in found)}
                    if named != change.named or len(found) != len(named):
                        wrong.append((change.words, found, sorted(change.named)))
    return wrong


def changes_of_the_trail(number: int, chance: random.Random) -> list[Any]:
    """Make so many random changes of events, chains and seals; return those that were not found."""
    wrong: list[Any] = []
    left = number
    while left:
        with taken_back():
            if change := change_trail(chance):
                left -= 1
                found = list(verify_audit(rows=False).troubles)
                if not any(name in said for name in change.named for said in found):
                    wrong.append((change.words, found, sorted(change.named)))
    return wrong


@pytest.fixture
def chance() -> random.Random:
    """Return a new source of chance; a failure prints its seed."""
    seed = random.SystemRandom().getrandbits(32)
    print("seed", seed)  # noqa: T201 - shown where the test fails
    return random.Random(seed)  # noqa: S311 - a test's choice


@pytest.mark.usefixtures("register")
def test_each_of_a_thousand_changes_is_found_and_none_is_reported_without_a_change(chance: random.Random) -> None:
    assert verify_audit().troubles == ()
    assert MUST_BE_FILLED - {each.table for each in filled_tables()} == set()
    with without_triggers(), patch.object(verify, "trigger_troubles", list):
        assert changes_of_rows(OF_ROWS, chance) == []
        assert changes_of_the_trail(OF_TRAIL, chance) == []
    assert verify_audit().troubles == ()


@pytest.mark.usefixtures("register")
def test_changes_of_every_covered_table_are_found(chance: random.Random) -> None:
    """The register fills a third of the tables: here each has rows, of values that no program would write."""
    with without_triggers(), taken_back(), patch.object(verify, "trigger_troubles", list):
        assert fill_tables(chance) == []
        assert {each.table for each in filled_tables()} == COVERED.keys()
        with closing(recorded_rows()) as recorded:
            assert list(RowComparison(recorded).troubles()) == []
        assert changes_of_rows(OF_EVERY_TABLE, chance) == []
