"""Cases notice every change of their rule; where one is missing, the changes that it alone told apart survive."""

from dataclasses import replace
from pathlib import Path

import pytest

from rules.explaining.catalogue.cases import CASES
from rules.facts.kinds.vocabulary import VOCABULARY
from rules.workshop.case_files import RuleCase, cases_of
from rules.workshop.mutants.accepted import read_accepted
from rules.workshop.mutants.change import SINGLE
from rules.workshop.mutants.survivors import Tried, tried
from tests.rules.mutants import run
from tests.rules.mutants.real_book import book

pytestmark = pytest.mark.bare
LIMIT = "when ratio: 'ratio.ratio_bp >= parameter.col_bid_ratio_bp' becomes "


def tried_with(code: str, cases: list[RuleCase]) -> Tried:
    return tried(book().rules[code], cases, book())


def cases(code: str) -> list[RuleCase]:
    return list(cases_of(CASES / f"{code}.yaml"))


@pytest.mark.parametrize("code", ["COI-02", "COL-08", "COL-13"])
def test_the_cases_of_a_rule_notice_every_change(code: str) -> None:
    found = tried_with(code, cases(code))
    assert found.noticed > 35
    assert {mutant.said for mutant in found.survivors} == read_accepted().get(code, set())


def test_without_the_case_below_the_limit_its_changes_survive() -> None:
    weaker = [case for case in cases("COL-08") if case.it != "is silent a basis point below 90 %"]
    found = {mutant.said for mutant in tried_with("COL-08", weaker).survivors}
    assert f"{LIMIT}'ratio.ratio_bp >= parameter.ama_votes_second_bp'" in found


def test_without_the_case_at_the_limit_the_next_comparison_survives() -> None:
    weaker = [case for case in cases("COL-08") if "at 90 %" not in case.it]
    found = {mutant.said for mutant in tried_with("COL-08", weaker).survivors}
    assert f"{LIMIT}'ratio.ratio_bp > parameter.col_bid_ratio_bp'" in found


def test_a_rule_that_contradicts_its_cases_is_not_tried() -> None:
    wrong = [replace(case, severity="high") for case in cases("COL-08")]
    with pytest.raises(ValueError, match="COL-08 as it stands contradicts its case 'is medium on a very high ratio"):
        tried_with("COL-08", wrong)


def test_an_accepted_change_that_no_longer_survives_is_a_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "read_accepted", lambda: {"COL-08": frozenset({"when: drops it all"})})
    found = tried_with("COL-08", cases("COL-08"))
    assert "equal.yaml: COL-08: no survivor any more: when: drops it all. Take it out." in run.troubles(
        [found], partial=True
    )


def test_accepted_changes_of_a_rule_that_is_gone_are_a_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "read_accepted", lambda: {"COL-99": frozenset({"when: drops it all"})})
    assert run.troubles([], partial=False) == ["equal.yaml: there is no rule COL-99. Take it out."]
    assert run.troubles([], partial=True) == []


def test_a_type_with_one_fact_a_case_says_so() -> None:
    for name in SINGLE:
        assert "exactly one" in VOCABULARY[name].doc, name


@pytest.mark.parametrize(
    ("entries", "trouble"),
    [
        ('COL-08:\n  - {changes: ["one", "one"], why: the same}\n', "accepts 'one' twice"),
        ('COL-08:\n  - {changes: ["one"]}\n', "has no why"),
    ],
)
def test_an_accepted_change_stands_once_and_has_a_reason(tmp_path: Path, entries: str, trouble: str) -> None:
    path = tmp_path / "equal.yaml"
    path.write_text(entries, encoding="utf-8")
    with pytest.raises(ValueError, match=trouble):
        read_accepted(path)
