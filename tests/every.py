"""One test for many items: each of them runs, and the test fails with the names of all that fail.

It replaces `pytest.mark.parametrize` where a table, a folder of files or the rulebook gives the items: one test an item
would cost more to collect, distribute and set up than to run.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import wraps
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from tests.streamed import close_streamed

Test = Callable[..., None]
Items = Iterable[Any] | Callable[[], Iterable[Any]]  # Any: what a test is about has any type


def every(
    names: str,
    items: Items,
    *,
    name: Callable[[Any], object] = str,
    within: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Callable[[Test], Test]:
    """Run the test with each item, as the arguments that `names` lists; its other arguments are fixtures as usual.

    A function gives the items when the test runs. Each item runs in its own `within` context: `undone` rolls back its
    writes.
    """
    parameters = [each.strip() for each in names.split(",")]

    def fold(test: Test) -> Test:
        signature = inspect.signature(test)
        assert signature.parameters.keys() >= set(parameters), f"{test.__name__} takes no {names}"

        @wraps(test)
        def folded(**fixtures: object) -> None:
            count, failures = 0, []
            for item in items() if callable(items) else items:
                count += 1
                values = (item,) if len(parameters) == 1 else item
                translation.deactivate()  # a page asked for in Japanese leaves its language to what comes after it
                try:
                    with within():
                        test(**fixtures, **dict(zip(parameters, values, strict=True)))
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - shown, and the test fails
                    failures.append(f"{name(item)}\n{told(error)}")
            assert count, f"{test.__name__} has no item to look at"
            if failures:
                head = f"{len(failures)} of {count} do not hold:"
                pytest.fail("\n\n".join([head, *failures]), pytrace=False)

        left = [each for each in signature.parameters.values() if each.name not in parameters]
        folded.__signature__ = signature.replace(parameters=left)  # type: ignore[attr-defined]  # inspect reads it
        return folded

    return fold


def told(error: BaseException) -> str:
    """Return an error with its lines; for a nested test of this kind, its own list."""
    if isinstance(error, pytest.fail.Exception) and not error.pytrace:
        return str(error)
    return str(pytest.ExceptionInfo.from_exception(error).getrepr(style="short"))


@contextmanager
def undone() -> Iterator[None]:
    """Roll back everything within, in a transaction that durable blocks ignore, as in Django's tests."""
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]  # what Django's TestCase sets
    with block:
        with close_streamed():
            yield
        transaction.set_rollback(True)
