"""A case of a hundred findings: its pages stay small, and their queries do not grow with the findings."""

from typing import Final

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.many_findings import FINDINGS, MOST_BYTES, PAGES, case_of_many_findings
from institutions.models import Account, Person, Role
from rules.review.casework.case_view import read_case

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker", "meti")]
MOST_QUERIES: Final = 60  # of a page, whatever the number of findings


def test_the_pages_of_a_case_of_a_hundred_findings_stay_within_their_bytes_and_queries() -> None:
    case = case_of_many_findings()
    person = Person.objects.create(name_en="Reader of Many (fictional)")
    reviewer = Account.objects.create_user("reader-of-many", role=Role.REVIEWER, person=person)
    client = Client()
    client.force_login(reviewer)
    findings = read_case(case).findings
    assert len(findings) >= FINDINGS
    address = f"/partnerships/{case.pk}/"
    measured: dict[str, tuple[int, int]] = {}
    for path in (*(f"{address}{each}" for each in PAGES), f"/findings/{findings[0].match.finding_id}/"):
        client.get(path)  # what is read once a process is there already
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(path)
        assert answer.status_code == 200
        measured[path] = (len(answer.content), len(captured))
    assert not {path: each for path, each in measured.items() if each[0] > MOST_BYTES or each[1] > MOST_QUERIES}
    assert measured[address][0] > MOST_BYTES // 3, "the page of the partnership has all findings"
