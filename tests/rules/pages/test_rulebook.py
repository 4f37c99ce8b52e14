"""The rulebook for its readers: every rule in both languages."""

import pytest
from django.test import Client
from django.utils import translation

from rules.rulebook_now import current_rulebook

CODES = sorted(current_rulebook().rules)


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("code", CODES)
def test_a_rule_has_a_page_in_both_languages(client: Client, code: str, language: str) -> None:
    rule = current_rulebook().rules[code]
    page = client.get(f"/rulebook/{code}/", headers={"Accept-Language": language})
    assert page.status_code == 200
    with translation.override(language):
        for text in (rule.title, rule.why, rule.silent_when, *rule.mitigations):
            assert_shown(getattr(text, language), page.content.decode())
    assert f"code: {code}" in page.content.decode()


def assert_shown(text: str, page: str) -> None:
    """The text stands on the page, as HTML writes it."""
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


def test_an_unknown_code_has_no_page(client: Client) -> None:
    assert client.get("/rulebook/COI-99/").status_code == 404
