"""One assessment asks the database the same number of questions, however much was stated and of whatever shape."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.models import Assessment, State
from tests.documents import small
from tests.rules.assessing.documents import asked, store_rulebook

Json = dict[str, Any]
pytestmark = pytest.mark.usefixtures("meti")


def companies(count: int) -> list[Json]:
    return [{"key": f"c{n}", "name": {"en": f"Company {n}"}} for n in range(count)]


def people(count: int) -> list[Json]:
    return [{"key": f"p{n}", "name": {"en": f"Person {n}"}} for n in range(count)]


def holding(holder: str, company: str) -> Json:
    return {"kind": "shareholding", "holder": holder, "company": company, "share_bp": 9000}


def small_holders(count: int) -> Json:
    held = [{**holding(f"p{n}", "hikari"), "share_bp": 1} for n in range(count // 2)]
    exposures = [{"kind": "exposure", "company": "hikari", "country": "CN", "plants": n} for n in range(count // 2)]
    return {"people": people(count // 2), "statements": [*held, *exposures]}


def deep_owners(count: int) -> Json:
    """Return holdings in which each company is owned by the next."""
    line = ["hikari", *(f"c{n}" for n in range(count))]
    owned = [holding(above, below) for below, above in pairwise(line)]
    return {"companies": companies(count), "statements": owned}


def wide_owners(count: int) -> Json:
    """Return holdings in which two others, which own nothing else, own every company."""
    held = [{**holding(f"c{n}", f"c{(n - 2) // 2}" if n > 1 else "hikari"), "share_bp": 4000} for n in range(count)]
    return {"companies": companies(count), "statements": held}


def calls(count: int) -> Json:
    days = [f"{2006 + n // 336}-{1 + n // 28 % 12:02}-{1 + n % 28:02}" for n in range(count // 2)]
    called = [
        {"kind": "call", "key": f"k{n}", "body": "METI", "object": "goods", "domain": "magnets", "closed_on": day}
        for n, day in enumerate(days)
    ]
    bids = [{"kind": "bid", "call": f"k{n}", "company": "kita", "status": "valid"} for n in range(count // 2)]
    return {"statements": [*called, *bids]}


def bids(count: int) -> Json:
    """Return a consortium of each company with its neighbour."""
    return {
        "companies": companies(count),
        "statements": [
            {"kind": "bid", "company": f"c{n}", "members": [f"c{(n + 1) % count}"], "status": "valid"}
            for n in range(count)
        ],
    }


def measures(count: int) -> Json:
    """Return measures, half of them about companies, half about the domain."""
    measure = {"kind": "measure", "body": "METI", "type": "guidance", "on": "2026-01-05"}
    about = [{**measure, "company": f"c{n}", "key": f"m{n}"} for n in range(count // 2)]
    whole = [{**measure, "domain": "magnets", "key": f"d{n}"} for n in range(count // 2)]
    return {"companies": companies(count // 2), "statements": [*about, *whole]}


def posts(count: int) -> Json:
    """Return a line of command, each of whom has had a post in a company and a relative."""
    some = count // 4
    rows: list[Json] = []
    for n in range(some):
        at = {"person": f"p{n}"}
        rows += [
            {"kind": "appointment", **at, "body": "METI", "reports_to": f"p{(n + 1) % some}", "from": "2024-04-01"},
            {"kind": "directorship", **at, "company": f"c{n}", "until": "2015-03-31"},
            {"kind": "kinship", **at, "relative": f"p{(n + 2) % some}", "degree": 3},
            {"kind": "declaration", **at, "on": "2026-06-01"},
        ]
    return {"companies": companies(some), "people": people(some), "statements": rows}


def queries_for(count: int, shape: Callable[[int], Json]) -> int:
    """Count the queries to claim, assess and store a case with so many statements."""
    given = shape(count)
    own = [each for each in small()["companies"] if each["key"] in ("hikari", "kita")]
    document = {"people": [], **given, "companies": [*own, *given.get("companies", [])]}
    row = asked(f"P-{count}", **document)
    with CaptureQueriesContext(connection) as asked_for:
        taken = claim(row.pk)
        assert taken is not None
        run_assessment(taken)
    assert Assessment.objects.get(pk=row.pk).state == State.DONE
    return len(asked_for)


@pytest.mark.parametrize("shape", [small_holders, deep_owners, wide_owners, calls, bids, measures, posts])
def test_a_thousand_statements_take_as_many_queries_as_ten(shape: Callable[[int], Json]) -> None:
    store_rulebook()
    few = queries_for(10, shape)
    assert queries_for(1_000, shape) == few
    assert few <= 90  # PostgreSQL counts its savepoints and locks too


def test_bids_take_two_queries_more_for_them_and_for_the_members_of_consortia() -> None:
    store_rulebook()
    assert queries_for(10, bids) == queries_for(12, lambda count: {"companies": companies(count), "statements": []}) + 2
