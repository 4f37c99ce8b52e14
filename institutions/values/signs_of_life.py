"""Signs of life of long reading: who holds a job renews its lease while a file of it is read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic


class Signs:
    """An act that a sign of life leads to, at most once in so many seconds."""

    def __init__(self, do: Callable[[], None], every: float) -> None:
        self._do = do
        self._every = every
        self._last = monotonic()

    def sign(self) -> None:
        """Do it, if the last time is long enough ago."""
        if monotonic() - self._last >= self._every:
            self._do()
            self._last = monotonic()


_heard: ContextVar[Signs | None] = ContextVar("signs_of_life", default=None)


@contextmanager
def hearing_signs(do: Callable[[], None], every: float) -> Iterator[None]:
    """Do something at signs of life inside, at most once in `every` seconds. What it raises ends the reading."""
    token = _heard.set(Signs(do, every))
    try:
        yield
    finally:
        _heard.reset(token)


def sign_of_life() -> None:
    """Give a sign of life: call it outside transactions, where reading takes long and yields nothing."""
    if heard := _heard.get():
        heard.sign()
