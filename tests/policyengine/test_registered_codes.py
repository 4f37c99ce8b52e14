"""Every registered code is worded in both languages, and nothing finds a code by matching its English words."""

import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from django.utils import translation

import institutions
import policyengine
import rules
from institutions.codes.base import Coded
from institutions.codes.registry import REGISTRY, placeholder_names

PROSE = re.compile(r"[a-z]{3,}(?:\\? )[a-z]{2,}")  # a pattern of words, which may fit a part of a wording
# Patterns of words that are tried on something else than wordings, and why they may fit the end of one.
EXCEPTIONS = {
    ("institutions.parties.names.legal_forms", "TAIL"): "legal forms at the end of a name, such as company",
    ("institutions.parties.names.legal_forms", "LAST"): "the same, one at a time",
}
SAMPLE = "Kita Materials (fictional) 12 北"


@cache
def modules() -> tuple[ModuleType, ...]:
    """Return every module except migrations, commands and settings, which do something when imported."""
    return tuple(
        import_module(each.name)
        for package in (institutions, rules, policyengine)
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not re.search(r"\.(migrations|settings|asgi|wsgi|clock)\b|__main__", each.name)
    )


def wordings() -> list[tuple[str, str]]:
    """Return each code with its words, those of the form and of earlier versions too."""
    assert modules()
    return [
        (code, words)
        for code, kind in sorted(REGISTRY.items())
        if kind.__module__.partition(".")[0] in ("institutions", "rules", "policyengine")
        for words in (kind.words, kind.form_words, *kind.earlier)
        if words
    ]


def in_japanese(words: str) -> str:
    with translation.override("ja"):
        return translation.gettext(words)


def is_words(words: str) -> bool:
    """Return whether a wording says something besides its parameters."""
    return bool(re.search(r"[a-z]{2}", re.sub(r"%\(\w+\)s", "", words)))


def test_every_code_has_japanese_words_with_the_same_parameters() -> None:
    lacking = [
        code for code, words in wordings() if is_words(words) and not re.search(r"[ぁ-ヿ一-鿿]", in_japanese(words))
    ]
    assert not lacking
    other = [code for code, words in wordings() if placeholder_names(in_japanese(words)) != placeholder_names(words)]
    assert not other


def test_there_are_codes_of_documents_files_imports_and_lists() -> None:
    subjects = {code.partition(".")[0] for code, _ in wordings()}
    assert {"text", "party", "file", "table", "cell", "record", "edition", "bods", "ocds", "edinet"} <= subjects
    assert len(wordings()) > 400


def test_every_class_of_a_code_is_entered() -> None:
    def below(kind: type[Coded]) -> Iterator[type[Coded]]:
        for each in kind.__subclasses__():
            yield each
            yield from below(each)

    def named(kind: type) -> tuple[str, str]:
        return kind.__module__, kind.__qualname__

    assert modules()
    ours = [kind for kind in below(Coded) if kind.__module__.partition(".")[0] in ("institutions", "rules")]
    built_on = {named(base) for kind in ours for base in kind.__mro__[1:]}  # they say nothing themselves
    assert {named(kind) for kind in ours} - built_on == {named(kind) for kind in REGISTRY.values()}


def patterns_in(value: Any, depth: int = 4) -> Iterator[re.Pattern[str]]:  # Any: whatever a module holds
    """Yield the patterns of a value of a module, in tuples, lists, sets and mappings too."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth and isinstance(value, Mapping):
        for each in (*value.keys(), *value.values()):
            yield from patterns_in(each, depth - 1)
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from patterns_in(each, depth - 1)


def filled(words: str) -> str:
    """Return a wording with something in the place of each parameter."""
    return re.sub(r"%\(\w+\)s", SAMPLE, words).replace("%%", "%")


def test_no_pattern_of_any_module_fits_the_english_words_of_a_code() -> None:
    said = [(code, filled(words)) for code, words in wordings() if is_words(words)]
    found = []
    for module in modules():
        for name, value in vars(module).items():
            for pattern in patterns_in(value):
                fits = pattern.search if PROSE.search(pattern.pattern) else pattern.fullmatch
                if not fits_anything(pattern) and (module.__name__, name) not in EXCEPTIONS:
                    found += [(module.__name__, name, code) for code, text in said if fits(text)]
    assert not found


def fits_anything(pattern: re.Pattern[str]) -> bool:
    """Return whether a pattern matches any line or any text: it distinguishes no wording from another."""
    return all(pattern.fullmatch(text) for text in ("x", "Orion", "1 2 3, four. Five? (six): seven", "'a' is 'b' 'c'."))


@pytest.mark.parametrize("code", ["day.not_a_day", "option.unknown"])
def test_such_a_pattern_would_be_found(code: str) -> None:
    assert modules()
    text = filled(REGISTRY[code].words)
    (pattern,) = patterns_in({"a": [(re.compile(r".+ is not an? .+", re.DOTALL), "b")]})
    assert pattern.fullmatch(text)
