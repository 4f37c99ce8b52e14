"""The country of a cell: its code, its name in either language, and what is said of what is neither."""

import re

import pytest

from institutions.formats.tables.cell_text import NotReadError
from institutions.formats.tables.country_names import codes_by_country_name, read_country_cell
from institutions.kinds.countries import COUNTRIES, OTHER_NAMES

pytestmark = pytest.mark.bare


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("JP", "JP"),
        ("jp", "JP"),
        ("ＪＰ", "JP"),
        ("日本", "JP"),
        ("Japan", "JP"),
        (" JAPAN ", "JP"),
        ("ドイツ", "DE"),
        ("ﾄﾞｲﾂ", "DE"),
        ("アメリカ", "US"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("イギリス", "GB"),
        ("豪州", "AU"),
        ("中華人民共和国", "CN"),
        ("大韓民国", "KR"),
        ("Turkey", "TR"),
    ],
)
def test_a_code_or_a_name_is_the_country(cell: str, code: str) -> None:
    assert read_country_cell(cell) == code


def test_every_other_name_means_its_country_alone() -> None:
    assert COUNTRIES.keys() >= OTHER_NAMES.keys()
    for code, names in OTHER_NAMES.items():
        for name in names:
            assert read_country_cell(name) == code


def test_every_name_of_the_list_means_its_country() -> None:
    for code, label in COUNTRIES.items():
        assert {read_country_cell(each) for each in (code, label.en, label.ja)} == {code}
    assert len(codes_by_country_name()) >= len(COUNTRIES)


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("Germny", "We don't recognise the country 'Germny'. Did you mean Germany? Write DE."),
        ("日本海の向こう", "Write its code of two letters, such as JP, or its name in full."),
        ("XX", "We don't recognise the country 'XX'. Write its code of two letters"),
    ],
)
def test_what_is_none_is_refused_with_the_code_of_what_is_like_it(cell: str, said: str) -> None:
    with pytest.raises(NotReadError, match=re.escape(said)):
        read_country_cell(cell)
