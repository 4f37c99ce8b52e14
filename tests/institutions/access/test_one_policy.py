"""Nobody but the policy asks for the scope of a statement or whether a partnership is restricted.

The columns are called `reach` and `secret`. Outside `institutions/access`, the models, migrations and kinds no keyword
of a call, no attribute, no path of a query and no SQL names them, and nothing compares scopes by the words of `Reach`;
nor does a template. Those that write the columns are listed with the reason, and so is where the words mean something
else.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.bare

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("institutions", "rules", "policyengine")
POLICY = (
    "institutions/access/",
    "institutions/kinds/",
    "institutions/migrations/",
    "institutions/models/",
    "rules/facts/kinds/",
    "rules/migrations/",
    "rules/models/",
)
WRITERS = {
    "institutions/drafts/rows.py": "makes the row of a statement; the policy says its scope",
    "institutions/seeding/tables/government.py": "makes the row of a statement that the program comes with",
    "rules/review/auditing/sampling.py": "keeps with a sample whether restricted cases could be drawn",
    "rules/screening/result.py": "keeps the numbers of a body's restricted cases apart",
    "rules/workshop/trial_results.py": "names the column among those of a count that are hashed",
    "rules/workshop/trial_run.py": "keeps the counts of a body's restricted cases apart",
    "rules/review/summaries/summing.py": "makes the summary of a case, which repeats the mark for lists and counts",
}
OTHERWISE = {
    "institutions/drafts/troubles/document.py": "the code of a trouble",
    "institutions/management/work/export.py": "the option --secret of the command",
    "policyengine/settings/sign_in.py": "the secret of the organisation's server",
    "rules/facts/derivation/gpa.py": "a word of the fact of coverage: why a procurement is exempt",
    "rules/messages/webhooks/delivering.py": "the secret that signs a message",
    "rules/messages/webhooks/managing.py": "the secret that signs a message",
    "rules/web/pages/account/webhooks.py": "the secret that signs a message",
}
TEMPLATES_OTHERWISE = {
    "policyengine/templates/mfa/": "the secret of an authenticator",
}
NAMES = "reach|secret"
PATH = re.compile(rf"-?(?:\w+?__)*(?:{NAMES})(?:__\w+)*")
IN_SQL = re.compile(rf"\b\w+\.\"?(?:{NAMES})\b|\"(?:{NAMES})\"")
SQL = re.compile(r"\b(?:SELECT|WHERE|FROM|EXISTS|AND|OR|NOT|CASE|SET|ORDER BY|IS NULL)\b")
BARE = re.compile(rf"\b(?:{NAMES})\b")
IN_TEMPLATE = re.compile(rf"{{[{{%][^}}]*\.(?:{NAMES})\b[^}}]*[%}}]}}")
ENUM, MEMBERS = "Reach", ("CASE", "SUBMITTER", "REGISTER")


def offences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the places where a tree names the columns: line and text."""
    texts = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}  # documentation
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id="Reach"), attr=name) if name in MEMBERS:
                yield node.lineno, f"{ENUM}.{name}"
            case ast.Attribute(attr=name) if re.fullmatch(NAMES, name):
                yield node.lineno, f".{name}"
            case ast.keyword(arg=str(name)) if PATH.fullmatch(name):
                yield node.value.lineno, f"{name}="
            case ast.Constant(value=str(text)) if id(node) not in texts and names_column(text):
                yield node.lineno, repr(text)


def names_column(text: str) -> bool:
    """Return whether a text is the path of one of the columns, or SQL that names it."""
    in_sql = IN_SQL.search(text) or (SQL.search(text) and BARE.search(text))
    return bool(PATH.fullmatch(text) or in_sql)


def found_in(source: str) -> list[str]:
    """Return the texts in a source that only the policy may write."""
    return [what for _, what in offences(ast.parse(source))]


def excused(path: str, *lists: dict[str, str]) -> bool:
    """Return whether a file is of the policy or listed."""
    return path.startswith((*POLICY, *(each for listed in lists for each in listed)))


def test_nobody_else_asks_for_scope_and_restriction() -> None:
    found = []
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not excused(name, WRITERS, OTHERWISE):
                tree = ast.parse(path.read_text(encoding="utf-8"))
                found += [f"{name}:{line}: {what}" for line, what in sorted(offences(tree))]
        for path in sorted((ROOT / package).rglob("*.html")):
            name = path.relative_to(ROOT).as_posix()
            if not excused(name, TEMPLATES_OTHERWISE):
                text = path.read_text(encoding="utf-8")
                found += [f"{name}: {each[0]}" for each in IN_TEMPLATE.finditer(text)]
    assert found == [], "ask institutions.access instead:\n" + "\n".join(found)


def test_what_is_listed_is_there_and_needs_it() -> None:
    unneeded = []
    for listed in (WRITERS, OTHERWISE):
        for name in listed:
            paths = sorted((ROOT / name).rglob("*.py")) if name.endswith("/") else [ROOT / name]
            if not any(found_in(path.read_text(encoding="utf-8")) for path in paths):
                unneeded.append(name)
    for name in TEMPLATES_OTHERWISE:
        texts = (path.read_text(encoding="utf-8") for path in (ROOT / name).rglob("*.html"))
        if not any(IN_TEMPLATE.search(text) for text in texts):
            unneeded.append(name)
    assert unneeded == []


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("rows.filter(secret=False)", "secret="),
        ("rows.exclude(partnership__secret=True)", "partnership__secret="),
        ("Q(reach='register')", "reach="),
        ("rows.filter(reach__in=wanted)", "reach__in="),
        ("rows.filter(case__partnership__secret__exact=True)", "case__partnership__secret__exact="),
        ("Row(reach=scope)", "reach="),
        ("row.reach", ".reach"),
        ("not view.partnership.secret", ".secret"),
        ("partnership.secret = True", ".secret"),
        ("rows.values_list('reach')", "'reach'"),
        ("rows.values('partnership__secret')", "'partnership__secret'"),
        ("rows.order_by('-secret')", "'-secret'"),
        ("F('secret')", "'secret'"),
        ("OuterRef('partnership__secret')", "'partnership__secret'"),
        ("getattr(row, 'reach')", "'reach'"),
        ("rows.filter(**{'secret': True})", "'secret'"),
        ("rows.filter(**{'reach__in': some})", "'reach__in'"),
        ("partnership.save(update_fields=['secret'])", "'secret'"),
        ("Condition('e.reach <> %s')", "'e.reach <> %s'"),
        ("f'WHERE {known} AND s.secret'", "' AND s.secret'"),
        ("sql = 'SELECT id FROM t WHERE reach = 1'", "'SELECT id FROM t WHERE reach = 1'"),
        ("""sql = f'e."secret" = {yes}'""", "'e.\"secret\" = '"),
        ("statement.scope is Reach.CASE", "Reach.CASE"),
    ],
)
def test_it_sees(source: str, seen: str) -> None:
    assert seen in found_in(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Everything that one can reach; the secret of a partnership."""',
        "secret = digest_of(text)",
        "message = 'You may not read secret partnerships.'",
        "account.reads_secret",
        "Reader(restricted=True)",
        "def told(scope: Reach) -> bool: ...",
        "reached(roots, arms)",
        "path('webhooks/<int:pk>/secret/', view, name='webhook-secret')",
    ],
)
def test_it_lets_pass(source: str) -> None:
    assert found_in(source) == []


def test_it_sees_templates() -> None:
    assert IN_TEMPLATE.search("{% if partnership.secret %}")
    assert IN_TEMPLATE.search("{{ row.reach }}")
    assert not IN_TEMPLATE.search("{% if restricted %}secret{% endif %}")
    assert not IN_TEMPLATE.search("{{ user.reads_secret }}")
