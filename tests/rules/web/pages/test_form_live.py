"""During writing the form saves, suggests, and shows the present result of the rulebook."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from institutions.models import Account, FormDraft, Partnership, Party
from rules.engine.evaluating.errors import EvaluatorsDisagree
from tests.documents import example, small
from tests.rules.web.pages.conftest import Watched, sign_in
from tests.rules.web.pages.filling import with_form_keys
from tests.rules.web.pages.keyboard import focused, write_next

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")

PART = {"HX-Request": "true"}
WRITES = ("INSERT", "UPDATE", "DELETE", "BEGIN", "SAVEPOINT", "REPLACE", "CREATE")


@pytest.fixture
def draft(client: Client) -> FormDraft:
    """Return a new draft of METI's officer."""
    client.post("/propose/")
    return FormDraft.objects.get()


def filled(draft: FormDraft, **changes: Any) -> FormDraft:
    """Return the draft with everything written that it needs."""
    draft.store({**with_form_keys(example("hikari_magnetics")), **changes}, version=draft.version, step="statements")
    return draft


def autosave(client: Client, draft: FormDraft, path: str, version: int | str, **inputs: str) -> Any:
    """Send the form as the script does while somebody writes."""
    named = {"/" + name.replace(".", "/"): text for name, text in inputs.items() if name != "kind"}
    more = {"kind": inputs["kind"]} if "kind" in inputs else {}
    return client.post(f"/propose/{draft.pk}/{path}/", {**named, **more, "version": version, "action": "autosave"})


def test_what_is_typed_is_saved_with_its_mistakes_and_the_page_learns_the_version(
    client: Client, draft: FormDraft
) -> None:
    first = autosave(client, draft, "proposal", draft.version, value_yen="lots", reference="T-1").json()
    assert first["version"] == draft.version + 1
    assert first["said"].startswith("Saved at ")
    autosave(client, draft, "proposal", first["version"], reference="T-12")
    draft.refresh_from_db()
    assert draft.document["reference"] == "T-12"
    assert "value_yen" not in draft.document


def test_saving_by_itself_never_overwrites_what_another_window_saved(client: Client, draft: FormDraft) -> None:
    old = draft.version
    autosave(client, draft, "proposal", old, reference="T-NEW")
    for path, more in (("proposal", {"reference": "T-OLD"}), ("statements/0", {"kind": "exposure"})):
        assert autosave(client, draft, path, old, **more).status_code == 409
    draft.refresh_from_db()
    assert (draft.document["reference"], draft.document.get("statements")) == ("T-NEW", None)


def test_odd_input_is_saved_or_refused_and_breaks_nothing(client: Client, draft: FormDraft) -> None:
    for version in ("", "-1", "9" * 40, "\0"):
        assert autosave(client, draft, "proposal", version, reference="T").status_code == 409
    odd = {"sponsor": "ME\0TI", "title.en": "\0", "value_yen": "9" * 5000}
    assert autosave(client, draft, "proposal", draft.version, **odd).status_code == 200
    for path in ("proposal", "check", "precheck"):
        assert client.get(f"/propose/{draft.pk}/{path}/").status_code == 200
    for looks_for in ("nothing", "party-nothing", "party-"):
        assert client.get(f"/propose/{draft.pk}/lookup/{looks_for}/?q=meti").status_code == 200


def test_a_new_statement_that_saves_itself_is_added_once(client: Client, draft: FormDraft) -> None:
    version = draft.version
    for share in ("6", "6.", "6.2"):
        inputs = {"kind": "shareholding", "statements.0.share_bp": share}
        version = autosave(client, draft, "statements/0", version, **inputs).json()["version"]
    draft.refresh_from_db()
    assert draft.document["statements"] == [{"kind": "shareholding", "share_bp": 620}]


def test_a_row_is_removed_and_the_others_keep_their_keys(client: Client, draft: FormDraft) -> None:
    draft.store({**draft.document, **small()}, version=draft.version, step="parties")
    rows = {"/companies/0/key": "hikari", "/companies/0/name/en": "Hikari", "/companies/1/key": "kita"}
    sent = {**rows, "/companies/1/name/en": "Kita", "version": draft.version, "action": "remove:/companies/0"}
    page = client.post(f"/propose/{draft.pk}/parties/", sent)
    assert page.status_code == 200
    draft.refresh_from_db()
    assert draft.document["companies"] == [{"key": "kita", "name": {"en": "Kita"}}]


def test_a_code_is_named_and_a_mistyped_one_is_answered_with_what_fits(client: Client, draft: FormDraft) -> None:
    sent = {"/sponsor": "d", "/submitted_by": "METI", "version": draft.version}
    page = client.post(f"/propose/{draft.pk}/proposal/", sent).content.decode()
    assert '<option value="DA">Digital Agency (DA)</option>' in page
    assert 'name="/submitted_by" value="Ministry of Economy, Trade and Industry (METI)"' in page
    assert 'name="/submitted_by~chosen" value="METI"' in page


def test_before_the_draft_is_complete_the_panel_leads_to_what_is_missing(client: Client, draft: FormDraft) -> None:
    part = client.get(f"/propose/{draft.pk}/precheck/", headers=PART).content.decode()
    assert f'href="/propose/{draft.pk}/proposal/#f-reference"' in part
    assert "answers are missing or wrong." in part
    assert "<h1>" not in part


@pytest.mark.parametrize(("language", "said"), [("en", "6 findings; 8 not assessable"), ("ja", "佐藤 遥")])
def test_the_panel_says_what_an_assessment_would_say(
    client: Client, draft: FormDraft, language: str, said: str
) -> None:
    filled(draft)
    headers = {**PART, "Accept-Language": language}
    part = client.get(f"/propose/{draft.pk}/precheck/", headers=headers).content.decode()
    assert said in part
    for code in ("COI-01", "COL-01", "COL-02", "COL-14", "LIT-12"):
        assert f'href="/rulebook/{code}/"' in part
    assert part.index("COI-01") < part.index("COL-01") < part.index("LIT-12"), "the worst first"
    whole = client.get(f"/propose/{draft.pk}/precheck/", headers={"Accept-Language": language}).content.decode()
    assert whole.count("<h1>") == 1


@pytest.mark.django_db(transaction=True)
def test_the_panel_writes_nothing_and_asks_no_more_of_a_larger_case(client: Client, draft: FormDraft) -> None:
    filled(draft)
    statements = draft.document["statements"]
    exposure = {"kind": "exposure", "company": draft.document["participants"][0]["company"], "country": "CN"}
    counts, address = [], f"/propose/{draft.pk}/precheck/"
    client.get(address, headers=PART)
    for number in (1, 60):
        filled(draft, statements=[*statements, *[exposure] * number])
        with CaptureQueriesContext(connection) as queries:
            assert "findings" in client.get(address, headers=PART).content.decode()
        written = [each["sql"] for each in queries if each["sql"].lstrip().upper().startswith(WRITES)]
        assert [sql for sql in written if "django_session" not in sql] == []
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert not Partnership.objects.exists()
    assert not Party.objects.exclude(kind="body").exists()


def test_trouble_of_the_engine_is_said_and_is_no_empty_result(
    client: Client, draft: FormDraft, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disagree(*_args: object) -> None:
        raise EvaluatorsDisagree("COI-01", (), (("stake", "f1"),))  # type: ignore[arg-type]  # any binding will do

    monkeypatch.setattr("rules.assessing.precheck.assess_case", disagree)
    filled(draft)
    part = client.get(f"/propose/{draft.pk}/precheck/", headers=PART).content.decode()
    assert "The rules could not be evaluated." in part
    assert "COI-01" in part


@pytest.mark.browser
def test_the_form_suggests_saves_and_says_what_would_be_found_by_keyboard_alone(
    browser: Browser, live_server: LiveServer, client: Client, officer: Account, draft: FormDraft
) -> None:
    filled(draft)
    watched = Watched(live_server.url.removeprefix("http://"))
    context = browser.new_context(base_url=live_server.url, locale="en")
    sign_in(context, officer, live_server.url)
    page = context.new_page()
    watched.watch(page)
    page.goto(f"/propose/{draft.pk}/proposal/")
    expect(page.locator("#precheck")).to_contain_text("6 findings", timeout=15_000)
    choose_sponsor(page)
    value = page.locator('[name="/value_yen"]')
    write_next(page, "/value_yen", "2000000")
    expect(page.locator("#saved")).to_contain_text("Saved at", timeout=10_000)
    assert focused(page)["name"] == "/value_yen", "saving and checking leave the focus where it is"
    expect(page.locator("#precheck-news")).to_contain_text("finding", timeout=15_000)
    draft.refresh_from_db()
    assert (draft.document["sponsor"], draft.document["value_yen"]) == ("DA", 2_000_000)
    assert Axe().run(page).violations_count == 0
    beside, form = (page.locator(each).bounding_box() for each in (".precheck", "form[data-autosave]"))
    assert beside is not None
    assert form is not None
    assert beside["x"] > form["x"] + form["width"]
    page.set_viewport_size({"width": 360, "height": 800})
    beside, form = (page.locator(each).bounding_box() for each in (".precheck", "form[data-autosave]"))
    assert beside is not None
    assert form is not None
    assert beside["y"] >= form["y"] + form["height"]
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    assert watched.complaints == []
    draft.store({**draft.document, "reference": "OTHER"}, version=draft.version, step="proposal")
    page.keyboard.type("7")
    expect(page.locator("#conflict")).to_be_visible(timeout=10_000)
    expect(value).to_have_value("20000007")
    assert all("409" in each for each in watched.complaints)
    draft.refresh_from_db()
    assert (draft.document["reference"], draft.document["value_yen"]) == ("OTHER", 2_000_000)
    assert watched.foreign == []
    context.close()


def choose_sponsor(page: Page) -> None:
    """Type part of a code, hear how many there are, go to the Digital Agency with the arrows, and take it."""
    sponsor = page.locator("#f-sponsor")
    while focused(page)["name"] != "/sponsor":
        page.keyboard.press("Tab")
    page.keyboard.press("Control+A")
    page.keyboard.type("da")
    expect(sponsor).to_have_attribute("aria-expanded", "true", timeout=10_000)
    expect(page.locator("#f-sponsor-found")).to_have_text("1 suggestion. Use the arrow keys.")
    page.keyboard.press("ArrowDown")
    option = page.get_by_role("option", name="Digital Agency")
    expect(option).to_have_attribute("aria-selected", "true")
    assert sponsor.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Enter")
    expect(sponsor).to_have_value("Digital Agency (DA)")
    expect(sponsor).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("x")
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    expect(sponsor).to_have_value("Digital Agency (DA)")
