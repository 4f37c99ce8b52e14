"""The product has one name wherever a person reads it; `policyengine` stays where a program compares it."""

import ast
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from openpyxl import load_workbook

from institutions.access.callers import EVERYBODY
from institutions.exports.selection import ExportSelection
from institutions.formats.tables.spreadsheets import xlsx_of
from institutions.values.product import PRODUCT_NAME
from rules.review.calendar.ics import PRODUCT

pytestmark = pytest.mark.bare

ROOT: Final = Path(settings.BASE_DIR)
PLACE_IN_PROJECT: Final = re.compile(r"\bpolicyengine[./]\w[\w./]*")  # a module, a file, or a key that looks like one
# Technical names (docs/architecture.md, Words): each is compared by a program, so a new one would break it.
TECHNICAL: Final = {
    "institutions/access/keys.py": "realm of keys",
    "institutions/accounts/sign_in/fresh_sign_in.py": "name in the session",
    "institutions/audit/hidden_rows.py": "table of the cache",
    "institutions/web/rest/problems.py": "types of errors",
    "rules/backup/unfinished.py": "table of a restoration",
    "rules/engine/sets/spark/kept_tables.py": "name of a group of jobs of Spark",
    "rules/engine/sets/spark/session.py": "name of an application of Spark",
    "rules/management/doctor/services.py": "command that starts a worker",
    "rules/messages/mail/sending.py": "id of an e-mail",
    "rules/messages/webhooks/address_troubles.py": "address of an example",
    "rules/messages/webhooks/delivering.py": "User-Agent",
    "rules/review/calendar/ics.py": "UID of an entry",
    "rules/watching/metrics.py": "names of metrics",
}


def literals(path: Path) -> Iterator[str]:
    """Yield the texts of a module that hold the package's name, without names of modules and files."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = PLACE_IN_PROJECT.sub("", node.value)
            if "policyengine" in text:
                yield text


def test_no_text_calls_the_product_by_the_name_of_its_package() -> None:
    paths = [path for part in ("institutions", "rules") for path in (ROOT / part).rglob("*.py")]
    found = {
        path.relative_to(ROOT).as_posix(): text
        for path in paths
        if "migrations" not in path.parts
        for text in literals(path)
    }
    assert found.keys() == TECHNICAL.keys(), found


def test_no_page_calls_the_product_by_the_name_of_its_package() -> None:
    pages = [path for part in ("institutions", "rules", "policyengine") for path in (ROOT / part).rglob("*.html")]
    assert len(pages) > 50
    assert [path.name for path in pages if "policyengine" in path.read_text(encoding="utf-8")] == []


def test_an_excel_file_is_created_by_the_product() -> None:
    content = b"".join(xlsx_of({"Companies": [["company"]]}))
    assert load_workbook(io.BytesIO(content)).properties.creator == PRODUCT_NAME


def test_exports_calendars_and_authenticators_carry_its_name() -> None:
    assert ExportSelection(reader=EVERYBODY).publisher == PRODUCT_NAME == "Partnership screening"
    assert PRODUCT_NAME in PRODUCT
    assert settings.MFA_TOTP_ISSUER == settings.SPECTACULAR_SETTINGS["TITLE"] == PRODUCT_NAME
