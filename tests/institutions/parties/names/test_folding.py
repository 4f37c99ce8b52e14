"""One name written in several ways compares equal; two names don't."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.parties.names import fold_name

pytestmark = pytest.mark.bare

HIKARI_JA = [
    "ヒカリ磁性株式会社",
    "株式会社ヒカリ磁性",
    "㈱ヒカリ磁性",
    "(株)ひかり磁性",
    "ﾋｶﾘ磁性（株）",
    "ヒカリ磁性　株式会社",
]
HIKARI_EN = [
    "Hikari Magnetics Co., Ltd.",
    "HIKARI MAGNETICS K.K.",
    "Hikari Magnetics Inc",
    "Ｈｉｋａｒｉ Magnetics Company Limited",
    "Hikari-Magnetics Kabushiki Kaisha",
    "The Hikari Magnetics Corporation",
    "HIKARI MAGNETICS KAISHA,LTD.",
    "Hikari Magnetics GmbH & Co. KG",
    "Hikari Magnetics S.p.A.",
    "Hikari Magnetics, N.V.",
    "Hikari Magnetics P.L.C.",
    "Hikari Magnetics Pte. Ltd.",
]
SHIMAZAWA = ["島沢鉄工所", "嶋澤鐵工所㈱", "株式会社 島澤鉄工所", "嶌沢鐡工所"]


@pytest.mark.parametrize("names", [HIKARI_JA, HIKARI_EN, SHIMAZAWA])
def test_legal_forms_kana_and_width_do_not_count(names: list[str]) -> None:
    assert len({fold_name(name) for name in names}) == 1


@pytest.mark.parametrize(
    "name",
    [
        "有限会社北",
        "北合同会社",
        "㈲北",
        "(同)北",
        "一般社団法人北",
        "国立研究開発法人 北",
        "北税理士法人",
        "㈳北",
        "(公財)北",
    ],
)
def test_other_legal_forms_are_left_out_too(name: str) -> None:
    assert fold_name(name) == "北"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ヒカリキヤノン", "ひかりキャノン"),
        ("フオ－ム工業", "フォーム工業"),
        ("ヱビスヂーゼル", "エビスジーゼル"),
        ("ヴィーナス", "ビーナス"),
        ("佐々木商店", "佐佐木商店"),
        ("髙﨑", "高崎"),
        ("カブシキガイシャ　ミナト", "ミナトカブシキカイシャ"),
        ("Kita & Minami Inc.", "KITA AND MINAMI"),
    ],
)
def test_what_is_written_in_two_ways_is_one(one: str, other: str) -> None:
    assert fold_name(one) == fold_name(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("斉藤", "斎藤"), ("北1号", "北2号"), ("ミツク", "ミック"), ("Spare Parts", "Spare"), ("畑", "畠")],
)
def test_what_is_a_name_of_its_own_stays_one(one: str, other: str) -> None:
    assert fold_name(one) != fold_name(other)


def test_folding_twice_changes_nothing_in_names_without_forms() -> None:
    for name in ("佐々木鐵工所", "ヒカリキャノン", "Kita & Minami"):
        assert fold_name(fold_name(name)) == fold_name(name)


def test_spaces_between_family_and_given_name_do_not_count() -> None:
    assert fold_name("佐藤 遥") == fold_name("佐藤　遥") == fold_name("佐藤遥")


def test_different_names_stay_different() -> None:
    assert (
        len(
            {
                fold_name(name)
                for name in ("Kita Materials Inc.", "Minami Alloys K.K.", "Coop", "Incline Co.", "ソニー", "ソニ")
            }
        )
        == 6
    )


def test_a_name_that_is_only_a_legal_form_keeps_it() -> None:
    assert fold_name("株式会社") == "株式会社"
    assert fold_name("Co., Ltd.") == "coltd"


@given(st.text(max_size=300))
def test_any_text_folds_to_something_short_without_spaces(text: str) -> None:
    folded = fold_name(text)
    assert len(folded) <= 200
    assert not any(c.isspace() for c in folded)
