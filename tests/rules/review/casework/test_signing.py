"""A declaration is signed with the signer's own name, in any script on record; no other name is accepted."""

import pytest

from institutions.models import Account, Person, Role
from rules.review.casework.entry_errors import EntryErrors
from rules.review.casework.signing import signature_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sato(db: None) -> Account:
    """Return an account with a person behind it, whose records were found to be two."""
    person = Person.objects.create(
        name_en="Sato Haruka (fictional)", name_ja="佐藤 遥（架空）", name_kana="サトウ ハルカ"
    )
    Person.objects.create(name_en="Tsuji Haruka (fictional)", same_as=person)
    return Account.objects.create_user("official-sato", role=Role.NAMED, person=person)


def refused(name: str, account: Account) -> str:
    """Return the error of a signature; empty if it is accepted."""
    entered = EntryErrors()
    signature_of(entered, name, account)
    return entered.errors.get("signature", "")


@pytest.mark.parametrize(
    "name",
    [
        "Sato Haruka", "Sato Haruka (fictional)", "SATO Haruka", "Haruka Sato", "佐藤遥", "佐藤　遥", "佐藤 遥（架空）",
        "さとう はるか", "ｻﾄｳ ﾊﾙｶ", "Haruka Sato (division director)", "Tsuji Haruka",
    ],
)  # fmt: skip
def test_the_name_on_record_is_taken_in_any_script_and_order(name: str, sato: Account) -> None:
    assert refused(name, sato) == ""


@pytest.mark.parametrize("name", ["Someone Else", "Sato", "Haruka", "official-sato", "佐藤", "(fictional)", "-"])
def test_another_name_is_refused_with_the_one_that_is_expected(name: str, sato: Account) -> None:
    assert refused(name, sato) == (
        "Sign with your own name, as it is on record: 佐藤 遥（架空）, Sato Haruka (fictional)."
    )


@pytest.mark.parametrize("name", ["\u200b", "Sato Haruka\u200b", "\u202eakuraH otaS", "Sato\nHaruka\u2066"])
def test_an_invisible_character_signs_nothing(name: str, sato: Account) -> None:
    assert "invisible character (U+2" in refused(name, sato)


def test_an_account_of_no_person_signs_with_its_own_name() -> None:
    mori = Account.objects.create_user("mori", role=Role.REVIEWER)
    assert refused("Mori", mori) == ""
    assert refused("Mori Kei", mori) == "Sign with your own name, as it is on record: mori."
