"""A table whose shares are all 1 % or less: noted, since percent were perhaps meant; nothing is refused."""

import pytest

from institutions.formats.register_document import RegisterDocument
from institutions.imports.small_shares import FileShares


def noted(*shares: int | None, whole: bool = True) -> list[str]:
    found = FileShares()
    for each in shares:
        found.note(RegisterDocument(line=1, record="1", content={}, shares=(each,)))
    return [each.message for each in found.notes(whole=whole)]


@pytest.mark.parametrize("shares", [(50,), (100, 33), (0, 1)])
def test_all_small_is_noted(shares: tuple[int, ...]) -> None:
    assert noted(*shares) == ["All shares in this file are 1% or less. If they are percent, write 50%."]
    assert noted(*shares, whole=False) == [
        "All shares in the first records are 1% or less. If they are percent, write 50%."
    ]


@pytest.mark.parametrize("shares", [(), (0,), (50, 101), (50, None)])
def test_one_larger_share_or_one_with_its_sign_shows_that_they_are_meant(shares: tuple[int | None, ...]) -> None:
    assert noted(*shares) == []
