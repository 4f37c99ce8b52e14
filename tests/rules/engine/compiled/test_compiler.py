"""The compiler: the three example rules of the rule language, and what becomes of each construct."""

import pytest

from rules.engine.compiled.compiled_form import Alpha, CompiledRule, Join, Presence, Variant
from rules.engine.language.errors import RuleError
from tests.rules.engine.language.small_parameters import PARAMETERS, small_parameters
from tests.rules.engine.language.small_rules import JOINT_MARKET, PROTECTED, REVOLVING_DOOR, compiled, rule

pytestmark = pytest.mark.bare


def built(body: str, code: str = "COI-01") -> CompiledRule:
    return compiled(rule(body, code)).rules[0]


def only(body: str) -> Variant:
    (variant,) = built(body).variants
    return variant


def refused(body: str) -> str:
    with pytest.raises(RuleError) as found:
        compiled(rule(body))
    return str(found.value)


def test_the_three_examples_compile_without_warnings() -> None:
    book = compiled(rule(REVOLVING_DOOR, "COI-05"), rule(PROTECTED, "COL-01"), rule(JOINT_MARKET, "COL-13"))
    assert book.warnings == ()
    assert {found.code: len(found.variants) for found in book.rules} == {"COI-05": 1, "COL-01": 2, "COL-13": 1}


def test_applies_that_nothing_is_joined_to_is_no_part_of_the_match() -> None:
    found = built(REVOLVING_DOOR, "COI-05")
    assert [pattern.alias for pattern in found.applies[0].patterns] == ["former"]
    assert [pattern.alias for pattern in found.variants[0].patterns] == ["left", "served", "job", "part", "ask", "duty"]


def test_applies_that_when_is_joined_to_is_part_of_the_match_with_all_that_hangs_on_it() -> None:
    found = built(JOINT_MARKET, "COL-13")
    assert [pattern.alias for pattern in found.variants[0].patterns] == ["a", "b", "rival", "joint"]
    assert found.when_aliases == ("joint",)
    body = (
        "applies:\n  - a: participates\n  - b: competes\n    where:\n      - b.company == a.company\nwhen:\n  - x: gift"
    )
    assert [p.alias for p in only(body + "\n    where:\n      - x.giver == a.company").patterns] == ["a", "b", "x"]
    assert [p.alias for p in only(body).patterns] == ["x"]


def test_needs_are_asked_for_each_binding_of_applies() -> None:
    (need,) = built(JOINT_MARKET, "COL-13").needs
    assert [pattern.alias for pattern in need.applies.patterns] == ["a", "b", "rival"]
    assert need.pattern.joins == (Join("domain", "==", "rival", "domain"),)


def test_a_field_and_a_literal_stay_a_test_and_all_else_over_one_fact_becomes_a_column() -> None:
    (pattern,) = only(
        "when:\n  - x: gift\n    where:\n      - x.kind == meal\n      - x.on <= case.proposed_on"
    ).patterns
    first, second = pattern.tests
    assert first == Alpha("kind", "==", "meal")
    assert isinstance(second, Alpha)
    assert second.field.startswith("c_")
    (pattern,) = only("when:\n  - x: gift\n    where:\n      - 5 < x.value_yen").patterns
    assert pattern.tests == (Alpha("value_yen", ">", 5),)


def test_order_tests_stand_before_equality_joins() -> None:
    ask = built(REVOLVING_DOOR, "COI-05").variants[0].patterns[4]
    assert [join.op for join in ask.joins] == [">", "<=", "==", "=="]


def test_a_test_stands_with_the_last_name_that_it_reads() -> None:
    body = "when:\n  - a: gift\n  - b: official\n    where:\n      - b.person == a.person\n      - a.kind == meal"
    first, second = only(body).patterns
    assert first.tests == (Alpha("kind", "==", "meal"),)
    assert second.tests == ()


def test_a_key_that_a_later_pattern_is_joined_to_must_be_there() -> None:
    body = (
        "when:\n  - a: gift\n  - b: gift\n    where:\n      - b.value_yen > a.value_yen\n      - b.person == a.person"
    )
    first, second = only(body).patterns
    assert first.tests == (Presence("value_yen", present=True),)
    assert second.tests == ()


def test_ranks_of_words_are_joined_as_numbers() -> None:
    body = "when:\n  - a: official\n  - b: official\n    where:\n      - a.grade > b.grade"
    book = compiled(rule(body))
    assert {column.expression for column in book.columns} == {"rank of this.grade"}
    (join,) = book.rules[0].variants[0].patterns[1].joins
    assert (join.op, join.field, join.other) == ("<", book.columns[0].key, book.columns[0].key)


def test_periods_become_two_joins() -> None:
    body = "when:\n  - s: holds_stake\n  - x: gift\n    where:\n      - x.on in s.period"
    assert set(only(body).patterns[1].joins) == {Join("on", ">=", "s", "from_on"), Join("on", "<=", "s", "until_on")}
    body = (
        "when:\n  - s: holds_stake\n  - t: holds_stake\n    where:\n"
        "      - s.holder < t.holder\n      - s.period overlaps t.period"
    )
    assert {(j.field, j.op, j.other) for j in only(body).patterns[1].joins} == {
        ("holder", ">", "holder"),
        ("until_on", ">=", "from_on"),
        ("from_on", "<=", "until_on"),
    }


def test_any_over_one_fact_is_one_column_and_any_that_joins_makes_variants() -> None:
    one = (
        "when:\n  - a: official\n  - x: gift\n    where:\n      - x.person == a.person\n"
        "      - any:\n          - {}\n          - {}"
    )
    assert len(built(one.format("x.kind == meal", "x.reported == true")).variants) == 1
    assert len(built(one.format("x.kind == meal", "x.person == a.person")).variants) == 2
    assert len(built(one.format("x.person == a.person", "x.person == a.person")).variants) == 1


def test_any_that_joins_inside_unless_makes_two_guards() -> None:
    body = (
        "when:\n  - x: gift\nunless:\n  - o: official\n    where:\n      - any:\n"
        "          - o.person == x.person\n          - [o.grade == staff, o.person != x.person]"
    )
    assert len(only(body).unless) == 2


def test_a_guard_that_reads_what_may_be_absent_counts_only_where_it_is_there() -> None:
    body = "when:\n  - x: gift\nunless:\n  - call: selection\n    where:\n      - call.value_yen > x.value_yen"
    there, absent = built(body).variants
    assert there.patterns[0].tests == (Presence("value_yen", present=True),)
    assert len(there.unless) == 1
    assert absent.patterns[0].tests == (Presence("value_yen", present=False),)
    assert absent.unless == ()


def test_a_guard_that_reads_what_the_match_has_tested_is_not_split() -> None:
    body = (
        "when:\n  - x: gift\n    where:\n      - x.value_yen > 0\n"
        "unless:\n  - call: selection\n    where:\n      - call.value_yen > x.value_yen"
    )
    assert len(built(body).variants) == 1


def test_a_guard_may_test_a_bound_fact_alone() -> None:
    body = "when:\n  - x: gift\nunless:\n  - call: selection\n    where:\n      - x.reported == true"
    book = compiled(rule(body))
    with_guard, without = book.rules[0].variants
    columns = {each.expression: each for each in book.columns}
    column = columns["known: this.reported == true"]
    assert columns.keys() == {"known: this.reported == true", "this.reported == true"}  # the latter: is the guard open?
    assert with_guard.patterns[0].tests == (Alpha(column.key, "==", value=True),)
    assert without.patterns[0].tests == (Alpha(column.key, "==", value=False),)
    assert (len(with_guard.unless), len(without.unless)) == (1, 0)


def test_a_guard_on_the_fact_itself_is_joined_by_its_key() -> None:
    body = (
        "when:\n  - s: holds_stake\n"
        "unless:\n  - f: holds_stake\n    where:\n      - f.fact == s.fact\n      - f.vehicle == fund"
    )
    (guard,) = only(body).unless
    assert guard.joins == (Join("fact", "==", "s", "fact"),)


def test_a_joined_term_fails_where_its_parameter_is_not_in_force() -> None:
    body = (
        "when:\n  - a: gift\n  - b: gift\n    where:\n"
        "      - b.on <= a.on + parameter.suspended_months\n      - b.kind != a.kind"
    )
    book = compiled(rule(body))
    expressions = {column.key: column.expression for column in book.columns}
    tests = book.rules[0].variants[0].patterns[0].tests
    assert [expressions[test.field] for test in tests if isinstance(test, Alpha)] == [
        "in force: this.on + parameter.suspended_months"
    ]


def test_severities_test_bound_facts_pairs_of_them_and_what_exists() -> None:
    body = (
        "severity:\n  - critical: [x.value_yen > 0, x.on < y.left_on]\n"
        "  - high:\n      - exists:\n          g: gift\n          where:\n            - g.giver == x.giver\n"
        "            - g.fact != x.fact\n"
        "  - low\n"
        "when:\n  - x: gift\n  - y: left_service\n    where:\n      - y.person == x.person"
    )
    critical, high, low = built(body).severity
    assert critical.tests == (("x", Alpha("value_yen", ">", 0)),)
    assert set(critical.exists[0].joins) == {Join("fact", "==", "y", "fact"), Join("left_on", ">", "x", "on")}
    assert set(high.exists[0].joins) == {Join("giver", "==", "x", "giver"), Join("fact", "!=", "x", "fact")}
    assert (low.level, low.tests, low.exists) == ("low", (), ())


def test_a_rule_that_reads_findings_is_of_the_second_stage() -> None:
    book = compiled(
        rule("when:\n  - x: gift"),
        rule("when:\n  - x: gift\nunless:\n  - hit: finding\n    where:\n      - hit.code == COI-01", "COI-02"),
    )
    assert [found.stage for found in book.rules] == [1, 2]


def test_more_patterns_than_the_engine_takes_are_refused_naming_the_rule() -> None:
    many = "when:" + "".join(
        f"\n  - g{n}: gift" + (f"\n    where:\n      - g{n}.on > g{n - 1}.on" if n else "") for n in range(17)
    )
    assert "COI-01 has 17 patterns, more than 16" in refused(many)


def test_more_variants_than_are_worth_it_are_refused() -> None:
    body = "when:\n  - y: gift\n  - x: gift\n    where:\n      - x.person == y.person\n      - x.giver < y.giver"
    kinds = "".join(
        f"\n      - any:\n          - x.on {one} y.on\n          - x.value_yen {other} y.value_yen"
        for one, other in [(">", ">"), ("<", ">"), ("!=", ">"), (">=", "<"), ("<=", "<"), ("==", "<"), (">", "!=")]
    )
    assert "variants, more than 64" in refused(body + kinds)


def test_the_version_is_the_same_for_the_same_rules_and_changes_with_a_test_a_value_and_a_text() -> None:
    def version(body: str = "when:\n  - x: gift", parameters: str = PARAMETERS) -> str:
        return compiled(rule(body), parameters=small_parameters(parameters)).version

    assert version() == version("\n\nwhen:\n  - x: gift  # a note")
    assert version() != version("when:\n  - x: gift\n    where:\n      - x.kind == meal")
    assert version() != version(parameters=PARAMETERS.replace("5_000", "6_000", 1))
    assert version() != version("when:\n  - x: gift\nstatement: {en: Other, ja: 別}")


def test_a_rule_that_holds_in_more_ways_than_can_be_compiled_is_refused_before_they_are_made() -> None:
    branches = "  - any:\n      - - {a}: gift\n      - - {b}: gift\n"
    between = "".join(branches.format(a=f"a{n}", b=f"b{n}") for n in range(40))
    assert "can hold in 1024 ways, more than 512" in refused(f"when:\n{between}")
    within = "".join("      - any: [x.kind == meal, x.on <= y.on]\n" for _ in range(40))
    two = f"when:\n  - y: gift\n  - x: gift\n    where:\n{within}"
    assert "can hold in 1024 ways, more than 512" in refused(two)
    many = "".join("  - any:\n" + "".join(f"      - - p{n}_{each}: gift\n" for each in range(40)) for n in range(3))
    assert "more than 100 patterns" in refused(f"when:\n{many}")
