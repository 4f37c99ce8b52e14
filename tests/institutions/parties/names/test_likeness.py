"""Two names are the same, one a reading of the other, of one sound or spelled alike, and each says which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.parties.names.alignment import covered_share
from institutions.parties.names.folding import name_sound
from institutions.parties.names.likeness import LikenessKind, compare_names, prepare_name
from tests.every import every

pytestmark = pytest.mark.bare


def alike(one: str, other: str) -> tuple[int, str]:
    found = compare_names(prepare_name(one), prepare_name(other))
    return (found.score, found.how.value) if found else (0, "")


@every(
    "one, other, how",
    [
        ("光磁性株式会社", "㈱光磁性", LikenessKind.SAME_NAME),
        ("北島海運株式会社", "キタジマカイウンカブシキガイシャ", LikenessKind.SAME_READING),
        ("広沢鉄工所", "ヒロサワテッコウショ", LikenessKind.SAME_READING),
        ("石塚建設", "イシヅカケンセツ", LikenessKind.SAME_READING),
        ("日本光磁石", "ニッポンヒカリジシャク", LikenessKind.SAME_READING),
        ("株式会社北島銀行", "The Kitajima Bank, Ltd.", LikenessKind.SAME_READING),
        ("南島海運", "Minamishima Shipping Co., Ltd.", LikenessKind.SAME_READING),
        ("青葉銀行", "Bank of Aoba", LikenessKind.SAME_READING),
        ("暁飯島工業", "アカツキイイジマコウギョウ", LikenessKind.SAME_READING),
        ("ＸＹ光ホールディングス", "エックスワイヒカリホールディングス", LikenessKind.SAME_READING),
        ("アオバテクノロジーズ", "Aoba Technologies Inc.", LikenessKind.SAME_SOUND),
        ("エスケイティー", "SKT", LikenessKind.SAME_SOUND),
        ("Aoba Holdings", "Aooba Holding", LikenessKind.SPELLED_ALIKE),
    ],
)
def test_what_may_be_one_scores_high_and_says_why(one: str, other: str, how: LikenessKind) -> None:
    score, why = alike(one, other)
    assert why == how
    assert 84 <= score < 100
    assert alike(other, one) == (score, why)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("北島海運", "ミナミジマカイウン"),
        ("北島海運", "Kitajima Bank"),
        ("住友光学", "Sumitomo Forest"),
        ("アサガミ", "Secom"),
        ("北島第一ファンド", "南浜第一ファンド"),
        ("東京光学", "東京光鉄"),
    ],
)
def test_what_only_begins_or_ends_alike_scores_low(one: str, other: str) -> None:
    assert alike(one, other)[0] < 84


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ヒカリホールディングス株式会社", "Kita Holdings Co., Ltd."),
        ("アオバグループホールディングス", "ミナミグループホールディングス"),
        ("QX Holdings Inc.", "Z-Holdings Corp."),
        ("青葉ホールディングス", "青木ホールディングス"),
    ],
)
def test_a_word_that_hundreds_of_companies_bear_says_nothing_of_who_they_are(one: str, other: str) -> None:
    assert alike(one, other)[0] < 85


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ヒカリホールディングス株式会社", "Hikari Holdings Co., Ltd."),
        ("ラオホールディングス", "Lao Holdings Inc."),
        ("青葉ホールディングス株式会社", "アオバホールディングスカブシキガイシャ"),
        ("アオバホールディング", "Aoba Holding, Inc."),
    ],
)
def test_the_same_name_before_such_a_word_is_found(one: str, other: str) -> None:
    assert alike(one, other)[0] >= 85


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青葉生命第一回劣後ローン流動化", "青葉生命第二回劣後ローン流動化"),
        ("アオバセイメイダイゴカイレツゴローンリュウドウカ", "アオバセイメイダイロクカイレツゴローンリュウドウカ"),
        ("アオバセイメイニセンジュウヨンキキン", "アオバセイメイニセンジュウロクキキン"),
    ],
)
def test_names_that_differ_in_nothing_but_a_numeral_are_not_compared(one: str, other: str) -> None:
    assert alike(one, other) == (0, "")
    assert alike(one, one)[0] == 95


def test_names_with_different_numbers_in_them_are_not_compared() -> None:
    assert compare_names(prepare_name("北島1号"), prepare_name("北島2号")) is None
    assert compare_names(prepare_name("北島ファンド１"), prepare_name("北島ファンド1")) is not None


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("北島合同会社", "北島株式会社", True),
        ("株式会社北島", "北島株式会社", True),
        ("㈱北島", "株式会社北島", False),
        ("北島", "株式会社北島", False),
        ("Kitajima K.K.", "Kitajima G.K.", True),
        ("Kitajima K.K.", "Kitajima Co., Ltd.", False),
    ],
)
def test_the_legal_form_is_told_apart(one: str, other: str, differs: bool) -> None:
    found = compare_names(prepare_name(one), prepare_name(other))
    assert found is not None
    assert (found.how, found.form_differs) == (LikenessKind.SAME_NAME, differs)


@pytest.mark.parametrize(
    "names",
    [
        ("トウヨウ", "TOYO", "Tohyoh"),
        ("シンブン", "Shimbun", "Shinbun"),
        ("キョウト", "Kyoto", "KYOUTO"),
        ("チュウオウ", "Chuo"),
        ("ツカハラ", "Tsukahara"),
        ("ジャ", "Ja"),
    ],
)
def test_a_japanese_word_sounds_the_same_in_kana_and_in_latin_letters(names: tuple[str, ...]) -> None:
    assert len({name_sound(name) for name in names}) == 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_are_compared_the_same_both_ways_and_none_is_certain(one: str, other: str) -> None:
    first, second = prepare_name(one), prepare_name(other)
    found, turned = compare_names(first, second), compare_names(second, first)
    assert (found is None) == (turned is None)
    if found and turned:
        assert (found.score, found.how) == (turned.score, turned.how)
        assert 0 <= found.score < 100


def test_a_long_name_of_kanji_with_many_readings_is_compared_at_once() -> None:
    assert covered_share("生" * 200, "sei" * 200, english=False) > 0
    assert covered_share("生" * 200, "x" * 200, english=True) == 0
