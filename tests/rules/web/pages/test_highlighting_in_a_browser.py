"""The field of a file in the workshop has colours as one types, in both modes; without a script it is a plain one."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, Role
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.workshop.shown_text import parts_of
from tests.people import person_named
from tests.rules.web.pages.conftest import OpenPage, sign_in
from tests.rules.workshop.adopted import COI_01

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("digital_agency")]
COPY = ".code-copy > div"
SPANS = f"""() => [...document.querySelectorAll('{COPY} > span')].map(
    line => [...line.childNodes].map(part => [part.textContent, part.className || '']))"""
FILL = """text => { const field = document.getElementById('text'); field.value = text;
    const began = performance.now(); field.dispatchEvent(new Event('input', {bubbles: true}));
    document.querySelector('.code-copy').getBoundingClientRect(); return performance.now() - began; }"""
TYPE = """laid => { const field = document.getElementById('text'), took = [];
    document.querySelector('.code-copy').style.display = laid ? '' : 'none';
    for (let place = 0; place < 60; place += 1) {
        field.setRangeText('a', 4000 + place * 10, 4000 + place * 10, 'end');
        const began = performance.now();
        if (laid) field.dispatchEvent(new Event('input', {bubbles: true}));
        field.getBoundingClientRect();
        took.push(performance.now() - began); }
    return took.sort((one, other) => one - other)[15]; }"""


def opened(open_page: OpenPage, address: str, **given: Any) -> Page:
    """Return the page of the file of a rule, as its editor opens it."""
    account = Account.objects.filter(username="editor").first() or Account.objects.create_user(
        "editor", "a long pass phrase", role=Role.RULEBOOK_EDITOR, person=person_named("editor")
    )
    page = open_page(**given)
    sign_in(page.context, account, address)
    page.goto("/workshop/")
    page.locator("input#name").fill(f"Coloured {given}")
    page.locator("main form button").first.click()
    page.goto(f"{page.url}files/{COI_01}")
    return page


def shown(page: Page) -> str:
    """Return the text of the coloured copy."""
    return str(page.locator(COPY).evaluate("each => each.textContent")).removesuffix("\n")


def field_text(page: Page) -> str:
    return page.locator("textarea#text").input_value()


def test_the_copy_follows_what_is_typed_and_tells_parts_apart_as_the_server_does(
    open_page: OpenPage, live_server: LiveServer
) -> None:
    page = opened(open_page, live_server.url)
    assert shown(page) == field_text(page)
    page.locator("textarea#text").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type('\nseverity: "high"  # parameter.eth_gift_report_yen\n')
    assert shown(page) == field_text(page)
    last = page.locator(f"{COPY} > span").nth(-2)
    expect(last.locator(".key")).to_have_text("severity")
    expect(last.locator(".quoted")).to_have_text('"high"')
    expect(last.locator(".note")).to_have_text("# parameter.eth_gift_report_yen")
    for _time in range(8):
        page.keyboard.press("Control+z")
    assert shown(page) == field_text(page)
    files = current_rulebook().files
    for path in sorted(files):
        page.evaluate(FILL, files[path])
        wanted = [[[part.text, part.kind] for part in parts_of(line)] for line in files[path].split("\n")]
        found = [[part for part in line if part[0]] for line in page.evaluate(SPANS)]
        for line in found:
            line[-1][0] = line[-1][0].removesuffix("\n")
        assert [[part for part in line if part[0]] for line in found] == wanted, path


def test_the_copy_lies_under_the_text_wherever_the_field_is_scrolled(
    open_page: OpenPage, live_server: LiveServer
) -> None:
    page = opened(open_page, live_server.url)
    page.evaluate(FILL, "\n".join(f"name_{line}: {'言葉 word ' * (line % 40)}" for line in range(200)))
    area = page.locator("textarea#text")
    area.evaluate("each => each.scrollTo(300, 900)")
    expect(page.locator(".code-copy > div")).to_have_attribute("style", re.compile("-900px"))
    measured = area.evaluate(
        """each => { const style = getComputedStyle(each), copy = document.querySelector('.code-copy');
        const under = copy.firstElementChild, box = under.getBoundingClientRect(), mine = each.getBoundingClientRect();
        const other = getComputedStyle(copy);
        return { left: box.left - mine.left + each.scrollLeft, top: box.top - mine.top + each.scrollTop,
            height: Math.abs(under.scrollHeight - (each.scrollHeight - 16)),
            fonts: style.fontFamily === other.fontFamily && style.fontSize === other.fontSize }; }"""
    )
    assert measured["fonts"]
    assert abs(measured["left"] - 13) <= 1
    assert abs(measured["top"] - 9) <= 1
    assert measured["height"] <= 30, "as many lines of the same height"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_it_is_readable_in_both_modes_and_for_a_screen_reader(
    open_page: OpenPage, live_server: LiveServer, scheme: Any, language: str
) -> None:
    page = opened(open_page, live_server.url, language=language)
    page.emulate_media(color_scheme=scheme)
    page.locator("textarea#text").focus()
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
    expect(page.get_by_role("textbox").and_(page.locator("#text"))).to_be_focused()
    pairs = page.evaluate(
        """() => [...document.querySelectorAll('.code-copy span[class]')].map(each =>
            [getComputedStyle(each).color, getComputedStyle(document.querySelector('.code-field')).backgroundColor])"""
    )
    assert pairs
    assert min(contrast(*pair) for pair in {tuple(each) for each in pairs}) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours that are written as rgb(…)."""

    def light(colour: str) -> float:
        parts = [int(each) / 255 for each in colour.removeprefix("rgb(").removesuffix(")").split(", ")]
        linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lights = sorted((light(one), light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_a_japanese_input_method_composes_in_the_field_itself(open_page: OpenPage, live_server: LiveServer) -> None:
    page = opened(open_page, live_server.url)
    page.locator("textarea#text").focus()
    page.keyboard.press("Control+End")
    method = page.context.new_cdp_session(page)
    method.send("Input.imeSetComposition", {"text": "けいざい", "selectionStart": 4, "selectionEnd": 4})
    field = page.locator(".code-field")
    expect(field).to_have_class("code-field composing")
    fill = "each => getComputedStyle(each).webkitTextFillColor"
    assert page.locator("textarea#text").evaluate(fill) != "rgba(0, 0, 0, 0)", "the text that is composed is seen"
    method.send("Input.insertText", {"text": "経済"})
    expect(field).to_have_class("code-field")
    assert field_text(page).endswith("経済")
    assert shown(page) == field_text(page)
    assert page.locator("textarea#text").evaluate(fill) == "rgba(0, 0, 0, 0)"


def test_three_hundred_lines_do_not_lag(open_page: OpenPage, live_server: LiveServer) -> None:
    page = opened(open_page, live_server.url)
    text = current_rulebook().files[COI_01]
    lines = (text * (300 // text.count("\n") + 1)).split("\n")[:300]
    page.evaluate(FILL, "\n".join(lines))
    bare, typed = page.evaluate(TYPE, False), page.evaluate(TYPE, True)  # the field alone, and with its copy
    assert typed - bare < 10, f"{bare:.1f} ms for a key in the field alone, {typed:.1f} ms with its copy"
    assert shown(page) == field_text(page)


def test_lines_that_do_not_compile_are_marked_in_the_field(open_page: OpenPage, live_server: LiveServer) -> None:
    page = opened(open_page, live_server.url)
    text = field_text(page)
    wrong = text.replace("stake.share_bp > 0", "stake.share_pb > 0")
    assert wrong != text
    page.locator("textarea#text").fill(wrong)
    expect(page.locator(f"{COPY} > .wrong").first).to_contain_text("share_pb")
    page.locator("textarea#text").fill(text)
    expect(page.locator(f"{COPY} > .wrong")).to_have_count(0)


def test_without_a_script_the_field_is_a_plain_one(open_page: OpenPage, live_server: LiveServer) -> None:
    page = opened(open_page, live_server.url, scripts=False)
    expect(page.locator(".code-copy")).to_have_count(0)
    page.locator("textarea#text").fill(field_text(page) + "# by hand\n")
    page.locator("main button[value=save]").first.click()
    assert field_text(page).endswith("# by hand\n")
    style = Path("policyengine/static/design/site.css").read_text(encoding="utf-8")
    assert ".code-field:not(.composing) .code { -webkit-text-fill-color: transparent; }" in style, "within its own box"
