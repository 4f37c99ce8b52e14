"""Cases of which a gap alone may differ are answered by the case evaluator, however many they are."""

from rules.screening.gaps import gap_cases

GAP = ("COI-01", "not_assessable", "not_assessable", "gap")
SEVERITY = ("COI-02", "flagged", "flagged", "severity")


def test_each_case_that_may_differ_in_gaps_alone_is_asked_about() -> None:
    many = {number: [GAP] for number in range(1, 5_001)}
    assert gap_cases({**many, 0: [GAP, SEVERITY], 5_001: [SEVERITY]}) == list(range(1, 5_001))
