"""The rulebook for its readers: every rule in both languages."""

import re
from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from rules.assessing.waiting import finish_here
from rules.engine.loading.program_rulebook import organisation_rulebook
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.models import State
from tests.documents import example
from tests.every import every, undone

OF_ORGANISATION = organisation_rulebook().rules
CODES = sorted({*current_rulebook().rules, *OF_ORGANISATION})
IN_LATIN_LETTERS = {"part", "supplement"}  # of a foreign regulation


@every("language", ["en", "ja"])
@every("code", CODES, within=undone)
def test_a_rule_has_a_page_in_both_languages(client: Client, code: str, language: str) -> None:
    rule = OF_ORGANISATION.get(code) or current_rulebook().rules[code]
    page = client.get(f"/rulebook/{code}/", headers={"Accept-Language": language})
    assert page.status_code == 200
    with translation.override(language):
        for text in (rule.title, rule.why, rule.silent_when, *rule.mitigations):
            assert_shown(getattr(text, language), page.content.decode())
    assert f"code: {code}" in page.content.decode()
    if language == "ja":
        assert set(re.findall("[a-z_]{3,}", read_by_people(page.content.decode()))) <= IN_LATIN_LETTERS


def read_by_people(page: str) -> str:
    """Return the text of a page without the rule's file, which is shown as it is."""
    main = page[page.index("<main") : page.index("</main>")]
    return re.sub(r"<[^>]*>", " ", re.sub(r"<pre.*?</pre>", "", main, flags=re.DOTALL))


def assert_shown(text: str, page: str) -> None:
    """Assert that the text stands on the page, as HTML writes it."""
    from django.utils.html import escape

    assert escape(text) in page


def test_a_number_of_the_law_is_shown_with_its_days_and_its_law(client: Client) -> None:
    page = client.get("/rulebook/COI-01/").content.decode()
    assert "5%" in page
    assert "Conflict-of-interest standard of academic societies" in page
    assert "No legal source: our own default" in page


def test_the_list_has_every_rule_with_its_severities(client: Client) -> None:
    page = client.get("/rulebook/").content.decode()
    assert all(f"/rulebook/{code}/" in page for code in CODES)
    assert "Critical" in page


def test_a_rule_on_the_organisation_counts_no_partnerships(client: Client) -> None:
    page = client.get("/rulebook/INS-03/").content.decode()
    assert "looks at the organisation of government on a day" in page
    assert "Evaluated for" not in page
    assert "Evaluated for" in client.get("/rulebook/INS-09/").content.decode()
    rows = re.findall(r"<tr.*?</tr>", client.get("/rulebook/", {"q": "INS-03"}).content.decode(), flags=re.DOTALL)
    assert [row.count("–") for row in rows if "/rulebook/INS-03/" in row] == [2]


def test_an_unknown_code_has_no_page(client: Client) -> None:
    assert client.get("/rulebook/COI-99/").status_code == 404


def test_the_list_is_filtered_by_family_and_words(client: Client) -> None:
    page = client.get("/rulebook/", {"family": "collusion", "q": "turns"}).content.decode()
    assert "/rulebook/COL-10/" in page
    assert "/rulebook/COI-01/" not in page
    assert "/rulebook/COL-11/" not in page
    assert "No rule matches." in client.get("/rulebook/", {"q": "zebra"}).content.decode()


def test_a_rule_says_in_words_what_it_reads_and_what_raises_its_severity(client: Client) -> None:
    page = client.get("/rulebook/COL-13/").content.decode()
    assert "<li>concentration index (HHI): over 2,500</li>" in page
    assert "share in “Joint market share”: over 50%" in page
    assert "It raises no question if any of these is on record" in page


@pytest.mark.parametrize(("language", "mark"), [("en", "Law to be checked"), ("ja", "条文要確認")])
def test_uncertain_law_is_marked_in_the_list_and_on_the_page(client: Client, language: str, mark: str) -> None:
    for path in ("/rulebook/?q=COI-02", "/rulebook/COI-02/"):
        assert mark in client.get(path, headers={"Accept-Language": language}).content.decode()
    assert mark not in client.get("/rulebook/?q=COI-01", headers={"Accept-Language": language}).content.decode()


def test_a_review_that_is_overdue_is_marked_in_the_list_and_on_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = ("/rulebook/?q=COI-02", "/rulebook/COI-02/")
    for day, marked in ((date(2027, 2, 28), False), (date(2027, 3, 1), True)):
        monkeypatch.setattr("rules.web.pages.rulebook.timezone.localdate", lambda day=day: day)
        for path in paths:
            assert ("Review overdue" in client.get(path).content.decode()) is marked
    assert "review was due by 28 February 2027" in client.get(paths[1]).content.decode()


def test_a_number_over_time_is_a_table_whose_drawing_says_nothing_more(client: Client) -> None:
    page = client.get("/rulebook/COI-03/").content.decode()
    assert "until 31 March 2000" in page
    assert "not in force" in page
    assert re.search(r'<svg class="span-of-time"[^>]*aria-hidden="true"', page)
    assert 'style="' not in page, "the content security policy lets no inline style through"


@pytest.mark.parametrize("path", ["/rulebook/", "/rulebook/COI-03/", "/rulebook/COL-13/"])
def test_headings_are_in_order_and_every_table_has_a_caption(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])", page)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(following <= level + 1 for level, following in pairwise(levels))
    assert page.count("<table") == page.count("<caption>")


def test_how_often_a_rule_fires_is_counted_over_what_the_reader_may_see(client: Client) -> None:
    assert "Evaluated for 0 partnerships" in client.get("/rulebook/COI-01/").content.decode()
    finished("hikari_magnetics")
    page = client.get("/rulebook/COI-01/").content.decode()
    assert "Evaluated for 1 partnership:" in page
    assert "<li><strong>1</strong>Flagged</li>" in page


@pytest.mark.usefixtures("digital_agency")
@pytest.mark.parametrize("path", ["/rulebook/", "/rulebook/COI-01/"])
def test_the_number_of_queries_does_not_grow(client: Client, path: str) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    finished("hikari_magnetics")
    queries()
    before = queries()
    for number in range(3):
        finished("hikari_magnetics", reference=f"EX-{number}")
    assert queries() == before
    # One asks which rulebook is in force, two read its history, three count outcomes: the rules of each version, packed
    # results, and rows of older ones.
    assert before <= 10


def finished(name: str, **changes: object) -> None:
    """Register and assess an example document."""
    draft = check_document({**example(name), **changes})
    partnership = register_partnership(draft, account=None, way="file").partnership
    finish_here(partnership.assessments.get(state=State.QUEUED))
