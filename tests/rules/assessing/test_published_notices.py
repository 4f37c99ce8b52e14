"""COI-19 from a published notice: silent while the employer is known by name alone, found once it is confirmed."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from institutions.drafts.check import check_document
from institutions.drafts.name_searches import search_waiting
from institutions.drafts.store import register_partnership
from institutions.models import Account, GovernmentBody, IdentityLead, Role
from institutions.parties.identities.deciding import decide_lead
from rules.assessing.attempt import run_assessment
from rules.assessing.claim import claim
from rules.models import Assessment, Match
from rules.models.outcome_reading import outcomes_of
from tests.documents import small
from tests.institutions.formats.published.lists import NOTICES, list_csv, notices_workbook

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_broker")]


def bring_in(path: Path, content: bytes, form: str, *options: str) -> None:
    """Import a file for METI."""
    path.write_bytes(content)
    given = [part for each in options for part in ("--option", each)]
    call_command(
        "import_file", str(path), "--format", form, "--submitted-by", "METI", "--wait", *given, stdout=StringIO()
    )


def run() -> Assessment:
    """Assess what is queued for the partnership, and return the result."""
    taken = claim(Assessment.objects.queued().get(partnership__reference="T-1").pk)
    assert taken is not None
    assert run_assessment(taken)
    return Assessment.objects.get(pk=taken.job.pk)


def test_an_employer_known_by_name_is_silent_until_somebody_confirms_it(meti: GovernmentBody, tmp_path: Path) -> None:
    companies = small()["companies"]
    companies[0]["corporate_number"] = "7000012050002"
    document = small(companies=companies, assess_as_of="2026-09-01")
    register_partnership(check_document(document), account=None, way="file")
    bring_in(tmp_path / "notices.xlsx", notices_workbook(NOTICES[:1]).getvalue(), "re_employment_notices")
    assert outcomes_of(run())["COI-19"].outcome == "not_applicable"
    officer = Account.objects.create_user("officer", role=Role.OFFICER, body=meti)
    search_waiting()
    lead = IdentityLead.objects.get(party__name_ja="ヒカリ磁性株式会社", state="open")
    decide_lead(lead, account=officer, same=True, reason="The same seat, by the company's own site.")
    bring_in(tmp_path / "list.csv", list_csv().getvalue(), "contract_list", "domain=magnets", "object=goods")
    found = run()
    assert outcomes_of(found)["COI-19"].outcome == "flagged"
    (match,) = Match.objects.filter(assessment=found, finding__code="COI-19")
    assert match.severity == "info"
