"""Whoever refuses says why by a code: no such error is raised with a sentence."""

import ast
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from institutions.codes.errors import CodedError, CodedFieldsError
from institutions.seeding.errors import SeedErrors
from institutions.web.rest.problems import Problem
from rules.review.casework.errors import CaseworkError

PACKAGES = ("institutions", "rules", "policyengine")
MAKES_TEXT = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "str", "repr"})
SAID = frozenset({"said", "by_field", "detail"})  # names of the arguments that are codes
OF_TEXTS = frozenset({"format", "join", "replace", "strip"})


def kinds() -> dict[str, type]:
    """Return every error that is given a code, and the collector of seed errors, by the name of its class."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}."):
            if ".migrations." not in module.name and ".settings" not in module.name:
                import_module(module.name)

    def below(kind: type) -> Iterator[type]:
        yield kind
        for each in kind.__subclasses__():
            yield from below(each)

    return {
        each.__name__: each for base in (CodedError, CodedFieldsError, CaseworkError, Problem) for each in below(base)
    }


def places_of(kind: type) -> frozenset[int]:
    """Return the places of arguments that hold no code by their declaration, such as the name of a field."""
    given = list(inspect.signature(kind).parameters.values())
    return frozenset(place for place, each in enumerate(given) if "Coded" not in str(each.annotation))


def sentences(tree: ast.Module, known: Mapping[str, frozenset[int]]) -> Iterator[int]:
    """Yield the lines on which one of these errors is made with a text."""
    for scope in ast.walk(tree):
        if not isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.Module):
            continue
        own = list(nodes_of(scope))
        texts = {
            target.id: node.value
            for node in own
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in own:
            match node:
                case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in known:
                    given = [each for place, each in enumerate(node.args) if place not in known[name]]
                    said = (one.value for one in node.keywords if one.arg in SAID)
                    if any(is_text(each, texts) for each in (*given, *said)):
                        yield node.lineno


def nodes_of(scope: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes of a module or function, but for those of the functions in it."""
    for node in ast.iter_child_nodes(scope):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
            yield from nodes_of(node)


def is_text(node: ast.expr | None, texts: Mapping[str, ast.expr]) -> bool:
    """Return whether an expression is a text, or holds one that is said."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.BinOp(left=left, right=right):
            return is_text(left, texts) or is_text(right, texts)
        case ast.Call(func=ast.Name(id=name)):
            return name in MAKES_TEXT
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in OF_TEXTS
        case ast.List(elts=several) | ast.Tuple(elts=several) | ast.Dict(values=several):
            return any(is_text(each, texts) for each in several)
        case ast.Starred(value=one):
            return is_text(one, texts)
        case ast.Name(id=name):
            return name in texts and is_text(texts[name], {})
    return False


def test_no_refusal_is_raised_with_a_sentence() -> None:
    known = {name: places_of(kind) for name, kind in kinds().items()}
    assert {"BlockedError", "InvalidError", "NotYoursError", "LeadRefusedError", "ParameterError"} <= known.keys()
    root, found = Path(settings.BASE_DIR), []
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            lines = sentences(ast.parse(file.read_text(encoding="utf-8")), known)
            found += [f"{file.relative_to(root)}:{line}" for line in sorted(set(lines))]
    assert found == []


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ('raise BlockedError([_("This is not possible now.")])', True),
        ('raise BlockedError([Gone(), "This is not possible now."])', True),
        ('raise errors.NotYoursError(f"Ask {name}.")', True),
        ('raise InvalidError({"on": _("Not %(day)s.") % {"day": day}})', True),
        ('def refuse():\n    message = "Not now."\n    raise InvalidError({"on": message})', True),
        ('raise ParameterError("on", str(trouble))', True),
        ('raise problems.Forbidden("Ask an administrator.")', True),
        ('raise problems.Stale(OldTag(), headers={"Retry-After": "5"})', False),
        ('raise ParameterError("on", NoDayGiven(given=text))', False),
        ("raise BlockedError([Gone()])", False),
        ('raise InvalidError({"on": NoDayEntered()})', False),
        ("raise NotYoursError(problem)", False),
        ('raise ValueError("A fault of ours.")', False),
    ],
)
def test_a_sentence_is_told_from_a_code(written: str, plain: bool) -> None:
    known = {name: places_of(kind) for name, kind in kinds().items()}
    assert bool(list(sentences(ast.parse(written), known))) is plain


def test_the_checks_of_seed_rows_say_codes() -> None:
    assert SeedErrors.add.__annotations__["trouble"].__name__ == "Coded"
    for file in sorted((Path(settings.BASE_DIR) / "institutions" / "seeding").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr="trouble"), args=[said]):
                    assert not is_text(said, {}), f"{file}:{node.lineno}"
