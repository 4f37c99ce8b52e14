"""schemathesis sends what the schema allows and what it forbids: nothing of it is answered with a 5xx, and every
answer is one that the schema describes."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings

from institutions.models import GovernmentBody
from policyengine.api.keys import make_key

CHECKS: dict[str, Any] = {
    # The register knows more than the schema: a valid document may name a body that does not exist.
    "positive_data_acceptance": {"enabled": False},
    "missing_required_header": {"expected-statuses": [400, 401, 403, 404, 422, 428]},
    "negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428]},
}


def load(**phases: Any) -> Any:
    """The published schema, over WSGI in this process."""
    return schemathesis.openapi.from_wsgi(
        "/api/v1/schema/",
        WSGIHandler(),
        config=schemathesis.Config.from_dict({"seed": 20261124, "checks": CHECKS, "phases": phases}),
        headers={"Accept": "application/json"},
    )


def examples(number: int) -> settings:
    """So many for an operation, the same in every run."""
    return settings(
        max_examples=number, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )


@pytest.fixture
def key(meti: GovernmentBody) -> Iterator[str]:
    """A key. A server closes its connection after a request; here it is the test's own, with its transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield make_key(meti)[1]
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@load().include(method="GET").parametrize()  # type: ignore[untyped-decorator]  # load() gives Any
@examples(20)
def test_no_reading_is_answered_with_a_fault_of_ours(case: Any, key: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"})


# The document has some 50 kinds of statement: to cover each value of each field takes ten minutes.
@load(coverage={"enabled": False}).include(method=["POST", "PUT"]).parametrize()  # type: ignore[untyped-decorator]  # load() gives Any
@examples(40)
def test_no_document_is_answered_with_a_fault_of_ours(case: Any, key: str) -> None:
    if isinstance(case.body, dict) and "submitted_by" in case.body:
        case.body["submitted_by"] = "METI"  # else nearly every document ends at 403
        if isinstance(case.body.get("sponsor"), str):
            case.body["sponsor"] = "METI"
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"})
