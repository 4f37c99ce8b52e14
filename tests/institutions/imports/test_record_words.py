"""Words show how a record was read: a share that is a hundredth of the intended one is seen before it is stored."""

import pytest

from institutions.imports.record_words import Language, record_sentences
from institutions.imports.records_read import LONGEST, plain_kept_values

HOLDING = {
    "of": "shareholding",
    "names": {
        "K": {"en": "Kita (fictional)", "ja": "北（架空）"},
        "H": {"en": "Hikari (fictional)", "ja": "ヒカリ（架空）"},
    },
    "values": {"holder": ["K"], "company": ["H"], "share_bp": 50},
    "from": "2021-04-01",
}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Kita (fictional) holds 0.5% of Hikari (fictional); from 1 April 2021"),
        ("ja", "北（架空）がヒカリ（架空）の0.5%を保有、開始日：2021-04-01"),
    ],
)
def test_a_holding_says_who_holds_what_of_whom(language: Language, said: str) -> None:
    assert record_sentences([HOLDING], language) == [said]


def test_a_share_that_is_not_known_is_not_made_up() -> None:
    unknown = {**HOLDING, "values": {"holder": ["K"], "company": ["H"]}}
    assert record_sentences([unknown], "en") == [
        "Shareholding; Holder: Kita (fictional); Company: Hikari (fictional); from 1 April 2021"
    ]


def test_a_party_says_what_it_is_and_a_key_without_a_name_stands_as_written() -> None:
    company = {"of": "companies", "name": {"ja": "北（架空）"}, "values": {"country": "JP"}}
    assert record_sentences([company], "en") == ["Company: 北（架空）; Country: Japan"]
    assert record_sentences([{**HOLDING, "names": {}}], "en") == ["K holds 0.5% of H; from 1 April 2021"]


def test_a_long_text_is_cut_and_what_no_database_stores_is_written_out() -> None:
    assert len(plain_kept_values({"post": "x" * 500})["post"]) == LONGEST
    assert plain_kept_values({"post": "a\0b"}) == {"post": "a\\u0000b"}
    many = {**HOLDING, "values": {**HOLDING["values"], "vehicle": "y" * 900}}  # type: ignore[dict-item]
    assert record_sentences([many], "en")[0].endswith("…")
