"""Input of twice the size takes twice the work, never four times: queries, calls and lines are counted.

Each list and object of a document, the options of an import and the query of each address grow from N to 2N to 4N.
Valid documents and their assessments: `tests/rules/assessing/test_growth.py`.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from institutions.drafts.check import check_document
from institutions.drafts.errors import MAX_ERRORS, MAX_SUGGESTIONS, DraftInvalid
from institutions.drafts.near_words import DidYouMean, UseOneOf, WriteOnly
from institutions.drafts.schema import submission_schema
from institutions.imports.all_formats import FORMATS
from institutions.kinds import KINDS
from institutions.models import Account, GovernmentBody, Role
from institutions.web.openapi import openapi_document
from tests.documents import small
from tests.every import every
from tests.proportion import assert_linear
from tests.rules.web.api.conftest import Caller
from tests.rules.web.api.every_kind import statement_of

pytestmark = pytest.mark.django_db

Json = dict[str, Any]


def test_work_that_grows_with_the_square_is_seen() -> None:
    def pairs(n: int) -> int:
        return len([None for _ in range(n) for _ in range(n)])

    with pytest.raises(AssertionError, match="operations"):
        assert_linear(pairs)
    with pytest.raises(AssertionError, match="queries"):
        assert_linear(lambda n: [GovernmentBody.objects.first() for _ in range(n)])


def refused(document: Json) -> None:
    """Check a document that has errors."""
    with pytest.raises(DraftInvalid):
        check_document(document)


def unknown_references(n: int) -> Json:
    stated = [
        {"kind": "shareholding", "holder": f"nobody-{i:04}", "company": f"none-{i:04}", "source": f"no-{i:04}"}
        for i in range(n)
    ]
    bids = [{"kind": "bid", "company": "hikari", "call": f"call-{i:04}"} for i in range(n)]
    of_bodies = [{"kind": "appointment", "person": "sato", "body": f"NO-{i:04}"} for i in range(n)]
    return small(statements=[*stated, *bids, *of_bodies])


def described_parties(n: int) -> Json:
    """Return a document that describes many parties, and names one that it does not know as often."""
    companies = [{"key": f"c{i:04}", "name": {"en": f"Company {i:04}"}} for i in range(n)]
    stated = [{"kind": "shareholding", "holder": f"x{i:04}", "company": "c0", "share_bp": 1} for i in range(n)]
    return small(companies=[*small()["companies"], *companies], statements=stated)


def bodies_in_a_row(n: int) -> Json:
    rows = [{"key": f"b{i:04}", "name": {"en": f"Body {i:04}"}, "parent": f"b{(i + 1) % n:04}"} for i in range(n)]
    return small(bodies=rows)


def bodies_below_one_another(n: int) -> Json:
    rows = [{"key": f"b{i:04}", "name": {"en": f"Body {i:04}"}, "parent": f"b{i + 1:04}"} for i in range(n)]
    return small(bodies=[*rows, {"key": f"b{n:04}", "name": {"en": "Highest"}}], statements=[{"kind": "nothing"}])


def one_key(n: int) -> Json:
    rows = [{"key": "same", "name": {"en": f"Company {i:04}"}, "corporate_number": "7000012050002"} for i in range(n)]
    return small(companies=[*small()["companies"], *rows])


def unknown_words(n: int) -> Json:
    people = [{"person": "sato", "role": f"decision_makre{i:04}"} for i in range(n)]
    stated = [{"kind": f"shareholdnig{i:04}"} for i in range(n)]
    return small(officials=people, statements=stated)


def unknown_fields(n: int) -> Json:
    more = {f"field-{i:04}": i for i in range(n)}
    content: Json = small()
    places = [content, content["selection"], content["title"], content["companies"][0], content["companies"][0]["name"]]
    places += [content["people"][0], content["statements"][0], content["participants"][0]]
    for each in places:
        each.update(more)
    return content


ODD: Final[list[Callable[[int], Json]]] = [
    unknown_references, described_parties, bodies_in_a_row, bodies_below_one_another, one_key, unknown_words,
    unknown_fields,
]  # fmt: skip


@every("make", ODD, name=lambda make: make.__name__)
def test_a_document_with_twice_the_errors_takes_twice_the_work(
    meti: GovernmentBody, make: Callable[[int], Json]
) -> None:
    assert_linear(lambda n: refused(make(n)), make.__name__)


def lists_of(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each list of a document, and of each list within it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from lists_of(inner, (*path, name))
    elif isinstance(value, list):
        yield path
        for place, inner in enumerate(value):
            yield from lists_of(inner, (*path, place))


def full_document() -> Json:
    """Return a document with every list that there is, one row in each, and a statement of every kind."""
    stated = [statement_of(kind, 0) for kind in KINDS.values()]
    people = [*small()["people"], {"key": "abe", "name": {"en": "Abe Jun"}}]
    return small(
        people=people,
        bodies=[
            {"key": "office", "name": {"en": "Office (fictional)"}, "kind": "incorporated_agency", "parent": "METI"}
        ],
        sources=[{"key": "s", "title": "List (fictional)"}],
        officials=[{"person": "sato", "role": "decision_maker"}],
        leads=[{"function": "delivery", "by": "hikari"}],
        period={"from": "2026-10-01"},
        co_sponsors=["office"],
        restricts_countries=["CN"],
        statements=stated,
    )


def grown(document: Json, path: tuple[str | int, ...], n: int) -> Json:
    """Return the document with one of its lists n rows longer; the keys of added rows are new."""
    made = copy.deepcopy(document)
    rows: Any = made
    for step in path:
        rows = rows[step]
    row = rows[0]
    for number in range(n):
        more = copy.deepcopy(row)
        if isinstance(more, dict) and "key" in more:
            more["key"] = f"{more['key']}-{number:04}"
        rows.append(more)
    return made


@every("path", lambda: list(lists_of(full_document())), name=str)
def test_each_list_of_a_document_takes_work_in_proportion(meti: GovernmentBody, path: tuple[str | int, ...]) -> None:
    def check(n: int) -> None:
        with suppress(DraftInvalid):
            check_document(grown(full_document(), path, n))

    assert_linear(check, path)


def objects_of(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of each object of a document, itself first."""
    if isinstance(value, dict):
        yield path
        for name, inner in value.items():
            yield from objects_of(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from objects_of(inner, (*path, place))


@every("path", lambda: list(objects_of(full_document())), name=str)
def test_each_object_of_a_document_takes_work_in_proportion(meti: GovernmentBody, path: tuple[str | int, ...]) -> None:
    def check(n: int) -> None:
        made: Any = full_document()
        grown_object: Any = made
        for step in path:
            grown_object = grown_object[step]
        grown_object.update({f"field-{i:04}": i for i in range(n)})
        refused(made)

    assert_linear(check, path)


def parts_of_schema(schema: Json, path: tuple[str, ...] = ()) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield array or object with its path for each that the schema of a document allows; `*` stands for an item."""
    found = openapi_schema(schema)
    for each in (found, *(found.get("anyOf", ())), *(found.get("oneOf", ()))):
        inner = openapi_schema(each)
        if "items" in inner:
            yield "array", path
            yield from parts_of_schema(inner["items"], (*path, "*"))
        if "properties" in inner:
            yield "object", path
            for name, value in inner["properties"].items():
                yield from parts_of_schema(value, (*path, name))


def openapi_schema(schema: Json) -> Json:
    """Return a schema, or what it refers to."""
    while "$ref" in schema:
        found: Any = submission_schema()
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return schema


def test_every_list_and_object_that_a_document_may_have_is_grown() -> None:
    def pattern(path: tuple[str | int, ...]) -> tuple[str, ...]:
        return tuple("*" if isinstance(step, int) else step for step in path)

    full = full_document()
    grown_parts = {("array", pattern(path)) for path in lists_of(full)}
    grown_parts |= {("object", pattern(path)) for path in objects_of(full)}
    assert set(parts_of_schema(submission_schema())) <= grown_parts


def test_all_lists_together_take_work_in_proportion_over_rest(caller: Caller, document: Json) -> None:
    def send(n: int) -> None:
        content = unknown_references(n)
        content["companies"] = described_parties(n)["companies"]
        answer = caller.send("POST", "precheck/", content)
        assert answer.status_code == 422
        assert len(answer.json()["errors"]) == MAX_ERRORS + 1

    assert_linear(send, "precheck")


def test_fifty_errors_are_listed_with_how_many_there_are_and_twenty_suggestions(meti: GovernmentBody) -> None:
    with pytest.raises(DraftInvalid) as refusal:
        check_document(unknown_references(100))
    assert len(refusal.value.errors) == MAX_ERRORS + 1 == 51
    more = refusal.value.errors[-1]
    assert more.message == "There are 500 errors. The first 50 are listed: correct these and send it again."
    suggested = [
        each for each in refusal.value.errors
        if isinstance(each.said.parameters.get("near"), DidYouMean | UseOneOf | WriteOnly)
    ]  # fmt: skip
    assert 0 < len(suggested) <= MAX_SUGGESTIONS == 20


@every("name", sorted(FORMATS))
def test_the_options_of_an_import_take_work_in_proportion(meti: GovernmentBody, name: str) -> None:
    def check(n: int) -> None:
        options: Json = {f"option-{i:04}": "x" for i in range(n)}
        with pytest.raises(DraftInvalid) as refusal:
            FORMATS[name].check(options, "METI")
        assert len(refusal.value.errors) <= MAX_ERRORS + 1

    assert_linear(check, name)


@pytest.mark.parametrize("as_one", [True, False])
def test_the_rates_of_an_import_take_work_in_proportion(meti: GovernmentBody, as_one: bool) -> None:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

    def check(n: int) -> None:
        rates = {f"Q{letters[i // 26]}{letters[i % 26]}": "1.5" for i in range(n)}
        options: Json = {"yen_per_unit": rates} if as_one else {f"yen_per_{each}": yen for each, yen in rates.items()}
        with pytest.raises(DraftInvalid):  # neither sponsor nor domain is given
            FORMATS["ocds"].check(options, "METI")

    assert_linear(check, "rates")


def test_options_over_rest_take_work_in_proportion(caller: Caller) -> None:
    def send(n: int) -> None:
        options = "{" + ", ".join(f'"option-{i:04}": "x"' for i in range(n)) + "}"
        file = SimpleUploadedFile("sent.csv", b"key,name\n1,A\n")
        answer = caller.client.post(
            "/api/v1/imports/",
            {"file": file, "format": "companies", "options": options},
            headers={"Authorization": f"Bearer {caller.key}"},
        )
        assert answer.status_code == 422, answer.content

    assert_linear(send, "options")


IDS: Final = {"{code}": "METI", "{form}": "csv", "{id}": "00000000-0000-4000-8000-000000000000"}


def read_addresses() -> list[tuple[str, tuple[str, ...]]]:
    """Return each address of the interface that is read, with the names of its query's parameters.

    Those with an id are among them where they take some. No object has the id.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    for path, methods in openapi_document()["paths"].items():
        named = [each["name"] for each in methods.get("get", {}).get("parameters", ()) if each["in"] == "query"]
        if "get" in methods and (named or "{" not in path):
            for part, value in IDS.items():
                path = path.replace(part, value)
            assert "{" not in path, path
            found.append((path, tuple(named)))
    return found


@every("path, names", read_addresses, name=lambda item: item[0])
def test_a_query_takes_work_in_proportion(caller: Caller, path: str, names: tuple[str, ...]) -> None:
    def ask_often(n: int) -> None:
        caller.get(f"{path}?{urlencode([(name, 'x' * n) for name in names for _ in range(n)])}")

    def ask_for_unknown(n: int) -> None:
        caller.get(f"{path}?{urlencode([(f'unknown-{i:04}', str(i)) for i in range(n)])}")

    assert_linear(ask_often, f"{path}, known parameters", lines=False)
    assert_linear(ask_for_unknown, f"{path}, unknown parameters", lines=False)


@every(
    "path",
    ["/companies/?q=", "/people/?q=", "/partnerships/?order=", "/leads/?state=", "/bodies/?on=", "/audit/?actor="],
)
def test_a_query_of_a_page_takes_work_in_proportion(meti: GovernmentBody, path: str) -> None:
    client = Client()
    role = Role.AUDITOR if path.startswith("/audit") else Role.OFFICER
    client.force_login(Account.objects.create_user(path, role=role, body=meti))
    assert_linear(lambda n: client.get(path + "ア" * n + f"&page={'1' * n}" + "&x=1" * n), path, lines=False)
