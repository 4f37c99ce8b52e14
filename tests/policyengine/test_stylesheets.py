"""Style sheets name colours by purpose, and each purpose has a colour on light and on dark paper."""

import re
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings

pytestmark = pytest.mark.bare

DESIGN: Final = Path(settings.BASE_DIR) / "policyengine" / "static" / "design"
OF_COLOURS: Final = ("tokens.css", "colours.css", "dark.css", "docs.css")  # the last is around Swagger's own page
WHITE_ANYWHERE: Final = ".qr svg"  # cameras read it on white alone


def text_of(name: str) -> str:
    """Return a style sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", (DESIGN / name).read_text(encoding="utf-8"), flags=re.DOTALL)


def defined(name: str) -> set[str]:
    """Return the names that a style sheet gives a value."""
    return set(re.findall(r"^\s*(--[\w-]+):", text_of(name), flags=re.MULTILINE))


def test_dark_pages_have_every_colour_of_light_ones() -> None:
    assert len(defined("colours.css")) > 20
    assert defined("dark.css") == defined("colours.css")


def test_no_other_sheet_names_a_colour_of_the_tokens_or_one_of_its_own() -> None:
    for file in sorted(DESIGN.glob("*.css")):
        if file.name in OF_COLOURS:
            continue
        for line in text_of(file.name).splitlines():
            if not line.startswith(WHITE_ANYWHERE):
                assert not re.search(r"--color-|#[0-9a-fA-F]{3,8}\b|rgba?\(", line), f"{file.name}: {line}"


def test_every_name_that_a_sheet_uses_has_a_value() -> None:
    known = defined("tokens.css") | defined("colours.css")
    used = {name for file in DESIGN.glob("*.css") for name in re.findall(r"var\((--[\w-]+)", text_of(file.name))}
    assert used - known == set()
