"""The second stage in sets: findings with their highest severity, doubtful findings, and findings with one id."""

import pytest

from rules.engine.evaluating.errors import RecordRefused
from tests.rules.agreement.wrong_translations import wrong_translation
from tests.rules.engine.language.small_rules import rule
from tests.rules.engine.sets.small_sets import book_of, case, compared, evaluated, loan, tie

pytestmark = pytest.mark.bare
FIRST = """
severity:
  - high: [a.yen > 100]
  - low
when:
  - a: tie
    where:
      - a.company == hikari
one_per: [a.who, a.whom]
""".replace("hikari", '"hikari"')
SECOND = """
when:
  - f: finding
    where:
      - f.code == COL-01
      - f.severity >= high
"""
BOOK = (rule(SECOND, "COI-01"), rule(FIRST, "COL-01"))


def test_a_finding_has_the_highest_severity_of_its_matches() -> None:
    cases = [
        [case(), tie("1", yen=1), tie("2", yen=101)],
        [case(), tie("1", yen=1), tie("2", who="kato", yen=1)],
        [case(), loan("1")],
    ]
    assert compared(book_of(*BOOK), *cases) == ["flagged", "clear", "clear"]
    with wrong_translation("the lowest severity of a finding counts"), pytest.raises(AssertionError, match="case 0"):
        compared(book_of(*BOOK), *cases)


def test_a_rule_that_could_not_be_assessed_leaves_the_second_stage_open() -> None:
    needs = "needs:\n  - b: loan\n" + FIRST
    book = book_of(rule(SECOND, "COI-01"), rule(needs, "COL-01"))
    assert compared(book, [case()], [case(), loan("1")], [case(), loan("1"), tie("1", yen=101)]) == [
        "not_assessable",
        "clear",
        "flagged",
    ]


def test_two_findings_of_one_id_are_refused_as_the_case_evaluators_refuse_them() -> None:
    facts = [case(), tie("1", who="a:b", whom="c"), tie("2", who="a", whom="b:c")]
    found, handed_over = evaluated(book_of(*BOOK), [facts, [case(), tie("1")]])
    with pytest.raises(RecordRefused, match="two facts have this id"):
        compared(book_of(*BOOK), facts)
    assert not handed_over
    assert (found[0].outcomes, found[0].matches) == ({"COI-01": "error", "COL-01": "error"}, ())
    assert found[1].outcomes["COL-01"] == "flagged"
