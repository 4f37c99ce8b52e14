"""Japanese pages write days in the Japanese calendar and lists with Japanese commas.

What a machine wrote, what a form holds and what somebody typed stays as it is.
"""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings

from tests.every import undone
from tests.policyengine.access.walking import pages
from tests.policyengine.access.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.once]

DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
LETTER = r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"  # kana, kanji, and their signs and wide forms
# A comma beside a Japanese letter, or alone between two elements.
COMMA = re.compile(rf"{LETTER}\s*,|,\s*{LETTER}|^\s*,\s*$")
QUOTED = re.compile("「[^」]*」")  # what somebody typed, or is to type
AS_WRITTEN = frozenset({"code", "pre", "script", "style", "textarea", "template"})  # of machines, and what forms hold
SAID = frozenset({"alt", "aria-label", "title", "placeholder", "label"})  # attributes that are read to people


class Words(HTMLParser):
    """Return the visible texts of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.said: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.said += [value for name, value in attrs if name in SAID and value]
        if tag in AS_WRITTEN:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.said.append(data)


def texts_with(wrong: re.Pattern[str], page: str) -> list[str]:
    """Return the texts of a page in which something stands that is not written so in Japanese."""
    return [" ".join(text.split()) for text in Words(page).said if wrong.search(QUOTED.sub("", text))]


def days_of(page: str) -> list[str]:
    """Return the texts with days as machines write them."""
    return texts_with(DAY, page)


def commas_of(page: str) -> list[str]:
    """Return the texts with English commas."""
    return texts_with(COMMA, page)


def test_days_of_machines_are_found_in_texts_and_labels_alone() -> None:
    page = '<p>As of 2026-06-15.<code>2026-06-16</code></p><input value="2026-06-17" aria-label="Day 2026-06-18">'
    assert days_of(page) == ["As of 2026-06-15.", "Day 2026-06-18"]


def test_english_commas_are_found_beside_japanese_letters_and_between_elements() -> None:
    page = "<p>佐藤, 森</p><a>COI-01</a>, <a>COI-02</a><p>1,200 円</p><p>Sato, Mori</p><p>佐藤、森</p>"
    assert commas_of(page) == ["佐藤, 森", ","]


def test_no_japanese_page_writes_them_otherwise(world: World) -> None:
    found, looked_at = {}, 0
    for row, callers in pages(world):
        for caller in dict.fromkeys((callers[0], "reviewer" if "reviewer" in callers else callers[-1])):
            with undone():
                answer = world.ask(row, "GET", caller, headers={"Accept-Language": "ja"})
                page = answer.getvalue().decode()
            looked_at += 1
            if said := [*days_of(page), *commas_of(page)]:
                found[f"{row.address} as {caller}"] = said
    assert found == {}, "\n".join(f"{where}: {said}" for where, said in found.items())
    assert looked_at > 100


def test_no_template_has_a_form_of_its_own_for_days() -> None:
    """The filters `day` and `moment` write in the reader's calendar; `|date:'c'` is for attributes of machines."""
    own = re.compile(r"\|(?:date|time)\b(?!:'c')")
    templates = [*settings.BASE_DIR.glob("*/templates/**/*.html")]
    assert [each.name for each in templates if own.search(each.read_text(encoding="utf-8"))] == []
    assert len(templates) > 100
