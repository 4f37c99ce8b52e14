"""The conditions that would clear a finding: steps first, in words, never another answer to what is stated."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest

from institutions.codes.base import Coded
from rules.assessing.bound_facts import BoundFacts
from rules.assessing.findings import Clearing
from rules.assessing.guards import MOST_NEEDS, clearing_guards, with_needs
from rules.assessing.material import PlainFact
from rules.assessing.remedies import NeededOfMore, StepTaken, UnmetNeed
from rules.assessing.run import clearing_of
from rules.assessing.stored_format import FORMAT
from rules.assessing.wording import PatternWording
from rules.engine.compiled.compiled_form import CompiledPattern, Rulebook, Variant
from rules.engine.compiled.records import records_of
from rules.engine.evaluating.evaluate import Evaluator
from rules.engine.evaluating.missing_data import MissingNeed, NeedValue
from rules.engine.language.walk import names_in_test
from rules.explaining.catalogue.cases import CASES
from rules.facts.kinds.vocabulary import PARTNERSHIP
from rules.workshop.case_answers import bound_of
from rules.workshop.case_files import RuleCase, cases_of, rule_cases
from tests.every import every
from tests.rules.test_cases import rulebook

pytestmark = pytest.mark.bare
NO_CASE = Variant((CompiledPattern("none", "of no case", (), ()),), ())
RAW = ("True", "False", "true", "false", "from from", "to until", "first_", "_on", "None", "9999", "0001")


def cleared(case: RuleCase, clearing: Clearing = clearing_guards) -> Iterator[str]:
    """Return the words of every entry but the last, in both languages."""
    compiled, evaluator = rulebook()
    assert isinstance(evaluator, Evaluator)
    evaluation = evaluator.evaluate(records_of(case.facts, compiled, compiled.parameter_values))
    for match in evaluation.matches:
        if match.code == case.code:
            bound: BoundFacts = bound_of(match, case, compiled)
            guards = evaluation.unknown_guards.get(match, ())
            for entry in clearing(compiled.syntax[case.code], bound, guards, {})[:-1]:
                for part in ("text", "guard", "missing"):
                    if label := getattr(entry, part, None):
                        yield from (label.en, label.ja)


@every("case", lambda: (case for case in rule_cases() if case.outcome == "flagged"))
def test_no_raw_value_is_shown(case: RuleCase) -> None:
    for text in cleared(case):
        assert not [raw for raw in RAW if raw in text], text


def named(code: str, it: str, clearing: Clearing = clearing_guards) -> list[str]:
    return list(cleared(next(case for case in cases_of(CASES / f"{code}.yaml") if case.it == it), clearing))


def test_a_missing_notice_is_cleared_by_sending_it_not_by_calling_the_disposition_oral() -> None:
    said = named("LIT-05", "flags a written disposition without a notice")
    assert said == ["The notice is sent now.", "速やかに書面により教示する。"]


def test_whether_a_disposition_was_oral_is_asked_where_nobody_said() -> None:
    english = named("LIT-05", "flags where the form is unknown")[::2]
    assert english == ["Measure (in writing: no)", "Measure", "The notice is sent now."]


def test_nobody_is_asked_to_state_another_service_or_grade_than_is_stated() -> None:
    english = named("COI-04", "flags a meal just above the threshold without prior notice")[::2]
    assert english == ["Benefit (private relation: yes)", "Benefit"]
    nothing_stated = named("COI-04", "flags a meal of a person of whom no post is stated")[::2]
    assert [each for each in nothing_stated if each.startswith("Appointment (service: special or defence")], (
        nothing_stated
    )


def test_small_contracts_clear_a_duty_over_contracts_alone() -> None:
    said = [
        each for each in named("COI-08", "flags an official who asked the company for a post") if "contract" in each
    ]
    assert said == []
    assert "Total of contracts (person: sato; company: hikari; total: less than 20,000,000 yen)" in named(
        "COI-08", "flags duties over contracts"
    )


def test_a_number_of_an_unknown_day_is_named_in_a_sentence() -> None:
    said = " ".join(named("COI-08", "flags talks of an unknown day, however small the contracts"))
    assert "total: less than a number that is not known here (“A company whose contracts with" in said
    assert "総額：値の定まらない基準（「職員が締結又は履行に携わった契約の総額がこの額に" in said


def test_nobody_is_asked_to_state_another_investor_than_is_stated() -> None:
    english = named("LIT-14", "flags an exemption of a specified investor")[::2]
    assert not [each for each in english if "exemption" in each], english
    unknown = named("LIT-14", "flags an exemption of an investor of whom it is unknown")[::2]
    assert [each for each in unknown if "specified investor: no" in each], unknown


@pytest.mark.parametrize("form", [3, 4])
def test_results_of_earlier_formats_keep_what_they_named(form: int) -> None:
    of_permits = named("COI-08", "flags an official who asked the company for a post", clearing_of(form))
    assert (
        "Total of contracts (person: sato; company: hikari; total: less than 20,000,000 yen; permit: contract)"
    ) in of_permits
    of_meals = named("COI-04", "flags a meal just above the threshold without prior notice", clearing_of(form))[::2]
    assert [each for each in of_meals if each.startswith("Appointment (service: special or defence")], of_meals
    assert clearing_of(FORMAT) is clearing_guards


def test_a_switch_of_the_law_is_named_by_its_meaning() -> None:
    compiled, _ = rulebook()
    guard = next(each for each in compiled.syntax["LIT-14"].unless if each.name == "exempt")
    words = PatternWording(BoundFacts({}, compiled.parameter_values), {}, "en", guard).whole()
    assert "can rely on an exemption from prior notice as others can: applies" in words
    assert "True" not in words


def test_a_period_of_the_guard_itself_is_told_by_the_time_of_the_other_fact() -> None:
    english = named("COI-07", "flags an officer")[::2]
    assert any("kind: by office; at a time since 1 April 2020)" in each for each in english), english


def findings_of(case: RuleCase) -> Iterator[tuple[tuple[str, ...], list[UnmetNeed]]]:
    """Yield for each finding of a case its unmet needs, and the entries that name what its rule needs besides."""
    compiled, evaluator = rulebook()
    assert isinstance(evaluator, Evaluator)
    evaluation = evaluator.evaluate(records_of(case.facts, compiled, compiled.parameter_values))
    for match in evaluation.matches:
        if match.code == case.code:
            rule, bound = compiled.syntax[case.code], bound_of(match, case, compiled)
            remedies = clearing_guards(rule, bound, evaluation.unknown_guards.get(match, ()), {})
            unmet = evaluation.unmet_needs.get(match, ())
            said = with_needs(rule, remedies, [(unmet, bound)], {})
            assert said[: len(remedies) - 1] == remedies[:-1]
            assert said[-1] == remedies[-1]
            yield unmet, [each for each in said if isinstance(each, UnmetNeed)]


def needed_too(case: RuleCase) -> list[tuple[str, str]]:
    """Return what each finding of a case says that its rule needs besides, in both languages."""
    return [(each.need.en, each.need.ja) for _unmet, said in findings_of(case) for each in said]


NEEDED_TOO: dict[str, set[str]] = {  # by code of the entry, the rules whose findings have it
    "clears.needed_too": {
        *(f"COI-{number:02}" for number in (1, 2, 3, 4, 7, 12, 13, 14, 15, 16, 17, 18)), "COL-13", "LIT-01", "LIT-12",
    },
    "clears.needed_of_each": {"COI-08", "COI-09", "COI-11", "COL-10", "COL-15"},
}  # fmt: skip


def test_the_rules_that_say_what_they_need_besides_are_these() -> None:
    found: dict[str, set[str]] = {}
    for case in rule_cases():
        if case.outcome == "flagged" and case.subject == PARTNERSHIP:
            for each in (entry for _unmet, said in findings_of(case) for entry in said):
                found.setdefault(each.code, set()).add(case.code)
    assert found == NEEDED_TOO


def test_a_guard_that_asks_for_all_that_a_need_asks_for_meets_it_and_a_step_does_not() -> None:
    compiled, evaluator = rulebook()
    assert isinstance(evaluator, Evaluator)
    rule, tried = compiled.syntax["LIT-12"], 0
    for case in cases_of(CASES / "LIT-12.yaml"):
        evaluation = evaluator.evaluate(records_of(case.facts, compiled, compiled.parameter_values))
        for match, unmet in evaluation.unmet_needs.items():
            if match.code == rule.code:
                bound = bound_of(match, case, compiled)
                remedies = clearing_guards(rule, bound, evaluation.unknown_guards.get(match, ()), {})
                of_requests = tuple(each for each in remedies if not isinstance(each, StepTaken))
                assert remedies != of_requests, "the terms may be agreed, without any request"
                assert len(with_needs(rule, remedies, [(unmet, bound)], {})) == len(remedies) + 1
                assert with_needs(rule, of_requests, [(unmet, bound)], {}) == of_requests
                tried += 1
    assert tried


def matches_with_needs(case: RuleCase) -> list[tuple[tuple[str, ...], BoundFacts]]:
    """Return the matches of a case, each with its unmet needs and its facts."""
    compiled, evaluator = rulebook()
    assert isinstance(evaluator, Evaluator)
    evaluation = evaluator.evaluate(records_of(case.facts, compiled, compiled.parameter_values))
    own = [match for match in evaluation.matches if match.code == case.code]
    return [(evaluation.unmet_needs.get(match, ()), bound_of(match, case, compiled)) for match in own]


def needs_named(code: str, remedies: tuple[Coded, ...], matches: list[tuple[tuple[str, ...], BoundFacts]]) -> list[str]:
    """Return in English what is named besides the remedies of a finding that has these matches."""
    said = with_needs(rulebook()[0].syntax[code], remedies, matches, {})
    return [each.need.en for each in said if isinstance(each, UnmetNeed)]


def case_with_needs(code: str, *, lacking: list[bool]) -> RuleCase:
    """Return a case of a rule in which these of its matches have an unmet need."""
    cases = cases_of(CASES / f"{code}.yaml")
    return next(each for each in cases if [bool(unmet) for unmet, _ in matches_with_needs(each)] == lacking)


def test_what_a_milder_match_of_the_finding_needs_is_named_too() -> None:
    first, second = matches_with_needs(case_with_needs("COL-13", lacking=[False, True]))
    remedies = clearing_guards(rulebook()[0].syntax["COL-13"], first[1], (), {})
    assert needs_named("COL-13", remedies, [first]) == []
    assert needs_named("COL-13", remedies, [first, second]) == ["Market fully known (domain: batteries)"]


def test_one_need_is_named_for_each_party_of_the_matches_and_once() -> None:
    cases = [matches_with_needs(case) for case in cases_of(CASES / "COI-18.yaml")]
    rule = rulebook()[0].syntax["COI-18"]
    named = [
        [
            name.split(";")[0]
            for name in needs_named("COI-18", clearing_guards(rule, matches[0][1], (), {}), matches * 2)
        ]
        for matches in cases
        if len(matches) > 1 and all(unmet for unmet, _ in matches)
    ]
    assert [f"Declaration of interests (person: {who}" for who in ("sato", "tanaka")] in map(sorted, named)
    assert all(len(each) == len(set(each)) for each in named)


def test_of_many_people_the_first_are_named_and_that_there_are_more_is_said() -> None:
    unmet, bound = next(
        each for case in cases_of(CASES / "COI-18.yaml") for each in matches_with_needs(case) if each[0]
    )
    rule = rulebook()[0].syntax["COI-18"]
    remedies = clearing_guards(rule, bound, (), {})
    (need,) = (each for each in rule.needs if each.name in unmet)
    (read,) = {name for test in need.where for name in names_in_test(test)} & bound.facts.keys()

    def of_people(number: int) -> list[tuple[tuple[str, ...], BoundFacts]]:
        return [
            (unmet, BoundFacts({**bound.facts, read: person}, bound.parameters))
            for person in map(person_of, range(number))
        ]

    def person_of(place: int) -> PlainFact:
        fact = bound.facts[read]
        return replace(fact, id=f"{fact.id}:{place}", values={**fact.values, "person": f"person-{place:03}"})

    for people in (MOST_NEEDS, MOST_NEEDS + 1, 300):
        *_, last, silent = with_needs(rule, remedies, of_people(people), {})
        assert silent == remedies[-1]
        assert len(needs_named("COI-18", remedies, of_people(people))) == MOST_NEEDS
        assert (last == NeededOfMore(named=MOST_NEEDS)) == (people > MOST_NEEDS)


def test_a_guard_of_the_worst_match_meets_no_need_of_another_company() -> None:
    worst, other, _ = matches_with_needs(case_with_needs("LIT-12", lacking=[True, False, False]))
    rule = rulebook()[0].syntax["LIT-12"]
    remedies = clearing_guards(rule, worst[1], (), {})
    guards = tuple(each for each in remedies if not isinstance(each, StepTaken))
    assert needs_named("LIT-12", guards, [worst]) == []
    (named,) = needs_named("LIT-12", guards, [worst, (worst[0], other[1])])
    assert named != needs_named("LIT-12", remedies, [worst])[0]


def first_flagged(code: str) -> RuleCase:
    return next(each for each in cases_of(CASES / f"{code}.yaml") if each.outcome == "flagged")


def test_a_declaration_alone_does_not_clear_its_absence_and_the_check_that_is_needed_too_is_named() -> None:
    ((english, japanese),) = needed_too(first_flagged("COI-18"))
    assert english == (
        "Declaration of interests (person: sato; on: 12 months before 20 June 2026 or later;"
        " checked by a second person: yes)"
    )
    assert (
        japanese == "利益相反の申告（人物：sato、かつ日付：令和8年6月20日の12か月前以後、かつ第二者による確認：はい）"
    )


@cache
def never_flagging(code: str) -> Evaluator:
    """Return an evaluator under which a rule finds nothing, so that its outcome is that without its findings."""
    compiled, _ = rulebook()
    rules = tuple(replace(each, variants=(NO_CASE,)) if each.code == code else each for each in compiled.rules)
    form = Rulebook(f"{compiled.version} without {code}", rules, compiled.columns)
    return Evaluator(compiled.in_form(form), searching=True)


def asked_of(need: MissingNeed) -> set[object]:
    """Return the words and parties that a need asks for; it is about a finding only if the finding has them all."""
    return {
        each.value
        for each in need.wanted
        if isinstance(each, NeedValue) and each.op == "==" and isinstance(each.value, str)
    }


def words(fact: PlainFact) -> set[object]:
    return {value for value in fact.values.values() if isinstance(value, str)}


@every("case", lambda: (case for case in rule_cases() if case.outcome == "flagged" and case.subject == PARTNERSHIP))
def test_what_a_rule_lacks_once_its_findings_are_gone_is_named_beside_what_would_clear_them(case: RuleCase) -> None:
    compiled, evaluator = rulebook()
    records = records_of(case.facts, compiled, compiled.parameter_values)
    evaluation = evaluator.evaluate(records)
    own = [match for match in evaluation.matches if match.code == case.code]
    lacking = never_flagging(case.code).search(records).outcomes[case.code].missing
    needs = [each for each in lacking if isinstance(each, MissingNeed)]
    unmet = {name for match in own for name in evaluation.unmet_needs.get(match, ())}
    named = {need.fact_type for need in compiled.syntax[case.code].needs if need.name in unmet}
    known = {value for match in own for fact in bound_of(match, case, compiled).facts.values() for value in words(fact)}
    assert named <= {each.kind for each in needs}
    assert {each.kind for each in needs if asked_of(each) <= known} <= named
    raw_words = (*RAW, "person: person", "body: sponsor", "人物：人物")
    for each in needed_too(case):
        assert not [raw for raw in raw_words for text in each if raw in text], each


def test_every_rule_is_looked_at() -> None:
    looked_at = {case.code for case in rule_cases() if case.outcome == "flagged" and case.subject == PARTNERSHIP}
    assert looked_at == rulebook()[0].syntax.keys()
