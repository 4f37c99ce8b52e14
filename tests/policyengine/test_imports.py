"""Imports go policyengine -> (institutions, rules) and rules -> institutions; institutions never knows rules.

Not by import, template, string foreign key, `apps.get_model` or migration dependency.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.every import every

pytestmark = pytest.mark.bare

ROOT = Path(__file__).resolve().parents[2]
INSTITUTIONS = sorted((ROOT / "institutions").rglob("*.py"))
TEMPLATES = sorted((ROOT / "institutions").rglob("*.html"))
NAMES_RULES = re.compile(r"rules(?:[.:/]|$)")
LOADS = re.compile(r"{%\s*(?:include|extends|url|load)\s+[\"']?rules\b")


def imported(tree: ast.AST) -> Iterator[str]:
    """Every module that a file imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module or ''}"


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text of a file but its docstrings: foreign keys, get_model, migration dependencies, import_module."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def breaches(source: str) -> list[str]:
    """What of a file of institutions points to rules or to policyengine."""
    tree = ast.parse(source)
    found = [name for name in imported(tree) if name.split(".")[0] in ("rules", "policyengine")]
    return found + [text for text in texts(tree) if NAMES_RULES.match(text)]


@every("path", INSTITUTIONS, name=lambda path: str(path.relative_to(ROOT)))
def test_institutions_knows_nothing_of_rules(path: Path) -> None:
    assert breaches(path.read_text(encoding="utf-8")) == []


def test_templates_of_institutions_use_nothing_of_rules() -> None:
    assert [path.name for path in TEMPLATES if LOADS.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    [
        "import rules",
        "from rules.models import Finding",
        "from institutions.audit.logs import request_id",
        "models.ForeignKey('rules.Finding')",
        "apps.get_model('rules', 'Finding')",
        "dependencies = [('rules', '0001_initial')]",
        "import_module('rules.models')",
    ],
)
def test_the_test_sees_each_way_of_knowing_rules(source: str) -> None:
    assert breaches(source)


def test_the_test_sees_templates() -> None:
    assert LOADS.search("{% include 'rules/finding.html' %}")
    assert LOADS.search('{% extends "rules/page.html" %}')
