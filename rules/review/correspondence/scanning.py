"""The scanner of an installation: a command or a function that sees each file before it is stored.

`ATTACHMENT_SCANNER` names it. A command reads the file on its standard input; exit code 0 passes it and 1 refuses it,
as ClamAV's programs do. `package.module:function` is called with name and content and returns why it refuses the file,
or an empty text. Whatever else happens, the file is not stored: a scanner that fails has not passed it.
"""

import logging
import shlex
import subprocess
from typing import Final

from django.conf import settings
from django.utils.module_loading import import_string

from rules.review.correspondence.errors import FileRefusedError
from rules.review.correspondence.troubles.files import CouldNotScan, ScannerRefused

LONGEST_SAID: Final = 200
PASSED, REFUSED = 0, 1  # exit codes
log: Final = logging.getLogger(__name__)


class ScanFailedError(FileRefusedError):
    """A scan without a result: the file may be harmless, and is not stored all the same."""

    def __init__(self) -> None:
        super().__init__(CouldNotScan())


def scan_file(name: str, content: bytes) -> bool:
    """Return whether a scanner passed the file; False if the installation has none.

    FileRefusedError if it refuses the file, ScanFailedError if it gives no result.
    """
    scanner = str(settings.ATTACHMENT_SCANNER).strip()
    if not scanner:
        return False
    try:
        said = said_by_function(scanner, name, content) if is_function(scanner) else said_by_command(scanner, content)
    except Exception as failure:  # a failing scanner passes nothing, whatever it raised
        log.exception("The scanner of attachments failed")
        raise ScanFailedError from failure
    if said:
        raise FileRefusedError(ScannerRefused(said=" ".join(said.split())[:LONGEST_SAID]))
    return True


def is_function(scanner: str) -> bool:
    """Return whether the setting names a function, as `package.module:function`, and no command."""
    module, colon, function = scanner.partition(":")
    return bool(colon) and function.isidentifier() and all(each.isidentifier() for each in module.split("."))


def said_by_function(scanner: str, name: str, content: bytes) -> str:
    """Return why the function refuses the file; empty if it passes it. TypeError for any other answer."""
    said = import_string(scanner.replace(":", "."))(name, content)
    if not isinstance(said, str):
        message = f"{scanner} must return a text, empty for a file that passes. It returned {type(said).__name__}."
        raise TypeError(message)
    return said


def said_by_command(scanner: str, content: bytes) -> str:
    """Return why the command refuses the file; empty if it passes it. CalledProcessError for other exit codes."""
    done = subprocess.run(  # noqa: S603 - the operator's own setting
        shlex.split(scanner), input=content, capture_output=True, timeout=settings.ATTACHMENT_SCAN_SECONDS, check=False
    )
    if done.returncode == PASSED:
        return ""
    if done.returncode != REFUSED:
        raise subprocess.CalledProcessError(done.returncode, scanner, done.stdout, done.stderr)
    return done.stdout.decode(errors="replace").strip() or "no reason given"
