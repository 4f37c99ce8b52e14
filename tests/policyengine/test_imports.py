"""The contracts on imports (`[tool.importlinter]`) hold, fail where they should, and nothing gets round them.

`lint-imports` reads import statements. Here stands what it does not see: names of modules in texts, templates, and
imports that are made while the program runs.
"""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.bare

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("institutions", "rules", "policyengine")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
CONTRACTS = [
    each["name"]
    for each in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
]
# One import that each contract forbids, in the order of the contracts: in which file, and what it imports.
FORBIDDEN = [
    ("institutions/values/written_day.py", "import policyengine.clock"),
    ("institutions/kinds/words.py", "import institutions.lists.edition_head"),
    ("rules/facts/kinds/labels.py", "import rules.review.work.ageing"),
    ("rules/messages/mail/wording.py", "import rules.messages.notices.writing"),
    ("rules/web/pages/register/sources.py", "import rules.review.work.ageing"),
]
# Imports inside functions, and modules that are loaded by name: file, what is loaded, and why it must be there.
LATE = {
    ("institutions/accounts/sign_in/apps.py", "import_module"): "Django asks an app to connect itself when it is ready",
    ("institutions/apps.py", "institutions.audit"): "Django asks an app to connect itself when it is ready",
    ("rules/apps.py", "rules.backup"): "Django asks an app to connect itself when it is ready",
    ("rules/apps.py", "rules.engine.loading"): "Django asks an app to connect itself when it is ready",
    ("rules/apps.py", "rules.models"): "Django asks an app to connect itself when it is ready",
    ("rules/apps.py", "rules.review.correspondence"): "Django asks an app to connect itself when it is ready",
    ("rules/review/correspondence/scanning.py", "import_string"): "a setting names the scanner of the installation",
    ("institutions/management/late_command.py", "import_module"): "the help of a command loads nothing of its work",
    (
        "institutions/values/late_modules.py",
        "import_module",
    ): "receivers need most of the program; a command that publishes nothing starts without them",
    ("policyengine/__init__.py", "policyengine.celery"): "the offline verifier of receipts runs without Celery",
    ("policyengine/traces.py", "policyengine.tracing"): "OpenTelemetry is loaded only where a collector is set",
    ("rules/engine/loading/checks.py", "import_module"): "the check says that durable_rules cannot be loaded",
    (
        "rules/engine/sets/kept_programs.py",
        "rules.engine.sets.program",
    ): "Ibis is loaded only where a program is written",
    ("rules/markets/fitting.py", "import_module"): "scikit-learn is a development dependency, loaded only to fit",
    ("rules/engine/loading/checks.py", "rules.engine.loading.program_rulebook"): "it loads durable_rules",
    ("rules/engine/loading/checks.py", "rules.engine.language.errors"): "beside the one above",
    (
        "rules/web/report/typesetting_process.py",
        "rules.web.report.typesetter",
    ): "the web server does not load WeasyPrint",
}
BY_NAME = {"import_module", "import_string", "__import__"}
NAMES_RULES = re.compile(r"rules(?:[.:/]|$)")
LOADS = re.compile(r"{%\s*(?:include|extends|url|load)\s+[\"']?rules\b")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the linter on a folder, without its cache."""
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache", "--no-logo"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the linter's report on a copy of the source with a forbidden import for each contract."""
    folder = tmp_path_factory.mktemp("source")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for path in SOURCES:
        copy = folder / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    for file, line in FORBIDDEN:
        with (folder / file).open("a", encoding="utf-8") as source:
            source.write(f"{line}\n")
    report = lint(folder)
    assert report.returncode == 1, report.stdout + report.stderr
    return report.stdout


def test_the_contracts_hold() -> None:
    report = lint(ROOT)
    assert report.returncode == 0, report.stdout + report.stderr
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in report.stdout


def test_each_contract_fails_when_an_import_that_it_forbids_is_added(broken: str) -> None:
    assert len(FORBIDDEN) == len(CONTRACTS)
    assert [name for name in CONTRACTS if not re.search(rf"^{re.escape(name)} BROKEN$", broken, re.MULTILINE)] == []


def late_imports(tree: ast.Module) -> Iterator[str]:
    """Yield imports of our own modules inside functions and classes, and calls that load a module by its name."""
    top = {id(node) for node in tree.body}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and id(node) not in top and (node.module or "").split(".")[0] in PACKAGES:
            yield node.module or ""
        elif isinstance(node, ast.Import) and id(node) not in top:
            yield from (each.name for each in node.names if each.name.split(".")[0] in PACKAGES)
        elif isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in BY_NAME or (called == "get_model" and node.args):
                yield called


def run_time_part(tree: ast.Module) -> ast.Module:
    """Return a tree without what stands below `if TYPE_CHECKING`: those are statements that the linter reads."""
    kept = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING")
    ]
    return ast.Module(kept, tree.type_ignores)


def test_nothing_is_imported_late_but_what_is_listed() -> None:
    found = set()
    for path in SOURCES:
        if "migrations" in path.parts:  # Django gives a migration its models by name
            continue
        tree = run_time_part(ast.parse(path.read_text(encoding="utf-8")))
        found |= {(str(path.relative_to(ROOT)), loaded) for loaded in late_imports(tree)}
    assert sorted(found - LATE.keys()) == []
    assert sorted(LATE.keys() - found) == []


@pytest.mark.parametrize(
    "source",
    [
        "def f():\n    from rules.models import Finding\n",
        "def f():\n    import rules.models\n",
        "import_module('rules.models')",
        "import_string('rules.models.Finding')",
        "apps.get_model('rules', 'Finding')",
        "try:\n    from rules.models import Finding\nexcept ImportError: ...\n",
    ],
)
def test_the_test_sees_each_late_import(source: str) -> None:
    assert list(late_imports(ast.parse(source)))


def texts(tree: ast.AST) -> Iterator[str]:
    """Yield every text of a file but its docstrings: foreign keys, migration dependencies, names of modules."""
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


def named_in(source: str) -> list[str]:
    """Return the texts of a file that name something of rules."""
    return [text for text in texts(ast.parse(source)) if NAMES_RULES.match(text)]


def test_institutions_names_nothing_of_rules() -> None:
    files = [path for path in SOURCES if path.relative_to(ROOT).parts[0] == "institutions"]
    found = {path.name: named for path in files if (named := named_in(path.read_text(encoding="utf-8")))}
    assert found == {}


def test_templates_of_institutions_use_nothing_of_rules() -> None:
    templates = sorted((ROOT / "institutions").rglob("*.html"))
    assert [path.name for path in templates if LOADS.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "source",
    [
        "models.ForeignKey('rules.Finding')",
        "apps.get_model('rules', 'Finding')",
        "dependencies = [('rules', '0001_initial')]",
        "import_module('rules.models')",
    ],
)
def test_the_test_sees_each_name(source: str) -> None:
    assert named_in(source)


def test_the_test_sees_templates() -> None:
    assert LOADS.search("{% include 'rules/finding.html' %}")
    assert LOADS.search('{% extends "rules/page.html" %}')
