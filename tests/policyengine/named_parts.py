"""The parts of the project that a document may name: files, addresses, modules, models, names and members."""

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from django.apps import apps

from tests.policyengine.access.table import read_table
from tests.policyengine.project_documents import ROOT

TOP: Final = ("institutions", "rules", "policyengine", "tests", "docs", "benchmarks")
BELOW: Final = re.compile(rf"(?:{'|'.join(TOP)})/[\w/.-]+")
EXCEPTIONS: Final = Path(__file__).with_name("test_docs.py")  # names things of others and of the past


@cache
def tree() -> tuple[frozenset[str], frozenset[str]]:
    """Return every file and every folder of the project, as paths that begin with a slash."""
    kept = [path for path in ROOT.iterdir() if path.name not in {"var", ".venv", ".git"} and "cache" not in path.name]
    paths = [found for top in kept for found in (top, *top.rglob("*")) if "__pycache__" not in found.parts]
    files = frozenset(f"/{path.relative_to(ROOT)}" for path in paths if path.is_file())
    folders = frozenset(f"/{path.relative_to(ROOT)}/" for path in paths if path.is_dir())
    return files, folders


def is_file_or_folder(name: str) -> bool:
    """Match paths from the root of the project, and the ends of such paths."""
    files, folders = tree()
    end = f"/{name.replace('CODE', 'COI-01')}"
    if BELOW.fullmatch(name):
        return end in files or f"{end.rstrip('/')}/" in folders
    return any(path.endswith(end) for path in (folders if name.endswith("/") else files))


@cache
def addresses() -> tuple[list[str], ...]:
    """Return the segments of every address of the project."""
    return tuple(row.address.strip("/").split("/") for row in read_table().rows)


def is_address(name: str) -> bool:
    """Match addresses of the access table and what they begin with; without a slash before it also a part of one."""
    wanted = name.strip("/").split("/")
    for parts in addresses():
        starts = range(1 if name.startswith("/") else len(parts))
        if any(runs_along(wanted, parts[start:]) for start in starts):
            return True
    return False


def runs_along(wanted: list[str], parts: list[str]) -> bool:
    """Compare segments: ID or {id} stands for any placeholder, a word of its own for a placeholder of words."""
    if len(wanted) > len(parts) or not set(wanted) & set(parts):
        return False
    return all(
        part == word
        if not part.startswith("<")
        else bool(re.fullmatch(r"[A-Z]+|\{\w+\}", word)) or part.startswith(("<str:", "<slug:"))
        for word, part in zip(wanted, parts, strict=False)
    )


def is_module_or_model(name: str) -> bool:
    """Match a model by app and name, a module, and a name in a module."""
    app, _, rest = name.partition(".")
    if "." not in rest and app in apps.app_configs and rest.lower() in apps.get_app_config(app).models:
        return True
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[length:]:
            if not hasattr(found, attribute):
                return False
            found = getattr(found, attribute)
        return True
    return False


@cache
def identifiers() -> frozenset[str]:
    """Return every word of the project's own sources, those of exceptions left out."""
    sources = {
        path for top in TOP if top != "docs" for suffix in ("py", "yaml") for path in (ROOT / top).rglob(f"*.{suffix}")
    }
    sources |= {ROOT / "Makefile", ROOT / "pyproject.toml"}
    sources |= {path for path in (ROOT / "docs/installing").rglob("*") if path.is_file()}
    return frozenset(
        word for path in sources - {EXCEPTIONS} for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
    )


def has_member(name: str, member: str) -> bool:
    """Return whether some class of this name declares the method or the field."""
    files = (path for top in TOP for path in (ROOT / top).rglob("*.py"))
    texts = (path.read_text(encoding="utf-8") for path in files)
    trees = (ast.parse(text) for text in texts if f"class {name}" in text)
    bodies = (
        node.body for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef) if node.name == name
    )
    return any(member in declared_in(each) for body in bodies for each in body)


def declared_in(node: ast.stmt) -> set[str]:
    """Return the names that a statement of a class declares."""
    match node:
        case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case ast.Assign(targets=targets):
            return {each.id for each in targets if isinstance(each, ast.Name)}
    return set()
