"""On a telephone the navigation is folded under one word; on a desk it stands as it did, in any browser."""

import os
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, GovernmentBody, Person, Role
from rules.models.notice import Notice, NoticeKind
from tests.rules.web.pages.conftest import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ONE_ROW = 85  # pixels, the line below it with it
HIGHEST = 120  # pixels of 740: the name, the menu and the language, on two lines at most
FOCUSED = "() => document.activeElement.textContent.trim().split('\\n')[0]"
ROLES = [each for each in Role if each != Role.MINISTRY_CLIENT]

Opened = Callable[..., Page]


def account_of(role: Role, body: GovernmentBody, name: str = "") -> Account:
    """Return an account of a role, of the body or person that the role needs."""
    person = Person.objects.create(name_en="Sato Haruka") if role == Role.NAMED else None
    return Account.objects.create_user(
        name or f"some {role}", role=role, body=body if role == Role.OFFICER else None, person=person
    )


@pytest.fixture
def opened(browser: Browser, live_server: LiveServer, meti: GovernmentBody) -> Opened:
    """Return the page on which an account of a role lands, without scripts."""

    def open_as(role: Role, *, width: int = 360, language: str = "en") -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 740},
            locale=language,
            java_script_enabled=False,
        )
        sign_in(context, account_of(role, meti), live_server.url)
        page = context.new_page()
        page.goto("/my/" if role == Role.NAMED else "/rulebook/")
        return page

    return open_as


def height(page: Page) -> float:
    """Return the height of the header in the window."""
    box = page.locator("header.site-head").bounding_box()
    assert box
    return box["height"]


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("role", ROLES)
def test_a_folded_header_leaves_the_telephone_to_the_page(opened: Opened, role: Role, language: str) -> None:
    page = opened(role, language=language)
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/menu.{role}.{language}.png")
    assert height(page) <= HIGHEST
    expect(page.locator("header nav")).not_to_be_visible()
    expect(page.locator("header form.language button")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    page.locator(".menu summary").click()
    expect(page.locator("header nav")).to_be_visible()
    expect(page.get_by_role("button", name="サインアウト" if language == "ja" else "Sign out")).to_be_visible()
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=f"{folder}/menu.{role}.{language}.open.png")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360


def test_the_keyboard_opens_it_and_goes_on_to_its_first_page(opened: Opened) -> None:
    page = opened(Role.OFFICER)
    for _ in range(3):  # the link to the content, the name of the site, the menu
        page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Menu"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Work queue"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "日本語", "what is folded is not met by the tab key"


def test_on_a_desk_all_of_it_stands_and_there_is_no_menu(opened: Opened) -> None:
    page = opened(Role.OFFICER, width=1200)
    expect(page.locator(".menu")).not_to_be_visible()
    expect(page.locator("header nav")).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("role", ROLES)
def test_the_header_is_one_row_on_a_desk_and_on_a_phone(
    browser: Browser, live_server: LiveServer, meti: GovernmentBody, role: Role, language: str
) -> None:
    account = account_of(role, meti, f"{role}-kitamura-hayashi")
    account.person = account.person or Person.objects.create(name_en="Kita Akira")  # who has a page of their own too
    account.save()
    for number in range(12):
        Notice.objects.create(account=account, kind=NoticeKind.ACCOUNT_CHANGED, matter=f"event:{number}")
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1200, "height": 740}, locale=language)
    sign_in(context, account, live_server.url)
    page = context.new_page()
    page.goto("/my/")
    for width in (360, 1200, 1280, 1600):
        page.set_viewport_size({"width": width, "height": 740})
        if folder := os.environ.get("SCREENSHOTS"):
            page.screenshot(path=f"{folder}/head.{role}.{language}.{width}.png")
        assert height(page) <= ONE_ROW
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width
        assert page.locator(".site-head .count").filter(visible=True).count() == 1, "the unread notices"
    name = page.locator(".site-tools .who").bounding_box()
    assert name
    assert name["width"] >= 48, "of a long name enough is left to tell it by"


def test_axe_finds_nothing_in_it_open(browser: Browser, live_server: LiveServer, meti: GovernmentBody) -> None:
    context = browser.new_context(base_url=live_server.url, viewport={"width": 360, "height": 740})
    sign_in(context, account_of(Role.ADMINISTRATOR, meti), live_server.url)
    page = context.new_page()
    page.goto("/rulebook/")
    page.locator(".menu summary").click()
    found = Axe().run(page)
    assert not found.violations_count, found.generate_report()
