"""Addresses of premises: a place alone is none, and one address written in several ways is one."""

import pytest

from rules.facts.derivation.addresses import folded_premises

SAME = (
    (
        "東京都千代田区霞が関１丁目３番１号",
        "東京都千代田区霞が関1-3-1",
        "東京都千代田区霞が関一丁目3-1",
        "東京都千代田区霞ヶ関一丁目三番一号",
        "東京都 千代田区 霞が関 1丁目3の1",
        "〒100-8901 東京都千代田区霞が関１－３－１",
        "〒1008901　東京都千代田区霞が関1ー3ー1",
    ),
    ("長野県上田市大字上野123番地", "長野県上田市上野123"),
    ("札幌市中央区北三条西四丁目十番地", "札幌市中央区北3条西4-10"),
    ("港区芝一〇三番地", "港区芝103"),
    ("12 Main Street, Springfield", "12, Main St., SPRINGFIELD", "12 main street springfield"),
)
PLACES = (
    *("Kenya", "Tokyo", "東京都", "東京都港区", "日本", "Nairobi, Kenya", "Paris, Île-de-France, 75001, France"),
    *("75001 Paris", "101 Antananarivo", "Dublin 2, Ireland", "St. Louis 63101", "District 1, Springfield", "1-3-1"),
    *(
        "東京都港区六本木六丁目",
        "東京都千代田区一番町",
        "〒100-0004 東京都千代田区大手町",
        "東京都千代田区大手町 1000004",
    ),
    *("Main Street, Springfield", "P.O. Box 123, Kampala", "Kasumigaseki 1-chome, Tokyo", "Shell House, London"),
    *("東京都千代田区大手町 大手町ビル", "大手町ビル10号室", "03-1234-5678", ""),
)
PREMISES = (
    *("Plot 23 Kampala Road, Kampala", "Hauptstraße 12, 10115 Berlin", "Rue de la Loi 200, Brussels"),
    *("1-3-1 Kasumigaseki, Chiyoda-ku, Tokyo", "3-1 Kasumigaseki 1-chome, Tokyo", "Shell House, London, WC2R 0RL"),
    *("〒100-0004 東京都千代田区大手町 大手町ビル", "北京市朝阳区建国路88号", "서울특별시 강남구 테헤란로 12"),
    *("東京都千代田区一番町10番地", "沖縄県那覇市おもろまち４－１－１"),
)


@pytest.mark.parametrize("written", SAME)
def test_one_address_written_in_several_ways_is_one(written: tuple[str, ...]) -> None:
    folded = {folded_premises(each) for each in written}
    assert len(folded) == 1
    assert "" not in folded


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_no_address(place: str) -> None:
    assert folded_premises(place) == ""


@pytest.mark.parametrize("address", PREMISES)
def test_a_street_with_a_number_or_a_building_with_its_postcode_is_one(address: str) -> None:
    assert folded_premises(address)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("東京都港区芝1-2-3", "東京都港区芝1-23"),
        ("東京都港区芝1-2-3", "東京都港区芝12-3"),
        ("東京都港区芝1-2-3 2階", "東京都港区芝1-2-3 3階"),
        ("12 Main Street, Springfield", "12 Main Street, Shelbyville"),
        ("1-23 Oak Road, Springfield", "12-3 Oak Road, Springfield"),
    ],
)
def test_other_numbers_and_floors_are_other_addresses(one: str, other: str) -> None:
    assert folded_premises(one) != folded_premises(other)


@pytest.mark.parametrize("part", ["区", "㌀", "一", "千", "1", "1 ", "一ヶ", "1-", "丁目", "가", "로 "])
def test_a_long_text_is_gone_through_once(part: str) -> None:
    """Going through the rest of it from each letter takes an hour."""
    assert isinstance(folded_premises(part * 300_000 + "x"), str)
    assert isinstance(folded_premises("区" + part * 300_000), str)
