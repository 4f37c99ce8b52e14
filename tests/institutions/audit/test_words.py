"""Every verb that the program writes into the audit trail has words for whoever reads it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from institutions.audit.words import VERBS

pytestmark = pytest.mark.bare

ROOT = Path(__file__).resolve().parents[3]
WRITERS = frozenset(  # what the functions are called that take a verb
    (
        "record_event",
        "note_account_act",
        "note_own_act",
        "note_import_act",
        "note_webhook_act",
        "note_case_act",
        "note_event",
    )
)
SOURCES = [path for app in ("institutions", "rules", "policyengine") for path in sorted((ROOT / app).rglob("*.py"))]
VERB = re.compile(r"[a-z]+(?:_[a-z]+)+")


def verbs_in(path: Path) -> Iterator[str]:
    """Yield the texts that a file gives as verb: by that name, or first to one of the writers."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        given = [each.value for each in node.keywords if each.arg == "verb"]
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name in WRITERS:
            given += node.args[:2]
        for value in given:
            branches = [value.body, value.orelse] if isinstance(value, ast.IfExp) else [value]
            yield from (said for each in branches if (said := verb_of(each)))


def verb_of(node: ast.expr) -> str:
    """Return the verb of an event that an expression says, as in `case_cleared`; empty where it says something else."""
    text = node.value if isinstance(node, ast.Constant) else None
    return text if isinstance(text, str) and VERB.fullmatch(text) else ""


def test_every_verb_has_words() -> None:
    written = {verb for path in SOURCES for verb in verbs_in(path)}
    assert len(written) > 20, sorted(written)
    assert written - VERBS.keys() == set()


@pytest.mark.parametrize("verb", ["asked", "otherwise", "waived"])
def test_every_way_of_hearing_has_words(verb: str) -> None:
    assert f"hearing_{verb}" in VERBS
