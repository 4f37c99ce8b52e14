"""An assessment of a valid document of twice the size takes twice the work, and says at most twice as much.

Each part of contract 1.1 that may come in numbers is grown alone: co-sponsors, amounts with tax, associations,
consortia, planned acts, second checks of declarations, listings with their body; and companies that own or control
each other, in a circle, in a chain and below one parent. Calls, queries and the length of the snapshot are counted.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, Final

import pytest

from institutions.drafts.check import check_document
from institutions.kinds import KINDS
from institutions.models import GovernmentBody
from rules.assessing.precheck import conclusion_on
from rules.assessing.result_lines import ResultReader
from rules.assessing.run import assess_case
from rules.assessing.snapshot_facts import SnapshotFacts
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation import limits
from rules.facts.derivation.shared_details import MOST_IN_PAIRS
from rules.facts.gathering.from_draft import gather_draft
from rules.models import State
from tests.documents import small
from tests.every import every
from tests.proportion import GROWS, assert_linear, operations

pytestmark = pytest.mark.django_db

N: Final = 12
Json = dict[str, Any]


def rows(name: str, n: int, **rest: Any) -> list[Json]:
    """Return n described parties; all are fictional."""
    return [{"key": f"{name}{i}", "name": {"en": f"Fictional {name} {i}"}, **rest} for i in range(n)]


def about_companies(n: int, *statements: Json, **rest: Any) -> Json:
    """Return a document that describes n further companies."""
    return small(companies=[*small()["companies"], *rows("c", n)], statements=[*statements], **rest)


def circle(n: int) -> list[str]:
    return ["hikari", *(f"c{i}" for i in range(n))]


def control_in_a_circle(n: int) -> Json:
    names = circle(n)
    return about_companies(
        n, *({"kind": "control", "company": each, "controller": names[i - 1]} for i, each in enumerate(names))
    )


def ownership_in_a_circle(n: int) -> Json:
    names = circle(n)
    held = ({"kind": "shareholding", "holder": names[i - 1], "company": each} for i, each in enumerate(names))
    return about_companies(n, *({**each, "share_bp": 6_000} for each in held))


def parents_above_one_another(n: int) -> Json:
    names = circle(n)
    pairs = pairwise(names)
    return about_companies(n, *({"kind": "control", "company": low, "controller": high} for low, high in pairs))


def companies_of_one_group(n: int) -> Json:
    below = ({"kind": "group", "company": each, "parent": "kita"} for each in circle(n))
    return about_companies(n, *below, {"kind": "shareholding", "holder": "sato", "company": "c0", "share_bp": 700})


def co_sponsors(n: int) -> Json:
    bodies = rows("b", n, kind="incorporated_agency", parent="METI")
    held = [{"kind": "appointment", "person": "sato", "body": each["key"], "grade": "staff"} for each in bodies]
    roles = [{"person": "sato", "role": "evaluator"}]
    return small(bodies=bodies, co_sponsors=[each["key"] for each in bodies], statements=held, officials=roles)


def amounts_with_tax(n: int) -> Json:
    stated: list[Json] = []
    for i in range(n):
        day = f"20{10 + i % 16:02}-{1 + i % 12:02}"
        of_call = {"key": f"k{i}", "body": "METI", "method": "open", "object": "goods", "domain": "magnets"}
        stated += [
            {"kind": "call", **of_call, "opened_on": f"{day}-01", "reserve_price_yen": 9_000_000, "tax": "excluded"},
            {"kind": "bid", "call": f"k{i}", "company": "hikari", "amount_yen": 8_000_000 + i, "tax": "included"},
            {"kind": "award", "call": f"k{i}", "company": "hikari", "amount_yen": 8_000_000 + i, "on": f"{day}-20"},
        ]
    return small(tax="excluded", statements=stated)


def associations(n: int) -> Json:
    members = [{"kind": "association_member", "company": each, "association": "Union"} for each in circle(n)]
    more = [{"kind": "association_member", "company": "hikari", "association": f"Union {i}"} for i in range(n)]
    rivals = [{"kind": "competitor", "company": each, "of": "hikari", "domain": "magnets"} for each in circle(n)[1:]]
    claims = [{"kind": "dispute", "claimant": each, "respondent": "METI"} for each in circle(n)[1:]]
    return about_companies(n, *members, *more, *rivals, *claims)


def members_of_a_consortium(n: int) -> Json:
    return about_companies(n, {"kind": "bid", "company": "hikari", "members": circle(n)[1:], "amount_yen": 1})


def bids(n: int) -> Json:
    offers = ({"kind": "bid", "company": each, "amount_yen": 1_000 + i} for i, each in enumerate(circle(n)))
    return about_companies(n, *offers)


def bidders_with_owners(n: int) -> Json:
    """Return bidders that each have an owner and an officer who have nothing to do with government."""
    people = [*rows("o", n), *rows("d", n)]
    held = [{"kind": "shareholding", "holder": f"o{i}", "company": f"c{i}", "share_bp": 6_000} for i in range(n)]
    seats = [{"kind": "directorship", "person": f"d{i}", "company": f"c{i}"} for i in range(n)]
    return {**about_companies(n, *of_bidders(n), *held, *seats), "people": [*small()["people"], *people]}


def of_bidders(n: int) -> list[Json]:
    """Return the valid bids of the further companies."""
    made = {"kind": "bid", "status": "valid"}
    return [{**made, "company": f"c{i}", "amount_yen": 1_000_000 + 17 * i * i} for i in range(n)]


def bidders_at_one_address(n: int) -> Json:
    """Return more bidders than are compared pair by pair, with one address and one owner."""
    more = n + MOST_IN_PAIRS
    at = {"kind": "contact_details", "address": "東京都千代田区霞が関1-3-1"}
    given = [{**at, "company": f"c{i}"} for i in range(more)]
    held = [{"kind": "shareholding", "holder": "kita", "company": f"c{i}", "share_bp": 2_500} for i in range(more)]
    return about_companies(more, *of_bidders(more), *given, *held)


def partners(n: int) -> Json:
    roles = ["lead_partner", *(["partner"] * n)]
    taking_part = [{"company": each, "role": role} for each, role in zip(circle(n), roles, strict=True)]
    return about_companies(n, participants=taking_part)


def planned_acts(n: int) -> Json:
    deals = [{"kind": "transaction", "acquirer": "hikari", "target": f"c{i}", "on": "2027-05-01"} for i in range(n)]
    bought: list[Json] = [{"kind": "foreign_acquisition", "investor": f"c{i}", "company": "hikari"} for i in range(n)]
    for each in bought:
        each |= {"on": "2027-05-01", "share_bp": 100, "core_sector": True, "state_owned_investor": True}
    return about_companies(n, *deals, *bought)


def checked_declarations(n: int) -> Json:
    people = rows("p", n)
    declared = [{"kind": "declaration", "person": each["key"], "on": "2026-05-01"} for each in people]
    declared = [{**each, "verified_by": "sato", "verified_on": "2026-05-02"} for each in declared]
    roles = [{"person": each["key"], "role": "evaluator"} for each in people]
    return small(people=[*small()["people"], *people], statements=declared, officials=roles)


def listings_of_bodies(n: int) -> Json:
    listed = {"kind": "listing", "company": "hikari", "list": "exclusion_from_tender", "body": "METI"}
    return small(statements=[{**listed, "ground": "suspension", "from": f"2026-01-{i % 28 + 1:02}"} for i in range(n)])


def measures(n: int) -> Json:
    acts = ({"kind": "measure", "body": "METI", "company": "hikari", "type": "subsidy"} for _ in range(n))
    return small(statements=[{**each, "on": f"20{i % 16 + 10}-01-05"} for i, each in enumerate(acts)])


def businesses_taken_over(n: int) -> Json:
    """Return a chain of predecessors, each with an order against it; more partners took over its first company."""
    names = circle(n)
    steps = [{"kind": "succession", "company": each, "predecessor": before} for each, before in pairwise(names)]
    fan = [{"kind": "succession", "company": f"s{i}", "predecessor": "c0"} for i in range(n)]
    document = about_companies(n, *steps, *fan)
    document["companies"] += rows("s", n)
    document["participants"] += [{"company": f"s{i}", "role": "partner"} for i in range(n)]
    return document


def predecessors_without_an_order(n: int) -> Json:
    chain = [{"kind": "succession", "company": each, "predecessor": before} for each, before in pairwise(circle(n))]
    return about_companies(n, *chain)


def orders_and_claims(n: int) -> Json:
    listed = {"kind": "listing", "company": "hikari", "list": "court_judgment", "body": "METI", "from": "2024-01-05"}
    claims = [{"kind": "dispute", "claimant": f"c{i}", "respondent": "METI"} for i in range(n)]
    return about_companies(n, *({**listed, "from": f"2024-01-{i % 28 + 1:02}"} for i in range(n)), *claims)


VALID: Final[list[Callable[[int], Json]]] = [
    control_in_a_circle, ownership_in_a_circle, parents_above_one_another, companies_of_one_group, co_sponsors,
    amounts_with_tax, associations, members_of_a_consortium, bids, partners, planned_acts, checked_declarations,
    listings_of_bodies, measures, bidders_with_owners, bidders_at_one_address, businesses_taken_over,
    predecessors_without_an_order, orders_and_claims,
]  # fmt: skip


def test_the_parts_of_contract_1_1_are_among_what_grows() -> None:
    told = {kind for make in VALID for each in make(2)["statements"] for kind in [each["kind"]]}
    assert {"call", "bid", "award", "association_member", "declaration", "transaction", "foreign_acquisition"} <= told
    assert told <= KINDS.keys()


@every("make", VALID, name=lambda make: make.__name__)
def test_a_valid_document_of_twice_the_size_takes_twice_the_work(
    meti: GovernmentBody, make: Callable[[int], Json]
) -> None:
    snapshots: list[int] = []

    def assess(n: int) -> None:
        result = assess_case(gather_draft(check_document(make(n))), current_rulebook())
        snapshots.append(len(result.snapshot) + sum(len(str(each.evidence)) for each in result.findings))

    assert_linear(assess, make.__name__, lines=False, size=N)
    one, two, four = snapshots[-3:]
    assert four - two <= GROWS * (two - one) + 500, f"{make.__name__}: {one}, {two}, {four} characters"


def test_a_selection_with_220_bidders_is_assessed(meti: GovernmentBody) -> None:
    """It ended in an error: relations were asked for between each owner's company and each bidder."""
    for make in (bidders_with_owners, bidders_at_one_address):
        result = assess_case(gather_draft(check_document(make(220))), current_rulebook())
        assert result.facts < 220 * 12
        alike = [each for each in result.findings if each.code == "COL-11"]
        assert len(alike) == (0 if make is bidders_with_owners else 220 + MOST_IN_PAIRS - 1)


def test_the_words_of_missing_data_take_work_in_proportion_to_them(meti: GovernmentBody) -> None:
    """600 officials of whom no declaration was on file took a web process for 15 seconds an answer."""

    def word(n: int) -> int:
        people = rows("p", n)
        document = small(people=people, officials=[{"person": each["key"], "role": "evaluator"} for each in people])
        document["statements"] = []
        result = assess_case(gather_draft(check_document(document)), current_rulebook())
        reader = ResultReader(SnapshotFacts(result.snapshot))
        said = [reader.said(datum) for each in result.outcomes.values() for datum in each.missing]
        assert len(said) > n
        return operations(lambda: [each.to_json() for each in said], lines=True)[1]

    word(N)
    one, two, four = (word(n) for n in (N, 2 * N, 4 * N))
    assert four - two <= GROWS * (two - one), f"{one}, {two}, {four} operations"


def test_a_case_from_which_too_much_follows_is_an_error_that_says_so(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fifty bidders in a circle of owners gave three million origins, and took a process for minutes."""
    document = ownership_in_a_circle(6)
    document["participants"] += [{"company": each, "role": "partner"} for each in circle(6)[1:]]
    case = gather_draft(check_document(document))
    facts = conclusion_on(case)
    assert facts["state"] == State.DONE
    for name, text in (("MOST_FACTS", "More than 100 facts"), ("MOST_ORIGINS", "More than 100 origins of facts")):
        with monkeypatch.context() as limited:
            limited.setattr(limits, name, 100)
            answer = conclusion_on(case)
            assert answer["state"] == State.ERROR
            assert answer["error"].startswith(f"{text} follow from this document")
            assert "100件を超えています" in answer["error_said"]["text"]["ja"]
            assert answer["outcomes"] == {}
