"""Every trouble of a rulebook's files has a trouble and a remedy in both languages, apart and together."""

import os
import re
import subprocess
import sys
from typing import Any, get_type_hints

import pytest

from institutions.codes.base import parameter_names
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import REGISTRY
from institutions.drafts.near_words import DidYouMean
from institutions.kinds.base import Label
from rules.engine.language.errors import RuleError, RuleTrouble
from rules.engine.language.load import build_rule
from rules.engine.language.yaml_nodes import parse_yaml
from rules.processes.profile import NoProfileValue
from rules.workshop import case_running, checking, numbers
from tests.rules.engine.language.small_rules import TEXTS, compiled, rule

JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")
SAMPLES = {Label: Label("a part", "部分"), str: "it", PlainNumber: PlainNumber(3), tuple[str, ...]: ("one", "other")}
OF_LIBRARIES = {"rulebook_file.as_written"}  # words of another part of the program


def troubles() -> list[type[RuleTrouble]]:
    """Return the codes of the language, and of the modules that are imported here because they have codes of it."""
    assert all((case_running, checking, numbers, NoProfileValue))
    return [each for _code, each in sorted(REGISTRY.items()) if issubclass(each, RuleTrouble)]


def sample(kind: type[RuleTrouble]) -> RuleTrouble:
    """Return a trouble with a value for each parameter."""
    types = get_type_hints(kind)
    values: dict[str, Any] = {name: SAMPLES.get(types[name], "it") for name in parameter_names(kind)}
    return kind(**{**values, **({"hint": DidYouMean(near="that")} if "hint" in values else {})})


def test_there_are_a_hundred_and_more() -> None:
    assert len(troubles()) > 100


def test_each_is_parted_into_trouble_and_remedy_in_both_languages() -> None:
    for kind in troubles():
        said = sample(kind)
        trouble, remedy = said.in_parts("en")
        assert trouble, kind
        assert "%(" not in trouble + remedy, kind
        if kind.code not in OF_LIBRARIES:
            assert said.sentence("en") == f"{trouble}. {remedy}".strip(), kind
            in_japanese = said.in_parts("ja")
            assert said.sentence("ja") == f"{in_japanese[0]}。{in_japanese[1]}", kind
            assert JAPANESE.search(in_japanese[0]), kind
            assert bool(remedy) == bool(in_japanese[1]) or not remedy, kind


@pytest.mark.parametrize(
    ("body", "english", "japanese"),
    [
        (
            "whem:\n  - x: gift",
            "'whem' is not a key of the rule. Did you mean when?",
            "「whem」はルールのキーではありません。「when」のことでしょうか。",
        ),
        (
            "when:\n  - x: gift\n    where: [x.value_yen = 1]",
            "'=' is not understood in 'x.value_yen = 1'. Compare with ==.",
            "「x.value_yen = 1」の「=」は解釈できません。== で比較してください。",
        ),
    ],
)
def test_an_error_reads_in_the_language_of_its_reader(body: str, english: str, japanese: str) -> None:
    with pytest.raises(RuleError) as found:
        compiled(rule(body))
    line = found.value.line
    assert str(found.value) == f"COI-01_x.yaml, line {line}: {english}"
    assert found.value.sentence("ja") == f"COI-01_x.yaml、{line}行目：{japanese}"


@pytest.mark.parametrize(
    "line", ['"x.value_yen == \\e[2J 1"', '"x.value_yen ==\\n1 1"', '"x.value_yen == 1 \\u2028 1"']
)
def test_an_error_is_one_line_that_a_terminal_can_print(line: str) -> None:
    with pytest.raises(RuleError) as found:
        compiled(rule(f"when:\n  - x: gift\n    where:\n      - {line}"))
    for said in (str(found.value), found.value.sentence("ja"), *found.value.said.in_parts("en")):
        assert said.isprintable()
    assert "\\" in found.value.trouble


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: [1, 2",
        "a: {b: c",
        "a: [1}",
        "a: @b",
        "a: %b",
        "a: 'b",
        "a: b: c",
        "a:\n\tb: c",
        "- a\nb: c",
        " a: b\nc: d",
        'a: "\\q"',
        'a: "\\u12"',
        "a: |b\n c",
        'a: "b" c',
        "a: - b",
        "a: [b]]",
        "a: \x07",
        "a: ? b",
        "a\nb: c",
        "a: b\n...\n--- c\n",
        "a: &b c",
        "a: !b c",
        'a: "b\n---\n"',
        "a: [b, c: d: e]",
        "%YAML 3.0\n---\na: b",
    ],
)
def test_a_problem_of_yaml_is_told_in_japanese(text: str) -> None:
    with pytest.raises(RuleError) as found:
        parse_yaml(text, "a.yaml")
    problem = found.value.said.in_parts("ja")[0].partition("（")[2]
    assert JAPANESE.search(problem), problem
    assert not re.search(r"[a-z]{3}", problem), problem
    assert found.value.said.in_parts("en")[0].isprintable()


def test_a_character_that_yaml_refuses_is_named_with_its_line() -> None:
    with pytest.raises(RuleError) as found:
        parse_yaml("a: b\nc: \x07\n", "a.yaml")
    assert str(found.value) == "a.yaml, line 2: not readable as YAML: the character U+0007 is not allowed."
    assert found.value.sentence("ja") == "a.yaml、2行目：YAML として読み取れません（使えない文字 U+0007 があります）。"


def test_a_part_of_a_rule_has_its_japanese_name() -> None:
    texts = TEXTS.replace("{en: Stop, ja: 中止}", "{en: Stop}")
    head = "code: COI-01\nfamily: conflict_of_interest\nseverity: low\nstatement: {en: A, ja: 何}\nwhen: [x: gift]\n"
    with pytest.raises(RuleError) as found:
        build_rule(parse_yaml(head + texts, "COI-01_x.yaml"))
    assert found.value.trouble == "a mitigation has no ja"
    assert found.value.said.in_parts("ja")[0] == "対応にjaがありません"


def test_the_language_and_the_compiler_word_errors_without_settings() -> None:
    program = (
        "import rules.engine.compiled.compiler\n"
        "from rules.engine.language.errors import RuleError, did_you_mean\n"
        "from rules.engine.language.troubles.terms import NameNotBound\n"
        "print(RuleError('f', 1, NameNotBound(name='gift', hint=did_you_mean('gift', ['gifts']))))\n"
    )
    env = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "f, line 1: the name 'gift' is not bound here. Did you mean gifts?", done.stderr
