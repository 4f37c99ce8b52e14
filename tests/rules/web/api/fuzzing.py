"""The common parts of fuzzing tests: an OpenAPI document as schemathesis reads it, cut to a part, and the checks."""

import itertools
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, Final

import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.drafts.schema import UUID_TEXT
from institutions.models import Partnership
from tests.rules.web.api.known_parties import enter_parties

Json = dict[str, Any]
DOCUMENT: Final = "SubmissionDocument"
STATEMENT: Final = "SubmissionDocument.statement"
WRITING: Final = ("POST", "PUT")
PRECHECK: Final = "/api/v1/precheck/"
REFUSALS: Final = [400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428]
CHECKS: Final[Json] = {
    # The register knows more than the schema: a valid document may name a body that does not exist.
    "positive_data_acceptance": {"enabled": False},
    "missing_required_header": {"expected-statuses": REFUSALS},
    "negative_data_rejection": {"expected-statuses": REFUSALS},
}

REFERENCE: Final = re.compile(r"R-[0-9]{1,9}")
numbers = itertools.count(1_000_000)


def hand(document: Json, number: int, of: int) -> Json:
    """Return the OpenAPI document with every `of`-th kind of statement and optional field of the submission document.

    `of` consecutive hands together contain each kind and field exactly once.
    """
    number %= of
    dealt = deepcopy(document)
    schemas = dealt["components"]["schemas"]
    body, statement = schemas[DOCUMENT], schemas[STATEMENT]
    optional = [name for name in body["properties"] if name not in (*body["required"], "statements")]
    for name in set(optional) - set(optional[number::of]):
        del body["properties"][name]
    statement["oneOf"] = statement["oneOf"][number::of]
    return without_unused(dealt)


def without_unused(document: Json) -> Json:
    """Drop the components that are no longer referred to, to save time."""
    schemas = document["components"]["schemas"]
    reached: set[str] = set()
    waiting = [*references(document["paths"])]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += references(schemas[name])
    document["components"]["schemas"] = {name: schema for name, schema in schemas.items() if name in reached}
    return document


def references(value: object) -> Iterable[str]:
    """Yield the names of the components that a part of the document refers to."""
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str):
            yield reference.rsplit("/", 1)[1]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


def operations(  # Any: schemathesis has no types
    document: Json, *methods: str, path: str | None = None, narrowed: bool = False, **phases: Any
) -> Any:
    """Return the operations of a schema with these methods (and at this path), over WSGI in this process.

    `narrowed`: the service accepts more than this document allows, so that it need not refuse the rest.
    """
    checks = {**CHECKS, "negative_data_rejection": {"enabled": False}} if narrowed else CHECKS
    config = schemathesis.Config.from_dict({"seed": 20261124, "checks": checks, "phases": phases})
    schema = schemathesis.openapi.from_dict(document, config=config)
    schema.app = WSGIHandler()
    schema.location = "/api/v1/schema/"
    return schema.include(method=list(methods), path=path)


def examples(number: int) -> settings:
    """Return settings with this many examples for an operation, the same in every run."""
    return settings(
        max_examples=number, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )


@contextmanager
def caller_key() -> Iterator[str]:
    """Yield the key of a body whose parties are in the register.

    A server closes its database connection after a request; here it is the test's own, with its transaction, and stays.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield make_key(enter_parties(), scopes=SCOPES)[1]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def aim(case: Any, partnership: Partnership | None = None) -> None:  # Any: schemathesis has no types
    """Adjust a request that would otherwise be refused early: repeated keys, the reference of another's document.

    With a partnership the request is sent to it. Intentional errors of the case stay. A precheck stores nothing and
    repeats nothing: it is sent unchanged.
    """
    if case.path == PRECHECK:
        return
    number = next(numbers)
    headers = case.headers if case.headers is not None else {}
    if isinstance(case.body, dict) and "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = f"key-{number}"
    if isinstance(case.body, dict) and REFERENCE.fullmatch(str(case.body.get("reference"))):
        case.body["reference"] = partnership.reference if partnership else f"R-{number}"
    if partnership and re.fullmatch(UUID_TEXT, str(case.path_parameters.get("id"))):
        case.path_parameters["id"] = str(partnership.pk)
        if "If-Match" in headers:
            headers["If-Match"] = "*"
