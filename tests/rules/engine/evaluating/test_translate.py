"""The shape of what the translator emits: what durable_rules must never be given, and in which order it is given."""

import json
import random

import pytest

from rules.engine.compiled.compiled_form import Alpha, Join, Presence
from rules.engine.evaluating.rulesets import Ruleset, rulesets_of
from rules.engine.evaluating.translate import EngineCondition, translate_variant
from tests.rules.agreement.random_forms import random_rulebook
from tests.rules.engine.evaluating.every_shape import systematic
from tests.rules.engine.evaluating.forms import pattern, rule, same, variant

pytestmark = pytest.mark.bare


def emitted() -> list[EngineCondition]:
    rng = random.Random(7)  # noqa: S311  # a fixed seed
    rules = [*systematic(), *(each for _ in range(50) for each in random_rulebook(rng).rules)]
    return [c for each in rules for v in each.variants for c in translate_variant(each, v).conditions]


def test_no_condition_compares_two_fields_of_one_fact_or_holds_an_or() -> None:
    text = json.dumps([condition.body for condition in emitted()])
    assert '"$m"' not in text
    assert '"$or"' not in text
    assert '"$any"' not in text


def test_every_later_condition_ends_with_the_join_that_cannot_fail() -> None:
    for condition in emitted():
        if condition.alias == "a0":
            assert condition.joins == ()
        else:
            assert condition.joins[-1] == {"z": {"a0": "z"}}


def test_tests_of_order_come_before_equality_joins() -> None:
    for condition in emitted():
        equal = [not next(iter(join)).startswith("$") for join in condition.joins]
        assert equal == sorted(equal)


def test_negations_come_last_and_read_only_copies() -> None:
    for each in systematic():
        for condition in translate_variant(each, each.variants[0]).conditions:
            assert condition.type.startswith("~") is condition.alias.endswith("$not")
        negated = [c.alias.endswith("$not") for c in translate_variant(each, each.variants[0]).conditions]
        assert negated == sorted(negated)


def test_a_positive_pattern_tests_that_the_key_which_a_later_one_reads_is_there() -> None:
    first, second = pattern("a", "x"), pattern("b", "y", same("a", "who"), Join("on", "<", "a", "on"))
    translated = translate_variant(rule("T", variant(first, second)), variant(first, second))
    assert translated.conditions[0].tests == ({"$ex": {"_on": 1}}, {"$ex": {"_who": 1}})
    proven = pattern("a", "x", Presence("who", present=True), Presence("on", present=True))
    again = translate_variant(rule("T", variant(proven, second)), variant(proven, second))
    assert again.conditions[0].tests == translated.conditions[0].tests


def test_a_negation_reads_a_stand_in_for_a_key_that_may_be_absent() -> None:
    guarded = variant(pattern("a", "x"), unless=(pattern("b", "y", Join("on", "!=", "a", "on"), same("a", "fact")),))
    translated = translate_variant(rule("T", guarded), guarded)
    assert translated.conditions[1].joins == (
        {"$neq": {"_on": {"a0": "=on"}}},
        {"_#": {"a0": "_#"}},
        {"z": {"a0": "?on"}},
        {"z": {"a0": "z"}},
    )
    (ruleset,) = rulesets_of([rule("T", guarded)], 1)
    assert project(ruleset, {"on": 5}) == {"t": "x", "z": 1, "_#": 7, "=on": 5, "?on": 1}
    assert project(ruleset, {}) == {"t": "x", "z": 1, "_#": 7, "=on": 0, "?on": 0}


def test_a_key_of_which_only_the_truth_is_asked_is_left_out_where_it_is_false() -> None:
    asked, more = pattern("a", "x", Alpha("big", "==", True)), pattern("a", "x", Alpha("big", "==", False))
    (flag,) = rulesets_of([rule("T", variant(asked))], 1)
    assert project(flag, {"big": True}) == {"t": "x", "z": 1, "_big": True}
    assert project(flag, {"big": False}) == {"t": "x", "z": 1}
    (kept,) = rulesets_of([rule("T", variant(asked)), rule("U", variant(more))], 1)
    assert project(kept, {"big": False}) == {"t": "x", "z": 1, "_big": False}


def project(ruleset: Ruleset, values: dict[str, int]) -> dict[str, object]:
    return dict(ruleset.project({"t": "x", "fact": "x:1", "unread": "left out", **values}, "x", 7))
