"""An evaluation gives outcomes in their order, missing data by name, severity, findings, the second stage."""

from dataclasses import replace

import pytest

from rules.engine.compiled.compiled_form import (
    Alpha,
    CompiledPattern,
    CompiledRule,
    CompiledSeverity,
    ComputedColumn,
    Join,
    Need,
    Presence,
    Record,
    Rulebook,
    Variant,
)
from rules.engine.evaluating.durable import DurableRulebook
from rules.engine.evaluating.engine_code import code_texts
from rules.engine.evaluating.errors import EvaluatorsDisagree
from rules.engine.evaluating.evaluate import Evaluator, evaluate_records
from rules.engine.evaluating.missing_data import MissingField, MissingFinding
from rules.engine.evaluating.outcomes import CertainMatch, EvaluatedRule, UnknownGuard
from tests.rules.engine.evaluating.forms import pattern, rule, rulebook, same, variant

pytestmark = pytest.mark.bare
GIFT = rule("COI-01", variant(pattern("gift", "gift", Alpha("value_yen", ">", 5_000))))


Told = tuple[str, tuple[str, ...], str]  # outcome, the texts of what is missing, the text of the reason


def told(found: EvaluatedRule) -> Told:
    return found.outcome, texts(found), found.reason.text if found.reason else ""


def texts(found: EvaluatedRule | UnknownGuard) -> tuple[str, ...]:
    return tuple(code_texts(found.missing))


def outcome(one: CompiledRule, *records: Record, columns: tuple[ComputedColumn, ...] = ()) -> EvaluatedRule:
    return Evaluator(Rulebook("test", (one,), columns)).evaluate(records).outcomes[one.code]


def test_a_certain_match_is_flagged() -> None:
    gift: Record = {"t": "gift", "fact": "gift:14", "value_yen": 5_001}
    evaluation = evaluate_records(replace(rulebook(GIFT), version="flagged"), [gift])
    assert evaluation.matches == (CertainMatch("COI-01", "medium", (("gift", "gift:14"),), ("gift:14",)),)
    assert evaluation.outcomes == {"COI-01": EvaluatedRule("flagged")}


def test_a_test_that_fails_is_clear_and_says_what_came_nearest() -> None:
    gift: Record = {"t": "gift", "fact": "gift:14", "value_yen": 5_000}
    assert told(outcome(GIFT, gift)) == ("clear", (), "gift:14: value_yen is 5,000, not > 5,000")
    assert told(outcome(GIFT)) == ("clear", (), "nothing of kind gift")


def test_unknown_data_is_not_clear_and_is_named() -> None:
    assert told(outcome(GIFT, {"t": "gift", "fact": "14"})) == ("not_assessable", ("gift 14: value_yen",), "")


def test_an_unknown_key_of_a_join_may_be_any_on_either_side() -> None:
    joined = rule("COI-02", variant(pattern("a", "tie"), pattern("b", "post", same("a", "who"))))
    tie: Record = {"t": "tie", "fact": "tie:1"}
    post: Record = {"t": "post", "fact": "post:2"}
    assert texts(outcome(joined, tie | {"who": "sato"}, post)) == ("post:2: who",)
    assert texts(outcome(joined, tie, post | {"who": "sato"})) == ("tie:1: who",)
    assert texts(outcome(joined, tie, post)) == ("post:2: who", "tie:1: who")
    assert outcome(joined, tie | {"who": "kita"}, post | {"who": "sato"}).outcome == "clear"


def test_two_unknown_facts_do_not_make_a_pair_of_one() -> None:
    pair = rule("COI-02", variant(pattern("a", "tie"), pattern("b", "tie", same("a", "who"))))
    assert outcome(pair, {"t": "tie", "fact": "tie:1"}).outcome == "clear"


def test_an_unknown_column_names_the_data_that_it_reads() -> None:
    column = ComputedColumn(
        "gift", "c_1", "gift.value_yen > case.limit", ("value_yen", "case.limit", "parameter.report_yen")
    )
    held = rule("COI-03", variant(pattern("gift", "gift", Alpha("c_1", "==", value=True))))
    case: Record = {"t": "partnership", "fact": "partnership"}
    gift: Record = {"t": "gift", "fact": "gift:1"}
    known: Record = {**gift, "value_yen": 1}
    assert texts(outcome(held, case, gift, columns=(column,))) == ("gift:1: value_yen", "partnership: limit")
    assert texts(outcome(held, case, known, columns=(column,))) == ("partnership: limit",)
    assert texts(outcome(held, known, columns=(column,))) == ("partnership: limit",)
    assert texts(outcome(held, case | {"limit": 1}, known, columns=(column,))) == ("parameter report_yen",)
    false: Record = {**known, "c_1": False}
    clear = "gift:1: gift.value_yen > case.limit does not hold"
    assert told(outcome(held, case, false, columns=(column,))) == ("clear", (), clear)


def applying(one: CompiledRule, *parts: Alpha | Join, needs: tuple[Need, ...] = ()) -> CompiledRule:
    return replace(one, applies=(variant(pattern("official", "official", *parts)),), needs=needs)


def test_a_rule_that_nothing_meets_is_not_applicable_even_where_its_match_is_there() -> None:
    gift: Record = {"t": "gift", "fact": "gift:14", "value_yen": 5_001}
    decides = applying(GIFT, Alpha("decides", "==", value=True))
    assert told(outcome(decides, gift)) == ("not_applicable", (), "nothing of kind official")
    official: Record = {"t": "official", "fact": "official:1"}
    reason = "official:1: decides is false, not == true"
    assert told(outcome(decides, gift, official | {"decides": False})) == ("not_applicable", (), reason)
    assert told(outcome(decides, gift, official)) == ("not_assessable", ("official:1: decides",), "")
    assert outcome(decides, gift, official | {"decides": True}).outcome == "flagged"
    assert outcome(decides, official).outcome == "not_applicable"


def test_a_need_holds_for_each_party_and_one_missing_prevents_clear_never_flagged() -> None:
    partner = variant(pattern("part", "participates"))
    needs = (Need(partner, pattern("market", "market_known", same("part", "domain"), Alpha("complete", "==", True))),)
    held = replace(GIFT, applies=(partner,), needs=needs)
    parts: list[Record] = [{"t": "participates", "fact": f"p:{d}", "domain": d} for d in ("chips", "ships")]
    chips: Record = {"t": "market_known", "fact": "m:1", "domain": "chips", "complete": True}
    ships: Record = chips | {"fact": "m:2", "domain": "ships"}
    gift: Record = {"t": "gift", "fact": "gift:14", "value_yen": 5_001}
    assert texts(outcome(held, *parts, chips)) == ("market_known(complete=true, domain=ships)",)
    assert outcome(held, *parts, chips, ships).outcome == "clear"
    assert outcome(held, *parts, gift).outcome == "flagged"


def test_a_need_without_applies_is_asked_once() -> None:
    held = replace(GIFT, needs=(Need(Variant((), ()), pattern("known", "gifts_known")),))
    assert texts(outcome(held)) == ("gifts_known()",)
    assert outcome(held, {"t": "gifts_known", "fact": "g"}).outcome == "clear"


def missing(kind: str, field: str) -> MissingField:
    return MissingField(fact=f"{kind}:1", kind=kind, field=field)


EXEMPT = rule(
    "COI-04",
    variant(pattern("gift", "gift"), unless=(pattern("ok", "approval", same("gift", "who"), Alpha("on", "<", 5)),)),
)


def test_an_unless_counts_what_is_recorded_and_an_unknown_one_keeps_the_flag_and_is_named() -> None:
    gift: Record = {"t": "gift", "fact": "gift:1", "who": "sato"}
    approval: Record = {"t": "approval", "fact": "approval:1", "who": "sato"}
    book = Evaluator(rulebook(EXEMPT))
    assert book.evaluate([gift, approval | {"on": 6}]).unknown_guards == {}
    blocked = book.evaluate([gift, approval | {"on": 4}])
    assert told(blocked.outcomes["COI-04"]) == ("clear", (), "approval:1 satisfies ok")
    kept = book.evaluate([gift, approval])
    assert kept.unknown_guards == {kept.matches[0]: (UnknownGuard("ok", "approval:1", (missing("approval", "on"),)),)}
    unknown = book.evaluate([{"t": "gift", "fact": "gift:1"}, approval | {"on": 4}])
    assert unknown.outcomes["COI-04"].outcome == "flagged"
    assert unknown.unknown_guards[unknown.matches[0]] == (UnknownGuard("ok", "approval:1", (missing("gift", "who"),)),)


def test_a_guard_that_the_compiler_split_is_named_once_and_does_not_ask_for_its_key() -> None:
    """One variant in which the guard's key is known, one in which it is not and the guard does not count."""
    guard = pattern("ok", "approval", same("gift", "who"))
    known = variant(pattern("gift", "gift", Alpha("yen", ">", 5), Presence("who", present=True)), unless=(guard,))
    absent = variant(pattern("gift", "gift", Alpha("yen", ">", 5), Presence("who", present=False)))
    book = Evaluator(rulebook(rule("COI-04", known, absent)))
    approval: Record = {"t": "approval", "fact": "approval:1", "who": "sato"}
    kept = book.evaluate([{"t": "gift", "fact": "gift:1", "yen": 6}, approval])
    assert kept.unknown_guards[kept.matches[0]] == (UnknownGuard("ok", "approval:1", (missing("gift", "who"),)),)
    assert texts(book.evaluate([{"t": "gift", "fact": "gift:1"}, approval]).outcomes["COI-04"]) == ("gift:1: yen",)


def test_severity_is_the_first_level_whose_conditions_certainly_hold() -> None:
    levels = (
        CompiledSeverity(
            "critical", (("gift", Alpha("value_yen", ">", 9_000)),), (pattern("o", "post", same("gift", "who")),)
        ),
        CompiledSeverity("high", (("gift", Alpha("value_yen", ">", 9_000)),), ()),
        CompiledSeverity("high", (("elsewhere", Alpha("x", "==", 1)),), ()),
        CompiledSeverity("low", (), ()),
    )
    book = Evaluator(rulebook(replace(GIFT, severity=levels)))
    gift: Record = {"t": "gift", "fact": "gift:14", "value_yen": 9_001, "who": "sato"}
    post: Record = {"t": "post", "fact": "post:1", "who": "sato"}
    cases: list[list[Record]] = [[gift, post], [gift, post | {"who": "kita"}], [gift | {"value_yen": 9_000}, post]]
    assert [book.evaluate(case).matches[0].severity for case in cases] == ["critical", "high", "low"]


def test_one_per_says_what_a_finding_is_and_matches_are_sorted() -> None:
    pair = replace(
        rule("COL-01", variant(pattern("a", "tie"), pattern("b", "post"))), one_per=(("a", "who"), ("b", "n"))
    )
    records: list[Record] = [{"t": "post", "fact": f"post:{n}", "n": n} for n in (2, 1)]
    records += [{"t": "tie", "fact": "tie:9", "who": "sato"}, {"t": "tie", "fact": "tie:8"}]
    matches = Evaluator(rulebook(pair)).evaluate(records).matches
    assert [match.key for match in matches] == [("", 1), ("", 2), ("sato", 1), ("sato", 2)]
    assert [dict(match.facts)["a"] for match in matches] == ["tie:8", "tie:8", "tie:9", "tie:9"]


def test_a_match_of_two_branches_comes_once() -> None:
    either = rule(
        "COI-05", variant(pattern("a", "x", Alpha("p", "==", 1))), variant(pattern("a", "x", Alpha("q", "==", 1)))
    )
    assert len(Evaluator(rulebook(either)).evaluate([{"t": "x", "fact": "1", "p": 1, "q": 1}]).matches) == 1


def test_the_second_stage_reads_one_fact_a_finding_with_its_highest_severity() -> None:
    levels = (
        CompiledSeverity("high", (("gift", Alpha("value_yen", ">", 9_000)),), ()),
        CompiledSeverity("low", (), ()),
    )
    first = replace(GIFT, severity=levels, one_per=(("gift", "who"),))
    second = rule("COI-09", variant(pattern("f", "finding", Alpha("code", "==", "COI-01"))), stage=2)
    book = Evaluator(rulebook(first, second))
    gifts: list[Record] = [{"t": "gift", "fact": f"g{y}", "value_yen": y, "who": "sato"} for y in (6_000, 9_500, 100)]
    evaluation = book.evaluate(gifts)
    assert [m.code for m in evaluation.matches] == ["COI-01", "COI-01", "COI-09"]
    assert evaluation.matches[2].facts == (("f", "finding:COI-01:sato"),)
    severe = rule("COI-09", variant(pattern("f", "finding", Alpha("severity", "==", "high"))), stage=2)
    assert Evaluator(rulebook(first, severe)).evaluate(gifts).outcomes["COI-09"].outcome == "flagged"
    assert told(book.evaluate([]).outcomes["COI-09"]) == ("clear", (), "nothing of kind finding")


def test_the_second_stage_is_not_clear_for_want_of_data_of_the_first() -> None:
    levels = (
        CompiledSeverity("high", (("gift", Alpha("value_yen", ">", 9_000)),), ()),
        CompiledSeverity("low", (), ()),
    )
    first = replace(GIFT, severity=levels)
    given: Record = {"t": "gift", "fact": "gift:14"}

    def second(severity: str, *others: CompiledPattern) -> Told:
        reads = pattern("f", "finding", Alpha("code", "==", "COI-01"), Alpha("severity", "==", severity))
        later = rule("COI-09", variant(reads, *others), stage=2)
        return told(Evaluator(rulebook(first, later)).evaluate([given]).outcomes["COI-09"])

    asked = "not_assessable", ("finding COI-01",), ""
    assert second("high") == second("low") == asked
    assert second("medium") == ("clear", (), "nothing of kind finding")
    assert second("high", pattern("x", "x")) == ("clear", (), "nothing of kind x")


def test_a_finding_that_could_not_be_assessed_guards_nothing_but_is_named() -> None:
    guard = pattern("f", "finding", Alpha("code", "==", "COI-01"))
    guarded = rule("COI-09", variant(pattern("x", "x"), unless=(guard,)), stage=2)
    book = Evaluator(rulebook(GIFT, guarded))
    evaluation = book.evaluate([{"t": "gift", "fact": "gift:14"}, {"t": "x", "fact": "x:1"}])
    (match,) = evaluation.matches
    assert evaluation.outcomes["COI-09"].outcome == "flagged"
    (unknown,) = evaluation.unknown_guards[match]
    assert unknown == UnknownGuard("f", unknown.fact, (MissingFinding(rule="COI-01"),))


def test_a_search_through_too_many_combinations_is_cut_and_never_clear() -> None:
    many = rule("COI-06", variant(pattern("a", "x"), pattern("b", "x"), pattern("c", "y", Alpha("p", "==", 1))))
    records: list[Record] = [{"t": "x", "fact": f"x{n}"} for n in range(120)]
    cut = outcome(many, *records, {"t": "y", "fact": "y:1"})
    assert told(cut) == (
        "not_assessable",
        ("too many combinations of facts with unknown data to go through", "y:1: p"),
        "",
    )


def test_a_disagreement_is_an_error_that_names_the_rule_and_the_matches(monkeypatch: pytest.MonkeyPatch) -> None:
    gift: Record = {"t": "gift", "fact": "gift:14", "value_yen": 5_001}
    book = Evaluator(rulebook(GIFT))
    monkeypatch.setattr(DurableRulebook, "matches", lambda self, records, stage: {})
    with pytest.raises(EvaluatorsDisagree, match="COI-01: 0 matches only in durable_rules, 1 only") as raised:
        book.evaluate([gift])
    assert raised.value.only_matcher == ((("gift", "gift:14"),),)
    monkeypatch.setattr(DurableRulebook, "matches", lambda self, records, stage: {"COI-01": {(("gift", "gift:14"),)}})
    with pytest.raises(EvaluatorsDisagree) as raised:
        book.evaluate([])
    assert raised.value.only_durable == ((("gift", "gift:14"),),)


def test_the_order_of_records_changes_nothing() -> None:
    gift: Record = {"t": "gift", "fact": "gift:1", "who": "sato"}
    records: list[Record] = [gift, gift | {"fact": "gift:2"}, {"t": "approval", "fact": "approval:1"}]
    book = Evaluator(rulebook(EXEMPT))
    one, other = book.evaluate(records), book.evaluate(records[::-1])
    assert (one.matches, one.outcomes, one.unknown_guards) == (other.matches, other.outcomes, other.unknown_guards)
