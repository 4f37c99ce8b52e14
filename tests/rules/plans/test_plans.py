"""The dearest statements over 100,000 cases: none reads a large table from end to end but those that are named here."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmarks.plans import plan_of, scanned
from institutions.access.partnerships import readable_under
from institutions.models import Account, GovernmentBody, Role
from rules.assessing.daily_look import due_assessments
from rules.review.casework.sweeping import sweep_cases
from rules.review.keeping.due import due_cases
from rules.watching.installation import installation_state
from tests.documents import example
from tests.people import reviewer_account
from tests.rules.plans.filling import ROWS, fill
from tests.rules.review.casework.building import officer, registered, under_review
from tests.rules.web.pages.conftest import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker"), pytest.mark.long]

PAGES = {
    "work, reviewer": ("reviewer", "/"),
    "work, officer": ("officer", "/"),
    "list, newest first": ("reviewer", "/partnerships/"),
    "list, worst first": ("reviewer", "/partnerships/?order=worst"),
    "findings": ("reviewer", "/findings/?open=yes&severity=critical"),
    "case": ("reviewer", "/partnerships/CASE/case/"),
    "partnership": ("officer", "/partnerships/CASE/"),
    "notices": ("officer", "/notices/"),
    "trail": ("auditor", "/audit/"),
    "retention": ("auditor", "/retention/"),
}
PLANNED = ("SELECT", "WITH", "UPDATE")
SUMMARIES = {"rules_casesummary", "rules_findingsummary"}
# Tables that a subject may read whole: it counts all that its reader may see, or looks at all open cases (by night).
READ_WHOLE: dict[str, dict[str, set[str]]] = {
    "sqlite": {"work, reviewer": SUMMARIES, "work, officer": SUMMARIES},
    "postgresql": {
        "work, reviewer": SUMMARIES,
        "work, officer": {*SUMMARIES, "institutions_submission"},  # one row of an account that submitted all of them
        "list, newest first": SUMMARIES,
        "list, worst first": SUMMARIES,
        "findings": SUMMARIES,
        "daily look": {"institutions_partnership", "institutions_submission", "rules_reviewcase"},
        "sweep of cases": {"rules_assessment"},
    },
}


def whole(statement: str) -> Iterator[str]:
    """Yield the tables that a statement reads from end to end, and not by an index."""
    if connection.vendor == "postgresql":
        yield from scanned(plan_of(statement))
        return
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
        steps = [str(row[-1]) for row in cursor.fetchall()]
    names = dict(re.findall(r'(?:FROM|JOIN) "?(\w+)"? "?(\w+)"?', statement))
    aliases = {alias: table for table, alias in names.items()}
    for step in steps:
        if found := re.fullmatch(r"SCAN (\w+)", step):
            yield aliases.get(str(found[1]), str(found[1]))


def large_tables() -> set[str]:
    """Return the tables with so many rows."""
    found = set()
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM (SELECT 1 FROM {name} LIMIT {ROWS}) few")  # noqa: S608 - names of tables
            if cursor.fetchone()[0] >= ROWS:
                found.add(name)
    return found


def test_no_dear_statement_reads_a_large_table_from_end_to_end(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    people: dict[str, Account] = {
        "officer": officer(meti),
        "reviewer": reviewer_account("reviewer"),
        "auditor": Account.objects.create_user("auditor", role=Role.AUDITOR),
    }
    case = registered(example("hikari_magnetics"), people["officer"])
    under_review(case, people["reviewer"])
    fill(case)
    large = large_tables()
    assert {"rules_assessment", "rules_casesummary", "institutions_auditevent", "institutions_submission"} <= large
    clients: dict[str, Client] = {name: signed_in(account) for name, account in people.items()}

    def opens(who: str, path: str) -> Callable[[], object]:
        return lambda: clients[who].get(path.replace("CASE", str(case.pk))).content

    subjects: dict[str, Callable[[], object]] = {name: opens(*given) for name, given in PAGES.items()}
    subjects["state of the installation"] = installation_state
    subjects["daily look"] = lambda: list(due_assessments(timezone.localdate())[:50])
    subjects["sweep of cases"] = sweep_cases
    subjects["retention that is over"] = lambda: list(
        due_cases(readable_under("partnership", people["auditor"]), date(2026, 1, 1))
    )
    found: dict[str, set[str]] = {}
    for name, act in subjects.items():
        with CaptureQueriesContext(connection) as asked:
            act()
        statements = {
            each["sql"] for each in asked if each["sql"].lstrip(" (").startswith(("SELECT", "WITH", "UPDATE"))
        }
        read = {table for each in statements for table in whole(each) if table in large}
        if beyond := read - READ_WHOLE[connection.vendor].get(name, set()):
            found[name] = beyond
    assert found == {}
