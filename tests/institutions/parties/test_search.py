"""Suggestions while somebody types."""

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from institutions.access.callers import EVERYBODY, reader_of_bodies
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Company, GovernmentBody, NamePart, Party, PartyKind, PartyName, Source
from institutions.parties.identities.name_keys import fill_parts, store_keys
from institutions.parties.names import fold_name
from institutions.parties.names.parts import name_parts
from institutions.parties.search import find_bodies, find_companies, find_people, named_like
from tests.documents import small


@pytest.fixture
def register(meti: GovernmentBody, digital_agency: GovernmentBody) -> None:
    register_partnership(check_document(small()), account=None, way="file")


def keys(found: list[Any]) -> list[str]:
    return [each.key for each in found]


@pytest.mark.usefixtures("register")
def test_a_body_is_found_by_its_code_in_any_case() -> None:
    assert keys(find_bodies("meti")) == ["METI"]
    assert keys(find_bodies("D")) == ["DA"]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("typed", ["ヒカリ", "ひかり", "磁性", "hikari", "Magnet", "㈱ヒカリ磁性"])
def test_a_company_is_found_by_any_part_of_any_of_its_names(typed: str) -> None:
    assert [each.name_ja for each in find_companies(typed)] == ["ヒカリ磁性株式会社"]


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("typed", ["", "  ", "\0", "%", "_", "x" * 5000, "株式会社'; drop table"])
def test_what_names_nothing_finds_nothing(typed: str) -> None:
    assert find_companies(typed) == []
    assert find_bodies(typed) == []


@pytest.mark.usefixtures("register")
def test_few_queries_find_them_however_many_there_are(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(3):  # beginnings, insides, the parties found
        assert find_companies("ma")
    add_companies(*(f"Mari {number:03}" for number in range(60)))
    with django_assert_num_queries(2):  # beginnings are enough
        assert len(find_companies("ma")) == 20
    with django_assert_num_queries(2):
        find_companies("nowhere")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("北澤鐵工所", "沢鉄"),  # two letters, in today's kanji
        ("北沢鉄工所", "澤鐵"),
        ("ＫＩＴＡ　ＳＥＩＫＯ", "taseiko"),
        ("ヴィラ・キャノン", "きやのん"),
        ("東日本高速光通信機器開発研究機構", "高速光通信機器開発研究機構"),  # longer than a part
        ("東日本高速光通信機器開発研究機構", "東日本高速光通信機器開発研究機構"),
    ],
)
def test_a_name_is_found_by_any_two_letters_or_more_however_they_are_written(name: str, typed: str) -> None:
    add_companies(name)
    assert [each.name_ja for each in find_companies(typed)] == [name]
    assert find_companies(f"{typed}違") == []


def test_names_come_in_the_order_of_what_follows_the_text_and_each_party_once(meti: GovernmentBody) -> None:
    add_companies("新東京印刷", "東京", "東京電機東京", "東京印刷", "西東京")
    found = [each.name_ja for each in find_companies("東京")]
    assert found == ["東京", "東京印刷", "東京電機東京", "西東京", "新東京印刷"]
    assert [each.name_ja for each in find_companies("東京", most=2)] == found[:2]


def test_a_party_with_many_names_that_fit_does_not_hide_the_next(meti: GovernmentBody) -> None:
    many, _other = add_companies("Aoi 000", "Aoi 999")
    add_names(many, *(f"Aoi {number:03}" for number in range(1, 40)))
    assert [each.name_en or each.name_ja for each in find_companies("aoi", most=2)] == ["Aoi 000", "Aoi 999"]


def test_a_former_name_is_found_and_a_corrected_one_is_not(meti: GovernmentBody) -> None:
    (company,) = add_companies("葵電機")
    add_names(company, "青井電機", until_on=date(2020, 3, 31))
    PartyName.objects.filter(text="葵電機").supersede(timezone.now())
    assert keys(find_companies("青井")) == [str(company.pk)]
    assert find_companies("葵電") == []


def test_people_are_found_by_readers_who_may_find_them_alone(
    meti: GovernmentBody, digital_agency: GovernmentBody
) -> None:
    register_partnership(check_document(small()), account=None, way="file")
    of_meti, of_another = (reader_of_bodies([body.pk], kin=True) for body in (meti, digital_agency))
    assert [each.name_en for each in find_people("sato", of_meti)] == ["Sato Haruka"]
    for reader in (of_another, EVERYBODY, reader_of_bodies([meti.pk], kin=False)):
        assert find_people("sato", reader) == []


def test_the_parts_of_a_name_are_its_ends_marked_by_kind_and_place() -> None:
    assert sorted(name_parts("company", "北沢工")) == sorted(x.encode() for x in ("C北沢工", "c沢工"))
    assert name_parts("person", "") == frozenset()
    assert {len(each.decode()) for each in name_parts("body", "x" * 40)} == {13, *range(3, 13)}


def test_names_of_an_older_register_get_their_parts(meti: GovernmentBody) -> None:
    add_companies("北沢工業")
    NamePart.objects.all().delete()
    assert find_companies("沢工") == []
    fill_parts(PartyName, NamePart)
    assert [each.name_ja for each in find_companies("沢工")] == ["北沢工業"]


def add_companies(*names: str) -> list[Company]:
    """Store companies under these names."""
    companies = [Company.objects.create(name_ja=name) for name in names]
    for each in companies:
        add_names(each, each.name_ja)
    return companies


def add_names(company: Company, *names: str, **columns: Any) -> None:
    """Store more names of a company."""
    source = Source.objects.get_or_create(title="Names of fictional companies")[0]
    rows = [
        PartyName(party=company, language="ja", text=name, folded=fold_name(name), source=source, **columns)
        for name in names
    ]
    store_keys(PartyName.objects.bulk_create(rows))


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize("typed", ["7000012050002", "７００００１２０５０００２", "700001", "5299000j2n45ddne4y28"])
def test_a_company_is_found_by_its_numbers_in_any_width(typed: str) -> None:
    Company.objects.filter(name_en__startswith="Hikari").update(
        corporate_number="7000012050002", lei="5299000J2N45DDNE4Y28"
    )
    assert [each.number for each in find_companies(typed)] == ["7000012050002"]


@pytest.mark.usefixtures("meti")
def test_an_equal_number_comes_first_then_what_begins_so_then_what_holds_it() -> None:
    named = ["Old Kita", "Kita Materials", "Kita"]
    companies = [{"key": f"c{place}", "name": {"en": name}} for place, name in enumerate(named)]
    document = small(companies=companies, people=[], statements=[], participants=[{"company": "c0", "role": "partner"}])
    register_partnership(check_document(document), account=None, way="file")
    Company.objects.filter(name_en="Old Kita").update(lei="KITA0000000000000000")
    assert [each.name_en for each in find_companies("kita")] == ["Kita", "Kita Materials", "Old Kita"]
    assert [each.name_en for each in find_companies("KITA0000000000000000")] == ["Old Kita"]


@pytest.mark.usefixtures("register")
def test_a_name_of_a_party_that_was_found_to_be_another_one_finds_that_one() -> None:
    known, double = add_companies("Akatsuki Works", "Yoake Works")
    Company.objects.filter(pk=double.pk).update(same_as=known.pk)
    for typed in ("yoake", "oak", "akatsuki"):
        assert keys(find_companies(typed)) == [str(known.pk)], typed
    found = Party.objects.filter(named_like("yoake", PartyKind.COMPANY, EVERYBODY))
    assert [each.pk for each in found] == [known.pk]
