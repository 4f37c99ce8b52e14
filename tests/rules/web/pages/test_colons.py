"""Colons and semicolons are those of the reader's language: Japanese has its own, without a blank."""

import re
from typing import Final

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from policyengine.processes import ROOT
from rules.web.pages.cases.field_labels import finding_summary

NOT_READ_AS_IT_STANDS: Final = re.compile(r"\{% blocktranslate.*?\{% endblocktranslate %\}|\{#.*?#\}", re.DOTALL)
# A colon behind a value, a tag or an element, or as the first mark of an element, before a blank or what follows.
ENGLISH: Final = re.compile(
    r""".{0,40}(?:(?:[}>])[:;](?:\s|<(?!/style)|$)|(?<=>)[:;] |join:"[:;,] ").{0,20}""", re.MULTILINE
)


@pytest.mark.bare
def test_no_page_writes_an_english_colon_or_semicolon_behind_a_value() -> None:
    paths = [
        path
        for folder in ("institutions", "policyengine", "rules")
        for path in ROOT.glob(f"{folder}/templates/**/*.html")
    ]
    found = {
        str(path.relative_to(ROOT)): hits
        for path in paths
        if (hits := ENGLISH.findall(NOT_READ_AS_IT_STANDS.sub("}", path.read_text(encoding="utf-8"))))
    }
    assert len(paths) > 200
    assert found == {}


@pytest.mark.bare
@pytest.mark.parametrize(
    ("language", "label", "shown"),
    [
        ("ja", "株式等を保有していますか。", "株式等を保有していますか。下にあります。"),
        ("en", "Does anyone hold shares?", "Does anyone hold shares? 下にあります。"),
        ("ja", "件名", "件名：下にあります。"),
        ("en", "Title", "Title: 下にあります。"),
    ],
)
def test_no_colon_follows_a_question_in_the_list_of_errors(language: str, label: str, shown: str) -> None:
    error = {"anchor": "q-shares", "label": label, "message": "下にあります。"}
    with override(language):
        page = render_to_string("rules/form/errors.html", {"errors": [error]})
    assert f">{shown}</a>" in page


@pytest.mark.bare
def test_the_list_of_errors_of_a_decision_has_the_colon_of_its_reader() -> None:
    for language, shown in (("en", "Reason: "), ("ja", "理由：")):
        with override(language):
            assert finding_summary({"reason": "なし"}) == (("reason", shown, "なし"),)
