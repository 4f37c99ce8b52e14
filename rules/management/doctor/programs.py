"""Programs and files beside ours: Python, packages, locale, texts, fonts, clock, tools of the database, settings."""

import ctypes
import locale
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import Final

from django.conf import settings
from django.core import checks
from django.db import connection
from django.utils import timezone

from institutions.values.pdf_requirements import FONT, PACKAGES, has_font, has_libraries
from rules.management.doctor.diagnosis import Diagnosis, failed, warned, well

UNKEPT: Final = 5  # TIME_ERROR of adjtimex(2)
# A line of requirements.txt without a marker: what only some machines need is not compared.
PINNED: Final = re.compile(r"^([\w.-]+)(?:\[[^\]]*\])?==([^ ;\\]+) *\\?$")


def python_is_supported() -> Iterator[Diagnosis]:
    """Look at the version of Python."""
    found = f"{platform.python_version()} in {sys.prefix}"
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        yield failed("Python", found, "Install Python 3.11, 3.12 or 3.13, and make the environment anew with it.")
    else:
        yield well("Python", found)


def locale_is_utf_8() -> Iterator[Diagnosis]:
    """Look at the encodings of texts and of names of files, and for the time zone."""
    encodings = {locale.getencoding().lower(), sys.getfilesystemencoding().lower()} - {"utf-8"}
    if encodings:
        yield failed("locale", f"texts or names of files are in {', '.join(encodings)}", "Set LC_ALL=C.UTF-8.")
    else:
        yield well("locale", f"UTF-8, days of {timezone.get_default_timezone_name()}")


def clock_is_kept() -> Iterator[Diagnosis]:
    """Ask the kernel whether anything sets its clock."""
    if sys.platform != "linux":
        return
    known = ctypes.create_string_buffer(1024)  # a struct timex whose first field, zero, says that nothing is to be set
    if ctypes.CDLL(None).adjtimex(known) == UNKEPT:
        remedy = "apt-get install systemd-timesyncd, or chrony: leases, codes of authenticators and events rest on it."
        yield warned("clock", "nothing sets the clock of this machine", remedy)
    else:
        yield well("clock", "set by a time server")


def packages_are_pinned() -> Iterator[Diagnosis]:
    """Compare the installed packages with requirements.txt."""
    other = []
    for line in (settings.BASE_DIR / "requirements.txt").read_text(encoding="utf-8").splitlines():
        pinned = PINNED.match(line)
        if pinned is None:
            continue
        try:
            held = metadata.version(pinned[1])
        except metadata.PackageNotFoundError:
            held = "not installed"
        if held != pinned[2]:
            other.append(f"{pinned[1]} {held} in place of {pinned[2]}")
    if other:
        remedy = "Run `make install`, or pip install --require-hashes -r requirements.txt in this environment."
        yield failed("packages", "; ".join(other), remedy)
    else:
        yield well("packages", "as in requirements.txt")


def settings_fit_a_server() -> Iterator[Diagnosis]:
    """Make the checks of Django and ours for a server."""
    if settings.DEBUG:
        yield warned("settings", "DEBUG is on", "Leave DEBUG out on a server. Checks of a server were not made.")
        return
    found = checks.run_checks(include_deployment_checks=True, databases=["default"])
    messages = [each for each in found if not each.is_silenced()]
    for each in messages:
        made = failed if each.level >= checks.ERROR else warned
        yield made("settings", f"{each.msg} ({each.id})", str(each.hint or "See `manage.py check --deploy`."))
    if not messages:
        yield well("settings", "manage.py check --deploy finds nothing")


def catalogues_are_compiled() -> Iterator[Diagnosis]:
    """Look for the compiled Japanese texts."""
    catalogue = settings.LOCALE_PATHS[0] / "ja" / "LC_MESSAGES" / "django.mo"
    if catalogue.exists():
        yield well("Japanese texts", "compiled")
    else:
        yield failed(
            "Japanese texts", f"{catalogue} is missing", "Install gettext, and run `manage.py compilemessages`."
        )


def reports_can_be_made() -> Iterator[Diagnosis]:
    """Look for what the PDF report needs."""
    missing = ([] if has_libraries() else ["Pango"]) + ([] if has_font(FONT) else [f"the font {FONT}"])
    if missing:
        yield warned("PDF reports", f"{' and '.join(missing)} not found", f"apt-get install {PACKAGES}")
    else:
        yield well("PDF reports", f"Pango and {FONT} are here")


def backups_can_be_made() -> Iterator[Diagnosis]:
    """Compare pg_dump with the server: an older one refuses to dump."""
    if connection.vendor != "postgresql":
        return
    program = shutil.which("pg_dump")
    if program is None:
        yield warned("backups", "pg_dump is not installed", "apt-get install postgresql-client")
        return
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603
    number = re.search(r"\) (\d+)", said)
    server, *_ = connection.get_database_version()
    if number and int(number[1]) < server:
        remedy = f"apt-get install postgresql-client-{server}"
        yield warned("backups", f"{said} cannot dump a server of version {server}", remedy)
    else:
        yield well("backups", said)
