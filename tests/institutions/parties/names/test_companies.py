"""Names of companies: words in any order and of low weight, letters spelled out, translations.

All are fictional but the listed trade names.
"""

import pytest
import yaml

from institutions.parties.identities.candidates import LEAD_FROM, PartyDescription, likest_of, name_score
from institutions.parties.names.likeness import LikenessKind, compare_names, prepare_name
from institutions.parties.names.spelled_out import with_letters
from institutions.parties.names.trade_names import LIST, known_parties
from tests.every import every

pytestmark = pytest.mark.bare


def score(one: str, other: str) -> int:
    found = compare_names(prepare_name(one), prepare_name(other))
    assert found == compare_names(prepare_name(other), prepare_name(one))
    return name_score(found) if found else 0


@every(
    "one, other",
    [
        ("Materials Kita Ltd.", "Kita Materials Limited"),
        ("Kita-Minami Holdings", "Kita Minami Holding"),
        ("Kitaminami International Bank", "Kitaminami Int'l Bank"),
        ("First Kitabank", "1st Kitabank"),
        ("Kitaminami Fund Twenty-One", "Kitaminami Fund 21"),
        ("Kitaminami Company Europe", "Kitaminami"),
        ("KITAMINAMI OOO", "ООО «Китаминами»"),
        ("OAO Kitaminami", "Open Joint Stock Company Kitaminami"),
        ("Kitaminami Aktiengeselschaft", "Kitaminami AG"),
        ("Société Kitaminami", "Societe Kitaminami"),
        ("The K.M.T. Company", "KMT Co."),
        ("北野建設", "Kitano Construction Corp."),
        ("キタノケンセツカブシキガイシャ", "KITANO CONSTRUCTION CORP."),
        ("ミナミギンコウ", "The Minami Bank, Ltd."),
        ("エヌ・ケー・ティ都市開発", "NKT Urban Development"),
        ("ＮＫＴヒカリ", "エヌ・ケー・ティ・ヒカリ"),
        ("斉田磁性", "斎田磁性"),
        ("齋藤鐵工", "斎藤鉄工"),
        ("Kitaminami Sp. z o.o.", "Kitaminami"),
        ("Kitaminami Europe Sp. z o.o.", "KITAMINAMI"),
        ("Kitaminami K. K.", "株式会社キタミナミ"),
        ("KITAMINAMICO.,LTD.", "Kitaminami Corporation"),
        ("株式会社北野製作所", "KITANO CORPORATION"),
        ("カブシキガイシャキタノコウムテン", "Kitano Corporation"),
        ("北野株式会社", "Kitano Chemical Co., Ltd."),
    ],
)
def test_one_company_is_found_however_the_name_is_written(one: str, other: str) -> None:
    assert LEAD_FROM <= score(one, other) < 100


@every(
    "one, other",
    [
        ("株式会社アルファ", "アルファ有限会社"),
        ("株式会社アルファ", "有限会社アルファ"),
        ("アルファ合同会社", "アルファ株式会社"),
        ("Kitaminami Systems", "Kitaminami Industries"),
        ("Kitaminami Systems", "Kitaminami"),
        ("Kitaminami of Osaka", "Kitaminami of Tokyo"),
        ("Kitaminami (London) plc", "Kitaminami (Paris) SA"),
        ("Kita Bank", "Kita"),
        ("KXT Aviation", "KUT Aviation"),
        ("Kitaminami Fund III L.P.", "Kitaminami Fund IV L.P."),
        ("Minami Management Company", "Management Company"),
        ("北野建設", "Kitano Trading"),
        ("東京アルファ", "大阪アルファ"),
        ("ＫＸＴ株式会社", "ＫＵＴ株式会社"),
        ("Kitaden Corporation", "Kitahon Corporation"),
        ("北野建設", "Kitano Chemical Co., Ltd."),
        ("北野銀行", "Kitano Corporation"),
        ("北野商事", "Kitano Corporation"),
        ("北野株式会社", "Kitano Holdings, Inc."),
        ("戸建設", "To Corporation"),
    ],
)
def test_two_companies_are_not_made_one_by_words_that_many_share(one: str, other: str) -> None:
    assert score(one, other) < LEAD_FROM


@every(
    "one, other", [("NTT", "日本電信電話株式会社"), ("JR East", "東日本旅客鉄道"), ("JICA", "独立行政法人国際協力機構")]
)
def test_a_listed_trade_name_is_found_and_says_so(one: str, other: str) -> None:
    found = compare_names(prepare_name(one), prepare_name(other))
    assert found is not None
    assert found.how == LikenessKind.TRADE_NAME
    assert LEAD_FROM <= found.score < 100


def test_no_trade_name_is_listed_for_two_parties() -> None:
    places = list(known_parties().values())
    assert len(set(places)) < len(places)
    assert all(places.count(place) > 1 for place in places)


def test_each_trade_name_has_a_source_and_what_is_from_memory_a_day_of_review() -> None:
    for row in yaml.safe_load(LIST.read_text(encoding="utf-8")):
        assert row["source"], row
        assert row["confidence"] in ("seen", "memory"), row
        assert ("review_on" in row) == (row["confidence"] == "memory"), row


def test_only_letters_one_behind_the_other_are_read_as_letters() -> None:
    assert with_letters("エヌテイテイ") == "ntt"
    assert with_letters("エース") == "エース"


def test_like_english_names_of_companies_with_other_japanese_names_are_no_match() -> None:
    asked = PartyDescription(kind="company", names=("北野磁性", "Kitano"))
    english = [prepare_name("Kitamo")]
    alone, beside = likest_of(asked, english), likest_of(asked, [*english, prepare_name("森山海運")])
    assert alone is not None
    assert beside is not None
    assert name_score(alone[0]) >= LEAD_FROM > name_score(beside[0])
