"""Japanese pages write every day in the Japanese calendar; what a machine wrote or a form holds stays as it is."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings

from tests.policyengine.access.walking import pages, undone
from tests.policyengine.access.world import World

pytestmark = pytest.mark.django_db

DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
QUOTED = re.compile("「[^」]*」")  # what somebody typed, or is to type
AS_WRITTEN = frozenset({"code", "pre", "script", "style", "textarea", "template"})  # of machines, and what forms hold
SAID = frozenset({"alt", "aria-label", "title", "placeholder", "label"})  # attributes that are read to people


class Words(HTMLParser):
    """What a page says to people."""

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


def days_of(page: str) -> list[str]:
    """The days that a page writes as machines do, each with what stands around it."""
    return [" ".join(text.split()) for text in Words(page).said if DAY.search(QUOTED.sub("", text))]


def test_days_of_machines_are_found_in_texts_and_labels_alone() -> None:
    page = '<p>As of 2026-06-15.<code>2026-06-16</code></p><input value="2026-06-17" aria-label="Day 2026-06-18">'
    assert days_of(page) == ["As of 2026-06-15.", "Day 2026-06-18"]


def test_no_japanese_page_writes_a_day_as_machines_do(world: World) -> None:
    found, looked_at = {}, 0
    for row, callers in pages(world):
        for caller in dict.fromkeys((callers[0], "reviewer" if "reviewer" in callers else callers[-1])):
            with undone():
                answer = world.ask(row, "GET", caller, headers={"Accept-Language": "ja"})
                page = answer.getvalue().decode()
            looked_at += 1
            if said := days_of(page):
                found[f"{row.address} as {caller}"] = said
    assert found == {}, "\n".join(f"{where}: {said}" for where, said in found.items())
    assert looked_at > 100


def test_no_template_has_a_form_of_its_own_for_days() -> None:
    """The filters `day` and `moment` write in the reader's calendar; `|date:'c'` is for attributes of machines."""
    own = re.compile(r"\|(?:date|time)\b(?!:'c')")
    templates = [*settings.BASE_DIR.glob("*/templates/**/*.html")]
    assert [each.name for each in templates if own.search(each.read_text(encoding="utf-8"))] == []
    assert len(templates) > 100
