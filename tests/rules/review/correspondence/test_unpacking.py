"""A small Office file is not unpacked without end, however the packages within it lie."""

import zipfile
from io import BytesIO
from typing import Final

import pytest

from rules.models import FileKind
from rules.review.correspondence.errors import FileRefusedError
from rules.review.correspondence.file_kinds import kind_of_content
from rules.review.correspondence.office_files import LARGEST_INSIDE, LARGEST_TOGETHER
from rules.review.correspondence.troubles.files import FileDamaged
from tests.rules.review.correspondence.sample_files import MAIN, package

pytestmark = [pytest.mark.once, pytest.mark.bare]
PADDED: Final = package(MAIN, parts={"word/media/picture.png": bytes(LARGEST_INSIDE // 2)})


def packed(name: str, content: bytes, number: int) -> bytes:
    """Return a package that has another one so often, packed: a thousandth of its size."""
    held = BytesIO(package(MAIN))
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as made:
        for place in range(number):
            made.writestr(f"word/embeddings/{name}{place}.docx", content)
    return held.getvalue()


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the sizes of all that is read from archives from now on."""
    sizes: list[int] = []
    read = zipfile.ZipExtFile.read

    def counted(stream: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        content = read(stream, n)
        sizes.append(len(content))
        return content

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    return sizes


@pytest.mark.parametrize("levels", [1, 2])
def test_packages_inside_are_unpacked_up_to_one_amount_together(unpacked: list[int], levels: int) -> None:
    """A file of 36 kB with packages in packages took 18 seconds, and 10 MB could hold terabytes."""
    bomb = packed("a", PADDED, 20) if levels == 1 else packed("b", packed("a", PADDED, 3), 20)
    assert len(bomb) < 500_000
    with pytest.raises(FileRefusedError) as refused:
        kind_of_content(bomb)
    assert isinstance(refused.value.reason, FileDamaged)
    assert sum(unpacked) <= LARGEST_TOGETHER + 2


def test_a_few_large_packages_inside_are_taken(unpacked: list[int]) -> None:
    assert kind_of_content(packed("a", PADDED, 3)) == FileKind.WORD
    assert sum(unpacked) > 3 * LARGEST_INSIDE // 2
