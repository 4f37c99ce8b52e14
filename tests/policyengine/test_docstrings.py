"""Docstrings say what a thing is or does: none begins with a relative pronoun or a question word."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.bare

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("institutions", "rules", "policyengine", "benchmarks", "tests")
QUESTION = re.compile(
    r"(?:(?:about|among|at|between|by|for|from|in|of|on|over|through|to|under|with)\s+(?:what|which|whom|whose)"
    r"|how|what|when|where|whether|which|who|whom|whose|why)\b",
    re.IGNORECASE,
)
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def offenders(path: Path) -> Iterator[str]:
    """Yield file, line and beginning of each docstring of a file that begins with a question word."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Documented) and (text := ast.get_docstring(node)) and QUESTION.match(text):
            yield f"{path.relative_to(ROOT)}:{node.body[0].lineno}: {text.splitlines()[0][:60]}"


def test_no_docstring_begins_with_a_relative_pronoun_or_a_question_word() -> None:
    found = [each for name in PACKAGES for path in sorted((ROOT / name).rglob("*.py")) for each in offenders(path)]
    assert not found, "\n".join(found)
