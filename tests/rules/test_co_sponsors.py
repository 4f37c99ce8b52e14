"""A partnership that two bodies would sign: pages, exports, the graph, the screening, and the right to read it."""

import csv
import io
import json
import re
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from institutions.formats.ftm.entities import ftm_lines
from institutions.formats.ocds.writing.release import ocds_lines
from institutions.formats.tables.writing.files import csv_bytes
from institutions.models import Account, GovernmentBody, Partnership, Role, Submission
from rules.models import Assessment
from rules.review.casework.screening.screen import is_of_acting_body
from rules.review.graph.assessment_graph import graph_of
from rules.review.graph.model import CASE
from tests.documents import small
from tests.institutions.exports.registered import selection_of
from tests.institutions.formats.ocds.reading.samples import RELEASE
from tests.rules.assessing.test_findings import assessed

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")
TOGETHER: dict[str, Any] = {"co_sponsors": ["DA", "METI"], "tax": "excluded", "assess_as_of": "2026-06-20"}


@pytest.fixture
def assessment() -> Assessment:
    return assessed(small(**TOGETHER))


def officer(code: str) -> Client:
    client = Client()
    body = GovernmentBody.objects.get(code=code)
    client.force_login(Account.objects.create_user(f"officer of {code}", role=Role.OFFICER, body=body))
    return client


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_partnership_and_the_body_name_each_other_to_who_may_read_it(
    assessment: Assessment, digital_agency: GovernmentBody
) -> None:
    own = officer("METI")
    shown = page(own, f"/partnerships/{assessment.partnership_id}/")
    assert "Co-sponsors" in shown
    assert digital_agency.name in shown
    assert "(Tax excluded)" in shown
    assert "Co-sponsor" in page(own, f"/bodies/{digital_agency.code}/")


def test_the_staff_of_a_co_sponsor_read_nothing_of_it(assessment: Assessment, digital_agency: GovernmentBody) -> None:
    theirs = officer("DA")
    for address in ("/partnerships/", "/api/v1/partnerships/", f"/bodies/{digital_agency.code}/"):
        assert not re.search(r"\bT-1\b", page(theirs, address)), address
    for address in (f"/partnerships/{assessment.partnership_id}/", f"/api/v1/assessments/{assessment.pk}/"):
        assert theirs.get(address).status_code == 404, address


def test_a_reviewer_of_a_co_sponsor_is_screened_as_one_of_the_sponsor(assessment: Assessment) -> None:
    current = Submission.objects.get(partnership=assessment.partnership_id)
    for code in ("METI", "DA"):
        account = Account.objects.create_user(code, role=Role.REVIEWER, body=GovernmentBody.objects.get(code=code))
        assert is_of_acting_body(account, current, [current]), code
    elsewhere = GovernmentBody.objects.create(code="MOD", name_en="Ministry of Defence", type="ministry")
    account = Account.objects.create_user("MOD", role=Role.REVIEWER, body=elsewhere)
    current.account = account  # who prepared it is known
    assert not is_of_acting_body(account, current, [current])


def test_every_export_that_has_a_place_for_them_names_co_sponsors(assessment: Assessment) -> None:
    [row] = csv.DictReader(io.StringIO(b"".join(csv_bytes(selection_of("METI", "partnerships"))).decode("utf-8-sig")))
    assert (row["sponsor"], row["co_sponsors"], row["tax"]) == ("METI", "DA; METI", "excluded")
    [package] = [
        json.loads(line) for line in ocds_lines(selection_of("METI", "partnerships", ocid_prefix="ocds-test01"))
    ]
    [release] = package["releases"]
    roles = {each["id"]: each["roles"] for each in release["parties"]}
    assert (release["buyer"]["id"], roles["DA"], roles["METI"]) == ("METI", ["buyer"], ["buyer", "procuringEntity"])
    entities = [json.loads(line) for line in ftm_lines(selection_of("METI"))]
    signing = [
        each["properties"]["participant"]
        for each in entities
        if each["schema"] == "ProjectParticipant" and each["properties"]["role"] == ["co_sponsor"]
    ]
    [named] = signing
    assert set(named) <= {each["id"] for each in entities}


def test_the_graph_draws_a_line_from_a_co_sponsor(assessment: Assessment) -> None:
    graph = graph_of(assessment, sensitive=True, reader=selection_of("METI").reader)
    lines = [line for each in graph.statements if each.kind == "co_sponsor" for line in each.lines]
    assert lines == [("DA", CASE)]


def test_ocds_data_takes_co_sponsors_and_the_basis_of_amounts_as_options(tmp_path: Any) -> None:
    file = tmp_path / "release.json"
    file.write_text(json.dumps(RELEASE), encoding="utf-8")
    given = ("--submitted-by=METI", "--sponsor=METI", "--domain=magnets", "--proposed-on=2026-06-15", "--method=open")
    options = ("--object=goods", "--format=ocds", "--co-sponsors", "DA", "--tax", "excluded")
    call_command("register", str(file), *given, *options, stdout=io.StringIO(), stderr=io.StringIO())
    document = Submission.objects.get(partnership=Partnership.objects.get()).document
    assert (document["co_sponsors"], document["tax"]) == (["DA"], "excluded")
