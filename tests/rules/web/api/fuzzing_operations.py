"""One test for all operations of a schema: schemathesis would make one test each at every collection."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from unittest import SkipTest

from schemathesis.checks import load_all_checks
from schemathesis.core.failures import FailureGroup, as_reported_failure
from schemathesis.core.result import Err
from schemathesis.pytest.lazy import get_all_tests

from tests.every import Test, every, undone


@dataclass(frozen=True)
class Operation:
    """A method of an address, and the function that sends the cases of one test to it."""

    label: str
    send: Callable[..., None]

    def run(self, key: str) -> None:
        """Send the cases; skip an operation without cases in these phases."""
        try:
            self.send(key=key)
        except FailureGroup as failures:
            raise as_reported_failure(failures) from None
        except SkipTest:
            return


def every_operation(schema: Callable[[], Any], sends: Callable[..., None]) -> Callable[[Test], Test]:
    """Run the test with each `operation` of a schema, whose cases are passed to `sends` with the key."""

    def found() -> Iterator[Operation]:
        load_all_checks()
        for made in get_all_tests(schema=schema(), test_func=sends, settings=None, given_kwargs={}):
            if isinstance(made, Err):
                raise made.err()
            operation, test = made.ok()
            yield Operation(operation.label, test)

    return every("operation", found, name=lambda operation: operation.label, within=undone)
