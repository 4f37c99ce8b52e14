"""Every trouble of a row is told at once: of cells that cannot be read, and of what the others say."""

from typing import Any

import pytest

from institutions.models import GovernmentBody, Party
from tests.institutions.imports.good_files import bring_in

pytestmark = pytest.mark.django_db

HEADINGS = "record,person,person.name,body,post,grade,from,until\n"


def errors(meti: GovernmentBody, form: str, table: str) -> dict[str, str]:
    """Return the errors of the only row of a table, by their headings."""
    job = bring_in(meti, form, table.encode())
    assert (job.refused, job.added) == (1, 0)
    [outcome] = job.outcomes.all()
    found = {each["field"]: each["message"] for each in outcome.errors}
    assert len(found) == len(outcome.errors)
    return found


def test_a_day_that_cannot_be_read_hides_no_other_trouble(meti: GovernmentBody) -> None:
    found = errors(meti, "appointment", HEADINGS + "1,S1,佐藤 遥,NOBODY,課長,king,2025-13-01,令和\n")
    assert {*found} == {"from", "until", "body", "grade"}
    assert "not the code of a government body" in found["body"]


@pytest.mark.parametrize(
    ("row", "fields"),
    [
        ("1,S1,佐藤 遥,,課長,,2025-13-01,", {"from", "body"}),
        ("1,S1,佐藤 遥,METI,課長,,2025-13-01,2020-01-01", {"from"}),
        ("1,,佐藤 遥,METI,課長,king,2025-13-01,", {"from", "person", "grade"}),
    ],
)
def test_what_follows_from_an_unread_cell_is_not_told_twice(meti: GovernmentBody, row: str, fields: set[str]) -> None:
    found = errors(meti, "appointment", f"{HEADINGS}{row}\n")
    assert {each.removeprefix("/statements/0/") for each in found} == fields


def test_an_unknown_type_of_a_party_hides_no_share(meti: GovernmentBody) -> None:
    table = "record,holder,holder.name,company,company.name,share_bp,from\n1,K1,Kita,H1,Hikari,20000,x\n"
    assert {*errors(meti, "shareholding", table)} == {"holder.type", "share_bp", "from"}


def test_a_cell_that_is_too_long_hides_no_other_trouble(meti: GovernmentBody) -> None:
    found = errors(meti, "appointment", f"{HEADINGS}1,S1,佐藤 遥,NOBODY,{'x' * 10_001},,2025-13-01,\n")
    assert {*found} == {"post", "body", "from"}


def test_a_row_with_a_field_of_one_group_unread_is_not_said_to_lack_it(meti: GovernmentBody) -> None:
    table = "key,name,country,listed,founded_on\nK1,,JP,maybe,2025-13-01\n"
    found = errors(meti, "companies", table)
    assert {"listed", "founded_on"} <= {*found}


def test_what_could_be_read_of_a_refused_row_is_never_stored(meti: GovernmentBody) -> None:
    errors(meti, "appointment", HEADINGS + "1,S1,佐藤 遥,METI,課長,,2025-13-01,\n")
    assert not Party.objects.filter(kind="person").exists()


def test_a_row_may_name_a_key_that_another_row_describes(meti: GovernmentBody) -> None:
    table = HEADINGS + "1,S1,佐藤 遥,METI,課長,,2025-04-01,\n2,S1,,METI,局長,,2025-13-01,\n"
    job: Any = bring_in(meti, "appointment", table.encode())
    assert (job.added, job.refused) == (1, 1)
    assert [each["field"] for each in job.outcomes.get(outcome="refused").errors] == ["from"]
