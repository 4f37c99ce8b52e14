"""Missing data over many processes is counted by the database, and read over a fixed number of partnerships."""

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from django.db.models.sql.compiler import SQLCompiler

from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.models import Outcome, ProcessOutcome, StoredProcess
from rules.process_files.missing import missing_in_processes
from rules.web.wording import missing_data
from rules.web.wording.missing_data import PARTNERSHIPS, missing_for
from tests.documents import small
from tests.rules.commission.lists import many_contracts
from tests.rules.process_files.conftest import screened, sent
from tests.rules.review.casework.building import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]


def rows_read(call: Callable[[], object]) -> int:
    """Return how many rows Python reads from the database while it calls this."""
    read, rows = 0, SQLCompiler.results_iter

    def counting(*args: Any, **more: Any) -> Iterator[Any]:
        nonlocal read
        for each in rows(*args, **more):
            read += 1
            yield each

    with patch.object(SQLCompiler, "results_iter", counting):
        call()
    return read


def listed(body: GovernmentBody, number: int) -> None:
    screened(sent(body, many_contracts(number), form="contract_list", name="list.csv"), portion=50)


def test_no_more_rows_are_read_of_more_processes(body: GovernmentBody) -> None:
    def all_of_them() -> object:
        return missing_in_processes(StoredProcess.objects.all())

    listed(body, 6)
    before, few = rows_read(all_of_them), StoredProcess.objects.count()
    listed(body, 24)
    assert StoredProcess.objects.count() >= 3 * few
    assert 0 < rows_read(all_of_them) <= before + 2  # that the lists differ may be a lack more


def test_each_thing_is_counted_in_as_many_processes_as_lack_it(body: GovernmentBody) -> None:
    listed(body, 12)
    another = GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
    listed(another, 3)
    for whose in (body, another):
        lacking: dict[str, set[Any]] = {}
        outcomes = ProcessOutcome.objects.filter(outcome=Outcome.NOT_ASSESSABLE, process__body=whose)
        for each in outcomes.select_related("lack"):
            for one in each.lack.about if each.lack else ():
                lacking.setdefault(one["name"], set()).add(each.process_id)
        with patch("rules.process_files.missing.AT_ONCE", 2):
            totals = missing_in_processes(StoredProcess.objects.filter(body=whose))
        assert {each.name.name: each.cases for each in totals} == {name: len(of) for name, of in lacking.items()}


def test_of_partnerships_the_newest_are_read_and_the_reader_is_told_of_more(body: GovernmentBody) -> None:
    agency = GovernmentBody.objects.create(code="DA", name_en="Digital Agency", name_ja="デジタル庁")
    officer = Account.objects.create_user("an officer", role=Role.OFFICER, body=body)
    for number in range(4):
        registered(small(reference=f"M-{number}"))
    registered(small(reference="M-5", submitted_by="DA", sponsor="DA"))
    with patch.object(missing_data, "MOST_CASES", 3):
        few = rows_read(lambda: missing_for(officer, PARTNERSHIPS))
        found = missing_for(officer, PARTNERSHIPS)
        assert (found.cases, found.cut, list(found.bodies)) == (3, True, [body.pk])
        for number in range(6, 12):
            registered(small(reference=f"M-{number}"))
        assert rows_read(lambda: missing_for(officer, PARTNERSHIPS)) == few
    assert Partnership.objects.filter(submitted_by=agency).exists()
    assert missing_for(officer, PARTNERSHIPS).cases == 10
