"""The data that a rule reads is described in words, in both languages, without names of fields and without signs."""

import re

import pytest

from rules.engine.language.statements import Language
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.explaining.catalogue.conditions import ConditionLine, conditions_of
from rules.explaining.catalogue.entry import CatalogueEntry, country_names
from rules.explaining.catalogue.timeline import parameters_named
from tests.every import every

pytestmark = pytest.mark.bare
CODES = sorted(current_rulebook().rules)
TECHNICAL = re.compile(r"[a-z]+_[a-z_]+|[<>=]=?|\b(?:case|parameter|this)\.|9999-12-31|0001-01-01")
ENGLISH = re.compile(r"[a-z]{3,}")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")


def said(code: str, language: Language) -> dict[str, list[tuple[int, str]]]:
    """Return the lines of a rule by the part of its file, each with its depth."""
    conditions = CatalogueEntry(current_rulebook().rules[code], current_rulebook()).conditions(language)
    parts = {part: flat(lines) for part, lines in conditions.parts().items()}
    return {**parts, "severity": [line for each in conditions.severity for line in flat(each.conditions)]}


def flat(lines: tuple[ConditionLine, ...]) -> list[tuple[int, str]]:
    return [each for line in lines for each in line.flat()]


@every("code", CODES)
def test_no_line_shows_a_name_of_the_rule_language(code: str) -> None:
    for language in ("en", "ja"):
        lines = [text for part in said(code, language).values() for _, text in part]
        assert lines
        assert [text for text in lines if TECHNICAL.search(text)] == []


@every("code", CODES)
def test_both_languages_say_the_same_lines(code: str) -> None:
    english, japanese = said(code, "en"), said(code, "ja")
    for part, lines in english.items():
        assert [depth for depth, _ in lines] == [depth for depth, _ in japanese[part]], part
    said_in_japanese = [text for part in japanese.values() for _, text in part]
    assert [text for text in said_in_japanese if not JAPANESE.search(text) or ENGLISH.search(text)] == []


@every("code", CODES)
def test_every_pattern_of_a_part_has_a_line(code: str) -> None:
    rule, parts = current_rulebook().rules[code], said(code, "en")
    for part in ("applies", "needs", "when", "unless"):
        assert sum(depth == 0 for depth, _ in parts[part]) == len(getattr(rule, part))


@every(
    "code, part, line",
    [
        ("COI-02", "applies", (0, "Role of an official")),
        ("COI-02", "applies", (1, "acts in this case: yes")),
        ("COI-02", "needs", (1, "date: 12 months before date of the assessment of this partnership or later")),
        ("COI-02", "when", (1, "person: the same as in “Role of an official”")),
        ("COI-02", "when", (1, "company: the same as giver in “Benefit”")),
        ("COI-02", "when", (1, "in force on date in “Benefit”")),
        ("COI-02", "unless", (1, "kind: none of golf, travel")),
        ("COI-05", "when", (1, "date: by 2 years after left on in “Left public service (2)”")),
        ("COL-13", "when", (1, "One of these")),
        ("COL-13", "when", (2, "All of these together")),
        ("COL-13", "when", (3, "concentration index (HHI): over 2,500")),
        ("COL-13", "severity", (0, "share in “Joint market share”: over 50%")),
        ("COL-11", "when", (0, "Bidder (2)")),
    ],
)
def test_a_condition_reads_like_this(code: str, part: str, line: tuple[int, str]) -> None:
    assert line in said(code, "en")[part]


def test_what_looks_at_the_same_fact_again_is_called_by_the_same_name() -> None:
    assert [text for depth, text in said("COI-02", "en")["unless"] if depth == 0] == ["Benefit", "Benefit"]


def test_the_order_of_a_pair_is_no_condition_for_a_reader() -> None:
    assert not any("company" in text and "Bidder" in text for depth, text in said("COL-11", "en")["when"][:6])


def test_a_country_stands_by_its_name() -> None:
    rule = current_rulebook().rules["LIT-10"]
    japanese = conditions_of(rule, current_rulebook().parameters, "ja", country_names())
    assert "国：中国" in [text for lines in japanese.parts().values() for _, text in flat(lines)]


def test_the_numbers_of_a_severity_are_among_those_that_a_rule_reads() -> None:
    assert "col_joint_share_high_bp" in parameters_named(current_rulebook().rules["COL-13"])
