"""Every value of a hand of fields of what is stored: the coverage phase of test_fuzzing.py, in a process of its own."""

from typing import Any

import pytest

from institutions.web.openapi import openapi_document
from tests.rules.web.api.fuzzing import PRECHECK, WRITING, aim, examples, hand, operations
from tests.rules.web.api.fuzzing_operations import Operation, every_operation
from tests.rules.web.api.fuzzing_sending import COVERAGE, DAY, HANDS, send
from tests.rules.web.api.fuzzing_sending import key as key
from tests.rules.web.api.known_parties import of_one_body

pytestmark = [pytest.mark.long, pytest.mark.requests]


def storing() -> Any:
    return operations(hand(of_one_body(openapi_document()), DAY, HANDS), *WRITING, **COVERAGE).exclude(path=PRECHECK)


@examples(1)
def store(case: Any, key: str) -> None:
    aim(case)
    send(case, key)


@every_operation(storing, store)
def test_no_value_of_a_field_is_answered_with_a_fault_of_ours(operation: Operation, key: str) -> None:
    operation.run(key)
