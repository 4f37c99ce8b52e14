"""Limits of durable_rules: what it does past them, and that rules are split or refused well below."""

import pytest

from rules.engine.compiled.compiled_form import Alpha, Join, Record
from rules.engine.evaluating.durable import DurableRulebook
from rules.engine.evaluating.errors import RulebookRefused
from rules.engine.evaluating.rulesets import MAX_LEVEL, _clash, engine_hash, ruleset_excess, rulesets_of
from rules.engine.evaluating.translate import translate_variant
from tests.rules.engine.evaluating.children import run
from tests.rules.engine.evaluating.forms import pattern, rule, rulebook, same, variant

pytestmark = pytest.mark.bare


def trouble(shape: str) -> str:
    ended = run("tests.rules.engine.evaluating.unguarded", shape)
    assert ended.returncode != 0
    return ended.stderr


def test_more_tests_than_one_fact_may_meet_are_split_into_rulesets() -> None:
    assert "error code: 303" in trouble("sixty_five_tests")
    rules = [rule(f"T-{n:03}", variant(pattern("a", "x", Alpha("v", ">", n)))) for n in range(130)]
    assert len(rulesets_of(rules, 1)) == 3
    facts: list[Record] = [{"t": "x", "fact": "1", "v": 1_000}]
    assert len(DurableRulebook(rulebook(*rules)).matches(facts, 1)) == 130


def test_equalities_on_one_key_exclude_each_other_but_are_kept_below_the_engines_places() -> None:
    assert "error code: 303" in trouble("equalities_without_end")
    rules = [rule(f"T-{n:03}", variant(pattern("a", "x", Alpha("v", "==", n)))) for n in range(520)]
    assert len(rulesets_of(rules, 1)) == 3
    assert list(DurableRulebook(rulebook(*rules)).matches([{"t": "x", "fact": "1", "v": 519}], 1)) == ["T-519"]


def test_tests_below_each_other_count_together_on_the_engines_stack() -> None:
    """40 tests at the first level and 40 below one of them: each level is within its limit, the stack is not."""
    first = [rule(f"T-{n:03}", variant(pattern("a", "x", Alpha("a", ">", n)))) for n in range(40)]
    below = [rule(f"U-{n:03}", variant(pattern("a", "x", Alpha("a", ">", 0), Alpha("b", ">", n)))) for n in range(40)]
    assert len(rulesets_of([*first, *below], 1)) == 2
    facts: list[Record] = [{"t": "x", "fact": "1", "a": 99, "b": 99}]
    assert len(DurableRulebook(rulebook(*first, *below)).matches(facts, 1)) == 80


def test_alike_first_patterns_are_split() -> None:
    assert "error code: 108" in trouble("many_alike")
    rules = [rule(f"T-{n:03}", variant(pattern("a", "x"))) for n in range(300)]
    assert len(DurableRulebook(rulebook(*rules)).matches([{"t": "x", "fact": "1"}], 1)) == 300


def test_a_rule_with_seventeen_patterns_is_refused_by_name() -> None:
    patterns = [pattern(f"p{n}", f"x{n}") for n in range(17)]
    with pytest.raises(RulebookRefused, match="T-17: 17 patterns, at most 16"):
        DurableRulebook(rulebook(rule("T-17", variant(*patterns))))


def test_sixteen_patterns_work() -> None:
    patterns = [pattern(f"p{n}", f"x{n}") for n in range(15)]
    book = DurableRulebook(rulebook(rule("T-16", variant(*patterns, unless=(pattern("u", "y"),)))))
    assert len(book.matches([{"t": f"x{n}", "fact": f"x{n}"} for n in range(15)], 1)["T-16"]) == 1


def test_joins_of_a_pattern_are_counted() -> None:
    def joined(count: int) -> DurableRulebook:
        keys = [same("a", f"k{n}") for n in range(count)]
        return DurableRulebook(rulebook(rule("T-28", variant(pattern("a", "x"), pattern("b", "y", *keys)))))

    values: Record = {f"k{n}": n for n in range(28)}
    facts: list[Record] = [{"t": "x", "fact": "x", **values}, {"t": "y", "fact": "y", **values}]
    assert joined(28).matches(facts, 1)
    with pytest.raises(RulebookRefused, match="29 joins, at most 28"):
        joined(29)


def test_keys_of_a_fact_are_counted_and_a_record_may_have_more() -> None:
    tests = [Alpha(f"k{n}", ">", 0) for n in range(240)]
    with pytest.raises(RulebookRefused, match="reads 240 keys of x"):
        DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x", *tests)))))
    book = DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x", *tests[:230])))))
    record: Record = {"t": "x", "fact": "1", **{f"k{n}": 1 for n in range(400)}}
    assert book.matches([record], 1)


def test_one_level_is_kept_below_what_was_tried() -> None:
    rules = [
        translate_variant(r, r.variants[0])
        for r in (rule("T", variant(pattern("a", "x", Alpha("v", ">", n)))) for n in range(49))
    ]
    assert ruleset_excess(rules[:MAX_LEVEL]) == ""
    assert "49 different tests at one level" in ruleset_excess(rules)


def test_names_of_one_hash_are_seen() -> None:
    assert engine_hash("liquid") == engine_hash("costarring")
    assert _clash(["costarring", "liquid", "x"]) == ("costarring", "liquid")


def test_the_engines_own_fact_ids_have_distinct_hashes() -> None:
    ids = ["case", "close", *map(str, range(100_001))]
    assert len({engine_hash(name) for name in ids}) == len(ids)


def test_a_join_to_a_name_not_yet_bound_is_refused() -> None:
    with pytest.raises(RulebookRefused, match="joins to b, which is not bound"):
        DurableRulebook(
            rulebook(rule("T-01", variant(pattern("a", "x", Join("k", "==", "b", "k")), pattern("b", "y"))))
        )


def test_a_number_beyond_64_bits_in_a_rule_is_refused() -> None:
    with pytest.raises(RulebookRefused, match="64 bits"):
        DurableRulebook(rulebook(rule("T-01", variant(pattern("a", "x", Alpha("v", ">", 2**63))))))
