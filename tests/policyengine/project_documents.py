"""The documents of the project, their code and their prose."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

ROOT: Final = Path(settings.BASE_DIR)
DOCUMENTS: Final = (
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs/decisions").glob("*.md")),
)
BLOCK: Final = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN: Final = re.compile(r"`([^`\n]+)`")


def code_of(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each code span and each line of a block of code, with its line."""
    text = path.read_text(encoding="utf-8")
    for block in BLOCK.finditer(text):
        first = text.count("\n", 0, block.start(1)) + 1
        joined = re.sub(r"\\\n\s*", " ", block[1])
        yield from ((first, line) for line in joined.splitlines())
    blank = BLOCK.sub(lambda found: "\n" * found[0].count("\n"), text)
    for number, line in enumerate(blank.splitlines(), 1):
        yield from ((number, span) for span in SPAN.findall(line))


def headings_of(path: Path) -> set[str]:
    """Return the names by which links reach the headings of a document, as GitHub makes them."""
    lines = BLOCK.sub("", path.read_text(encoding="utf-8")).splitlines()
    titles = [line.lstrip("# ").strip().lower() for line in lines if line.startswith("#")]
    return {re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in titles}


def prose() -> Iterator[tuple[str, str]]:
    """Yield each paragraph, item or row of the documents without its code, with its file."""
    for path in DOCUMENTS:
        text = SPAN.sub("", BLOCK.sub("", path.read_text(encoding="utf-8"))).replace("*", "")
        for part in re.split(r"\n\s*\n|\n(?=\s*(?:[-#|]|\d+\. ))", text):
            yield path.relative_to(ROOT).as_posix(), " ".join(part.split()).lstrip("-#| 0123456789.")
