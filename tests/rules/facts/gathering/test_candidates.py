"""Only kinds that have something for a case are read; the facts and the questions are those of reading every kind."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.access.callers import AssessedCases
from institutions.kinds import KINDS
from institutions.kinds.base import Kind
from institutions.models import GovernmentBody, Person
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering import register as reading
from rules.facts.gathering.anchors import COMPANY_TIES
from rules.facts.gathering.candidates import kinds_found
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.selecting import column_holds
from rules.facts.gathering.statements import CaseInput
from tests.rules.facts.gathering.building import tax_rate
from tests.rules.facts.gathering.conftest import Register, document, example
from tests.rules.facts.gathering.test_precheck_and_register import NAMES
from tests.rules.facts.gathering.test_scope import company, hikari, imported

KNOWN_AT = datetime(2100, 1, 1, tzinfo=UTC)


def queries_and_case(registered: Any) -> tuple[list[str], CaseInput]:
    with CaptureQueriesContext(connection) as asked:
        (case,) = gather_cases([registered.submission], KNOWN_AT)
    return [each["sql"] for each in asked], case


def read_every_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "kinds_found", lambda *_asked: set(KINDS))


def read_kinds(queries: list[str]) -> int:
    return sum(each.startswith("SELECT e.*") for each in queries)


def test_an_empty_case_reads_no_kind_but_competitors(register: Register) -> None:
    queries, _ = queries_and_case(register(document("R-1")))
    assert read_kinds(queries) == 1
    assert len(queries) <= 16


def test_a_full_case_reads_the_kinds_that_it_has(register: Register) -> None:
    registered = register(example("hikari_magnetics"))
    queries, case = queries_and_case(registered)
    kinds = {each.kind for each in case.statements}
    assert kinds
    assert read_kinds(queries) <= len(kinds | {"competitor"}) + 1
    assert len(queries) <= 17 + len(kinds)


@pytest.mark.parametrize("name", NAMES)
def test_a_case_is_the_same_as_when_every_kind_is_read(
    name: str, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(document("R-0"))
    registered = register(example(name))
    _, found = queries_and_case(registered)

    read_every_kind(monkeypatch)
    queries, whole = queries_and_case(registered)
    assert read_kinds(queries) > 40
    assert facts_of(found, tax_rate) == facts_of(whole, tax_rate)
    assert found.questions == whole.questions
    assert found.to_json() == whole.to_json()


def test_an_empty_case_has_asked_all_questions_that_a_change_may_answer(register: Register) -> None:
    registered = register(document("R-1"))
    _, case = queries_and_case(registered)
    asked = case.questions.places[str(hikari(registered).id)]
    for kind, fields in COMPANY_TIES.items():
        for name in fields:
            if name != "person":
                assert f"{kind}.{name}" in asked


def test_ties_of_people_who_are_found_on_the_way_are_read(register: Register) -> None:
    """Nothing is stated of the owner but these, and no kind of them has anything of the company itself."""
    first = register(document("R-1"))
    owner = Person(name_en="Owner Hanako")
    owner.save()
    imported("shareholding", holder=owner, company=hikari(first), share_bp=6000)
    imported("directorship", person=owner, company=company("Elsewhere"))
    imported("declaration", person=owner)
    _, case = queries_and_case(first)
    assert {each.kind for each in case.statements} == {"declaration", "directorship", "shareholding"}


def test_nobody_is_found_by_a_tie_that_was_read_for_a_person() -> None:
    """Such ties may therefore be read after the others (`RegisterReader.about_people`)."""
    by_person: list[Kind] = [KINDS[kind] for kind, fields in COMPANY_TIES.items() if "person" in fields]
    assert by_person
    assert [each.name for each in by_person if "holder" in each.by_name] == []


def test_a_kind_is_found_by_rows_known_at_the_moment_alone(register: Register) -> None:
    owned = company("Owned")
    way = {"shareholding": (column_holds("company_id", [owned.pk]),)}
    cases = AssessedCases(frozenset(), frozenset())
    assert kinds_found(way, (), cases, KNOWN_AT) == set()
    before = timezone.now()
    imported("shareholding", holder=company("Holder"), company=owned, share_bp=6000)
    assert kinds_found(way, (), cases, KNOWN_AT) == {"shareholding"}
    assert kinds_found(way, (), cases, before) == set()
    assert kinds_found({}, KINDS, cases, KNOWN_AT) == set()


def test_a_kind_is_not_found_by_what_is_kept_from_the_case(register: Register) -> None:
    """A tie that names a person serves the cases of the body that stated it: others must not see that it is there."""
    tie = {"kind": "employment", "person": "sato", "company": "hikari", "post": "Adviser"}
    registered = register(document("R-1", statements=[tie]))
    way = {"employment": (column_holds("company_id", [hikari(registered).pk]),)}
    body, other = (GovernmentBody.objects.get(code=code).pk for code in ("METI", "DA"))
    assert kinds_found(way, (), AssessedCases(frozenset(), frozenset([body])), KNOWN_AT) == {"employment"}
    assert kinds_found(way, (), AssessedCases(frozenset(), frozenset([other])), KNOWN_AT) == set()
    own = AssessedCases(frozenset([registered.partnership.pk]), frozenset([other]))
    assert kinds_found({}, KINDS, own, KNOWN_AT) == {"employment"}
