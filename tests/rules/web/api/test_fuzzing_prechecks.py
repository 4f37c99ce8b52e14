"""Every value of a hand of fields of what is assessed at once: the coverage phase, in a process of its own."""

from typing import Any

import pytest

from institutions.web.openapi import openapi_document
from tests.rules.web.api.fuzzing import PRECHECK, examples, hand, operations
from tests.rules.web.api.fuzzing_operations import Operation, every_operation
from tests.rules.web.api.fuzzing_sending import COVERAGE, DAY, SMALL_HANDS, send
from tests.rules.web.api.fuzzing_sending import key as key
from tests.rules.web.api.known_parties import with_known_parties

pytestmark = [pytest.mark.long, pytest.mark.requests]


def prechecking() -> Any:
    known = hand(with_known_parties(openapi_document()), DAY, SMALL_HANDS)
    return operations(known, "POST", path=PRECHECK, narrowed=True, **COVERAGE)


@examples(1)
def check(case: Any, key: str) -> None:
    send(case, key)


@every_operation(prechecking, check)
def test_no_precheck_ends_in_a_fault_of_ours(operation: Operation, key: str) -> None:
    operation.run(key)
