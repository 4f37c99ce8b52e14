"""Whatever is wrong with a file is said in Japanese to who reads Japanese."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import translation

from rules.web.pages.register.edition_words import edition_words
from rules.web.wording.file_words.fitting import SAID, pattern_of
from rules.web.wording.import_remedies import import_remedy
from tests.every import every

FOLDERS = ("imports", "drafts", "lists")
MESSAGE = re.compile(r"['\w%][^ ]* ['\w(%-].*[.?]", re.DOTALL)
OTHERWISE = re.compile(r"\b(?:SELECT|CREATE|INSERT|DELETE)\b|\(\?P<")  # SQL and patterns are said to nobody
FILLINGS = ("'abc'", "5", "abc")
NAMED = {
    "line": "5",
    "day": "2026-06-15",
    "what": ": abc",
    "named": "controller",
    "hidden": "U+202E",
}  # places of texts that hold one sort of thing
# Parts of messages, which stand whole in others of the texts; what goes to a log, a terminal or a source; and labels.
PARTS = (
    "institutions/imports/answer.py",
    "institutions/imports/claim.py",
    "institutions/imports/formats.py",
    "institutions/imports/run.py",
    "institutions/imports/sweep.py:Import %s",
    "institutions/drafts/errors.py: ",
    "institutions/imports/checking.py:'abc' is 5 in this collection",
    "institutions/formats/bods/reading/parties.py: The reason given",
    "institutions/formats/bods/reading/parties.py:5. Use one of",
    "institutions/formats/bods/reading/ties.py:The interest5",
    "institutions/drafts/documents.py:5: this is not JSON at 5",
    "institutions/drafts/reading.py:The JSON is broken at 5",
    "institutions/formats/ocds/reading/value.py:Give ",
    "institutions/formats/ocds/reading/wording.py:5. Give 5.",
    "institutions/drafts/references.py:Name it by",
    "institutions/drafts/references.py:Describe it",
    "institutions/drafts/store.py:Send a change",
    "institutions/drafts/values.py:Write it without",
    "institutions/drafts/values.py:Leave it out",
    "institutions/drafts/values.py:Correct it",
    "institutions/drafts/values.py:5 Shares are",
    "institutions/drafts/references.py:5 A body",
    "institutions/drafts/references.py:'abc' is 5",
    "institutions/drafts/references.py:'abc' is not 5",
    "institutions/formats/tables/template_file.py",
    "institutions/formats/tables/cell_text.py:'abc' is not a day of 5",
    "institutions/imports/returned.py:What your body knows itself",
    "institutions/imports/unlike.py:If this file has numbers of its own",
    "institutions/lists/head.py:5: 5, or a line above",
)


def messages() -> Iterator[tuple[str, ast.JoinedStr | ast.Constant]]:
    """Every sentence that a module of these folders may say, and where; docstrings are for who reads the program."""
    for folder in FOLDERS:
        for file in sorted((settings.BASE_DIR / "institutions" / folder).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            inside = {id(part) for each in ast.walk(tree) if isinstance(each, ast.JoinedStr) for part in parts_of(each)}
            documented = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
            for each in ast.walk(tree):
                if isinstance(each, ast.JoinedStr | ast.Constant) and id(each) not in inside | documented:
                    text = filled(each, "5")
                    if MESSAGE.fullmatch(text.strip()) and not OTHERWISE.search(text):
                        yield f"{Path(file).relative_to(settings.BASE_DIR)}", each


def parts_of(text: ast.JoinedStr) -> Iterator[ast.AST]:
    """What stands within a text with places."""
    yield from (each for each in ast.walk(text) if each is not text)


def filled(text: ast.JoinedStr | ast.Constant, filling: str) -> str:
    """The sentence with something in its places."""
    if isinstance(text, ast.Constant):
        given = text.value if isinstance(text.value, str) else ""
        return re.sub(r"\{(\w*)[:,]*\}", lambda found: NAMED.get(found[1], filling), given)
    return "".join(
        str(each.value) if isinstance(each, ast.Constant) else filled_in(each, filling) for each in text.values
    )


def filled_in(place: ast.expr, filling: str) -> str:
    """Something that fits a place: a suggestion, a number, what is quoted, else the filling."""
    source = ast.unparse(place)
    if "nearest(" in source:
        return " Did you mean abc?"
    if "quoted(" in source:
        return "'abc'"
    if isinstance(place, ast.FormattedValue) and isinstance(place.value, ast.Name) and place.value.id in NAMED:
        return NAMED[place.value.id]
    return "5" if re.search(r"\bline\b|\blines\[|\bnumber\b|len\(|\bMAX_", source) else filling


@cache
def every_message() -> list[tuple[str, ...]]:
    """Where each stands, and how it reads with each of the fillings."""
    return sorted({(where, *(filled(each, filling) for filling in FILLINGS)) for where, each in messages()})


@every("message", every_message)
def test_every_message_about_a_file_is_said_in_japanese(message: tuple[str, ...]) -> None:
    where, *ways = message
    if any(f"{where}:{ways[1]}".startswith(part) for part in PARTS):
        return
    with translation.override("ja"):
        said = [edition_words(way) for way in ways]
    assert any(re.search(r"[ぁ-ん]", each) and not re.search(r"(?:[a-z]{3,} ){3}", each) for each in said), (
        where,
        said,
    )


def test_the_messages_were_found() -> None:
    assert len(every_message()) > 200
    assert all(any(f"{where}:{way}".startswith(part) for where, _, way, _ in every_message()) for part in PARTS)


def test_a_message_is_said_with_what_is_filled_in_and_what_may_be_meant() -> None:
    with translation.override("ja"):
        assert import_remedy("'tie' is not a kind of statement. Did you mean lie?") == (
            "「tie」は記載事項の種類ではありません。「lie」のことでしょうか。"
        )
        assert import_remedy("endDate (2026-01-01) is before startDate (2026-02-01). Exchange or correct them.") == (
            "終了日（令和8年1月1日）が開始日（令和8年2月1日）より前です。入れ替えるか、修正してください。"
        )
        assert import_remedy("'tie' is not a kind of statement. Write lie.").endswith("「lie」と記入してください。")
        assert import_remedy("Columns have the same heading: a, b. Give each its own.").startswith("同じ見出しの列")
    with translation.override("en"):
        assert import_remedy("'tie' is not a kind of statement.") == "'tie' is not a kind of statement."


def test_a_name_that_comes_again_holds_the_same_again() -> None:
    pattern = pattern_of("Treaty %(code)s is 25 %% of %(code)s.")
    assert pattern.fullmatch("Treaty a is 25 % of a.")
    assert not pattern.fullmatch("Treaty a is 25 % of b.")
    assert len({text for _, text in SAID}) == len(SAID)
