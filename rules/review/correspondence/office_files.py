"""Office files (ISO/IEC 29500): packages that declare the type of each part. Macros and programs in them are refused.

A part counts by its declared type and by its name, since a macro needs one of the two to run. Packages inside, such as
the workbook behind a chart, are looked into as well. Objects of other programs are refused: nobody can look into them.
"""

import lzma
import struct
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from xml.parsers import expat

from rules.models import FileKind
from rules.review.correspondence.errors import FileRefusedError
from rules.review.correspondence.troubles.files import FileDamaged, HoldsMacros, KindNotAllowed

TYPES_PART: Final = "[Content_Types].xml"
MOST_PARTS: Final = 10_000
LARGEST_TYPES_PART: Final = 1024 * 1024
LARGEST_INSIDE: Final = 32 * 1024 * 1024  # unpacked bytes of one package inside
LARGEST_TOGETHER: Final = 64 * 1024 * 1024  # of all that is unpacked of a file, on every level
DEEPEST: Final = 2  # packages inside packages
MAIN_TYPES: Final[dict[str, FileKind]] = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": FileKind.WORD,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": FileKind.EXCEL,
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": FileKind.POWERPOINT,
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": FileKind.POWERPOINT,
}
PROGRAM_TYPES: Final = ("macro", "vba", "activex", "oleobject", "controlproperties")
PROGRAM_NAMES: Final = ("vbaproject", "vbadata", "/macrosheets/", "/activex/", "/embeddings/oleobject")
PACKAGE_ENDINGS: Final = (".docx", ".xlsx", ".pptx", ".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".potm", ".xlsb")
INSIDE: Final = "/embeddings/"
# What the standard library raises for archives that are cut off, encrypted or packed in an unknown way, and bad XML.
DAMAGES: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, expat.ExpatError, EOFError, OSError, RuntimeError,
    ValueError, LookupError,
)  # fmt: skip


@dataclass(slots=True)
class Unpacking:
    """The bytes that may still be unpacked of a file: a small one may hold packages that unpack to terabytes."""

    left: int = LARGEST_TOGETHER

    def read_part(self, package: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
        """Return the unpacked bytes of a part: no more than `most`, whatever the archive says about its size."""
        most = min(most, self.left)
        with package.open(part) as stream:
            content = stream.read(most + 1)
        self.left -= len(content)
        if len(content) > most:
            raise FileRefusedError(FileDamaged())
        return content


def kind_of_package(content: bytes, unpacking: Unpacking | None = None, depth: int = 0) -> FileKind:
    """Return the kind of an Office file. FileRefusedError for another archive, a damaged one, and one with macros."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return kind_of_parts(package, unpacking or Unpacking(), depth)
    except FileRefusedError:
        raise
    except DAMAGES as wrong:
        raise FileRefusedError(FileDamaged()) from wrong


def kind_of_parts(package: zipfile.ZipFile, unpacking: Unpacking, depth: int) -> FileKind:
    """Return the kind of an opened package, once no part of it is a program."""
    parts = package.infolist()
    names = [each.filename for each in parts]
    if TYPES_PART not in names:
        raise FileRefusedError(KindNotAllowed())
    if len(parts) > MOST_PARTS or len(set(names)) < len(names):
        raise FileRefusedError(FileDamaged())
    types_part = unpacking.read_part(package, package.getinfo(TYPES_PART), LARGEST_TYPES_PART)
    declared = set(declared_types(types_part))
    for said in (*sorted(declared), *names):
        if is_program(said, of_type=said in declared):
            raise FileRefusedError(HoldsMacros(part=said.rpartition("/")[2][:100]))
    for part in parts:
        if INSIDE in f"/{part.filename.lower()}" and not part.is_dir():
            look_inside(package, part, unpacking, depth)
    kinds = {MAIN_TYPES[each] for each in declared if each in MAIN_TYPES}
    if len(kinds) != 1:
        raise FileRefusedError(KindNotAllowed())
    return kinds.pop()


def is_program(said: str, *, of_type: bool) -> bool:
    """Return whether the declared type or the name of a part is that of a program."""
    words = PROGRAM_TYPES if of_type else PROGRAM_NAMES
    return any(word in f"/{said.lower()}" for word in words)


def look_inside(package: zipfile.ZipFile, part: zipfile.ZipInfo, unpacking: Unpacking, depth: int) -> None:
    """Refuse an embedded part that is no Office file without macros itself."""
    if depth >= DEEPEST or not part.filename.lower().endswith(PACKAGE_ENDINGS):
        raise FileRefusedError(HoldsMacros(part=part.filename.rpartition("/")[2][:100]))
    kind_of_package(unpacking.read_part(package, part, LARGEST_INSIDE), unpacking, depth + 1)


def declared_types(content: bytes) -> list[str]:
    """Return the types that a package declares, in small letters. FileRefusedError for a document type."""
    found: list[str] = []

    def opened(_name: str, attributes: dict[str, str]) -> None:
        found.append(attributes.get("ContentType", "").lower())

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_document_type  # in whichever encoding it is written
    parser.StartElementHandler = opened
    parser.Parse(content, True)  # noqa: FBT003 - expat takes no names
    return found


def refuse_document_type(*_declared: object) -> None:
    """Raise FileRefusedError: no Office program writes one, and it could declare entities that expand each other."""
    raise FileRefusedError(FileDamaged())
