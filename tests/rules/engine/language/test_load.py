"""Rule files: what every rule must have, and the traps of YAML."""

from pathlib import Path

import pytest

from rules.engine.language.errors import RuleError
from rules.engine.language.load import build_rule, load_rules
from rules.engine.language.syntax import AnyPattern, AnyTest, Comparison, FieldRef, LiteralTerm
from rules.engine.language.yaml_nodes import parse_yaml
from tests.rules.engine.language.small_rules import JOINT_MARKET, PROTECTED, TEXTS, rule

pytestmark = pytest.mark.bare
WHOLE = f"""code: COI-01
family: conflict_of_interest
severity: low
when:
  - part: participates
statement: {{en: One, ja: 一}}
{TEXTS.strip()}
"""


def refused(text: str, file: str = "COI-01_x.yaml") -> str:
    with pytest.raises(RuleError) as found:
        build_rule(parse_yaml(text, file))
    return str(found.value)


def put(folder: Path, name: str, text: str = WHOLE) -> Path:
    path = folder / "conflict_of_interest" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


def test_a_whole_rule_is_read() -> None:
    found = build_rule(parse_yaml(WHOLE, "COI-01_x.yaml"))
    assert (found.code, found.severity[0].level, found.when[0].place.line) == ("COI-01", "low", 5)
    assert found.title.ja == "題"


def test_any_between_patterns_and_any_inside_where_are_told_apart() -> None:
    assert isinstance(rule(PROTECTED, "COL-01").when[1], AnyPattern)
    joint = rule(JOINT_MARKET, "COL-13").when[0]
    assert not isinstance(joint, AnyPattern)
    some = joint.where[3]
    assert isinstance(some, AnyTest)
    assert [len(branch) for branch in some.branches] == [2, 3, 1]


@pytest.mark.parametrize(
    "key", ["title", "why", "silent_when", "basis", "when", "statement", "mitigations", "severity"]
)
def test_what_every_rule_has_is_asked_for(key: str) -> None:
    lines = WHOLE.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"{key}:"))
    end = next((p for p in range(start + 1, len(lines)) if not lines[p].startswith(" ")), len(lines))
    assert f"the rule has no {key}" in refused("\n".join(lines[:start] + lines[end:]))


def test_an_unknown_key_is_refused_with_the_nearest_name() -> None:
    text = refused(WHOLE.replace("silent_when", "silent_if"))
    assert text == "COI-01_x.yaml, line 9: 'silent_if' is not a key of the rule. Did you mean silent_when?"


def test_a_repeated_key_is_refused() -> None:
    assert "line 4: the key 'severity' comes twice (first in line 3)" in refused(
        WHOLE.replace("severity: low", "severity: low\nseverity: high")
    )


def test_only_true_and_false_are_booleans_and_dates_stay_text() -> None:
    found = parse_yaml("on: NO\nyes: 2026-06-20\nflag: true\nnumber: 5_000\nword: 0x10", "f").mapping("f")
    assert {key: node.scalar(key) for key, node in found.items()} == {
        "on": "NO",
        "yes": "2026-06-20",
        "flag": True,
        "number": 5_000,
        "word": "0x10",
    }


@pytest.mark.parametrize("text", ["a: &b 1", "a: !!int 1", "a: 1\n---\nb: 1", "", "a: [1", "{[1]: 2}", "\ta: 1"])
def test_yaml_that_could_surprise_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match=r"^f, line \d+: "):
        parse_yaml(text, "f")


def test_a_list_of_words_on_one_yaml_line_is_refused_with_the_reason() -> None:
    text = refused(
        WHOLE.replace(
            "participates", "participates\n    where: [part.role in (partner, supplier), part.company == x]", 1
        )
    )
    assert "COI-01_x.yaml, line 6: the bracket '(' of 'part.role in (partner' has no partner" in text
    assert "one test a line" in text


def test_a_test_keeps_its_line() -> None:
    found = rule("when:\n  - part: participates\n    where:\n      - part.role == partner").when[0]
    assert not isinstance(found, AnyPattern)
    assert found.where[0] == Comparison(
        FieldRef("part", "role"), "==", LiteralTerm("partner", "word"), found.where[0].place
    )
    assert found.where[0].place.line == 6


def test_where_misspelt_is_refused() -> None:
    assert "Did you mean where?" in refused(WHOLE.replace("participates", "participates\n    wher: [part.x == 1]"))


def test_severities_end_with_one_that_always_holds() -> None:
    always_first = WHOLE.replace("severity: low", "severity: [high, low]")
    assert "the severity high has no condition, so what follows never holds" in refused(always_first)
    never_last = WHOLE.replace("severity: low", "severity:\n  - high: [part.role == partner]")
    assert "the last severity has a condition" in refused(never_last)
    assert "'grave' is not a severity" in refused(WHOLE.replace("severity: low", "severity: grave"))


@pytest.mark.parametrize(
    ("old", "new", "trouble"),
    [
        ("code: COI-01", "code: COI-1", "'COI-1' is not a code"),
        ("family: conflict_of_interest", "family: collusion", "COI-01 is not of the family 'collusion'"),
        ("{law: ours, confidence: ours}", "{law: act, confidence: seen}", "the basis act has no article"),
        ("{law: ours, confidence: ours}", "{law: ours, confidence: sure}", "'sure' is not a confidence"),
        ("title: {en: A title, ja: 題}", "title: {en: A title}", "title has no ja"),
        ("title: {en: A title, ja: 題}", "title: {en: A title, ja: ''}", "title is empty"),
        ("- part: participates", "- any:\n    - - part: participates", "any: has one branch only"),
        ("- part: participates", "- case: participates", "'case' cannot be a name"),
        ("- part: participates", "- {a: participates, b: participates}", "the names a, b"),
    ],
)
def test_what_is_wrong_is_named(old: str, new: str, trouble: str) -> None:
    assert trouble in refused(WHOLE.replace(old, new))


@pytest.mark.parametrize(
    ("branches", "trouble"),
    [
        ("[{part: participates}, {part: participates}]", "a branch of any must be a list"),
        ("[[], []]", "a branch of any is empty"),
        ("[[{where: []}], [{part: participates}]]", "a pattern of a branch of any has no name"),
    ],
)
def test_a_wrong_branch_is_told_from_the_list_of_branches(branches: str, trouble: str) -> None:
    assert trouble in refused(WHOLE.replace("- part: participates", f"- any: {branches}"))


def test_rules_are_read_from_their_family_folders(tmp_path: Path) -> None:
    folder = put(tmp_path, "COI-01_a.yaml")
    put(tmp_path, "COI-02_b.yaml", WHOLE.replace("COI-01", "COI-02"))
    assert [found.code for found in load_rules(folder)] == ["COI-01", "COI-02"]


def test_file_name_and_folder_say_the_code_and_family(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="Name it COI-01_<what_it_sees>"):
        load_rules(put(tmp_path, "COI-02_b.yaml"))
    other = tmp_path / "b" / "collusion" / "COI-01_b.yaml"
    other.parent.mkdir(parents=True)
    other.write_text(WHOLE, encoding="utf-8")
    with pytest.raises(RuleError, match="Move it to conflict_of_interest/"):
        load_rules(tmp_path / "b")


def test_a_code_stands_in_one_file(tmp_path: Path) -> None:
    put(tmp_path, "COI-01_a.yaml")
    with pytest.raises(RuleError, match=r"COI-01_b.yaml, line 1: the code COI-01 is also in COI-01_a.yaml"):
        load_rules(put(tmp_path, "COI-01_b.yaml"))


def test_what_would_take_for_ever_to_read_is_refused_at_once() -> None:
    nested = f"a: {'[' * 5000}{']' * 5000}\n"
    assert "more than 40 levels" in refused(nested)
    number = "1" * 5000
    assert "more than 18 digits" in refused(
        WHOLE.replace("{en: Stop, ja: 中止}", f"{{en: A, ja: B, clears: {number}}}")
    )
    tested = WHOLE.replace("participates\n", f"participates\n    where:\n      - part.share_bp > {number}\n")
    assert "more than 18 digits" in refused(tested)
    long = WHOLE.replace("  - part: participates\n", "".join(f"  - p{n}: participates\n" for n in range(5000)))
    assert "when has more than 100 items" in refused(long)
