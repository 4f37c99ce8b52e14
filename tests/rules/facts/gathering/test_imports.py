"""Statements of an import are read like those of a submission: by the same cases, with the import as their source."""

from typing import Any

import pytest

from institutions.events.signals import register_changed
from institutions.models import GovernmentBody
from rules.models import Assessment, State
from tests.institutions.imports.records import bring_in, of
from tests.rules.facts.gathering.conftest import Json, Register, document
from tests.rules.facts.gathering.test_reach import gathered, kinds, known_parties

SATO: Json = {"key": "S1", "name": {"ja": "佐藤 遥"}}
HIKARI: Json = {"key": "H1", "corporate_number": "7000012050002", "name": {"ja": "ヒカリ磁性株式会社"}}


def imported(body: str, *statements: Json, person: str = "") -> None:
    """Store an import of a body about Hikari, and about a person of the register."""
    people = [{**SATO, "id": person}] if person else [SATO]
    record = of("R-1", companies=[HIKARI], people=people, statements=list(statements))
    (outcome,) = bring_in(GovernmentBody.objects.get(code=body), record, file_name="ties.xlsx")
    assert outcome.outcome == "added", outcome.errors


def numbered(reference: str, **given: Any) -> Json:
    """Return a document whose company has Hikari's number."""
    made = document(reference, **given)
    made["companies"] = [{**each, **numbers_of(each)} for each in made["companies"]]
    return made


def numbers_of(company: Json) -> Json:
    """Return a document that gives Hikari its number."""
    return {"corporate_number": HIKARI["corporate_number"]} if company["key"] == "hikari" else {}


def test_what_an_import_says_of_a_person_serves_the_cases_of_its_body_alone(register: Register) -> None:
    first = register(numbered("R-1"))
    sato = str(first.parties["sato"])
    imported("METI", {"kind": "shareholding", "holder": "S1", "company": "H1", "share_bp": 620}, person=sato)
    of_other_body = register(document("R-1", body="DA", **known_parties(first)))
    assert kinds(first) == {"shareholding"}
    assert kinds(of_other_body) == set()


def test_what_names_no_person_serves_the_whole_register(register: Register) -> None:
    first = register(numbered("R-1"))
    imported("DA", {"kind": "exposure", "company": "H1", "country": "CN", "revenue_bp": 3100})
    assert kinds(first) == {"exposure"}
    (exposure,) = gathered(first).statements
    assert (exposure.source.title, exposure.source.publisher, exposure.body) == ("Import of ties.xlsx", "DA", "DA")


@pytest.mark.django_db
def test_an_import_that_changes_an_assessed_case_has_it_assessed_again(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rules.assessing.attempt import run_assessment
    from rules.assessing.claim import claim

    monkeypatch.setattr("institutions.jobs.dispatch.send_task", lambda *_args, **_kwargs: True)
    assert register_changed.has_listeners()
    first = register(numbered("R-1"))
    queued = Assessment.objects.get()
    taken = claim(queued.pk)
    assert taken is not None
    assert run_assessment(taken)
    imported("DA", {"kind": "exposure", "company": "H1", "country": "CN", "revenue_bp": 3100})
    again = Assessment.objects.get(state=State.QUEUED)
    assert (again.partnership_id, again.trigger) == (first.partnership.pk, "register_changed")
