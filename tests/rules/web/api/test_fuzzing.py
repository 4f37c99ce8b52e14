"""schemathesis sends what the schema allows and what it forbids: nothing of it is answered with a 5xx, and every
answer is one that the schema describes.

The coverage phase sends every value of every field of all 50 kinds of statement: some 9,000 requests an operation. Here
an operation gets one hand of them, another one every day; FUZZ_DAY deals the hand of another day, and the note of a
failure says which it was. What is sent to an operation is made when its test runs.
`make fuzz` sends everything (fuzz_in_full.py).
"""

from typing import Any

import pytest

from institutions.web.openapi import openapi_document
from tests.rules.web.api.fuzzing import WRITING, examples, hand, operations
from tests.rules.web.api.fuzzing_operations import Operation, every_operation
from tests.rules.web.api.fuzzing_sending import DAY, HANDS, SMALL_HANDS, send
from tests.rules.web.api.fuzzing_sending import key as key
from tests.rules.web.api.known_parties import of_one_body

pytestmark = [pytest.mark.long, pytest.mark.requests]


@pytest.mark.parametrize("of", [HANDS, SMALL_HANDS])
def test_all_hands_together_hold_every_kind_and_field(of: int) -> None:
    whole = openapi_document()["components"]["schemas"]
    dealt = [hand(openapi_document(), DAY + number, of)["components"]["schemas"] for number in range(of)]
    kinds = sorted(each["$ref"] for schemas in dealt for each in schemas["SubmissionDocument.statement"]["oneOf"])
    fields = {name for schemas in dealt for name in schemas["SubmissionDocument"]["properties"]}
    assert kinds == sorted(each["$ref"] for each in whole["SubmissionDocument.statement"]["oneOf"])
    assert fields == set(whole["SubmissionDocument"]["properties"])


@examples(20)
def read(case: Any, key: str) -> None:
    send(case, key)


@every_operation(lambda: operations(openapi_document(), "GET"), read)
def test_no_reading_is_answered_with_a_fault_of_ours(operation: Operation, key: str) -> None:
    operation.run(key)


@examples(40)
def write(case: Any, key: str) -> None:
    send(case, key)


@every_operation(lambda: operations(of_one_body(openapi_document()), *WRITING, coverage={"enabled": False}), write)
def test_no_document_is_answered_with_a_fault_of_ours(operation: Operation, key: str) -> None:
    operation.run(key)
