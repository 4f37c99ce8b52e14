"""The chains between companies of a case and those of a list are looked for once a company, not once a pair."""

from itertools import pairwise
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

import pytest

from rules.explaining.lists.touched_cases import LISTING, OWNER, NamedCompanies, SoughtParties, TouchReasons
from tests.proportion import assert_linear

pytestmark = pytest.mark.django_db  # queries are counted too
CHAIN: Final = 40  # owners over the companies of the case


def reasons(listed: list[str], participants: list[str]) -> list[Any]:
    """Return the reasons of a case whose participants are all below one chain, at whose top are those listed."""
    chain = [f"owner {place}" for place in range(CHAIN)]
    above = {lower: [upper] for lower, upper in pairwise(chain)}
    above |= dict.fromkeys(participants, chain[:1]) | {chain[-1]: listed[:1]}
    ids = {name: UUID(int=place) for place, name in enumerate(listed, 1)}
    names = {str(pk): name for name, pk in ids.items()}
    keyed = {name: str(pk) for name, pk in ids.items()}
    graph = {lower: [keyed.get(each, each) for each in uppers] for lower, uppers in above.items()}
    parties = {each: SimpleNamespace(name=each) for each in (*chain, *participants, *names)}
    why: Any = TouchReasons(
        SoughtParties(listed={str(pk): pk for pk in ids.values()}),
        SimpleNamespace(key=str),  # type: ignore[arg-type]  # only its keys are asked for
        SimpleNamespace(above=graph, parties=parties),  # type: ignore[arg-type]  # only these two are read
        {},
    )
    taking_part = NamedCompanies(participants={each: UUID(int=0) for each in participants})
    return list(why.of({str(pk): {LISTING} for pk in ids.values()}, taking_part))


def test_a_chain_is_found_from_each_company_once() -> None:
    """Each company of a list was looked for from each participant, through all owners."""
    few = reasons(["listed 0"], ["company 0", "company 1"])
    assert [(each.way, each.path[0], len(each.path)) for each in few] == [(OWNER, "company 0", CHAIN + 2)]

    def told(number: int) -> None:
        found = reasons([f"listed {each}" for each in range(number)], [f"company {each}" for each in range(number)])
        assert len(found) == number

    assert_linear(told, size=20)
