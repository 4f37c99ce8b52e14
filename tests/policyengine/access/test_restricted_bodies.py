"""A number, id or name of a restricted case, sent by somebody without the right to it, is answered like an unknown one.

Every address that takes a body or a query is asked with a value of the restricted case and with one of the same form
that nothing has. Status, content and number of queries are the same.
"""

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Final, NamedTuple
from unittest.mock import patch
from urllib.parse import quote, quote_plus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.imports.claim import claim_import
from institutions.imports.run import run_import
from institutions.models import Import, Party, table_of
from tests.every import every, undone
from tests.policyengine.access.answers import lasting, text_of
from tests.policyengine.access.proposals import registered
from tests.policyengine.access.table import Row
from tests.policyengine.access.walking import TABLE, address_of
from tests.policyengine.access.world import World
from tests.rules.restricted_parties.building import FREE_LEI, FREE_NUMBER, LEI, NUMBER, restricted

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]

ABLE: Final = frozenset({200, 201, 202, 302, 409, 422})
WRITING: Final = ("POST", "PUT", "PATCH")
OF_OTHERS: Final = ("other_key", "other_officer")
WITHOUT_RIGHT: Final = (  # of the body, or of none
    "register_key", "precheck_key", "officer", "reviewer", "auditor", "editor", "administrator", "planner",
    "member",
)  # fmt: skip
NAMES: Final = (
    ("黒井光学株式会社", "蛭魚璃瑠株式会社"),
    ("Kuroi Jun", "Zavod Oxu"),
)
FREE_ID: Final = "00000000-0000-4000-8000-000000000000"
SECRET: Final = ("Kuroi", "黒井", "Hayabusa")
NAMED_BY: Final = re.compile("name|en|ja|company|person|holder|giver|relative|reference|id|key|sponsor")
FORMS: Final = {"number": re.compile(r"\d{13}"), "lei": re.compile(r"[A-Z0-9]{20}"), "id": re.compile(r"[0-9a-f-]{36}")}
FORMS["name"] = re.compile(r".+")
BELONGS: Final = {  # by the form of a value, the tables of a document and the field in which it may stand
    "number": (("companies",), "corporate_number"),
    "lei": (("companies",), "lei"),
    "id": (("companies", "people"), "id"),
    "name": (("companies", "people"), "name"),
}


@dataclass(frozen=True, slots=True)
class Twins:
    """A value of the restricted case, and one of the same form that nothing has."""

    known: str
    free: str


NOTHING: Final = Twins("-", "-")


@dataclass(frozen=True, slots=True)
class RestrictedWorld:
    """The world with a restricted case in it."""

    world: World
    twins: tuple[Twins, ...]


@pytest.fixture(scope="module")
def closed(world: World) -> RestrictedWorld:
    with patch("institutions.jobs.dispatch.send_task"):
        content = restricted()
        content["statements"].append({"kind": "call", "key": "c", "body": "METI"})
        partnership = registered(content)
    company, person = Party.objects.get(corporate_number=NUMBER), Party.objects.get(name_en="Kuroi Jun")
    calls: Any = table_of("call")
    ids = (company.pk, person.pk, partnership.pk, calls.objects.get().lineage)
    pairs = ((NUMBER, FREE_NUMBER), (LEI, FREE_LEI), *NAMES, *((str(each), FREE_ID) for each in ids))
    return RestrictedWorld(world, tuple(Twins(*each) for each in pairs))


@pytest.fixture(autouse=True)
def no_use_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Note no use of a session: one of two answers on either side of the minute would have more queries."""
    monkeypatch.setattr("institutions.accounts.sign_in.sessions.NOTED_EVERY", 24 * 60 * 60)


def asked() -> list[tuple[Row, str]]:
    """Return every method that takes a body, and every reading that takes a query."""
    rows = [row for row in TABLE.rows if row.section in ("pages", "interface")]
    writing = [(row, method) for row in rows for method in WRITING if method in row.answers and row.send]
    return writing + [(row, "GET") for row in rows if row.query and "GET" in row.answers]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of each text of a body."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from places(inner, (*path, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*path, number))
    elif isinstance(value, str):
        yield path


def put(body: Any, path: tuple[Any, ...], value: object) -> Any:
    """Return a copy of a body with another value at a path."""
    made = copy.deepcopy(body)
    at = made
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return made


def bodies(body: Any, value: str) -> Iterator[Any]:
    """Yield bodies that hold the value: at all places that may name something, and in a document where it belongs."""
    named = [path for path in places(body) if len(path) < 3 or NAMED_BY.fullmatch(str(path[-1]))]
    if "statements" not in body:
        yield reduce(lambda made, path: put(made, path, value), named, body)
        return
    table, field = BELONGS[next(sort for sort, form in FORMS.items() if form.fullmatch(value))]
    for each in table:
        row = {**body[each][0], field: {"en": value, "ja": value} if field == "name" else value}
        yield {**body, each: [row, *body[each][1:]]}
    if field == "id":
        stated: list[dict[str, Any]] = [{"kind": "bid", "company": "hikari", "call": value}]
        stated += [{"kind": "shareholding", "holder": value, "company": value, "share_bp": 1}]
        yield {**body, "statements": stated, "participants": [{"company": value, "role": "lead_partner"}]}
    yield put(put(body, ("reference",), value), ("title",), {"en": value})


class Answered(NamedTuple):
    """An answer: its status, its text without the value that was sent, and the number of its queries."""

    status: int
    text: str
    queries: int


def answer_to(world: World, row: Row, method: str, caller: str, twins: Twins = NOTHING) -> Answered:
    """Return an answer whose effects are rolled back."""
    connection.queries_log.clear()  # which holds some thousands
    for each in row.send.values() if isinstance(row.send, dict) else ():
        if isinstance(each, SimpleUploadedFile):
            each.seek(0)  # the request before has read it
    with undone(), CaptureQueriesContext(connection) as queries:
        answer = world.ask(row, method, caller)
        number = len(queries)
        text = text_of(answer)
    for sent in (twins.known, twins.free):
        for written in (sent, quote(sent), quote_plus(sent)):
            text = text.replace(written, "")
    return Answered(answer.status_code, lasting(text), number)


def differing(one: Answered, other: Answered) -> list[object]:
    """Return in what two answers differ, with the first lines that do."""
    pairs = zip(one.text.splitlines(), other.text.splitlines(), strict=False)
    lines = next(([left[:500], right[:500]] for left, right in pairs if left != right), [])
    return [(one.status, other.status), (one.queries, other.queries), lines]


@every("row, method", asked, name=address_of)
def test_a_value_of_the_restricted_case_is_answered_as_one_that_nothing_has(
    closed: RestrictedWorld, row: Row, method: str
) -> None:
    told: list[object] = []
    part = "query" if method == "GET" else "send"
    sent = closed.world.filled(getattr(row, part))
    able = [[name for name in names if row.answers[method][name] in ABLE] for names in (OF_OTHERS, WITHOUT_RIGHT)]
    assert any(able) or not any(row.answers[method][name] in ABLE for name in closed.world.accounts if name != "named")
    for caller in (names[0] for names in able if names):
        answer_to(closed.world, row, method, caller)  # what a process reads once is read now
        without: dict[str, Answered] = {}  # by the body that names nothing: several twins have it
        for twins in closed.twins:
            for known, free in zip(bodies(sent, twins.known), bodies(sent, twins.free), strict=True):
                if known.get("reference") == twins.known and caller not in OF_OTHERS:
                    continue  # the references of a body are one list, whoever of it reads what
                one = answer_to(closed.world, replace(row, **{part: known}), method, caller, twins)
                if (said := str(free)) not in without:
                    without[said] = answer_to(closed.world, replace(row, **{part: free}), method, caller, twins)
                other = without[said]
                if one != other or any(each in one.text for each in SECRET):
                    told.append((caller, twins.known, known, *differing(one, other)))
    assert told == []


@pytest.mark.parametrize("caller", ["other_key", "register_key"])
def test_a_file_with_its_number_or_name_is_imported_as_any_other(closed: RestrictedWorld, caller: str) -> None:
    client = Client(headers={"Authorization": f"Bearer {closed.world.keys[caller]}"})

    def imported(number: str, lei: str, name: str) -> tuple[str, int]:
        content = f"key,name,corporate_number,lei\nc1,{name},{number},{lei}\nc2,,{number},\nc3,{name},,\n".encode()
        with undone(), patch("institutions.jobs.dispatch.send_task"):
            file = SimpleUploadedFile("sent.csv", content)
            answer = client.post("/api/v1/imports/", {"file": file, "format": "companies"})
            assert answer.status_code == 202, answer.content
            taken = claim_import(Import.objects.latest("created_at").pk)
            assert taken
            with CaptureQueriesContext(connection) as queries:
                run_import(taken)
            outcomes = taken.job.outcomes.order_by("number")
            text = str([[each.outcome, each.errors, each.notes] for each in outcomes])
            assert outcomes
            return lasting(text.replace(number, "").replace(lei, "").replace(name, "")), len(queries)

    imported(FREE_NUMBER, FREE_LEI, NAMES[0][1])
    known, free = imported(NUMBER, LEI, NAMES[0][0]), imported(FREE_NUMBER, FREE_LEI, NAMES[0][1])
    assert known == free
