"""Documents name files, modules, commands, options, addresses, variables and make targets that exist.

Every name in a code span or a block of code is looked up in the project. A decision record may describe what was: the
name stands below with what became of it.
"""

import argparse
import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class

from tests.policyengine.access.table import read_table

pytestmark = pytest.mark.bare

ROOT: Final = Path(settings.BASE_DIR)
DOCUMENTS: Final = (
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs/decisions").glob("*.md")),
)
BLOCK: Final = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
SPAN: Final = re.compile(r"`([^`\n]+)`")
LINK: Final = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TOP: Final = ("institutions", "rules", "policyengine", "tests", "docs", "benchmarks")
SUFFIXES: Final = "py|md|yaml|toml|html|txt|css|js|in|json|po"
FILE: Final = re.compile(rf"(?:[\w-]+/)*[\w.-]+\.(?:{SUFFIXES})")
FOLDER: Final = re.compile(r"(?:[\w-]+/)+")
BELOW: Final = re.compile(rf"(?:{'|'.join(TOP)})/[\w/.-]+")
MODULE: Final = re.compile(rf"(?:{'|'.join(TOP[:3])})(?:\.[A-Za-z_]\w*)+")
ADDRESS: Final = re.compile(r"/[\w/{}.-]+")
VARIABLE: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+|(?:[A-Z][a-z0-9]+){2,}")
MEMBER: Final = re.compile(r"[A-Z][a-z][A-Za-z]*\.[a-z_]+")
IMPORTED: Final = re.compile(r"from ([\w.]+) import ([\w, ]+)")
READ_SETTING: Final = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"')

# Files of the reader, of others or made by the project: no part of it.
NOT_OURS: Final = {
    "EdinetcodeDlInfo.csv": "published by the Financial Services Agency",
    "proposal.json": "the reader's own",
    "SUBMISSION.md": "the contract of the documents, beside the project",
    "RULES.md": "the contract of the rule language, beside the project",
    "calendar.ics": "made when it is asked for",
    "/measures/0/text": "a place in a document",
    "policyengine.sign_in.secret_text": "a text from which secrets are derived",
    "sent_at": "in the example of a receiver",
    "var/": "made by the first start",
    ".venv/": "made by the first start",
}
# Names that a record or the changelog gives to something of the past, with where that is today.
PAST: Final = {
    "SECURE_COOKIES": "HTTPS",
    "joint_researchs": "joint_research",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a document: the file, the line, the whole code span or line of a block, and the name itself."""

    place: str
    said: str
    name: str


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


def words() -> Iterator[Named]:
    """Yield every word of code in the documents, without the punctuation around it."""
    for path in DOCUMENTS:
        for number, said in code_of(path):
            imported = IMPORTED.fullmatch(said)
            names = [f"{imported[1]}.{each.strip()}" for each in imported[2].split(",")] if imported else []
            for word in (*names, *re.split(r"[\s\"'()|=,;]+", said)):
                name = word.partition("?")[0].strip("[]:<>")
                name = name.strip("…/") + "/" if name.startswith("…/") else name.strip("…")
                if name and name not in NOT_OURS and name not in PAST:
                    yield Named(f"{path.relative_to(ROOT)}:{number}", said, name)


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
    """Return every word of the project's own sources, this file left out."""
    sources = {
        path for top in TOP if top != "docs" for suffix in ("py", "yaml") for path in (ROOT / top).rglob(f"*.{suffix}")
    }
    sources |= {ROOT / "Makefile", ROOT / "pyproject.toml"}
    return frozenset(
        word for path in sources - {Path(__file__)} for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))
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


@pytest.mark.parametrize(
    ("shape", "exists"),
    [
        (re.compile(rf"{FILE.pattern}|{BELOW.pattern}"), is_file_or_folder),
        (FOLDER, lambda name: is_file_or_folder(name) or is_address(name)),
        (ADDRESS, is_address),
        (MODULE, is_module_or_model),
        (VARIABLE, lambda name: name in identifiers()),
        (NAME, lambda name: name in identifiers()),
        (MEMBER, lambda name: has_member(*name.split("."))),
    ],
    ids=["files", "folders", "addresses", "modules", "variables", "names", "members"],
)
def test_documents_name_what_exists(shape: re.Pattern[str], exists: Callable[[str], bool]) -> None:
    named = [each for each in words() if shape.fullmatch(each.name)]
    assert named
    absent = sorted({f"{each.place}: {each.name}" for each in named if not exists(each.name)})
    assert not absent, "\n".join(absent)


def test_every_exception_is_named_by_a_document() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    assert [name for name in (*NOT_OURS, *PAST) if name not in text] == []


def test_links_lead_to_files() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in DOCUMENTS
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in target and not (path.parent / target).exists()
    ]
    assert broken == []


def test_commands_exist_with_their_options() -> None:
    ours = {name: app for name, app in get_commands().items() if app in {"institutions", "rules"}}
    wrong, seen = [], set()
    for path in DOCUMENTS:
        for number, said in code_of(path):
            for run in re.split(r"&&|#", said):
                parts = run.replace("[", " ").replace("]", " ").replace("|", " ").split()
                after = "manage.py" in parts
                parts = parts[parts.index("manage.py") + 1 :] if after else parts
                place = f"{path.relative_to(ROOT)}:{number}"
                if parts and after and parts[0] not in get_commands():
                    wrong.append(f"{place}: manage.py {parts[0]}")
                if parts and parts[0] in ours:
                    seen.add(parts[0])
                    known = options_of(ours[parts[0]], parts[0])
                    wrong += [f"{place}: {parts[0]} {each}" for each in parts if each[:2] == "--" and each not in known]
    assert wrong == []
    assert seen >= ours.keys() - {"submission_schema", "demonstrate", "connections"}


def options_of(app: str, command: str) -> set[str]:
    """Return the options of a command and of its subcommands."""
    parser = load_command_class(app, command).create_parser("manage.py", command)
    below = [each.choices.values() for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
    parsers = [parser, *(sub for choices in below for sub in choices)]
    return {option for each in parsers for action in each._actions for option in action.option_strings}


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {
        (f"{path.relative_to(ROOT)}:{number}", target)
        for path in DOCUMENTS
        for number, said in code_of(path)
        for target in re.findall(r"^make ([a-z][a-z-]*)", said)
    }
    assert {target for _place, target in named} >= {"run", "test", "check"}
    assert sorted(f"{place}: make {target}" for place, target in named if target not in targets) == []


def test_running_names_the_variables_that_settings_read_and_no_other() -> None:
    read = {
        name
        for path in (ROOT / "policyengine/settings").glob("*.py")
        for name in READ_SETTING.findall(path.read_text(encoding="utf-8"))
    }
    said = {word for _number, code in code_of(ROOT / "docs/running.md") for word in re.findall(r"[A-Z_]+", code)}
    assert len(read) > 30
    assert sorted(read - said) == []
    assert sorted(word for word in said - read if VARIABLE.fullmatch(word)) == []


@pytest.mark.parametrize(
    ("name", "exists"),
    [
        ("rules/web/report/", True),
        ("rules/report/", False),
        ("urls.py", True),
        ("nowhere.py", False),
        ("partnerships/ID/case/", True),
    ],
)
def test_a_path_that_moved_is_told_from_one_that_stands(name: str, exists: bool) -> None:
    assert (is_file_or_folder(name) or is_address(name)) is exists


@pytest.mark.parametrize(
    ("name", "exists"),
    [
        ("/companies/ID/", True),
        ("/companies/mine/", False),
        ("/api/v1/rulebook/CODE/", True),
        ("/healthz", True),
        ("/nowhere/", False),
    ],
)
def test_an_address_that_moved_is_told_from_one_that_stands(name: str, exists: bool) -> None:
    assert is_address(name) is exists


@pytest.mark.parametrize(
    ("name", "exists"),
    [
        ("rules.Finding", True),
        ("rules.review.timeline.reading.note_since_last_act", True),
        ("rules.review.timeline.reading.told", False),
        ("rules.timeline", False),
    ],
)
def test_a_module_that_moved_is_told_from_one_that_stands(name: str, exists: bool) -> None:
    assert is_module_or_model(name) is exists


RIDDLE: Final = re.compile(r"(?:^|(?<=[.:] ))(?:What|Who|Whom|Whose|Whoever|Whatever|By which|Of these)\b[^.?]*[.]")
FORMER_TERMS: Final = re.compile(
    r"\b(?:secret (?:partnerships?|cases?)|named persons?|tak(?:e|es|en) in (?:a|the) case|"
    r"(?:a|the|open|refused|later) leads?(?= (?:between|is|are|stays?|joins?|that)))\b",
    re.IGNORECASE,
)


def prose() -> Iterator[tuple[str, str]]:
    """Yield each paragraph, item or row of the documents without its code, with its file."""
    for path in DOCUMENTS:
        text = SPAN.sub("", BLOCK.sub("", path.read_text(encoding="utf-8"))).replace("*", "")
        for part in re.split(r"\n\s*\n|\n(?=\s*(?:[-#|]|\d+\. ))", text):
            yield path.relative_to(ROOT).as_posix(), " ".join(part.split()).lstrip("-#| 0123456789.")


def test_no_sentence_is_a_riddle() -> None:
    found = [(place, riddle) for place, part in prose() for riddle in RIDDLE.findall(part)]
    assert len(list(prose())) > 500
    assert found == []


def test_documents_use_the_terms_of_the_word_list() -> None:
    assert [(place, term) for place, part in prose() for term in FORMER_TERMS.findall(part)] == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Who is tied to a case takes part in no act of it.", True),
        ("It is sent. What is not held is told.", True),
        ("What should a government look at before it signs?", False),
        ("Anyone with a tie is excluded from acting on the case.", False),
        ("A refused lead stays refused.", True),
        ("Secret partnerships are never sent.", True),
        ("The company that leads it counts.", False),
    ],
)
def test_a_riddle_or_a_former_term_is_told_from_plain_english(sentence: str, wrong: bool) -> None:
    assert bool(RIDDLE.search(sentence) or FORMER_TERMS.search(sentence)) is wrong
