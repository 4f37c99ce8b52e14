"""The setting of the C library that halves the time of a case, where it exists."""

import ctypes
import platform

import pytest

from rules.engine.evaluating.heap import keep_freed_memory

pytestmark = pytest.mark.bare


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc has mallopt")
def test_glibc_keeps_freed_memory() -> None:
    assert keep_freed_memory() is True


def test_another_library_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda name: object())
    assert keep_freed_memory() is False
