"""`make fuzz`: schemathesis' coverage phase without limits over all operations, and 300 random requests for each.

pytest collects it only where it is named. It takes about half an hour on an idle machine.
"""

from collections.abc import Iterator
from typing import Any, Final

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Partnership
from institutions.web.openapi import openapi_document
from tests.documents import small
from tests.rules.web.api.fuzzing import WRITING, aim, caller_key, examples, operations
from tests.rules.web.api.known_parties import of_one_body, with_known_parties

READING: Final = ("GET",)


@pytest.fixture
def key(db: None) -> Iterator[str]:
    with caller_key() as key:
        yield key


@pytest.fixture
def partnership(key: str) -> Partnership:
    """Return the partnership that PUT requests correct."""
    return register_partnership(check_document(small(reference="R-1")), account=None, way="rest").partnership


@operations(openapi_document(), *READING).parametrize()  # type: ignore[untyped-decorator]  # operations() gives Any
@examples(300)
def test_reading(case: Any, key: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"})


@operations(of_one_body(openapi_document()), *WRITING).parametrize()  # type: ignore[untyped-decorator]  # as above
@examples(300)
def test_every_value_of_every_field(case: Any, key: str) -> None:
    aim(case)
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"})


@operations(with_known_parties(openapi_document()), *WRITING, narrowed=True).parametrize()  # type: ignore[untyped-decorator]  # as above
@examples(300)
def test_every_value_of_every_field_in_documents_that_are_stored_or_assessed(
    case: Any, key: str, partnership: Partnership
) -> None:
    aim(case, partnership if case.operation.method.upper() == "PUT" else None)
    case.call_and_validate(headers={"Authorization": f"Bearer {key}"})
