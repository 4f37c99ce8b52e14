"""/screenings/: each caller gets the numbers and cases of the partnerships that they may read."""

from typing import Any

import pytest
from django.test import Client

from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.models import ScreenedCase, Screening, ScreeningPart, ScreeningState
from tests.documents import small
from tests.rules.review.casework.building import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_broker")]
URL = "/api/v1/screenings/"
NUMBERS = {"cases": 1, "differing": 1, "reassessed": 0, "sampled": 0}


@pytest.fixture
def screening(meti: GovernmentBody, digital_agency: GovernmentBody) -> Screening:
    """Return a screening with an open case, and a restricted one on which the evaluators disagree."""
    rows: list[tuple[Partnership, bool]] = [
        (registered(small(reference="OPEN-1")), False),
        (registered(small(reference="SECRET-7", secrecy="defence")), True),
    ]
    made = Screening.objects.create(rulebook="0" * 64, seed="a", one_in=1000, state=ScreeningState.DISAGREED, cases=2)
    for partnership, restricted in rows:
        ScreeningPart.objects.create(
            screening=made,
            submitted_by=meti,
            secret=restricted,
            digest="1" * 64,
            disagreements=int(restricted),
            **NUMBERS,
        )
        ScreenedCase.objects.create(
            screening=made,
            partnership=partnership,
            differences=[["COI-01", "clear", "flagged", "outcome"]],
            disagreement={"sets": {}, "cases": {}} if restricted else None,
        )
    return made


def read(url: str, role: Role, body: GovernmentBody | None = None, *, right: bool = False) -> Any:
    """Return what somebody of a role gets."""
    client = Client()
    account = Account.objects.create_user(f"{role}-{right}-{body}", role=role, body=body, reads_secret=right)
    client.force_login(account)
    answer = client.get(url)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_a_restricted_case_shows_in_no_number_of_others(screening: Screening, meti: GovernmentBody) -> None:
    url = f"{URL}{screening.pk}/"
    without = read(url, Role.OFFICER, meti)
    assert (without["state"], without["numbers"]["cases"], without["numbers"]["disagreements"]) == ("done", 1, 0)
    assert [each["reference"] for each in without["cases"]] == ["OPEN-1"]
    assert without["cases"][0]["differences"] == [
        {"rule": "COI-01", "before": "clear", "after": "flagged", "what": "outcome"}
    ]
    having = read(url, Role.OFFICER, meti, right=True)
    assert (having["state"], having["numbers"]["cases"], having["numbers"]["disagreements"]) == ("disagreed", 2, 1)
    assert [each["reference"] for each in having["cases"]] == ["OPEN-1", "SECRET-7"]
    assert without["numbers"]["digest"] != having["numbers"]["digest"]


def test_another_body_has_no_case_in_it(screening: Screening, digital_agency: GovernmentBody) -> None:
    found = read(URL, Role.OFFICER, digital_agency)["results"]
    assert [each["numbers"]["cases"] for each in found] == [0]
    assert [each["numbers"]["digest"] for each in found] == [""]
    assert [each["state"] for each in found] == ["done"]


def test_a_case_that_becomes_restricted_is_not_listed_any_more(screening: Screening, meti: GovernmentBody) -> None:
    Partnership.objects.filter(reference="OPEN-1").update(secret=True)
    assert read(f"{URL}{screening.pk}/", Role.OFFICER, meti)["cases"] == []
