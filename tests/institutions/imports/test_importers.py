"""An import may do no more than whoever sends it: a key imports with the rights of its body, and nothing restricted."""

import json
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.access.partnerships import is_restricted
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.imports.claim import claim_import
from institutions.imports.run import run_import
from institutions.models import (
    Account,
    CollectionParty,
    GovernmentBody,
    Import,
    ImportOutcome,
    Partnership,
    Party,
    Role,
)
from tests.documents import small
from tests.institutions.imports.test_partnerships import OPTIONS, release

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
API = "/api/v1"
FREE_ID = "00000000-0000-4000-8000-000000000000"


def sender(body: GovernmentBody, way: str) -> Client:
    """Return a client of the body: by a key that may do everything, by one that registers, or signed in."""
    if way == "officer":
        client = Client()
        client.force_login(Account.objects.create_user("officer", role=Role.OFFICER, body=body))
        return client
    key = make_key(body, scopes=("register", "read") if way == "narrow key" else SCOPES)[1]
    return Client(headers={"Authorization": f"Bearer {key}"})


def imported(client: Client, content: str, form: str, options: dict[str, Any] | None = None) -> Import:
    """Send a file over REST and do the work of its import."""
    sent = {
        "file": SimpleUploadedFile("sent.csv", content.encode()),
        "format": form,
        "options": json.dumps(options or {}),
    }
    with patch("institutions.jobs.dispatch.send_task"):
        answer = client.post(f"{API}/imports/", sent)
        assert answer.status_code == 202, answer.content
        taken = claim_import(Import.objects.latest("created_at").pk)
        assert taken
        run_import(taken)
    return Import.objects.get(pk=taken.job.pk)


def outcomes(job: Import, *without: str) -> str:
    """Return the outcomes of an import as text, without some values."""
    rows = ImportOutcome.objects.filter(job=job).order_by("number")
    text = str([(each.outcome, each.errors, each.notes) for each in rows])
    for value in without:
        text = text.replace(value, "")
    return text


def registered(**changes: Any) -> Partnership:
    return register_partnership(check_document(small(**changes)), account=None, way="file").partnership


@pytest.mark.parametrize("way", ["key", "narrow key", "officer"])
def test_the_id_of_a_person_of_another_body_is_unknown(
    meti: GovernmentBody, digital_agency: GovernmentBody, way: str
) -> None:
    registered()
    person, client = Party.objects.get(name_en="Sato Haruka"), sender(digital_agency, way)
    told = [
        outcomes(imported(client, f"person,person.name,on\n{key},Somebody,2026-01-15\n", "declaration"), key)
        for key in (str(person.pk), FREE_ID)
    ]
    assert told[0] == told[1]
    assert "added" in told[0]
    assert not CollectionParty.objects.filter(party=person).exists()
    assert client.get(f"{API}/people/{person.pk}/").status_code == 404


@pytest.mark.parametrize("way", ["key", "narrow key", "officer"])
@pytest.mark.parametrize("secrecy", ["none", "defence"])
def test_a_process_that_names_a_partnership_of_another_body_learns_nothing_of_it(
    meti: GovernmentBody, digital_agency: GovernmentBody, way: str, secrecy: str
) -> None:
    partnership, client = registered(reference="HAYABUSA-7", secrecy=secrecy), sender(digital_agency, way)
    told = []
    for number, pk in enumerate((str(partnership.pk), FREE_ID)):
        package = {"uri": f"urn:uuid:{pk}", "releases": [{**release(7), "ocid": f"ocds-test-{number}"}]}
        options = {**OPTIONS, "sponsor": "DA", "object": "works"}
        told.append(outcomes(imported(client, json.dumps(package), "ocds", options), pk))
    assert "HAYABUSA" not in told[0]
    if secrecy != "none":
        assert told[0] == told[1]


@pytest.mark.parametrize("way", ["narrow key", "officer"])
def test_no_process_supersedes_a_restricted_partnership_without_the_right_to_it(meti: GovernmentBody, way: str) -> None:
    partnership, client = registered(reference="ocds-test-7", secrecy="defence"), sender(meti, way)
    job = imported(client, json.dumps(release(7)), "ocds", {**OPTIONS, "object": "works"})
    assert (job.refused, job.added, job.changed) == (1, 0, 0), outcomes(job)
    partnership.refresh_from_db()
    assert is_restricted(partnership)
    assert partnership.submissions.count() == 1


@pytest.mark.parametrize("secrecy", ["none", "defence"])
def test_a_returned_export_of_a_restricted_partnership_is_refused_without_its_reference(
    meti: GovernmentBody, secrecy: str
) -> None:
    """Others of the body read what came of the import of whoever has the right."""
    partnership = registered(reference="HAYABUSA-7", secrecy=secrecy)
    client = sender(meti, "officer")
    Account.objects.update(reads_secret=True)
    package = {"uri": f"urn:uuid:{partnership.pk}", "releases": [release(7)]}
    job = imported(client, json.dumps(package), "ocds", {**OPTIONS, "object": "works"})
    assert (job.refused, job.added) == (1, 0), outcomes(job)
    Account.objects.update(reads_secret=False)
    told = client.get(f"{API}/imports/{job.pk}/records/").content.decode()
    assert "ocds-test-7" in told
    assert ("HAYABUSA-7" in told) == (secrecy == "none")
