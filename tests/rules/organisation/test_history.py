"""The seeded organisation on the days on which the law changed it."""

import io
import json
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from institutions.parties.organisation.state import read_organisation
from institutions.seeding.folder import read_folder
from institutions.seeding.store import store_seed
from rules.assessing.organisation import assess_organisation
from rules.engine.loading.program_rulebook import organisation_rulebook

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
Finding = tuple[str, str | None, str | None, str | None]


@pytest.fixture
def seeded() -> None:
    store_seed(read_folder(), today=date(2026, 11, 24))


def findings(on: date) -> set[Finding]:
    result = assess_organisation(read_organisation(on), organisation_rulebook())
    return {(each.code, each.body, each.domain, each.function) for each in result.findings}


def holders(on: date, domain: str) -> set[tuple[str, str]]:
    return {(each.body, each.function) for each in read_organisation(on).mandates if each.domain == domain}


def test_promotion_and_regulation_of_nuclear_power_were_parted_in_september_2012() -> None:
    before, after = findings(date(2012, 9, 18)), findings(date(2012, 9, 20))
    assert ("INS-03", "METI", "nuclear", "regulates") in before
    assert ("INS-03", "MEXT", "nuclear", "regulates") in before
    assert not [each for each in after if each[0] == "INS-03" and each[2] == "nuclear"]
    for day in (before, after):
        assert ("INS-03", "METI", "energy", "licenses") in day
    assert findings(date(2012, 9, 19)) == after
    assert ("NRA", "regulates") in holders(date(2012, 9, 19), "nuclear")
    assert ("NISA", "regulates") in holders(date(2012, 9, 18), "nuclear")


def test_digital_functions_moved_in_september_2021() -> None:
    before, after = findings(date(2021, 8, 31)), findings(date(2021, 9, 1))
    assert before - after == {("INS-06", "CAS-IT", "cloud", "coordinates")}
    assert after - before == {
        ("INS-02", body, "cloud", function) for body in ("CAS", "DA") for function in ("policy", "coordinates")
    }
    assert {("DA", "policy"), ("DA", "coordinates"), ("DA", "procures")} <= holders(date(2021, 9, 1), "cloud")
    assert "CAS-IT" not in read_organisation(date(2021, 9, 1)).bodies


def test_since_april_2020_the_secretariat_leads_in_every_domain() -> None:
    before, after = findings(date(2020, 3, 31)), findings(date(2020, 4, 1))
    assert ("INS-01", None, "semiconductors", "policy") in before
    assert not [each for each in after if each[0] == "INS-01"]
    assert {("INS-05", "NSS-ECON", None, "policy"), ("INS-05", "NSS-ECON", None, "coordinates")} <= after


def test_infectious_diseases_in_2023_and_cybersecurity_in_2025() -> None:
    assert ("CAICM", "coordinates") not in holders(date(2023, 8, 31), "medical")
    assert {("CAICM", "policy"), ("CAICM", "coordinates")} <= holders(date(2023, 9, 1), "medical")
    cyber = {("NISC", "policy"), ("NISC", "coordinates")}
    assert holders(date(2025, 6, 30), "cyber") == cyber
    assert holders(date(2025, 7, 1), "cyber") == {("NCO", each) for each in ("policy", "coordinates", "audits")}
    assert not [each for each in findings(date(2025, 7, 1)) if each[0] == "INS-02" and each[2] in ("cyber", "medical")]


def test_boards_that_the_diet_confirms_and_a_law_protects_are_not_flagged() -> None:
    today = assess_organisation(read_organisation(date(2026, 11, 24)), organisation_rulebook())
    assert {outcome for domain, outcome in today.outcomes["INS-07"].items() if domain != "other"} == {"clear"}


def test_the_command_prints_a_line_for_each_finding_and_the_outcomes_last() -> None:
    def printed(*given: str) -> list[Any]:
        out = io.StringIO()
        call_command("organisation", *given, stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()] if "--json" in given else [out.getvalue()]

    *lines, last = printed("--on", "2012-09-18", "--json")
    assert {(each["code"], each["body"], each["domain"], each["function"]) for each in lines} == findings(
        date(2012, 9, 18)
    )
    assert all({"code", "body", "domain", "function", "severity", "statement"} == each.keys() for each in lines)
    assert last["on"] == "2012-09-18"
    assert last["outcomes"]["INS-03"]["nuclear"] == "flagged"
    assert last["outcomes"]["INS-03"]["other"] == "not_assessable"
    assert "36 findings on 2012-09-18." in printed("--on", "2012-09-18")[0]
    with pytest.raises(CommandError, match="is not a date"):
        printed("--on", "2012-09-31")
    with pytest.raises(CommandError, match="before 2001-01-06"):
        printed("--on", "2001-01-05")
