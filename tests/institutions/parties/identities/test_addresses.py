"""One address or telephone number written in two ways is the same; another one is not."""

import pytest

from institutions.parties.identities.addresses import folded_address, same_address, same_phone

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("南浜市港町一丁目２番３号", "南浜市港町1-2-3"),
        ("南浜市港町１丁目２番地の３", "南浜市港町一丁目２－３　ひかりビル５階"),
        ("〒999-0001 南浜市港町1-2-3", "南浜市 港町 １－２－３"),
        ("南浜市港町二十三番四号", "南浜市港町23-4"),
        ("北濱市港町1-2-3", "北浜市港町1-2-3"),
        ("1 Harbour Road, Minamihama", "1 harbour road minamihama, 5F"),
    ],
)
def test_the_same_place_in_two_ways(one: str, other: str) -> None:
    assert same_address(one, other)
    assert same_address(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("南浜市港町1-2-3", "南浜市港町1-2-34"),
        ("南浜市港町1-2", "南浜市港町1-2-3"),
        ("南浜市港町", "南浜市港町1-2-3"),
        ("南浜市港町1-2-3", "北浜市港町1-2-3"),
        ("", ""),
    ],
)
def test_another_place_or_only_a_district(one: str, other: str) -> None:
    assert not same_address(one, other)


def test_any_numeral_below_one_hundred_is_read() -> None:
    for numeral, digits in (
        ("一", "1"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("九十九", "99"),
        ("二〇", "20"),
    ):
        assert folded_address(f"港町{numeral}番") == f"港町{digits}"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("03-0000-1234", "０３（００００）１２３４", True),
        ("+81 3-0000-1234", "03-0000-1234", True),
        ("+81 (0)3-0000-1234", "03-0000-1234", True),
        ("03-0000-1234", "03-0000-1235", False),
        ("none", "none", False),
        ("", "", False),
    ],
)
def test_a_telephone_number(one: str, other: str, same: bool) -> None:
    assert same_phone(one, other) is same
