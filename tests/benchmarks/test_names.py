"""The figures of names are of the half of labelled pairs that set no threshold. All names are fictional."""

from pathlib import Path

import pytest

from benchmarks.edinet import Filer
from benchmarks.filer_pairs import filer_pairs, form_pairs
from benchmarks.name_pairs import OTHER_NUMBER, NamePair, hepburn, in_reported_half, read_cases, read_people
from benchmarks.names import Quality, quality_at, score_pair, threshold_for

pytestmark = pytest.mark.bare

CASES = """schema,name1,name2,is_match
Person,Haruka Kita,"Kita, Haruka",true
Person,"Kita, Haruka",Haruka Kita,true
Person,Нора Кита,Nora Kita,true
Company,Kita Fund III,Kita Fund IV,true
Organization,Kita Systems,Kita Industries,false
Vessel,Kita,Kita 2,true
"""
PEOPLE = """
first_name:
  female:
    - ['遥', 'はるか', 'ハルカ']
    - ['翔子', 'しょうこ', 'ショウコ']
last_name:
  - ['喜多', 'きた', 'キタ']
"""


def test_each_case_is_read_once_and_one_party_lies_in_one_half(tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    pairs = read_cases(tmp_path / "cases.csv")
    assert [(pair.kind, pair.sort, pair.is_one) for pair in pairs] == [
        ("person", "latin", True),
        ("person", "cyrillic", True),
        ("company", OTHER_NUMBER, True),
        ("company", "latin", False),
    ]
    assert in_reported_half("Haruka Kita") == in_reported_half("HARUKA KITA")


def test_people_are_made_of_two_lists_with_their_readings(tmp_path: Path) -> None:
    (tmp_path / "names.yml").write_text(PEOPLE, encoding="utf-8")
    pairs = read_people(tmp_path / "names.yml")
    assert {(pair.one, pair.other) for pair in pairs if pair.is_one and pair.sort == "kanji, kana"} == {
        ("喜多 遥", "キタ ハルカ"),
        ("喜多 翔子", "キタ ショウコ"),
    }
    assert all(score_pair(pair) >= 85 for pair in pairs if pair.is_one)
    assert all(score_pair(pair) < 85 for pair in pairs if not pair.is_one)
    assert [hepburn(kana) for kana in ("ショウコ", "リュウイチ", "ジュンペイ", "テッペイ")] == [
        "shoko",
        "ryuichi",
        "jumpei",
        "teppei",
    ]


def test_neighbours_are_other_filers_and_forms_are_other_companies() -> None:
    kita = Filer("E1", "株式会社北島磁性", "キタジマジセイ", "Kitajima Magnetics", "", "1")
    near = Filer("E2", "株式会社北島製磁", "キタジマセイジ", "Kitajima Magnets", "", "2")
    pairs = filer_pairs([kita, near])
    assert sum(pair.is_one for pair in pairs) == 6
    assert {(pair.one, pair.other) for pair in pairs if not pair.is_one and pair.sort == "kanji, kana"} == {
        (kita.kanji, near.kana),
        (near.kanji, kita.kana),
    }
    assert {(pair.other, pair.is_one) for pair in form_pairs([kita])} == {
        ("(株)北島磁性", True),
        ("有限会社北島磁性", False),
    }


def test_the_threshold_is_set_on_the_half_that_is_not_reported() -> None:
    def pair(name: str, *, is_one: bool, reported: bool) -> NamePair:
        return NamePair(name, name, "company", "latin", reported, is_one)

    scores = {
        pair("a", is_one=True, reported=False): 90.0,
        pair("b", is_one=False, reported=False): 80.0,
        pair("c", is_one=True, reported=True): 70.0,
        pair("d", is_one=False, reported=True): 95.0,
    }
    assert 80 < threshold_for(scores, list(scores)) <= 90
    shown = [each for each in scores if each.is_reported]
    assert quality_at(scores, shown, 85) == Quality(0.0, 0.0)
    assert quality_at(scores, shown, 60) == Quality(0.5, 1.0)
    assert Quality(0.5, 1.0).f1 == pytest.approx(2 / 3)
