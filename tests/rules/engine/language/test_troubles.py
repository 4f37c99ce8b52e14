"""Every trouble of a rulebook's files has a trouble and a remedy in both languages, apart and together."""

import re
from typing import Any, get_type_hints

import pytest

from institutions.codes.base import parameter_names
from institutions.codes.parameters import PlainNumber
from institutions.codes.registry import REGISTRY
from institutions.drafts.near_words import DidYouMean
from institutions.kinds.base import Label
from rules.engine.language.errors import RuleError, RuleTrouble
from rules.processes.profile import NoProfileValue
from rules.workshop import case_running, checking, numbers
from tests.rules.engine.language.small_rules import compiled, rule

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
