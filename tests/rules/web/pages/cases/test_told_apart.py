"""Findings of one rule in one case can be told apart wherever one is chosen among them."""

import re
from typing import Any

import pytest

from institutions.models import Account, AuditEvent
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
