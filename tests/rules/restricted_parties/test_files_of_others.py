"""Files in formats of others (BODS, OCDS) that name a party of a restricted case are answered like any other."""

import json
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from institutions.imports.claim import claim_import
from institutions.imports.run import run_import
from institutions.models import GovernmentBody, Import, ImportOutcome, Party
from tests.every import undone
from tests.institutions.formats.bods.reading.samples import entity, interest, relationship
from tests.institutions.formats.bods.reading.samples import person as person_statement
from tests.policyengine.access.answers import lasting
from tests.rules.restricted_parties.building import API, FREE_ID, FREE_LEI, FREE_NUMBER, LEI, NUMBER, kept_out, key_of

pytestmark = pytest.mark.usefixtures("no_broker")
Json = dict[str, Any]
FREE: Final = "Zavod Oxu"


def identified(scheme: str, number: str) -> list[Json]:
    """Return statements about an entity with a number, and its owner."""
    named = [{"scheme": scheme, "id": number}]
    return [
        entity("hikari", "Shiro Optics Ltd.", identifiers=named),
        person_statement("sato", "Sato Haruka"),
        relationship(interest(share=6.2, start="2021-04-01")),
    ]


def named_by_record(record: str) -> list[Json]:
    """Return statements whose entity has an id of the register as its record."""
    return [entity(record, "Shiro Optics Ltd."), person_statement(), relationship(interest(share=5), subject=record)]


def only_named(record: str) -> list[Json]:
    """Return statements that name a party which is not in the file."""
    return [person_statement(), relationship(interest(share=5), subject=record)]


def owner_by_record(record: str) -> list[Json]:
    """Return statements whose owner has an id of the register as its record."""
    owner = person_statement(record, "Sato Haruka")
    return [entity("hikari", "Shiro Optics Ltd."), owner, relationship(interest(share=5), interestedParty=record)]


def of_this_name(name: str) -> list[Json]:
    """Return statements about an owner with a name."""
    return [entity("hikari", "Shiro Optics Ltd."), person_statement("sato", name), relationship(interest(share=5))]


def tendered(number: str) -> list[Json]:
    """Return a release whose supplier has a number."""
    identifier = {"scheme": "JP-JCN", "id": number}
    return [
        {
            "ocid": "ocds-test01-1",
            "id": "1",
            "date": "2026-06-01T00:00:00Z",
            "tag": ["award"],
            "buyer": {"id": "b", "name": "Buyer"},
            "parties": [{"id": "s", "name": "Shiro Optics Ltd.", "roles": ["supplier"], "identifier": identifier}],
            "tender": {"id": "t", "title": "Lenses", "procurementMethod": "open"},
            "awards": [{"id": "a", "date": "2026-06-01T00:00:00Z", "suppliers": [{"id": "s"}]}],
        }
    ]


def come_in(client: Client, form: str, content: list[Json], **more: Any) -> tuple[str, list[Json]]:
    """Send a file, run its import, and return what is answered about it and what is stored of each record."""
    file = SimpleUploadedFile("file.json", json.dumps(content).encode())
    answer = client.post(f"{API}/imports/", {"file": file, "format": form, **more})
    assert answer.status_code == 202, answer.content
    job = Import.objects.get(pk=answer.json()["id"])
    claim = claim_import(job.pk)
    assert claim
    run_import(claim)
    answers = [client.get(f"{API}/imports/{job.pk}/{part}") for part in ("", "records/", "errors/")]
    told = [(b"".join(each) if each.streaming else each.content).decode() for each in answers]
    outcomes = ImportOutcome.objects.filter(job=job).order_by("number")
    kept = [{name: getattr(each, name) for name in ("outcome", "errors", "notes", "read")} for each in outcomes]
    return " ".join(told), kept


def options_for(body: str) -> str:
    """Return the options with which a process of these tests can be stored."""
    said = {"sponsor": body, "domain": "5g", "proposed_on": "2026-06-15", "object": "goods", "value_yen": "1000"}
    return json.dumps(said)


CASES: Final[list[tuple[str, Callable[[str], list[Json]], str, str]]] = [
    ("bods", lambda number: identified("JP-JCN", number), NUMBER, FREE_NUMBER),
    ("bods", lambda number: identified("XI-LEI", number), LEI, FREE_LEI),
    ("bods", named_by_record, "company", FREE_ID),
    ("bods", only_named, "company", FREE_ID),
    ("bods", owner_by_record, "person", FREE_ID),
    ("bods", of_this_name, "Kuroi Jun", FREE),
    ("ocds", tendered, NUMBER, FREE_NUMBER),
]


@pytest.mark.parametrize("dry_run", ["true", "false"])
@pytest.mark.parametrize(("form", "made", "known", "free"), CASES)
def test_a_file_with_a_value_of_a_restricted_case_is_answered_like_one_with_another(
    company: Party,
    person: Party,
    meti: GovernmentBody,
    digital_agency: GovernmentBody,
    form: str,
    made: Callable[[str], list[Json]],
    known: str,
    free: str,
    dry_run: str,
) -> None:
    known = {"company": str(company.pk), "person": str(person.pk)}.get(known, known)
    for client, body in kept_out(key_of(digital_agency), meti):
        more = {"dry_run": dry_run}
        if form == "ocds":
            more["options"] = options_for(body)
        with undone():
            of_known, kept = come_in(client, form, made(known), **more)
        with undone():
            of_free, others = come_in(client, form, made(free), **more)
        assert "Kuroi" not in of_known.replace(known, "")
        assert lasting(of_known.replace(known, free)) == lasting(of_free)
        assert json.loads(json.dumps(kept).replace(known, free)) == others
        if form == "ocds":
            assert [each["outcome"] for each in kept] == ["added"], "what is refused before finds no party"
