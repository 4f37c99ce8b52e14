"""schemathesis sends what the schema allows and what it forbids: nothing of it is answered with a 5xx, and every
answer is one that the schema describes.

The coverage phase sends every value of every field of all 50 kinds of statement: some 9,000 requests an operation. Here
an operation gets one hand of them, another one every day; FUZZ_DAY deals the hand of another day, and the note of a
failure says which it was. What is sent to an operation is made when its test runs.
`make fuzz` sends everything (fuzz_in_full.py).
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from institutions.web.openapi import openapi
from tests.rules.web.api.fuzzing import PRECHECK, WRITING, aim, caller_key, examples, hand, operations
from tests.rules.web.api.fuzzing_operations import Operation, every_operation
from tests.rules.web.api.known_parties import of_one_body, with_known_parties

DAY: Final = int(os.environ.get("FUZZ_DAY") or datetime.now(UTC).toordinal())
HANDS: Final = 8
SMALL_HANDS: Final = 24  # of what is also assessed: a request takes some ten times as long
COVERAGE: Final[dict[str, Any]] = {"fuzzing": {"enabled": False}, "examples": {"enabled": False}}


@pytest.fixture
def key(db: None) -> Iterator[str]:
    with caller_key() as key:
        yield key


@pytest.mark.parametrize("of", [HANDS, SMALL_HANDS])
def test_all_hands_together_hold_every_kind_and_field(of: int) -> None:
    whole = openapi()["components"]["schemas"]
    dealt = [hand(openapi(), DAY + number, of)["components"]["schemas"] for number in range(of)]
    kinds = sorted(each["$ref"] for schemas in dealt for each in schemas["SubmissionDocument.statement"]["oneOf"])
    fields = {name for schemas in dealt for name in schemas["SubmissionDocument"]["properties"]}
    assert kinds == sorted(each["$ref"] for each in whole["SubmissionDocument.statement"]["oneOf"])
    assert fields == set(whole["SubmissionDocument"]["properties"])


def send(case: Any, key: str) -> None:
    """Send it and hold the answer against the schema."""
    try:
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"})
    except BaseException as failure:
        failure.add_note(f"Run it again with FUZZ_DAY={DAY}.")
        raise


@examples(20)
def read(case: Any, key: str) -> None:
    send(case, key)


@every_operation(lambda: operations(openapi(), "GET"), read)
def test_no_reading_is_answered_with_a_fault_of_ours(operation: Operation, key: str) -> None:
    operation.run(key)


@examples(40)
def write(case: Any, key: str) -> None:
    send(case, key)


@every_operation(lambda: operations(of_one_body(openapi()), *WRITING, coverage={"enabled": False}), write)
def test_no_document_is_answered_with_a_fault_of_ours(operation: Operation, key: str) -> None:
    operation.run(key)


def storing() -> Any:
    return operations(hand(of_one_body(openapi()), DAY, HANDS), *WRITING, **COVERAGE).exclude(path=PRECHECK)


@examples(1)
def store(case: Any, key: str) -> None:
    aim(case)
    send(case, key)


@every_operation(storing, store)
def test_no_value_of_a_field_is_answered_with_a_fault_of_ours(operation: Operation, key: str) -> None:
    operation.run(key)


def prechecking() -> Any:
    known = hand(with_known_parties(openapi()), DAY, SMALL_HANDS)
    return operations(known, "POST", path=PRECHECK, narrowed=True, **COVERAGE)


@examples(1)
def check(case: Any, key: str) -> None:
    send(case, key)


@every_operation(prechecking, check)
def test_no_precheck_ends_in_a_fault_of_ours(operation: Operation, key: str) -> None:
    operation.run(key)
