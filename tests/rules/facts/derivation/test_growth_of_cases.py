"""Facts of one sort about many parties take work in proportion to what is stated of them."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import pytest

from rules.facts.derivation.bids import companies_in_case
from rules.facts.derivation.clearances import clearance_facts
from rules.facts.derivation.duties import stated_duties
from rules.facts.derivation.lead_sides import lead_side_facts
from rules.facts.derivation.named_awards import NAMED
from rules.facts.derivation.old_interest import old_interest_facts
from rules.facts.derivation.past_orders import past_orders
from rules.facts.derivation.reviewers import reviewer_ties
from rules.facts.derivation.seats import superiors_of_person
from rules.facts.derivation.stakes import stakes_through_companies
from rules.facts.derivation.ties import ties_on
from rules.facts.gathering.mapping.benefits import benefit_facts
from rules.facts.gathering.mapping.reading import CaseReading, read_case_input
from rules.facts.gathering.statements import CaseInput, GatheredStatement
from rules.facts.kinds.appointments import OldInterestedParty
from rules.facts.kinds.base import OPEN_END, OPEN_START
from rules.facts.kinds.benefits import Benefit
from rules.facts.kinds.posts import CompanyPost
from rules.facts.kinds.procurement import Bidder
from tests.every import every
from tests.proportion import assert_linear
from tests.rules.facts.gathering.building import PARTIES, case_with, said

pytestmark = pytest.mark.django_db  # queries are counted as well

SIZE: Final = 150
Facts = Callable[[CaseReading], Iterable[object]]


def people(n: int) -> list[str]:
    return [f"person{i:04}" for i in range(n)]


def with_people(n: int, *statements: GatheredStatement, **rest: Any) -> CaseInput:
    return case_with(*statements, parties={**PARTIES, **{each: {"sort": "person"} for each in people(n)}}, **rest)


def cleared_employees(n: int) -> CaseInput:
    work = [said("employment", person=each, company="hikari") for each in people(n)]
    return with_people(n, *work, *(said("clearance", person=each, type="handler") for each in people(n)))


def council_of_directors(n: int) -> CaseInput:
    seats = [said("seat", body="PANEL", holder=each) for each in people(n)]
    posts = [said("directorship", person=each, company="hikari") for each in people(n)]
    return with_people(n, *seats, *posts, leads=({"function": "selection", "by": "PANEL"},))


def officials_who_left(n: int) -> CaseInput:
    posts = [said("appointment", person=each, body="METI", until="2020-03-31") for each in people(n)]
    roles = tuple({"person": each, "role": "evaluator"} for each in people(n))
    return with_people(n, *posts, officials=roles)


def posts_and_duties(n: int) -> CaseInput:
    """Return an official who left n posts, n duties over a company, half of them of others, and n benefits from it."""
    days = [f"20{10 + i // 28 // 12:02}-{i // 28 % 12 + 1:02}-{i % 28 + 1:02}" for i in range(n)]
    posts = [said("appointment", person="sato", body="METI", until=day, post=day) for day in days]
    holders = ["sato" if i % 2 else each for i, each in enumerate(people(n))]
    pairs = zip(holders, days, strict=True)
    duties = [said("duty", person=each, company="hikari", body="METI", until=day, post=day) for each, day in pairs]
    given = [said("benefit", giver="hikari", person="sato", type="gift", on=day) for day in days]
    return with_people(n, *posts, *duties, *given, officials=({"person": "sato", "role": "evaluator"},))


def duties_and_bidders(n: int, **of: Any) -> CaseInput:  # Any: values of a duty
    duties = [said("duty", person=each, body="METI", **of) for each in people(n)]
    bids = [said("bid", company=f"bidder-{each}", amount_yen=1, status="valid") for each in people(n)]
    left = said("appointment", person="sato", body="MOF", until="2020-03-31")
    return with_people(n, left, *duties, *bids, officials=({"person": "sato", "role": "evaluator"},))


def duties_over_the_domain(n: int) -> CaseInput:
    return duties_and_bidders(n, domain="magnets")


def duties_over_another_company(n: int) -> CaseInput:
    return duties_and_bidders(n, company="kita")


def old_interest(reading: CaseReading) -> Iterable[object]:
    benefits = [fact for fact in benefit_facts(reading) if isinstance(fact, Benefit)]
    yield from old_interest_facts(reading, companies_in_case(reading), benefits)


def holder_of_many(n: int) -> CaseInput:
    """Return a person who holds shares of n companies, each of which one more company of theirs holds as well."""
    names = [f"held-{i:04}" for i in range(n)]
    own = [said("shareholding", holder="sato", company=each, share_bp=100) for each in ["kita", *names]]
    return case_with(*own, *(said("shareholding", holder="kita", company=each, share_bp=100) for each in names))


def stakes(reading: CaseReading) -> Iterable[object]:
    return stakes_through_companies(reading, ties_on(reading, reading.as_of))


def duties_among_bidders(reading: CaseReading) -> Iterable[object]:
    return stated_duties(reading, people(4 * SIZE), [*companies_in_case(reading), "kita"])


def line_of_command(n: int) -> CaseInput:
    pairs = zip(people(n), people(n)[1:], strict=False)
    return with_people(n, *(said("appointment", person=low, body="METI", reports_to=high) for low, high in pairs))


def orders_with_claims(n: int) -> CaseInput:
    listed = [said("listing", company="hikari", list="court_judgment", body="METI", number=i) for i in range(n)]
    return case_with(*listed, *(said("dispute", claimant=each, respondent="METI") for each in people(n)))


def evaluators_and_applicants(n: int) -> CaseInput:
    """Return evaluators who each work somewhere, and as many applicants; one has an evaluator among its own people."""
    work = [said("employment", person=each, company=f"home-{each}", responsible=False) for each in people(n)]
    bids = [said("bid", company=f"bidder-{each}", amount_yen=1, status="valid") for each in people(n)]
    own = said("employment", person=people(1)[0], company=f"bidder-{people(1)[0]}", responsible=True)
    return with_people(
        n, *work, *bids, own, officials=tuple({"person": each, "role": "evaluator"} for each in people(n))
    )


def ties_of_reviewers(reading: CaseReading) -> Iterable[object]:
    posts = [
        CompanyPost(
            id=each.ref, person=str(each.values["person"]), company=str(each.values["company"]), kind="employee",
            from_on=OPEN_START, until_on=OPEN_END,
        )
        for each in reading.of("employment")
    ]  # fmt: skip
    bids = ((each.ref, str(each.values["company"])) for each in reading.of("bid"))
    offers = [
        Bidder(id=ref, company=company, offer=company, way="bid", valid=True, on=reading.as_of) for ref, company in bids
    ]
    return reviewer_ties(reading, posts, offers)


SORTS: Final[list[tuple[Callable[[int], CaseInput], Facts]]] = [
    (cleared_employees, clearance_facts),
    (council_of_directors, lead_side_facts),
    (officials_who_left, lambda reading: old_interest_facts(reading, ["hikari"], [])),
    (posts_and_duties, old_interest),
    (duties_over_the_domain, old_interest),
    (duties_over_another_company, duties_among_bidders),
    (holder_of_many, stakes),
    (line_of_command, lambda reading: superiors_of_person(reading, people(1)[0])),
    (evaluators_and_applicants, ties_of_reviewers),
    (orders_with_claims, lambda reading: past_orders(reading, ["hikari"])),
]


FEW_FACTS: Final = (council_of_directors, evaluators_and_applicants)


@every("make, derive", SORTS, name=lambda pair: pair[0].__name__)
def test_statements_are_looked_up_and_not_searched_for_each_party(
    make: Callable[[int], CaseInput], derive: Facts
) -> None:
    cases = {n: make(n) for n in (SIZE, 2 * SIZE, 4 * SIZE)}
    fewest = 1 if make in FEW_FACTS else SIZE - 1
    assert len(list(derive(read_case_input(cases[SIZE])))) >= fewest

    def work(n: int) -> None:
        assert list(derive(read_case_input(cases[n])))

    assert_linear(work, make.__name__, size=SIZE)


def test_an_old_interested_party_names_the_duties_that_last_longest_and_twenty_of_each_sort_at_most() -> None:
    case = read_case_input(posts_and_duties(SIZE))
    [first, *_others, last] = [each for each in old_interest(case) if isinstance(each, OldInterestedParty)]
    assert (first.served_until_on, last.served_until_on) == ("2010-01-01", "2010-06-10")
    assert (first.ended_on, first.benefits, last.ended_on, last.benefits) == ("2010-06-09", SIZE - 1, None, 0)
    of_duties = [each for each in first.origins if each.startswith("duty/")]
    assert len(of_duties) == 2 * NAMED  # of the person on the last day of the post, and of others after it
    assert "duty/duty-sato-hikari-METI-2010-06-10" in of_duties
