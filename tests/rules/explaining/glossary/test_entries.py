"""Every field of the form has a help in both languages, every entry is used, and every law is one of laws.yaml."""

import re
from collections.abc import Iterator
from typing import Final

import pytest

from institutions.kinds import KINDS, Field, FieldSort, ObjectKind
from institutions.kinds.document import DOCUMENT
from institutions.kinds.statement import COMMON
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.glossary.entries import FILE, glossary, help_for_field, help_for_label
from rules.web.pages.form.inputs import FormPage

pytestmark = pytest.mark.once
NOT_INPUTS: Final = (FieldSort.KEY, FieldSort.ROWS, FieldSort.TABLE, FieldSort.STATEMENTS)
LONGEST: Final = {"en": 160, "ja": 90}  # characters: a help is read beside the field
JAPANESE: Final = re.compile(r"[぀-ヿ一-鿿]")


def fields_below(table: ObjectKind) -> Iterator[Field]:
    """Yield the fields of the document and of the tables in it."""
    for each in table.fields:
        yield each
        if each.of is not None:
            yield from fields_below(each.of)


def inputs() -> list[Field]:
    """Return every field that a page of the form can show."""
    of_kinds = [each for kind in KINDS.values() for each in kind.fields]
    return [each for each in (*fields_below(DOCUMENT), *of_kinds, *COMMON) if each.sort not in NOT_INPUTS]


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_field_of_the_form_has_its_help(language: str) -> None:
    page = FormPage({}, language=language)  # type: ignore[arg-type]  # one of both
    bare = [f"{each.name} ({each.label.en})" for each in inputs() if not page.hint(each, f"/x/{each.name}")]
    assert bare == []


def test_every_entry_explains_a_field_that_says_nothing_itself() -> None:
    tables = {each.label for each in fields_below(DOCUMENT) if each.sort is FieldSort.ROWS}
    assert [each.en for each in tables if not help_for_label(each, "en")] == []
    labels = {(each.label.en, each.label.ja) for each in inputs() if not each.help.en}
    labels |= {(each.en, each.ja) for each in tables}
    assert sorted(glossary().fields.keys() - labels) == []
    silent = [each.label.en for each in inputs() if not help_for_field(each, "en")]
    assert silent == []


def test_every_entry_is_short_and_in_its_language_and_names_a_known_law() -> None:
    laws = current_rulebook().laws
    for entry in (*glossary().terms, *glossary().fields.values()):
        for language, longest in LONGEST.items():
            said = entry.means[language]
            assert len(said) <= longest, entry.word
            assert said[-1] == ("." if language == "en" else "。"), entry.word
            assert bool(JAPANESE.search(said)) is (language == "ja"), entry.word
        assert not entry.law or entry.law in laws, entry.word
        assert bool(entry.law_words("en")) is bool(entry.law)
        assert bool(entry.article) <= bool(entry.law), "an article is one of a law"


def test_a_word_is_explained_once_and_the_file_is_in_no_other_order_than_its_parts() -> None:
    words = [entry.word["en"] for entry in glossary().terms]
    assert len(words) == len(set(words))
    text = FILE.read_text(encoding="utf-8")
    assert text.index("\nterms:") < text.index("\nfields:")


def test_a_search_finds_words_in_either_language() -> None:
    found = [entry.word["en"] for entry in glossary().terms if entry.wants("指摘 evidence")]
    assert "Finding" in found
    assert not any(entry.wants("zeppelin") for entry in glossary().terms)
