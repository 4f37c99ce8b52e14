"""The report lists the files and comments of a case that its reader may read, and no others."""

import pytest
from django.template.loader import render_to_string

from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.models import Attachment
from rules.review.casework.case_view import read_case
from rules.review.correspondence.attaching import attach_files, check_files
from rules.review.correspondence.commenting import add_comment, withdraw_comment
from rules.web.report.audience import ReportReader
from rules.web.report.content import report_content
from tests.rules.review.casework.building import officer as officer_of
from tests.rules.review.casework.building import registered, reviewer
from tests.rules.review.correspondence.sample_files import upload

pytestmark = pytest.mark.usefixtures("digital_agency", "no_broker")


@pytest.fixture
def officer(meti: GovernmentBody) -> Account:
    return officer_of(meti)


@pytest.fixture
def case(officer: Account, digital_agency: GovernmentBody) -> Partnership:
    return registered(account=officer)


def report_for(case: Partnership, account: Account) -> str:
    return render_to_string("rules/report/report.html", report_content(case, ReportReader(account), "en").shown)


def test_each_reader_finds_the_papers_that_they_may_read(case: Partnership, officer: Account) -> None:
    first, editor = reviewer("first"), Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR)
    attach_files(case, check_files([upload(name="opinion.pdf")]), account=first)
    attach_files(case, check_files([upload(name="memo.pdf")]), account=officer)
    finding = read_case(case).findings[0].match
    add_comment(case, {"text": "Compare the register of 3 May.", "finding": finding.finding_id}, account=first)
    slip, _missed = add_comment(case, {"text": "Meant for another case."}, account=first)
    withdraw_comment(slip, "Written in the wrong case.", account=first)
    add_comment(case, {"text": "The memo is attached."}, account=officer)

    told = report_for(case, first)
    memo = Attachment.objects.get(name="memo.pdf")
    for each in (
        "opinion.pdf",
        memo.sha256,
        f"{memo.size} bytes",
        "Compare the register of 3 May.",
        finding.finding.code,
    ):
        assert each in told
    assert "Written in the wrong case." in told
    assert "Meant for another case." not in told
    for each in ("memo.pdf", "The memo is attached."):
        assert each in report_for(case, officer)
    for each in ("opinion.pdf", "Compare the register", "Written in the wrong case."):
        assert each not in report_for(case, officer)
    withheld = report_for(case, editor)
    assert "Your role may not read the comments on cases." in withheld
    for each in ("opinion.pdf", "memo.pdf", "Compare the register", "The memo is attached."):
        assert each not in withheld
    auditor = Account.objects.create_user("auditor", role=Role.AUDITOR)
    assert "Meant for another case." in report_for(case, auditor)
