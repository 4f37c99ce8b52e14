"""Drafts: filled from the case, with gaps for people, accusing nobody, and on record."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutions.models import Account, AuditEvent, Partnership, Person, Role
from rules.review.drafting.sorts import DraftSort
from tests.documents import example
from tests.policyengine.access.proposals import GIFT_YEN
from tests.policyengine.access.proposals import document as with_gift
from tests.rules.review.casework.building import (
    assess,
    decided,
    finding_of,
    registered,
    reviewer,
    under_review,
    view_of,
)
from tests.rules.review.drafting.asking import ACCUSING, ask, words


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("sort", [DraftSort.RECUSAL, DraftSort.ETHICS, DraftSort.COUNSEL])
def test_a_draft_names_the_case_its_facts_with_sources_and_the_law_and_leaves_gaps(
    officer: Account, case: Partnership, sort: DraftSort, language: str
) -> None:
    said = words(ask(officer, case, draft=sort, language=language, person="sato", **{"as": "word"}))
    for text in {
        "en": (
            "Hikari Magnetics",
            "EX-METI-001",
            "COI-01",
            "6.2%",
            "Source: Declaration of interests, fictional",
            "[… ",
        ),
        "ja": ("ヒカリ磁性株式会社", "EX-METI-001", "COI-01", "6.2%", "国家公務員法", "[… "),
    }[language]:
        assert text in said
    assert not ACCUSING.search(said)


def test_what_cannot_be_drawn_up_is_not_offered_and_the_page_says_why(officer: Account, case: Partnership) -> None:
    client = Client()
    client.force_login(officer)
    page = client.get(f"/partnerships/{case.pk}/drafts/").content.decode()
    assert 'value="ethics"' in page
    assert 'value="recusal"' in page
    assert 'value="report"' not in page
    assert "Report of facts to the authority that the law names: not possible." in page
    assert "neither allows nor requires a report" in page


def test_gifts_are_named_only_where_that_was_asked_for_and_then_it_is_noted(officer: Account) -> None:
    case = registered(with_gift(), account=officer)
    assert f"{GIFT_YEN:,}" not in words(ask(officer, case, draft="ethics", **{"as": "word"}))
    assert not AuditEvent.objects.filter(verb="sensitive_read").exists()
    assert f"{GIFT_YEN:,}" in words(ask(officer, case, draft="ethics", sensitive="yes", **{"as": "word"}))
    assert AuditEvent.objects.filter(verb="sensitive_read").count() == 1
    cut, full = AuditEvent.objects.filter(verb="draft_made").order_by("pk")
    assert cut.after
    assert full.after
    assert (cut.object, cut.after["sensitive"], full.after["sensitive"]) == ("draft:ethics", False, True)
    assert str(GIFT_YEN) not in json.dumps([cut.after, full.after])


@pytest.mark.parametrize(
    ("language", "mark", "every"),
    [("en", "Dismissed", "is dismissed. Tick"), ("ja", "問題なし", "選択してください")],
)
def test_a_dismissed_finding_is_in_a_draft_only_where_it_is_ticked(
    officer: Account, case: Partnership, language: str, mark: str, every: str
) -> None:
    judge = reviewer("judge")
    under_review(case, judge)
    codes = [each.match.finding.code for each in view_of(case).findings]
    assert {"COI-01", "COL-01"} <= set(codes)
    decided(case, "COL-01", judge)
    asked = {"draft": DraftSort.COUNSEL, "language": language, "as": "word"}
    said = words(ask(officer, case, **asked))
    assert "COI-01" in said
    assert "COL-01" not in said
    ticked = words(ask(officer, case, **asked, finding=[finding_of(case, "COL-01").match.finding_id]))
    assert "COL-01" in ticked
    for code in set(codes) - {"COL-01"}:
        for account in (judge, *more_judges(case, code)):
            decided(case, code, account)
    client = Client(headers={"accept-language": language})
    client.force_login(officer)
    refused = client.post(f"/partnerships/{case.pk}/drafts/", asked)
    assert refused.status_code == 422
    assert every in refused.content.decode()
    assert refused.content.decode().count(mark) >= len(codes)


def more_judges(case: Partnership, code: str) -> list[Account]:
    """Return a second person, where the finding is critical."""
    if finding_of(case, code).match.severity != "critical":
        return []
    from tests.rules.review.casework.building import ready

    second = reviewer("second-judge")
    ready(case, second)
    return [second]


def test_neither_an_auditor_nor_a_reviewer_who_submitted_the_case_makes_one(
    officer: Account, case: Partnership
) -> None:
    auditor = Account.objects.create_user("auditor", role=Role.AUDITOR)
    assert ask(auditor, case, draft="ethics").status_code == 403
    same = Person.objects.create()
    Account.objects.filter(pk=officer.pk).update(person=same)
    assert ask(reviewer("same-person", person=same), case, draft="ethics").status_code == 403
    assert not AuditEvent.objects.filter(verb="draft_made").exists()


@pytest.mark.parametrize(
    "sent",
    [
        {"draft": "verdict"},
        {"draft": "ethics\0"},
        {"draft": "ethics", "language": "xx"},
        {"draft": "ethics", "finding": "9" * 40},
        {"draft": "ethics", "finding": "999999999"},
        {"draft": "recusal", "person": "nobody\0"},
    ],
)
def test_what_cannot_be_drafted_is_said_by_field(officer: Account, case: Partnership, sent: dict[str, str]) -> None:
    answer = ask(officer, case, **sent)
    assert answer.status_code == 422
    assert "No draft was created" in answer.content.decode()
    assert not AuditEvent.objects.filter(verb="draft_made").exists()


def test_a_draft_of_a_large_case_costs_no_more_queries(officer: Account, case: Partnership) -> None:
    document = example("hikari_magnetics")
    document["reference"] = "EX-LARGE"
    for number in range(20):
        document["people"].append({"key": f"p{number}", "name": {"en": f"Person {number} (fictional)"}})
        document["officials"].append({"person": f"p{number}", "role": "evaluator"})
        stake = {"kind": "shareholding", "holder": f"p{number}", "company": "hikari", "share_bp": 10}
        document["statements"].append({**stake, "from": "2021-04-01"})
    large = registered(document, account=officer)
    assess(case)  # the second says something new of Hikari Magnetics
    ask(officer, case, draft="ethics")  # what a process reads once
    costs = []
    for each in (case, large):
        with CaptureQueriesContext(connection) as queries:
            assert ask(officer, each, draft="ethics").status_code == 200
        costs.append(len(queries))
    assert len(view_of(large).findings) > len(view_of(case).findings) + 20
    assert costs[0] == costs[1]
