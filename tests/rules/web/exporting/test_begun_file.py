"""A download is begun at once, and ends what makes it when its reader goes."""

from collections.abc import Iterator

import pytest

from rules.web.exporting.begun_file import BegunFile

pytestmark = pytest.mark.bare


def parts(log: list[str]) -> Iterator[bytes]:
    try:
        for number in range(3):
            log.append(f"made {number}")
            yield b"%d" % number
    finally:
        log.append("closed")


def test_its_first_part_is_made_at_once_and_the_rest_when_it_is_sent() -> None:
    log: list[str] = []
    begun = BegunFile(parts(log))
    assert log == ["made 0"]
    assert list(begun) == [b"0", b"1", b"2"]
    assert log[-1] == "closed"


def test_whoever_leaves_in_the_middle_ends_it() -> None:
    log: list[str] = []
    begun = BegunFile(parts(log))
    assert next(begun) == b"0"
    begun.close()  # as Django does with whatever an answer streams
    assert log == ["made 0", "closed"]


def test_what_has_no_parts_is_empty() -> None:
    assert b"".join(BegunFile(iter(()))) == b""
