"""The cost of a case does not grow with the other cases of its domain: its facts, origins, queries and text."""

import hashlib
from datetime import date
from io import BytesIO
from typing import Any, Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.drafts.check import check_document
from institutions.drafts.documents import FileDocument
from institutions.drafts.store import register_partnership
from institutions.imports.partnerships import PartnershipWork
from institutions.imports.requesting import request_import
from institutions.models import GovernmentBody, Partnership, Submission, SubmissionWay
from rules.assessing.run import assess_case
from rules.engine.loading.rulebook_in_force import current_rulebook
from rules.facts.derivation.derive import facts_of
from rules.facts.gathering import history
from rules.facts.gathering.from_register import gather_cases
from tests.documents import example
from tests.institutions.imports.test_partnerships import OPTIONS

pytestmark = [pytest.mark.django_db, pytest.mark.server]

Json = dict[str, Any]
DAY: Final = date(2026, 7, 1)
AT_ONCE: Final = 200  # documents that are stored together


def other_case(number: int, *further: Json) -> FileDocument:
    """Return another partnership of the domain: a company of its own, its bid, owner, official, market and measure."""
    company, person = f"c{number}", f"p{number}"
    of_company = {"company": company}
    statements: list[Json] = [
        {"kind": "bid", **of_company, "amount_yen": 1_000_000 + number, "on": "2026-04-20", "status": "valid"},
        {"kind": "shareholding", "holder": person, **of_company, "share_bp": 620, "from": "2021-04-01"},
        {"kind": "appointment", "person": person, "body": "METI", "grade": "staff", "from": "2010-04-01"},
        {"kind": "employment", "person": person, **of_company, "post": "Adviser", "from": "2022-04-01"},
        {"kind": "exposure", **of_company, "country": "CN", "revenue_bp": 3_100},
        {"kind": "measure", "body": "METI", **of_company, "domain": "magnets", "type": "guidance", "on": "2026-01-10"},
        {"kind": "investment", "investor": company, **of_company, "country": "DE", "form": "subsidiary"},
        *({**each, **of_company} for each in further),
    ]
    return FileDocument(
        f"line {number}",
        {
            "reference": f"other-{number}",
            "submitted_by": "METI",
            "title": {"en": f"Magnets {number}"},
            "sponsor": "METI",
            "domain": "magnets",
            "value_yen": 1_000_000,
            "proposed_on": "2026-06-15",
            "selection": {"method": "open", "object": "goods"},
            "participants": [{**of_company, "role": "lead_partner"}],
            "officials": [{"person": person, "role": "evaluator"}],
            "companies": [{"key": company, "name": {"en": f"{unlike(number)} Works"}}],
            "people": [{"key": person, "name": {"en": f"{unlike(-number)} Mori"}}],
            "statements": statements,
        },
    )


def unlike(number: int) -> str:
    """Return a word that is hardly like that of another number: a register of equal names is another subject."""
    return hashlib.sha256(str(number).encode()).hexdigest()[:8].translate(str.maketrans("0123456789", "klmnoprstu"))


def store_others(body: GovernmentBody, numbers: range, *further: Json) -> None:
    """Store other partnerships of the domain, each with further statements about its company."""
    job = request_import(
        BytesIO(b"{}"),
        file_name="o.jsonl",
        format_name="ocds",
        body=body,
        options={**OPTIONS, "object": "goods"},
        here=True,
    )
    work = PartnershipWork(job)
    for first in range(numbers.start, numbers.stop, AT_ONCE):
        some = range(first, min(first + AT_ONCE, numbers.stop))
        outcomes = work.chunk([other_case(number, *further) for number in some])
        assert {each.outcome for each in outcomes} == {"added"}, outcomes[0].errors


def registered_case() -> Submission:
    """Register the case whose cost is counted."""
    document = {**example("hikari_magnetics"), "domain": "magnets"}
    return register_partnership(check_document(document), account=None, way=SubmissionWay.FILE).submission


def cost_of(case: Submission) -> dict[str, int]:
    """Count what a case takes now."""
    with CaptureQueriesContext(connection) as queries:
        (gathered,) = gather_cases([case], timezone.now(), [DAY])
    facts = facts_of(gathered, current_rulebook().tax_rate)
    return {
        "queries": len(queries),
        "statements": len(gathered.statements),
        "facts": len(facts),
        "origins": sum(len(each.origins) for each in facts),
        "snapshot": len(assess_case(gathered, current_rulebook()).snapshot),
    }


def test_a_case_takes_as_much_among_10_as_among_200_and_2000_partnerships(meti: GovernmentBody) -> None:
    case = registered_case()
    store_others(meti, range(10))
    among_few = cost_of(case)
    assert among_few["facts"] > 20
    store_others(meti, range(10, 200))
    assert cost_of(case) == among_few
    store_others(meti, range(200, 2_000))
    assert Partnership.objects.count() == 2_001
    assert cost_of(case) == among_few


def test_a_snapshot_and_the_questions_of_a_case_do_not_grow_with_the_awards_of_its_sponsor(
    meti: GovernmentBody,
) -> None:
    case = registered_case()
    of_lead = {"kind": "award", "body": "METI", "domain": "magnets", "object": "goods", "method": "open"}
    award = {**of_lead, "on": "2026-03-01"}
    store_others(meti, range(30), award)
    among_few, asked_by_few = cost_of(case), questions_of(case)
    store_others(meti, range(30, 120), award)
    among_many = cost_of(case)
    assert among_many["statements"] >= among_few["statements"] + 90
    assert [among_many[name] for name in ("queries", "facts", "origins")] == [
        among_few[name] for name in ("queries", "facts", "origins")
    ]
    assert abs(among_many["snapshot"] - among_few["snapshot"]) < 100, "a count has more digits"
    assert questions_of(case) == asked_by_few


def questions_of(case: Submission) -> int:
    """Count the values that a case asks the register for."""
    (gathered,) = gather_cases([case], timezone.now(), [DAY])
    return len(gathered.questions.places)


def test_the_awards_of_a_sponsor_cost_a_case_no_more_than_so_many(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "MOST_AWARDS", 20)
    case = registered_case()
    award = {"kind": "award", "body": "METI", "domain": "magnets", "object": "goods", "on": "2026-03-01"}
    store_others(meti, range(30), award)
    among_few = cost_of(case)
    store_others(meti, range(30, 90), award)
    among_many = cost_of(case)
    assert among_few["statements"] > 20
    counted = ("queries", "statements", "facts", "origins")
    assert [among_many[name] for name in counted] == [among_few[name] for name in counted]
