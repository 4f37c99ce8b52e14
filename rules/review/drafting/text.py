"""The step from a text file to the parts of a draft: headings, paragraphs, items, and gaps that a person fills in.

A line of a text begins with `# ` (title), `## ` (heading), `- ` (item), `-- ` (item below an item), `> ` (at the right)
or `* ` (remark to the writer); any other line is a paragraph. `[… ]` is a gap. The rest is Django's template language.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from django.template import Context, Engine

from rules.engine.language.statements import Language

Sort = Literal["title", "heading", "item", "below", "right", "remark", "paragraph"]
FOLDER: Final = Path(__file__).resolve().parent / "texts"
ENGINE: Final = Engine(dirs=[str(FOLDER)], autoescape=False)  # plain text; the page escapes it
MARKS: Final[tuple[tuple[str, Sort], ...]] = (
    ("## ", "heading"),
    ("# ", "title"),
    ("-- ", "below"),
    ("- ", "item"),
    ("> ", "right"),
    ("* ", "remark"),
)
GAP: Final = re.compile(r"(\[…[^\[\]]*\])")
UNPRINTABLE: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class DraftPiece:
    """A stretch of text, or a gap."""

    text: str
    gap: bool


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of a draft."""

    sort: Sort
    text: str

    @property
    def pieces(self) -> tuple[DraftPiece, ...]:
        """The text with its gaps apart."""
        return tuple(DraftPiece(each, bool(GAP.fullmatch(each))) for each in GAP.split(self.text) if each)


def one_line(value: object) -> str:
    """Clean a value so that it can neither begin a line of its own nor break a Word file."""
    return re.sub(" +", " ", UNPRINTABLE.sub(" ", str(value))).strip()


def clean_context(given: Any) -> Any:  # Any: texts, in lists and mappings
    """Put every text of a context on one line."""
    if isinstance(given, Mapping):
        return {name: clean_context(each) for name, each in given.items()}
    if isinstance(given, list | tuple):
        return [clean_context(each) for each in given]
    return given if isinstance(given, bool) else one_line(given)


def write_draft_lines(name: str, language: Language, context: Mapping[str, Any]) -> tuple[DraftLine, ...]:
    """Write a draft from the text file of this name."""
    written = ENGINE.get_template(f"{language}/{name}.txt").render(Context(clean_context(context), autoescape=False))
    return tuple(read_draft_lines(written))


def read_draft_lines(written: str) -> Iterator[DraftLine]:
    """Yield each line as a part."""
    for line in written.splitlines():
        if text := line.strip():
            mark, sort = next(((mark, sort) for mark, sort in MARKS if text.startswith(mark)), ("", "paragraph"))
            yield DraftLine(sort, text[len(mark) :].strip())


def plain_text(parts: tuple[DraftLine, ...]) -> str:
    """Return the draft as text to copy."""
    marks = {"item": "- ", "below": "  - ", "remark": "* "}
    return "\n".join(f"{marks.get(each.sort, '')}{each.text}" for each in parts)
