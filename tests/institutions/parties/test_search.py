"""Suggestions while somebody types."""

from typing import Any

import pytest

from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Company, GovernmentBody
from institutions.parties.search import find_bodies, find_companies
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
def test_one_query_finds_them(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        find_companies("ma")


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
