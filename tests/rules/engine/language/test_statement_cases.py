"""Statements with conditions: the first whose conditions hold and whose names are bound, else the last."""

import pytest

from rules.assessing.bound_facts import BoundFacts
from rules.assessing.material import PlainFact
from rules.assessing.statement_of import computed_words, is_said, text_of
from rules.engine.language.errors import RuleError
from tests.rules.engine.language.small_parameters import small_parameters
from tests.rules.engine.language.small_rules import compiled, rule

pytestmark = pytest.mark.bare

TEXTS = """
when:
  - any:
      - - x: gift
      - - y: official
statement:
  - if:
      - x.value_yen > 5_000
      - x.kind in (gift, meal)
    en: "Large: {x.value_yen}"
    ja: "高額：{x.value_yen}"
  - if: [x.value_yen <= 5_000]
    en: Small
    ja: 少額
  - if: [y.grade in (staff)]
    en: A member of staff
    ja: 職員
  - en: Something
    ja: 何か
"""


def said(**facts: PlainFact) -> str:
    return text_of(rule(TEXTS), BoundFacts(facts, small_parameters())).en


def gift(**values: object) -> PlainFact:
    return PlainFact("gift 1", "gift", {"kind": "gift", **values})


def test_the_first_text_whose_conditions_hold_is_said() -> None:
    assert said(x=gift(value_yen=5_001)) == "Large: {x.value_yen}"
    assert said(x=gift(value_yen=5_000)) == "Small"


def test_what_is_unknown_fulfils_no_condition() -> None:
    assert said(x=gift()) == "Something"
    assert said(x=gift(value_yen=5_001, kind=None)) == "Something"


def test_a_text_is_said_only_where_its_names_are_bound() -> None:
    assert said(y=PlainFact("role 1", "official", {"grade": "staff"})) == "A member of staff"
    assert not is_said(rule(TEXTS).statement_cases[2], BoundFacts({"x": gift(value_yen=1)}, small_parameters()))


def test_a_rule_with_such_texts_compiles_and_its_version_knows_them() -> None:
    other = compiled(rule(TEXTS.replace("Small", "Minor")))
    assert other.version != compiled(rule(TEXTS)).version


def test_a_limit_is_shown_with_its_unit_and_a_deadline_as_a_day() -> None:
    shown = {
        "limit": "{parameter.eth_gift_report_yen at x.on}",
        "due": "{x.on + parameter.reemp_cooling_months at x.on}",
        "none": "{y.on + parameter.reemp_cooling_months at y.on}",
    }
    bound = BoundFacts({"x": gift(on="2026-06-20")}, small_parameters())
    assert {name: computed_words(text[1:-1], bound, "en") for name, text in shown.items()} == {
        "limit": "10,000 yen",
        "due": "20 June 2028",
        "none": "unknown",
    }
    said = "when:\n  - x: gift\nstatement: {{en: '{}', ja: 何か}}"
    compiled(rule(said.format(shown["due"])))
    with pytest.raises(RuleError, match=r"parameter.eth_gift does not exist"):
        compiled(rule(said.format("{parameter.eth_gift at x.on}")))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("x.value_yen > 5_000", "x.value > 5_000", "'x.value' is not a field of gift"),
        ("x.value_yen > 5_000", "z.value_yen > 5_000", "the name 'z' is not bound"),
        ("{x.value_yen}", "{z.value_yen}", "'z' is not bound"),
        ("en: Something\n", "en: '{x.value_yen}'\n", "'x' is not bound in every match"),
        ("  - if: [x.value_yen <= 5_000]\n    en: Small", "  - en: Small", "has no condition"),
        ("  - en: Something", "  - if: [x.value_yen > 0]\n    en: Something", "'if' is not a key"),
    ],
)
def test_what_is_wrong_in_such_a_text_is_named(old: str, new: str, message: str) -> None:
    with pytest.raises(RuleError, match=message.replace("[", r"\[")):
        compiled(rule(TEXTS.replace(old, new)))
