"""The mandate of a sponsor for its domain, and obligations whose body has ended."""

from typing import Any

from rules.facts.gathering.statements import CaseInput, GovernmentOfCase, HeldInDomain
from tests.rules.facts.gathering.building import case_with, facts, said, values

ROOTS = {"METI": "METI", "MOF": "MOF", "ANRE": "METI"}


def held(body: str, *, root: str = "", until: str | None = None, every: bool = False) -> HeldInDomain:
    name = f"mandate/{body}-{until}"
    return HeldInDomain(ref=name, body=body, root=root or body, function="promotes", every_domain=every, until_on=until)


def governed(*mandates: HeldInDomain, **more: Any) -> CaseInput:  # Any: parts of a case
    ended = more.pop("ended", {})
    statements = more.pop("statements", ())
    roots = {key: root for key, root in ROOTS.items() if key not in ended}
    return case_with(*statements, government=GovernmentOfCase(roots=roots, mandates=mandates, ended=ended), **more)


def standing(case: CaseInput) -> list[tuple[Any, ...]]:
    return values(facts(case, "sponsor_mandate"), "root", "standing", "ended_on", "beside")


def test_a_sponsor_holds_a_mandate_of_its_own_or_of_a_body_that_counts_as_one_with_it() -> None:
    assert standing(governed(held("METI"))) == [("METI", "held", None, None)]
    assert standing(governed(held("ANRE", root="METI"))) == [("METI", "held", None, None)]
    assert standing(governed(held("METI", every=True))) == [("METI", "held", None, None)]
    assert standing(governed(held("METI", until="2026-06-20"))) == [("METI", "held", None, None)], "on the last day"


def test_a_mandate_that_ended_is_known_to_be_none_and_the_last_one_tells_since_when() -> None:
    case = governed(held("METI", until="2025-03-31"), held("ANRE", root="METI", until="2026-06-19"), held("MOF"))
    assert standing(case) == [("METI", "ended", "2026-06-19", "MOF")]
    (fact,) = facts(case, "sponsor_mandate")
    assert fact.origins == ("mandate/ANRE-2026-06-19", "mandate/MOF-None")


def test_no_mandate_on_record_is_unknown_unless_all_are_said_to_be_on_record() -> None:
    (fact,) = facts(governed(held("MOF")), "sponsor_mandate")
    assert (fact.id, fact.standing, fact.beside) == ("mandates_known(body=METI)/METI", None, None)

    def with_known(**scope: Any) -> list[tuple[Any, ...]]:
        return standing(governed(held("MOF"), statements=[said("mandates_known", **{"body": "METI", **scope})]))

    assert with_known() == with_known(domain="magnets") == [("METI", "not_held", None, "MOF")]
    assert with_known(domain="cloud") == with_known(body="MOF") == [("METI", None, None, None)]
    assert with_known(until="2026-06-19") == [("METI", None, None, None)]


def test_a_mandate_of_others_for_every_domain_is_not_named_beside() -> None:
    known = [said("mandates_known", body="METI")]
    assert standing(governed(held("MOF", every=True), statements=known)) == [("METI", "not_held", None, None)]


def test_a_co_sponsor_that_holds_one_is_enough() -> None:
    case = governed(held("MOF"), statements=[said("mandates_known", body="METI")], proposal={"co_sponsors": ("MOF",)})
    assert standing(case) == [("METI", "held", None, None)]


def test_a_sponsor_that_has_ended_is_a_matter_of_its_obligations() -> None:
    assert standing(governed(ended={"METI": "2026-03-31"})) == [("METI", "body_ended", None, None)]


def test_the_domain_other_and_a_case_without_an_organisation_have_no_such_fact() -> None:
    assert facts(governed(held("METI"), proposal={"domain": "other"}), "sponsor_mandate") == []
    assert facts(case_with(), "sponsor_mandate") == facts(case_with(), "obligation") == []


def owed(case: CaseInput) -> list[tuple[Any, ...]]:
    return values(facts(case, "obligation"), "matter", "body", "body_ended", "ended_on")


def test_contract_and_case_bind_the_bodies_while_the_partnership_goes_on() -> None:
    assert owed(governed()) == [("case", "METI", False, None), ("contract", "METI", False, None)]
    assert owed(governed(ended={"METI": "2026-06-19"}, proposal={"co_sponsors": ("MOF",)})) == [
        ("case", "METI", True, "2026-06-19"),
        ("contract", "METI", True, "2026-06-19"),
        ("contract", "MOF", False, None),
    ]
    assert len(owed(governed(proposal={"period_until": "2026-06-20"}))) == 2, "on the last day"
    assert owed(governed(proposal={"period_until": "2026-06-19"})) == []


def test_appeals_and_claims_are_those_that_bear_on_the_case_and_are_open() -> None:
    over = {"period_until": "2026-06-19"}

    def found(*statements: Any) -> list[tuple[Any, ...]]:  # Any: statements
        return owed(governed(statements=statements, proposal=over, ended={"MOF": "2026-01-05"}))

    appealed = said(
        "measure", body="MOF", company="hikari", type="refusal", on="2026-01-01", appeal_filed_on="2026-02-01"
    )
    assert found(appealed) == [("appeal", "MOF", True, "2026-01-05")]
    brought: Any = {"claimant": "hikari", "respondent": "MOF"}
    assert found(said("dispute", **brought, opened_on="2025-12-01")) == [("claim", "MOF", True, "2026-01-05")]
    assert found(said("dispute", **brought, opened_on="2025-12-01", closed_on="2026-06-19")) == []
    assert found(said("dispute", **brought, opened_on="2026-06-21")) == []
    assert found(said("dispute", claimant="kita", respondent="MOF", own=False)) == [], "of a stranger"
    assert found(said("dispute", claimant="hikari", respondent="kita")) == [], "against a company"


def test_a_case_with_its_organisation_is_read_again_as_it_was_written() -> None:
    case = governed(held("METI", until="2026-03-31"), ended={"MOF": "2026-01-05"})
    assert CaseInput.from_json(case.to_json()) == case
    assert (
        CaseInput.from_json({name: each for name, each in case.to_json().items() if name != "government"}).government
        is None
    )
