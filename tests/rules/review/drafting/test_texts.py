"""The texts of drafts: alike in both languages, escaped on the page, and in a Word file that opens."""

import re
from io import BytesIO

from docx import Document

from institutions.models import Account, Partnership
from rules.review.drafting.text import FOLDER, read_draft_lines, write_draft_lines
from tests.documents import example
from tests.rules.review.casework.building import (
    registered,
)
from tests.rules.review.drafting.asking import ask


def test_a_value_begins_no_line_of_its_own_and_breaks_no_file() -> None:
    context = {
        "title": "A\n# B\0\u2028C",
        "to": "ethics",
        "participants": ["\x0bX"],
        "findings": [],
        "laws": ["{{ x }}"],
    }
    parts = write_draft_lines("consultation", "en", context)
    assert [each.text for each in parts if each.sort == "title"] == [
        "Consultation of the ethics supervisory officer (draft)"
    ]
    assert "Title: A # B C (reference )" in [each.text for each in parts]
    assert "{{ x }}" in [each.text for each in parts]


def test_a_word_file_has_styles_language_and_marked_gaps(officer: Account, case: Partnership) -> None:
    answer = ask(officer, case, draft="recusal", person="sato", language="ja", **{"as": "word"})
    file = Document(BytesIO(answer.content))
    styles = {paragraph.style.name for paragraph in file.paragraphs if paragraph.style}
    assert {"Title", "Heading 1", "List Bullet", "List Bullet 2"} <= styles
    assert 'w:lang w:val="ja-JP" w:eastAsia="ja-JP"' in file.styles["Normal"].element.xml
    runs = [run for paragraph in file.paragraphs for run in paragraph.runs]
    assert any(run.font.highlight_color for run in runs if run.text.startswith("[…"))
    assert not any(run.font.highlight_color for run in runs if "COI-01" in run.text)


def test_both_languages_have_the_same_texts_with_the_same_parts_and_values() -> None:
    files = {each.name for each in (FOLDER / "en").iterdir()}
    assert files == {each.name for each in (FOLDER / "ja").iterdir()}
    for name in files:
        english, japanese = ((FOLDER / language / name).read_text(encoding="utf-8") for language in ("en", "ja"))
        assert [each.sort for each in read_draft_lines(english)] == [each.sort for each in read_draft_lines(japanese)]
        used = [set(re.findall(r"\{\{ ([a-z_.]+)", text)) for text in (english, japanese)]
        assert used[0] == used[1]


def test_the_page_shows_the_draft_escaped_with_its_gaps_marked(officer: Account) -> None:
    document = example("hikari_magnetics")
    document["title"] = {"en": "<b>Magnets</b>", "ja": "磁石"}
    page = ask(officer, registered(document, account=officer), draft="counsel").content.decode()
    assert "Title: &lt;b&gt;Magnets&lt;/b&gt;" in page
    assert "<mark>[… day]</mark>" in page
