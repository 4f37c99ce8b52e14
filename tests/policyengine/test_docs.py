"""Documents name files, modules, commands, options, addresses, variables and make targets that exist.

Every name in a code span or a block of code is looked up in the project. A decision record may describe what was: the
name stands below with what became of it.
"""

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import pytest
from django.core.management import get_commands, load_command_class

from tests.policyengine.named_parts import (
    BELOW,
    TOP,
    has_member,
    identifiers,
    is_address,
    is_file_or_folder,
    is_module_or_model,
)
from tests.policyengine.project_documents import DOCUMENTS, ROOT, code_of, headings_of

pytestmark = pytest.mark.bare

LINK: Final = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
SUFFIXES: Final = "py|md|yaml|toml|html|txt|css|js|in|json|po"
HEADING: Final = re.compile(r"\]\(([^)#\s]*\.md|)#([^)]+)\)")
FILE: Final = re.compile(rf"(?:[\w-]+/)*[\w.-]+\.(?:{SUFFIXES})")
FOLDER: Final = re.compile(r"(?:[\w-]+/)+")
MODULE: Final = re.compile(rf"(?:{'|'.join(TOP[:3])})(?:\.[A-Za-z_]\w*)+")
ADDRESS: Final = re.compile(r"/[\w/{}.-]+")
VARIABLE: Final = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
NAME: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+|(?:[A-Z][a-z0-9]+){2,}")
MEMBER: Final = re.compile(r"[A-Z][a-z][A-Za-z]*\.[a-z_]+")
OF_DEBIAN: Final = re.compile(r"/(?:etc|opt|root|run|usr|var)/.*")  # a place on the server
IMPORTED: Final = re.compile(r"from ([\w.]+) import ([\w, ]+)")
READ_SETTING: Final = re.compile(r'\benv(?:\.\w+)?\(\s*"([A-Z_]+)"')

# Files of the reader, of others or made by the project: no part of it.
NOT_OURS: Final = {
    "EdinetcodeDlInfo.csv": "published by the Financial Services Agency",
    "proposal.json": "the reader's own",
    "SUBMISSION.md": "the contract of the documents, beside the project",
    "RULES.md": "the contract of the rule language, beside the project",
    "manifest.json": "made by a backup",
    "/srv/backups": "a folder of the reader",
    "/srv/backups/2026-11-28T170000Z": "as above",
    "/srv/backups/before.pgdump": "a file of the reader",
    "/srv/backups/before.sqlite3": "as above",
    "screening_new": "a database of the reader",
    "screening_trial": "as above",
    "SEALS_DIR/after-seal-N-1/": "made by a restoration",
    "calendar.ics": "made when it is asked for",
    "/measures/0/text": "a place in a document",
    "policyengine.sign_in.secret_text": "a text from which secrets are derived",
    "sent_at": "in the example of a receiver",
    "/CN": "a field of a certificate",
    "add_user": "a command of RabbitMQ",
    "add_vhost": "as above",
    "delete_user": "as above",
    "set_permissions": "as above",
    "pg_lsclusters": "a command of Debian's PostgreSQL",
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


def words() -> Iterator[Named]:
    """Yield every word of code in the documents, without the punctuation around it."""
    for path in DOCUMENTS:
        for number, said in code_of(path):
            imported = IMPORTED.fullmatch(said)
            names = [f"{imported[1]}.{each.strip()}" for each in imported[2].split(",")] if imported else []
            for word in (*names, *re.split(r"[\s\"'()|=,;]+", said)):
                name = word.partition("?")[0].strip("[]:<>")
                name = name.strip("…/") + "/" if name.startswith("…/") else name.strip("…")
                if name and name not in NOT_OURS and name not in PAST and not OF_DEBIAN.fullmatch(name):
                    yield Named(f"{path.relative_to(ROOT)}:{number}", said, name)


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


def test_links_to_headings_lead_to_one() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {file}#{heading}"
        for path in DOCUMENTS
        for file, heading in HEADING.findall(path.read_text(encoding="utf-8"))
        if "://" not in file and heading not in headings_of(path.parent / file if file else path)
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
        for path in (ROOT / "policyengine/gunicorn.conf.py", *(ROOT / "policyengine/settings").glob("*.py"))
        for name in READ_SETTING.findall(path.read_text(encoding="utf-8"))
    }
    said = {word for _number, code in code_of(ROOT / "docs/running.md") for word in re.findall(r"[A-Z_]+", code)}
    assert len(read) > 30
    assert sorted(read - said) == []
    assert sorted(word for word in said - read if VARIABLE.fullmatch(word)) == []
