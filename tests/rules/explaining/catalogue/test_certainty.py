"""The certainty of a rule's law: the marks that a reader sees, and the words for a review."""

import pytest

from rules.engine.language.parameters import ParameterValue
from rules.engine.language.syntax import Basis
from rules.explaining.catalogue.certainty import CONFIDENCE, MARKS, BasisCertainty, law_text, marks_of

pytestmark = pytest.mark.bare
TODAY = "2026-06-20"


def basis(confidence: str, review_on: str | None = None) -> Basis:
    law = "ours" if confidence == "ours" else "national_public_service_act"
    return Basis(law, "106-2", confidence, None, review_on)  # type: ignore[arg-type]  # a test's plain word


@pytest.mark.parametrize(
    ("bases", "entries", "marks"),
    [
        ([basis("seen")], [], ()),
        ([basis("seen"), basis("memory")], [], ("not_read",)),
        ([basis("seen_2013")], [], ("text_of_2013",)),
        ([basis("ours")], [], ("no_legal_source",)),
        ([basis("ours"), basis("seen")], [], ()),
        ([basis("seen")], [ParameterValue(5, confidence="ours")], ("own_numbers",)),
        ([basis("seen")], [ParameterValue(5, confidence="memory")], ("not_read",)),
        ([basis("seen", "2026-06-20")], [], ()),
        ([basis("seen", "2026-06-19")], [], ("review_due",)),
        ([basis("seen")], [ParameterValue(5, confidence="seen", review_on="2026-06-19")], ("review_due",)),
        ([basis("memory", "2026-01-31")], [], ("review_due", "not_read")),
    ],
)
def test_a_rule_is_marked(bases: list[Basis], entries: list[ParameterValue], marks: tuple[str, ...]) -> None:
    assert marks_of(bases, entries, TODAY) == marks


def test_without_a_day_no_review_is_overdue() -> None:
    assert marks_of([basis("seen", "1999-01-01")], [], None) == ()
    assert "review by 1 January 1999" in BasisCertainty("seen", "1999-01-01").words("en", None)


@pytest.mark.parametrize(
    ("certainty", "said"),
    [
        (BasisCertainty("seen", None), "text read"),
        (BasisCertainty("memory", "2027-02-28"), "not read; to be checked by counsel; review by 28 February 2027"),
        (
            BasisCertainty("memory", "2026-02-28"),
            "not read; to be checked by counsel; review was due by 28 February 2026",
        ),
        (BasisCertainty(None, None), ""),
    ],
)
def test_certainty_in_words(certainty: BasisCertainty, said: str) -> None:
    assert certainty.words("en", TODAY) == said


def test_ours_is_said_to_be_no_law() -> None:
    assert law_text("ours", None, {}, "en") == "No legal source: our own default"


def test_a_law_stands_with_its_article() -> None:
    names = {"en": "Some Act", "ja": "ある法律"}
    assert law_text("some_act", "3(1)", names, "ja") == "ある法律第3条第1項"
    assert law_text("some_act", "3(1)", names, "en") == "Some Act, art. 3(1)"
    assert law_text("some_act", "E3", names, "ja") == "ある法律 E3"
    assert law_text("some_act", "", names, "ja") == "ある法律"
    assert law_text("some_act", None, {}, "en") == "some act"
    assert law_text("chans_procedure", "5", names, "ja") == "ある法律 5", "its parts are called no article"


def test_beside_its_law_a_default_of_ours_says_no_more_than_its_review() -> None:
    assert BasisCertainty("ours", None).beside_law("en", TODAY) == ""
    assert BasisCertainty("ours", "2027-02-28").beside_law("ja", TODAY) == "令和9年2月28日までに見直し"
    assert BasisCertainty("ours", None).words("en", TODAY) == "no legal source: our own default"
    assert BasisCertainty("seen", None).beside_law("en", TODAY) == "text read"


def test_every_word_stands_in_both_languages() -> None:
    for texts in (*CONFIDENCE.values(), *MARKS.values()):
        assert texts.keys() == {"en", "ja"}
        assert texts["en"] != texts["ja"]
