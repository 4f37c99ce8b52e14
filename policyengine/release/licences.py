"""The licences of all pinned packages, as SPDX expressions, and the page that lists them.

A package states its licence in its metadata as an expression, or else in older fields. Where these do not say which
one it is, the licence was read in the package's files and stands below. `python -m policyengine.release.licences`
writes docs/licences.md, as `make docs` does.
"""

import re
from importlib import metadata
from typing import Final

from policyengine.release.pins import ROOT, Pin, read_pins

PAGE: Final = ROOT / "docs/licences.md"
# Read in the files of the package, since its metadata name no licence, several, or one of several versions.
READ: Final = {
    "async-timeout": "Apache-2.0",
    "brotlicffi": "MIT",
    "colorama": "BSD-3-Clause",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    # Its wheel brings PDFium and what that is built with; FreeType by its own licence, not by the GPL.
    "pypdfium2": (
        "(BSD-3-Clause OR Apache-2.0) AND Apache-2.0 AND BSD-2-Clause AND BSD-3-Clause AND FTL AND IJG AND libpng-2.0 "
        "AND libtiff AND MIT AND Unicode-3.0 AND Zlib"
    ),
    "python-dateutil": "Apache-2.0 AND BSD-3-Clause",
    "python-stdnum": "LGPL-2.1-or-later",
    "qrcode": "BSD-3-Clause",
    "uritemplate": "BSD-3-Clause OR Apache-2.0",
}
OLDER: Final = {
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
BSD: Final = {"BSD License", "BSD", "New BSD"}  # with two clauses or three
THIRD_CLAUSE: Final = re.compile(r"names?\s+of\s.*?endorse\s+or\s+promote", re.DOTALL | re.IGNORECASE)
SPDX: Final = re.compile(r"[A-Za-z0-9.-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.-]+|[()])*")
# Their terms reach the program that uses a package. LGPL does not: the packages are used as they are.
REFUSED: Final = re.compile(r"(?<![A-Za-z])A?GPL-")


class UnknownLicenceError(Exception):
    """A package whose metadata do not say which licence it has."""


def licence_of(name: str) -> str:
    """Return the licence of an installed package as an SPDX expression; one that was read stands for others too."""
    if name in READ:
        return READ[name]
    held = metadata.metadata(name)
    if "License-Expression" in held:
        return held["License-Expression"]
    classifiers = held.get_all("Classifier") or []
    stated: set[str] = {each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")}
    if not stated - {"OSI Approved"}:
        stated = {held["License"].strip()} if "License" in held else set()
    if len(stated) == 1:
        (one,) = stated
        if one in BSD:
            return bsd_of(name)
        if one in OLDER or one in {*OLDER.values(), "BSD-2-Clause", "BSD-3-Clause"}:
            return OLDER.get(one, one)
    message = f"{name}: its metadata name the licence as {sorted(stated)}. Read its files, and add it to READ."
    raise UnknownLicenceError(message)


def bsd_of(name: str) -> str:
    """Return which BSD licence a package has, by its text; three clauses if it brings no text."""
    files = [file for file in metadata.files(name) or () if re.match(r"(?i)licen|copying", file.name)]
    texts = [str(file.read_text(encoding="utf-8")) for file in files]
    return "BSD-2-Clause" if texts and not any(THIRD_CLAUSE.search(text) for text in texts) else "BSD-3-Clause"


def is_refused(expression: str) -> bool:
    """Return whether an expression leaves no choice without GPL or AGPL."""
    choices = re.split(r" OR ", expression) if "(" not in expression else [expression]
    return all(REFUSED.search(choice) for choice in choices)


def page_of(pins: list[Pin]) -> str:
    """Return the text of the page."""
    rows = (f"| {pin.name} | {pin.version} | {licence_of(pin.name)} |\n" for pin in pins)
    return f"{HEAD}{''.join(rows)}"


HEAD: Final = """# Licences of what it rests on

Made by `make docs` from `requirements.txt` and the metadata of the installed packages; a test compares both. No package
is under GPL or AGPL alone. Of a licence with OR we take one without GPL. LGPL packages (psycopg, python-stdnum) are
used unchanged, as packages of their own. `make bom` writes the same as a bill of materials (CycloneDX).

Files of others in this repository: [BudouX](../policyengine/static/budoux/LICENSE.txt) (Apache-2.0). The components of
pages follow a [design system](../policyengine/static/design/LICENSE.txt) (MIT). htmx comes with django-htmx (0BSD),
Swagger UI with drf-spectacular-sidecar (Apache-2.0). A wheel may hold libraries in C, whose licences lie among its
files. Debian brings Python, Pango, fonts, PostgreSQL, RabbitMQ and nginx, under licences of their own.

| package | version | licence |
|---|---|---|
"""


if __name__ == "__main__":
    PAGE.write_text(page_of(read_pins()), encoding="utf-8")
