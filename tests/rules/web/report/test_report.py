"""A report says what the pages say to the same reader, in a PDF that can be checked; that it was made is on record."""

import hashlib
import re
from itertools import pairwise
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from institutions.access.key_making import make_key
from institutions.access.key_scopes import SCOPES
from institutions.audit.verify import verify_audit
from institutions.drafts.check import check_document
from institutions.drafts.store import register_partnership
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from rules.access.sensitive_reads import VERB as SENSITIVE_READ
from rules.explaining.wording.evidence import EvidenceLine
from rules.explaining.wording.words import with_one_stop
from rules.models import FindingDecision
from rules.models.outcome_reading import outcomes_of
from rules.review.casework.people_concerned.answering import answer_hearing
from rules.web.report import requirements
from rules.web.report.audience import ReportReader
from rules.web.report.content import MOST_FACTS, EvidenceRow, report_content, shorten_origins
from tests.documents import example, small
from tests.policyengine.access.proposals import document
from tests.policyengine.access.world import SENSITIVE
from tests.rules.review.casework.building import (
    acknowledge_all,
    decided,
    registered,
    reviewer,
    soon,
    under_review,
    view_of,
)
from tests.rules.review.casework.naming import declare, heard, named
from tests.rules.web.pages.conftest import signed_in
from tests.rules.web.report.reading import headings, makes_pdf, opened, root, squeezed, text_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency", "no_broker")


@pytest.fixture(autouse=True)
def empty_cache(db: None) -> None:
    cache.clear()


@pytest.fixture
def first(db: None) -> Account:
    return reviewer("first")


@pytest.fixture
def case(first: Account, digital_agency: GovernmentBody) -> Partnership:
    """Return a case with one finding dismissed, one mitigated, and all unassessable rules acknowledged."""
    partnership = registered()
    under_review(partnership, first)
    decided(partnership, "COI-01", first)
    decided(partnership, "COL-01", first, "mitigated")
    acknowledge_all(partnership, first)
    return partnership


def report(client: Client, case: Partnership, language: str = "en") -> bytes:
    answer = client.get(f"/partnerships/{case.pk}/report.pdf", {"language": language})
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    return answer.content


@makes_pdf
@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_lawyer_finds_in_it_what_was_found_on_which_law_and_how_to_check_it(
    case: Partnership, first: Account, language: str
) -> None:
    made = report(signed_in(first), case, language)
    text, view = text_in(made), view_of(case)
    assert view.done is not None
    pdf = opened(made)
    assert root(pdf)["/Lang"] == language
    levels = headings(pdf)
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    _title, below = pdf.outline  # bookmarks: everything stands below the title
    assert isinstance(below, list)
    assert f"1/{len(pdf.pages)}" in squeezed(pdf.pages[0].extract_text())
    for page in pdf.pages:
        assert str(case.pk) in squeezed(page.extract_text())
    for match in view.done.matches.all():
        assert squeezed(match.statement_ja if language == "ja" else with_one_stop(match.statement_en)) in text
        for law in match.basis:
            assert squeezed(law.get("note", {}).get(language, "")) in text
    for row in FindingDecision.objects.all():
        assert squeezed(row.reason) in text
        assert f"{row.account.username}({row.account.get_role_display()})" in text or language == "ja"
    for code in outcomes_of(view.done):
        assert code in text
    assert language == "en" or re.findall(r"\d{4}-\d\d-\d\d", text) == [], "days stand in the reader's calendar"
    assert squeezed("Asked and not needed.") in text
    assert squeezed("Sato takes no part (Personnel division") in text or language == "ja"
    assert view.done.snapshot
    assert view.done.rulebook
    for each in (
        view.done.snapshot.sha256,
        view.done.rulebook.version,
        f"assess--replay{view.done.pk}",
        "verify_audit",
    ):
        assert each in text


@makes_pdf
def test_the_same_day_gives_the_same_reader_the_same_bytes_and_each_time_an_event_with_their_hash(
    case: Partnership, first: Account
) -> None:
    client = signed_in(first)
    made = report(client, case)
    assert report(client, case) == made
    events = list(AuditEvent.objects.filter(verb="report_made"))
    said: list[Any] = [each.after for each in events]
    assert [each["sha256"] for each in said] == [hashlib.sha256(made).hexdigest()] * 2
    assert {each.actor for each in events} == {f"account:{first.pk}"}
    done = view_of(case).done
    assert done is not None
    assert said[0]["snapshot"] == done.snapshot_id
    assert not verify_audit().troubles


@makes_pdf
def test_kin_and_gifts_are_in_it_for_who_may_read_them_alone_and_reading_them_is_noted(first: Account) -> None:
    case = registered(document())
    editor = Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR)
    withheld = text_in(report(signed_in(editor), case))
    assert not [each for each in SENSITIVE if squeezed(each) in withheld]
    assert squeezed("Not shown to your role") in withheld
    assert squeezed("is left out and marked as left out") in withheld
    assert not AuditEvent.objects.filter(verb=SENSITIVE_READ).exists()
    told = text_in(report(signed_in(first), case))
    assert squeezed(SENSITIVE[0]) in told
    event = AuditEvent.objects.get(verb=SENSITIVE_READ)
    assert event.actor == f"account:{first.pk}"
    assert SENSITIVE[0] not in str(event.after)


@makes_pdf
def test_it_has_what_the_person_named_answered_and_declared_for_who_may_read_it(
    case: Partnership, first: Account
) -> None:
    sato = named(case)
    client = signed_in(first)
    before = text_in(report(client, case))
    assert squeezed("Sato Haruka: Not heard yet") in before
    assert squeezed("Not declared yet") in before
    signed = declare(case, sato)
    hearing = heard(case, "COI-01", first, how="asked", answer_by=soon().isoformat(), waiver="", note="")
    wrong = {"place": 0, "text": "I am not the decider.", "document": "Order 12 (fictional)"}
    answer_hearing(hearing, {"text": "Read the register.", "corrections": [wrong]}, account=sato)
    told, japanese = text_in(report(client, case)), text_in(report(client, case, "ja"))
    for each in ("Read the register.", "I am not the decider.", "Order 12 (fictional)", signed.sha256):
        assert squeezed(each) in told
        assert squeezed(each) in japanese
    assert squeezed("Disputed by the person concerned") in told
    assert "意見聴取" in japanese
    editor = Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR)
    withheld = text_in(report(signed_in(editor), case))
    assert squeezed("Has answered") in withheld
    assert signed.sha256 in withheld
    for each in ("Read the register.", "I am not the decider.", "Order 12", "Sato Haruka: Has answered"):
        assert squeezed(each) not in withheld


@makes_pdf
def test_a_system_gets_it_over_rest_with_its_key_and_nothing_else_of_its_body(meti: GovernmentBody) -> None:
    case = registered(small())
    key, text = make_key(meti, scopes=SCOPES)
    client, address = Client(headers={"Authorization": f"Bearer {text}"}), f"/api/v1/partnerships/{case.pk}/report.pdf"
    answer = client.get(address, {"language": "ja"})
    assert answer.status_code == 200
    assert f"pe_{key.prefix}" in text_in(answer.content)
    event = AuditEvent.objects.get(verb="report_made")
    said: Any = event.after
    assert (event.actor, said["key"]) == ("body:METI", key.prefix)
    for wrong in ("fr", "\0", ""):
        assert client.get(address, {"language": wrong}).status_code == 400


@makes_pdf
def test_before_it_is_assessed_the_report_says_so(first: Account) -> None:
    waiting = register_partnership(check_document(small()), account=None, way="file").partnership
    text = text_in(report(signed_in(first), waiting))
    assert squeezed("has not been assessed yet; its assessment is: Queued") in text
    assert squeezed("The absence of findings says nothing about the partnership.") in text


def test_where_the_machine_makes_no_pdf_only_the_report_is_off_and_says_what_helps(
    first: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, client = registered(small()), signed_in(first)
    page, own = f"/partnerships/{case.pk}/", f'href="/partnerships/{case.pk}/report.pdf?language=ja"'
    shown = client.get(page).content.decode()
    assert (own in shown) == (requirements.report_obstacle() is None)
    monkeypatch.setattr(requirements, "has_font", lambda _family: False)
    for address in (page, f"{page}case/"):
        shown = client.get(address).content.decode()
        assert own not in shown
        assert "fonts-noto-cjk" in shown
    for address in (f"{page}report.pdf", f"/api/v1{page}report.pdf"):
        answer = client.get(address)
        assert answer.status_code == 503
        assert "fonts-noto-cjk" in answer.content.decode()
    assert client.get(f"{page}report.pdf", {"language": "fr"}).status_code == 400
    assert client.head(f"{page}report.pdf").status_code == 200
    assert not AuditEvent.objects.filter(verb="report_made").exists()


def test_its_queries_do_not_depend_on_the_size_of_the_case(case: Partnership, first: Account) -> None:
    other = registered(example("digital_agency_cloud"))
    under_review(other, first)
    decided(other, view_of(other).findings[0].match.finding.code, first, "mitigated")
    acknowledge_all(other, first)
    assert len(view_of(other).findings) != len(view_of(case).findings)
    assert queries(other, first) == queries(case, first) < 44


def queries(case: Partnership, account: Account) -> int:
    with (
        translation.override("en"),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        report_content(Partnership.objects.get(pk=case.pk), ReportReader(account), "en")
    return len(asked)


def test_of_too_many_facts_those_below_others_are_left_out_and_that_is_said() -> None:
    line = EvidenceLine("Holding", (), (), (), withheld=False, claim=False)
    rows = [EvidenceRow(number, line, ()) for number in ("1", "1.1", "1.1.1", "2")]
    few: list[dict[str, Any]] = [{"rows": list(rows)}]
    assert not shorten_origins(few)
    assert few[0]["rows"] == rows
    many: list[dict[str, Any]] = [{"rows": list(rows)} for _ in range(MOST_FACTS // len(rows) + 1)]
    assert shorten_origins(many)
    assert all(card["rows"] == [rows[0], rows[3]] for card in many)
