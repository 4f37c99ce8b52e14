"""In a narrow column no line breaks a date, an amount, an article, or the code of a rule or a case."""

from typing import Final

import pytest

from institutions.models import Partnership
from rules.models import Finding
from tests.rules.web.pages.conftest import OpenPage

pytestmark = pytest.mark.browser
WIDTHS: Final = (340, 390, 1280)
OPEN_ALL: Final = "() => document.querySelectorAll('main details').forEach(each => { each.open = true; })"
# Each date, amount, article and code of the page that stands on more than one line.
BROKEN: Final = r"""() => {
  const pattern = new RegExp([
    String.raw`(?<![\w-])[A-Z]{2,}(?:-[A-Z0-9]+)+(?![\w-])`,
    String.raw`(?:令和|平成)\d{1,2}年(?:\d{1,2}月(?:\d{1,2}日)?)?`,
    String.raw`\b\d{1,2} (?:January|February|March|April|May|June|July|August) \d{4}\b`,
    String.raw`第\d+条(?:の\d+)*(?:第\d+項)?`,
    String.raw`\d[\d,.]*(?:億|万)?(?:円|か月|日|年|%)`,
  ].join("|"), "g");
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const broken = [];
  while (walker.nextNode()) {
    for (const found of walker.currentNode.data.matchAll(pattern)) {
      const range = document.createRange();
      range.setStart(walker.currentNode, found.index);
      range.setEnd(walker.currentNode, found.index + found[0].length);
      const lines = new Set([...range.getClientRects()].filter(each => each.width).map(each => Math.round(each.top)));
      if (lines.size > 1) broken.push(found[0]);
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("language", ["en", "ja"])
def test_no_line_breaks_what_belongs_together(case: Partnership, open_page: OpenPage, language: str) -> None:
    finding = Finding.objects.get(code="COI-01")
    page = open_page(language=language)
    of_case = f"/partnerships/{case.pk}/"
    for address in (of_case, f"{of_case}case/", f"{of_case}calendar/", f"{of_case}graph/", f"/findings/{finding.pk}/"):
        page.goto(address)
        page.evaluate(OPEN_ALL)
        page.wait_for_load_state("networkidle")
        assert page.locator("main .whole").count() > 3
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate(BROKEN) == [], (address, width)
            assert page.evaluate("() => document.documentElement.scrollWidth") <= width, (address, width)


def test_only_the_look_changes(case: Partnership, open_page: OpenPage) -> None:
    plain, shown = open_page(language="ja", scripts=False), open_page(language="ja")
    for page in (plain, shown):
        page.goto(f"/partnerships/{case.pk}/calendar/")
    assert shown.locator("main").inner_text() == plain.locator("main").inner_text()
    assert plain.locator("main .whole").count() < shown.locator("main .whole").count()


FETCHED: Final = """text => {
  const added = document.createElement("p");
  added.textContent = text;
  document.querySelector("main").append(added);
  added.dispatchEvent(new Event("htmx:load", {bubbles: true}));
  return [...added.querySelectorAll(".whole")].map(each => each.textContent);
}"""


def test_the_words_of_a_decision_stay_whole(case: Partnership, open_page: OpenPage) -> None:
    page = open_page(language="ja")
    page.goto(f"/partnerships/{case.pk}/")
    assert page.evaluate(FETCHED, "対応不要（令和9年3月31日まで問題なし）") == ["令和9年3月31日", "問題なし"]
    assert page.evaluate(FETCHED, "該当なし又は記載なし。問題のない案件") == ["該当なし", "記載なし"]
