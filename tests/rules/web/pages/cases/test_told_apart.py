"""Findings of one rule in one case can be told apart wherever one is chosen among them."""

import re
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, AuditEvent, Role
from rules.web.report.audience import ReportReader
from rules.web.report.content import report_content
from tests.documents import small
from tests.rules.review.casework.building import finding_of, registered, under_review, view_of
from tests.rules.web.pages.casework import shown
from tests.rules.web.pages.conftest import signed_in

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def exposed_twice() -> dict[str, Any]:
    """Return a document with two companies that have business in a country which the partnership limits."""
    keys = ("kita", "minami")
    companies = [{"key": key, "name": {"en": f"{key.title()} Works (fictional)"}} for key in keys]
    return {
        **small(restricts_countries=["CN"], companies=companies),
        "participants": [{"company": "kita", "role": "lead_partner"}, {"company": "minami", "role": "partner"}],
        "statements": [
            {"kind": "exposure", "company": each["key"], "country": "CN", "plants": 1} for each in companies
        ],
    }


def given_to_two() -> dict[str, Any]:
    """Return a document with two officials who had a gift of the partner."""
    people = [{"key": key, "name": {"en": f"Official {key.title()} (fictional)"}} for key in ("ichi", "ni")]
    return {
        **small(people=people, companies=[{"key": "kita", "name": {"en": "Kita Works (fictional)"}}]),
        "participants": [{"company": "kita", "role": "lead_partner"}],
        "officials": [{"person": each["key"], "role": "evaluator"} for each in people],
        "statements": [
            {**statement, "person": each["key"]}
            for each in people
            for statement in (
                {"kind": "appointment", "body": "METI", "grade": "division_director", "service": "regular"},
                {"kind": "benefit", "giver": "kita", "type": "gift", "value_yen": 30_000, "on": "2026-06-16"},
            )
        ],
    }


def choices(page: str) -> list[str]:
    """Return the words beside each other finding that may be ticked."""
    return [re.sub("<[^>]+>", " ", label) for label in re.findall(r'<label for="also-\d+">(.*?)</label>', page)]


def test_the_form_of_a_decision_and_the_review_say_which_company(first: Account, second: Account) -> None:
    case = registered(exposed_twice())
    under_review(case, first, second)
    client = signed_in(first)
    offered = choices(shown(client, f"/findings/{finding_of(case, 'LIT-12').match.finding_id}/"))
    assert len(offered) == len(set(offered))
    assert sum("Kita Works" in each and "LIT-10" in each for each in offered) == 1
    page = shown(client, f"/partnerships/{case.pk}/case/")
    table = page[page.index('<h2 id="findings">') : page.index("</table>", page.index('<h2 id="findings">'))]
    assert table.count("Kita Works") == table.count("Minami Works") == 2


def test_the_list_of_findings_and_the_report_say_which_company(first: Account) -> None:
    case = registered(exposed_twice())
    page = shown(signed_in(first), "/findings/")
    names = ("Kita Works", "Minami Works")
    assert [page.count(each) for each in names] == [2, 2]
    report = render_to_string("rules/report/report.html", report_content(case, ReportReader(first), "en").shown)
    glance = report[
        report.index("Findings at a glance") : report.index("</table>", report.index("Findings at a glance"))
    ]
    assert [glance.count(each) for each in names] == [2, 2]


def test_a_rule_with_one_finding_needs_no_sentence(first: Account) -> None:
    document = exposed_twice()
    registered({**document, "statements": document["statements"][:1]})
    page = shown(signed_in(first), "/findings/")
    assert "LIT-12 " in page
    assert "Kita Works" not in page


def test_the_list_reads_its_sentences_in_as_many_queries_for_any_number_of_cases(first: Account) -> None:
    client, counted = signed_in(first), []
    for place in range(3):
        registered({**exposed_twice(), "reference": f"R-{place}"})
        with CaptureQueriesContext(connection) as queries:
            shown(client, "/findings/")
        counted.append(len(queries))
    assert counted[1] == counted[2]


def test_a_sentence_on_a_gift_in_the_list_is_recorded_as_read_and_withheld_from_who_may_not(first: Account) -> None:
    case = registered(given_to_two())
    said = [each.match.statement_en for each in view_of(case).findings if each.match.finding.code == "COI-02"]
    assert len(said) == 2
    editor = Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR)
    page = shown(signed_in(editor), "/findings/")
    assert not any(each in page for each in said)
    assert not AuditEvent.objects.filter(verb="sensitive_read").exists()
    page = shown(signed_in(first), "/findings/")
    assert all(each in page for each in said)
    [event] = AuditEvent.objects.filter(verb="sensitive_read")
    assert (event.after or {})["values"]


def test_a_sentence_on_a_gift_is_recorded_as_read(first: Account, second: Account) -> None:
    case = registered(given_to_two())
    under_review(case, first, second)
    before = set(AuditEvent.objects.values_list("pk", flat=True))
    page = shown(signed_in(first), f"/partnerships/{case.pk}/case/")
    gifts = [each.match for each in view_of(case).findings if each.match.finding.code == "COI-02"]
    assert len(gifts) == 2
    assert all(match.statement_en in page for match in gifts)
    events = AuditEvent.objects.filter(verb="sensitive_read").exclude(pk__in=before)
    read = {place for event in events for place in (event.after or {})["values"]}
    said = {entry["id"] for match in gifts for entry in match.evidence if entry["fact"] == "benefit"}
    assert len(said) == 2
    assert said <= read
