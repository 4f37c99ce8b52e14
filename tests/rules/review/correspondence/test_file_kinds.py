"""The kind of a file follows from its content; macros, older Office files and anything else are refused."""

import pytest

from rules.models import FileKind
from rules.review.correspondence.errors import FileRefusedError
from rules.review.correspondence.file_kinds import kind_of_content, name_with_ending
from rules.review.correspondence.troubles.files import FileDamaged, HoldsMacros, KindNotAllowed, OldOrProtectedOffice
from tests.every import every
from tests.rules.review.correspondence.sample_files import JPEG, MAIN, OLE, PDF, PNG, docx, package, xlsx

pytestmark = [pytest.mark.once, pytest.mark.bare]
INSIDE_WITH_MACROS = package(MAIN, parts={"xl/vbaProject.bin": b"x"})
OTHER = MAIN.replace("wordprocessingml.document", "spreadsheetml.sheet")
BOMB = package(MAIN, types_part=b"<Types>" + b" " * (1024 * 1024 + 1) + b"</Types>")
ACCEPTED = [
    (PDF, FileKind.PDF),
    (PNG, FileKind.PNG),
    (JPEG, FileKind.JPEG),
    (JPEG + bytes(20), FileKind.JPEG),  # some cameras fill up
    (docx(), FileKind.WORD),
    (xlsx(), FileKind.EXCEL),
    (package(MAIN, parts={"word/embeddings/chart.xlsx": xlsx()}), FileKind.WORD),
]
REFUSED = [
    ("a page", b"<html><script>alert(1)</script></html>", KindNotAllowed),
    ("a program", b"MZ\x90\x00" + bytes(60), KindNotAllowed),
    ("a picture with a script", b"<svg xmlns='http://www.w3.org/2000/svg'/>", KindNotAllowed),
    ("an archive", package(MAIN).replace(b"[Content_Types].xml", b"[Content_Typez].xml"), KindNotAllowed),
    ("a package of another sort", package("application/epub+zip"), KindNotAllowed),
    ("a package of two sorts", package(MAIN, OTHER), KindNotAllowed),
    ("older Office", OLE, OldOrProtectedOffice),
    ("a cut PDF", PDF[:-7].rstrip() + bytes(2_000), FileDamaged),
    ("a cut PNG", PNG[:-8], FileDamaged),
    ("a cut JPEG", JPEG[:-2], FileDamaged),
    ("a cut package", docx()[:500], FileDamaged),
    ("a document type", package(types_part=b"<!DOCTYPE a><Types/>"), FileDamaged),
    ("a document type in UTF-16", package(types_part="<!DOCTYPE a><Types/>".encode("utf-16")), FileDamaged),
    ("a list of types that unpacks without end", BOMB, FileDamaged),
    ("a list of types that is no XML", package(types_part=b"<Types"), FileDamaged),
    ("macros by type", package(MAIN, "application/vnd.ms-word.document.macroEnabled.main+xml"), HoldsMacros),
    ("macros by name", package(MAIN, parts={"word/vbaProject.bin": b"x"}), HoldsMacros),
    ("macros under another name", package(MAIN, "application/vnd.ms-office.vbaProject"), HoldsMacros),
    ("macros of Excel 4", package(MAIN, parts={"xl/macrosheets/sheet1.xml": b"x"}), HoldsMacros),
    ("a control", package(MAIN, parts={"word/activeX/activeX1.bin": b"x"}), HoldsMacros),
    ("an object of another program", package(MAIN, parts={"word/embeddings/oleObject1.bin": b"x"}), HoldsMacros),
    ("a program inside", package(MAIN, parts={"word/embeddings/run.exe": b"MZ"}), HoldsMacros),
    ("macros in a workbook inside", package(MAIN, parts={"word/embeddings/a.xlsx": INSIDE_WITH_MACROS}), HoldsMacros),
]  # fmt: skip


@every("content, kind", ACCEPTED, name=lambda item: item[1])
def test_content_decides_the_kind(content: bytes, kind: FileKind) -> None:
    assert kind_of_content(content) == kind


@every("sort, content, why", REFUSED, name=lambda item: item[0])
def test_anything_else_is_refused_with_its_reason(sort: str, content: bytes, why: type) -> None:
    with pytest.raises(FileRefusedError) as refused:
        kind_of_content(content)
    assert isinstance(refused.value.reason, why)


def test_a_package_inside_packages_is_looked_into_up_to_a_depth() -> None:
    inner = package(MAIN)
    for _level in range(3):
        inner = package(MAIN, parts={"word/embeddings/inner.docx": inner})
    with pytest.raises(FileRefusedError) as refused:
        kind_of_content(inner)
    assert isinstance(refused.value.reason, HoldsMacros)


def test_a_name_ends_as_its_kind_does() -> None:
    assert name_with_ending("opinion.pdf", FileKind.PDF) == "opinion.pdf"
    assert name_with_ending("opinion.exe", FileKind.PDF) == "opinion.exe.pdf"
    assert name_with_ending("写真.JPG", FileKind.JPEG) == "写真.JPG"
