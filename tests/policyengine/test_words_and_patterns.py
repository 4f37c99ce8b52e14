"""Nobody reads a sentence of ours back: no regular expression matches the English words of a code."""

import ast
import codecs
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from institutions.codes.registry import PLACEHOLDER, REGISTRY

PACKAGES = ("institutions", "rules", "policyengine")
FROZEN = ("rules/assessing/old_format/",)  # readers of what was stored as sentences
LONG = 8  # characters: more than a word that many sentences begin with
READING = frozenset(("compile", "match", "fullmatch", "search", "finditer", "findall", "sub", "split"))


def test_no_pattern_matches_the_english_words_of_a_code() -> None:
    for package in PACKAGES:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            if ".migrations." not in module.name and ".settings" not in module.name:
                import_module(module.name)
    sentences = {words: code for code, kind in REGISTRY.items() for words in (*kind.earlier, kind.words)}
    assert len(sentences) > 20
    found = [
        (place, pattern.pattern, sentences[words])
        for place, pattern in patterns()
        for words in sentences
        if reads(pattern, words)
    ]
    assert found == []


def reads(pattern: re.Pattern[str], words: str) -> bool:
    """Return whether a pattern knows a sentence: it matches much of it, and not the same shape in other letters."""
    sentence = PLACEHOLDER.sub("Hikari", words)
    found = pattern.match(sentence)
    return bool(found and len(found[0]) >= LONG) and not pattern.match(codecs.encode(sentence, "rot13"))


@pytest.mark.parametrize(
    ("pattern", "read"),
    [
        (r"(.+) does not count\.", True),
        (r"Nothing of this kind is on record: (.+)\.", True),
        (r".+", False),
        (r"[aeiouHN]", False),
        (r"[A-Z]\w+ .*", False),
    ],
)
def test_a_pattern_that_knows_a_sentence_is_told_from_one_that_takes_any(pattern: str, read: bool) -> None:
    given = ("%(fact)s does not count.", "Nothing of this kind is on record: %(kind)s.")
    assert any(reads(re.compile(pattern), words) for words in given) is read


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield every regular expression that is written in a module, with its file."""
    root = Path(settings.BASE_DIR)
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            place = file.relative_to(root).as_posix()
            if not place.startswith(FROZEN):
                for text in written(ast.parse(file.read_text(encoding="utf-8"))):
                    yield place, re.compile(text)


def written(tree: ast.Module) -> Iterator[str]:
    """Yield the patterns that a module gives to `re`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=name), args=[ast.Constant(value=str(text)), *_]
            ):
                if name in READING:
                    yield text
