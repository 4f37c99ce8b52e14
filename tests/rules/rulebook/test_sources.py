"""Every rule and parameter names its source, and uses only permitted words."""

from pathlib import Path

import pytest
import yaml

from institutions.kinds import KINDS
from institutions.kinds.base import Label
from rules.engine.language import walk
from rules.engine.language.grammar import parse_term
from rules.engine.language.load import load_rules
from rules.engine.language.parameter_file import load_parameters
from rules.engine.language.parameters import ParameterValue
from rules.engine.language.scope import SHOWN, is_computed
from rules.engine.language.syntax import Basis, Bilingual, FilePlace, Rule
from rules.explaining.catalogue.families import FAMILIES
from rules.facts.kinds.own_words import OWN_WORDS
from tests.every import every

pytestmark = pytest.mark.bare

ROOT = Path(__file__).parents[3] / "rules"
RULES = load_rules(ROOT / "rulebook")
PARAMETERS = load_parameters(ROOT / "parameters")
LAWS = yaml.safe_load((ROOT / "laws.yaml").read_text(encoding="utf-8"))
ENTRIES = [
    (parameter.name, entry)
    for parameter in PARAMETERS.by_name.values()
    for row in parameter.rows.values()
    for entry in row
]
ACCUSING = (
    "疑い",
    "疑惑",
    "おそれ",
    "癒着",
    "天下り",
    "不正",
    "談合",
    "collu",
    "rigg",
    "corrupt",
    "amakudari",
    "suspicio",
    "coerc",
    "illegal",
    "guilt",
)


@every("rule", RULES, name=lambda rule: rule.code)
def test_a_rule_rests_on_laws_that_are_named(rule: Rule) -> None:
    for basis in rule.basis:
        assert basis.law == "ours" or basis.law in LAWS, basis
        assert (basis.law == "ours") == (basis.confidence == "ours"), basis


@every("name, entry", ENTRIES)
def test_a_parameter_rests_on_a_law_that_is_named_or_is_ours(name: str, entry: ParameterValue) -> None:
    assert entry.law is None or entry.law in LAWS
    assert entry.law is None or entry.confidence in ("seen", "seen_2013", "memory") or entry.note


@every("source", [basis for rule in RULES for basis in rule.basis])
def test_what_is_from_memory_has_a_day_of_review(source: Basis) -> None:
    assert source.confidence != "memory" or source.review_on


@every("name, entry", ENTRIES)
def test_a_value_from_memory_has_a_day_of_review(name: str, entry: ParameterValue) -> None:
    assert entry.confidence != "memory" or entry.review_on


def test_every_law_is_used() -> None:
    used = {basis.law for rule in RULES for basis in rule.basis} | {entry.law for _, entry in ENTRIES}
    assert LAWS.keys() == used - {"ours", None}


@every("law", sorted(LAWS))
def test_a_law_has_a_name_in_both_languages(law: str) -> None:
    assert LAWS[law].keys() <= {"name", "number", "url"}
    assert LAWS[law]["name"].keys() == {"en", "ja"}
    assert LAWS[law].get("number", {"en": "", "ja": ""}).keys() == {"en", "ja"}
    assert LAWS[law].get("url", "https://").startswith("https://")


def test_every_parameter_is_read_by_a_rule() -> None:
    read = set()
    for rule in RULES:
        conditions = [condition for case in rule.severity for condition in case.conditions]
        patterns = [*walk.patterns_in(rule.applies), *rule.needs, *walk.patterns_in(rule.when), *rule.unless]
        patterns += [condition.pattern for condition in conditions if hasattr(condition, "pattern")]
        tests = [test for pattern in patterns for test in walk.tests_in(pattern.where)]
        tests += [condition for condition in conditions if not hasattr(condition, "pattern")]
        terms = [term for test in tests for term in walk.terms_of(test)]
        for text in (rule.statement, *(case.text for case in rule.statement_cases)):
            terms += [parse_term(shown, FilePlace("", 0)) for shown in SHOWN.findall(text.en) if is_computed(shown)]
        read |= {parameter.name for term in terms for parameter in walk.parameters_in_term(term)}
    assert read == PARAMETERS.by_name.keys()


@every("rule", RULES, name=lambda rule: rule.code)
def test_a_rule_asks_and_does_not_accuse(rule: Rule) -> None:
    for text in texts(rule):
        for accusing in ACCUSING:
            assert accusing not in text.en.lower()
            assert accusing not in text.ja


def test_acts_in_a_selection_and_families_of_rules_are_named_without_accusing() -> None:
    act = KINDS["conduct"]
    families = [Label(**FAMILIES[family]) for family in FAMILIES] + [OWN_WORDS[family] for family in FAMILIES]
    for label in (act.label, act.help, *act.by_name["type"].words.values(), *families):
        for accusing in ACCUSING:
            assert accusing not in label.en.lower()
            assert accusing not in label.ja


@every("rule", RULES, name=lambda rule: rule.code)
def test_a_rule_speaks_japanese_in_japanese(rule: Rule) -> None:
    for text in texts(rule):
        assert any("\u3040" <= letter <= "\u9fff" for letter in text.ja), text.ja
        assert not any("\u3040" <= letter <= "\u9fff" for letter in text.en), text.en


def texts(rule: Rule) -> list[Bilingual]:
    notes = [basis.note for basis in rule.basis if basis.note]
    statements = [rule.statement, *(case.text for case in rule.statement_cases)]
    return [rule.title, rule.why, rule.silent_when, *statements, *rule.mitigations, *notes]
