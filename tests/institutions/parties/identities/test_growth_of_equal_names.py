"""Parties of one name are found without judging each: what a party may be is the same as if each had been judged."""

import random
from typing import Any

import pytest

from institutions.models import Company, PartyKind, PartyName, Source
from institutions.parties.identities.candidates import PartyDescription, judge_candidate, likest_of
from institutions.parties.identities.finding import MOST_CANDIDATES, find_candidates
from institutions.parties.names import fold_name
from institutions.parties.names.likeness import prepare_name
from tests.institutions.parties.identities.test_candidates import source
from tests.proportion import GROWS, SLACK, operations

__all__ = ["source"]
pytestmark = pytest.mark.django_db
NAME = "株式会社北斗精機"


def of_one_name(source: Source, details: list[dict[str, Any]]) -> list[Company]:
    """Store companies in bulk, without keys: an equal name alone leads to them."""
    made = Company.objects.bulk_create(Company(**{"name_ja": NAME, **of_one}) for of_one in details)
    PartyName.objects.bulk_create(
        PartyName(party=each, language="ja", text=each.name_ja, folded=fold_name(each.name_ja), source=source)
        for each in made
    )
    return made


def asked(**details: Any) -> PartyDescription:
    return PartyDescription(kind=PartyKind.COMPANY, names=(NAME,), **details)


@pytest.mark.parametrize("numbered", [True, False])
def test_parties_of_one_name_with_numbers_of_their_own_are_not_judged_each(source: Source, numbered: bool) -> None:
    """A thousand that were looked for among a thousand were a million judgements."""
    counted = []
    for size in (40, 40, 80, 160):  # the first makes what a process makes once
        stored = Company.objects.count()
        details = [{"corporate_number": f"{place:013}", "address": f"南浜市{place}"} for place in range(stored, size)]
        of_one_name(source, details)
        wanted = [asked(corporate_number=f"9{place:012}" if numbered else "") for place in range(size)]
        counted.append(operations(lambda wanted=wanted: find_candidates(wanted, body=None), lines=True))  # type: ignore[misc]  # a default that a loop gives
    (few, one), (more, two), (most, four) = counted[1:]
    assert few == more == most
    assert four - two <= GROWS * (two - one) + SLACK


def test_the_likeliest_of_one_name_are_those_that_judging_each_would_find(source: Source) -> None:
    """Names with another form, countries, addresses, telephones and numbers, drawn at random."""
    draw = random.Random(3)  # noqa: S311 - details to compare with
    places = [
        "",
        "南浜市港町一丁目2番3号",
        "南浜市港町1-2-3",
        "南浜市港町1-2-3 5階",
        "南浜市港町1-2-30",
        "北浜市山手9-9",
    ]

    def drawn(place: int) -> dict[str, Any]:
        return {
            "country": draw.choice(["JP", "JP", "SG", ""]),
            "address": draw.choice(places),
            "phone": draw.choice(["", "", "03-0000-1234", "+81 3 0000 1234", "06-0000-0000"]),
            "corporate_number": f"{place:013}" if draw.random() < 0.5 else "",
            "lei": f"{place:020}" if draw.random() < 0.2 else "",
        }

    names = [NAME, "北斗精機株式会社", "有限会社北斗精機"]
    details = [drawn(place) | {"name_ja": draw.choice(names)} for place in range(150)]
    stored = of_one_name(source, [{name: value or None if name in ("corporate_number", "lei") else value
                                   for name, value in each.items()} for each in details])  # fmt: skip
    wanted = [asked(**drawn(1_000 + place)) for place in range(60)]
    for each, found in zip(wanted, find_candidates(wanted, body=None), strict=True):
        judged = [judge_candidate(each, one, likest_of(each, [prepare_name(one.name_ja)])) for one in stored]
        likely = [candidate for candidate in judged if candidate and candidate.score >= 85]
        likely.sort(key=lambda one: (-one.score, one.party.created_at, one.party.pk))
        assert found == likely[:MOST_CANDIDATES]
