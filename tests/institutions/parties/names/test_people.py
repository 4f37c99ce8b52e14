"""Names of people: words in any order, initials, short forms, readings, other alphabets. All are fictional."""

import pytest

from institutions.parties.identities.candidates import LEAD_FROM
from institutions.parties.names.likeness import compare_names, prepare_name
from tests.every import every

pytestmark = pytest.mark.bare


def score(one: str, other: str) -> int:
    found = compare_names(prepare_name(one), prepare_name(other), people=True)
    turned = compare_names(prepare_name(other), prepare_name(one), people=True)
    assert found == turned
    return found.score if found else 0


@every(
    "one, other",
    [
        ("Kita, Haruka", "Haruka Kita"),
        ("Sergey Viktorovich Minamov", "Minamov Sergey"),
        ("H. Kitajima", "Haruka Kitajima"),
        ("Haruka J. Kitajima", "Haruka Joan Kitajima"),
        ("Robert Kitley", "Bob Kitley"),
        ("Haruka Kitajma", "Haruka Kitajima"),
        ("HarukaKitajima", "Haruka Kitajima"),
        ("Ana Kita jima", "Ana Kitajima"),
        ("Dr. Haruka Kitajima", "Haruka Kitajima"),
        ("Nikolái Minamóv", "Nikolai Minamov"),
        ("Usama al-Minami", "Osama el Minami"),
        ("Husayn Minami", "Hussein Minami"),
        ("Николай Минамов", "Nikolai Minamov"),
        ("Минамов Николай Сергеевич", "Nikolay Minamov"),
        ("北海明", "Bei Haiming"),
        ("刘海风", "劉海風"),
        ("刘海风", "Liu Haifeng"),
        ("喜多 遥", "Haruka Kita"),
        ("喜多 遥", "Kita Haruka"),
        ("喜多 遥", "キタ ハルカ"),
        ("喜多 翔太", "Shota Kita"),
        ("喜多 愛", "キタ マナ"),
        ("キタ ハルカ", "Haruka Kita"),
        ("齋田 遥", "斎田 遥"),
        ("斉田 遥", "斎田 遥"),
        ("廣澤 遥", "広沢 遥"),
    ],
)
def test_one_person_is_found_however_the_name_is_written(one: str, other: str) -> None:
    assert LEAD_FROM <= score(one, other) < 100


@every(
    "one, other",
    [
        ("Haruka Kitajima", "Haruko Minamijima"),
        ("Sergey Viktorovich Minamov", "Sergey Borisovich Minamov"),
        ("A. Kitajima", "Haruka Kitajima"),
        ("H. K.", "Haruka Kitajima"),
        ("Haruka G. Kitajima", "Haruka W. Kitajima"),
        ("Haruka", "Haruka Joan Kitajima"),
        ("Frank Kitley", "Frederik Kitley"),
        ("Omar bin Hikari", "Hikari bin Omar"),
        ("Haruka al-Kitri", "Haruka al-Minami"),
        ("刘海风", "劉海明"),
        ("喜多 遥", "Kazuko Kita"),
        ("喜多 遥", "喜多 和子"),
        ("喜多 遥", "キタ カズコ"),
    ],
)
def test_two_people_are_not_made_one_by_a_word_that_they_share(one: str, other: str) -> None:
    assert score(one, other) < LEAD_FROM
