"""The scanner of an installation: what it refuses is not stored, and neither is what it could not scan."""

import shlex
import sys
from typing import Any

import pytest

from rules.review.correspondence.errors import FileRefusedError
from rules.review.correspondence.scanning import ScanFailedError, scan_file
from tests.every import every

pytestmark = [pytest.mark.once, pytest.mark.bare]
COMMAND = f"{shlex.quote(sys.executable)} -c"
READS = "import sys; found = b'bad' in sys.stdin.buffer.read(); print('Eicar found' if found else ''); sys.exit(found)"


def passing(_name: str, _content: bytes) -> str:
    return ""


def refusing(name: str, content: bytes) -> str:
    return f"{name} holds {len(content)} bad bytes"


def silent(_name: str, _content: bytes) -> Any:
    return None


def broken(_name: str, _content: bytes) -> str:
    raise ConnectionRefusedError


FAILING = [
    f"{__name__}:silent",
    f"{__name__}:broken",
    f"{__name__}:nothing_of_this_name",
    "no.such.module:scan",
    "/no/such/command --fast",
    f"{COMMAND} 'import sys; sys.exit(2)'",
]


def test_without_a_scanner_the_file_counts_as_not_scanned(settings: Any) -> None:
    settings.ATTACHMENT_SCANNER = ""
    assert scan_file("a.pdf", b"x") is False


def test_a_function_passes_or_refuses(settings: Any) -> None:
    settings.ATTACHMENT_SCANNER = f"{__name__}:passing"
    assert scan_file("a.pdf", b"x") is True
    settings.ATTACHMENT_SCANNER = f"{__name__}:refusing"
    with pytest.raises(FileRefusedError, match=r"refused the file: a.pdf holds 1 bad bytes. Nothing was stored"):
        scan_file("a.pdf", b"x")


def test_a_command_reads_the_file_on_its_standard_input(settings: Any) -> None:
    settings.ATTACHMENT_SCANNER = f"{COMMAND} {shlex.quote(READS)}"
    assert scan_file("a.pdf", b"good") is True
    with pytest.raises(FileRefusedError, match="Eicar found"):
        scan_file("a.pdf", b"bad")


@every("scanner", FAILING)
def test_a_scanner_without_a_result_passes_nothing(scanner: str) -> None:
    from django.test import override_settings

    with override_settings(ATTACHMENT_SCANNER=scanner), pytest.raises(ScanFailedError, match="could not be scanned"):
        scan_file("a.pdf", b"x")


def test_a_scanner_that_takes_too_long_passes_nothing(settings: Any) -> None:
    settings.ATTACHMENT_SCANNER, settings.ATTACHMENT_SCAN_SECONDS = f"{COMMAND} 'while True: pass'", 0.05
    with pytest.raises(ScanFailedError):
        scan_file("a.pdf", b"x")
