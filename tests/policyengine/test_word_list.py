"""Pages use the words of the list in docs/architecture.md, in English and Japanese."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import takewhile
from typing import Final

import pytest
from django.conf import settings

pytestmark = pytest.mark.bare

LIST: Final = settings.BASE_DIR / "docs" / "architecture.md"
CATALOGUE: Final = settings.BASE_DIR / "policyengine" / "locale" / "ja" / "LC_MESSAGES" / "django.po"
ENTRY: Final = re.compile(
    r"""
    ^(?:msgctxt\ "(?P<context>.*)"\n)?
    ^msgid\ (?P<id>(?:".*"\n)+)
    (?:^msgid_plural\ (?:".*"\n)+)?
    (?P<said>(?:^msgstr.*\n(?:^".*"\n)*)+)
    """,
    re.MULTILINE | re.VERBOSE,
)


def joined(lines: str) -> str:
    """Return the text of quoted lines."""
    return "".join(re.findall(r'"(.*)"', lines))


@cache
def catalogue() -> tuple[tuple[str | None, str, str], ...]:
    """Return context, English and Japanese of every text of the catalogue."""
    found = ENTRY.finditer(CATALOGUE.read_text(encoding="utf-8") + "\n")
    return tuple((each["context"], joined(each["id"]), joined(each["said"])) for each in found if joined(each["id"]))


def rows() -> Iterator[tuple[list[str], list[str]]]:
    """Yield the English and the Japanese terms of each row of the first table of words."""
    lines = LIST.read_text(encoding="utf-8").partition("## Words")[2].splitlines()
    first = lines.index("|---|---|---|") + 1
    for line in takewhile(lambda each: each.startswith("|"), lines[first:]):
        english, japanese, _meaning = (cell.strip() for cell in line.strip("|").split("|"))
        yield re.split(r"[,;] ", english), japanese.split("、")


@cache
def listed() -> dict[str, set[str]]:
    """Return the Japanese terms of each English one: several where one English word has several meanings."""
    found: dict[str, set[str]] = defaultdict(set)
    for english, japanese in rows():
        for one, other in zip(english, japanese, strict=True):
            found[one].add(other)
    return found


@cache
def sources() -> str:
    """Return the catalogue and every file that holds a text in both languages, as one text."""
    texts = [english for _context, english, _japanese in catalogue()]
    texts += [japanese for _context, _english, japanese in catalogue()]
    for part in ("institutions", "rules"):
        for suffix in ("py", "yaml", "txt"):
            files = (settings.BASE_DIR / part).rglob(f"*.{suffix}")
            texts += [path.read_text(encoding="utf-8") for path in files if "migrations" not in path.parts]
    return "\n".join(texts)


def test_each_english_word_has_its_japanese_one() -> None:
    for english, japanese in rows():
        assert len(english) == len(japanese), f"{english}: {japanese}"
    assert len(listed()) > 50


def test_pages_use_every_english_word_of_the_list() -> None:
    said = "\n".join(english for _context, english, _japanese in catalogue())
    missing = [term for term in listed() if not re.search(rf"\b{re.escape(term[:-1])}", said, re.IGNORECASE)]
    assert [term for term in missing if f'Label("{term.capitalize()}"' not in sources()] == []


def test_pages_use_every_japanese_word_of_the_list() -> None:
    assert [word for words in listed().values() for word in words if word not in sources()] == []


def test_a_text_that_is_a_word_of_the_list_is_translated_by_the_list() -> None:
    found = [(english, japanese) for _context, english, japanese in catalogue() if english.lower() in listed()]
    assert len(found) > 15
    assert [each for each in found if each[1].partition("（")[0] not in listed()[each[0].lower()]] == []


def test_the_menu_and_the_list_call_the_work_queue_the_same() -> None:
    assert ("Work queue", "処理待ち") in {(english, japanese) for _context, english, japanese in catalogue()}
    assert listed()["work queue"] == {"処理待ち"}
