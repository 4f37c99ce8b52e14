"""Parties that were found to be one are joined with others in proportion to their number, not to the product."""

import pytest
from django.utils import timezone

from institutions.models import Company, IdentityLead
from institutions.parties.identities.deciding import LeadRefusedError, join_parties
from tests.proportion import GROWS, SLACK, operations

pytestmark = pytest.mark.django_db
NUMBER, OTHER_NUMBER = "4000012090001", "7000012050002"
LEI, OTHER_LEI = "5299000J2N45DDNE4Y28", "529900T8BM49AURSDO55"


def joined(number: int, **of_first: str) -> Company:
    """Return a company that stands for a number of others."""
    root = Company.objects.create(name_en="Kita", **of_first)
    Company.objects.bulk_create(Company(name_en=f"Kita {place}", same_as=root) for place in range(number))
    return root


def match_of(one: Company, other: Company) -> IdentityLead:
    return IdentityLead.objects.create(
        party=one, candidate=other, folded="kita", match=f"{one.pk}{other.pk}"[:64], created_at=timezone.now()
    )


def test_two_groups_are_joined_without_comparing_each_with_each() -> None:
    """A match of two groups of a thousand compared a million pairs, with all of them locked."""
    join_parties(match_of(joined(5), joined(5)))
    matches = [match_of(joined(size), joined(size)) for size in (70, 140, 280)]
    (few, one), (more, two), (most, four) = (
        operations(lambda match=match: join_parties(match), lines=True)  # type: ignore[misc]  # a default that a loop gives
        for match in matches
    )
    assert max(more, most) <= few
    assert four - two <= GROWS * (two - one) + SLACK


@pytest.mark.parametrize(
    ("ours", "theirs", "two"),
    [
        ({"corporate_number": NUMBER}, {"corporate_number": OTHER_NUMBER}, True),
        ({"lei": LEI}, {"lei": OTHER_LEI}, True),
        ({"corporate_number": NUMBER}, {"lei": LEI}, False),
        ({"corporate_number": NUMBER, "lei": LEI}, {"lei": OTHER_LEI}, True),
        ({"corporate_number": NUMBER}, {}, False),
    ],
)
def test_groups_with_different_numbers_of_a_sort_are_two(
    ours: dict[str, str], theirs: dict[str, str], two: bool
) -> None:
    match = match_of(joined(2, **ours), joined(2, **theirs))
    if two:
        with pytest.raises(LeadRefusedError):
            join_parties(match)
    else:
        assert len(join_parties(match)) == 6
