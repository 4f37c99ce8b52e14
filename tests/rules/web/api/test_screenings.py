"""/screenings/: each caller gets the numbers and cases of the partnerships that they may read."""

from typing import Any

import pytest
from django.test import Client

from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
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


def test_a_rulebook_editor_starts_stops_and_resumes(screening: Screening) -> None:
    client = Client()
    client.force_login(Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR))
    made = client.post(URL, {"as_of": "2026-06-20"}, content_type="application/json")
    assert made.status_code == 202, made.content
    assert (made.json()["state"], made.json()["as_of"]) == ("queued", "2026-06-20")
    url = made.headers["Location"]
    assert client.get(url).json()["numbers"]["cases"] == 0
    assert client.post(f"{url}stop/").json()["state"] == "stopped"
    assert client.post(f"{url}stop/").status_code == 409
    assert client.post(f"{url}resume/").json()["state"] == "queued"
    again = client.post(f"{url}resume/")
    assert (again.status_code, "queued" in again.json()["detail"]) == (409, True)
    assert client.post(URL, {"as_of": "yesterday"}, content_type="application/json").status_code == 422
    verbs = AuditEvent.objects.filter(object=f"screening:{made.json()['id']}").order_by("pk")
    assert [each.verb for each in verbs] == ["screening_requested", "screening_stopped", "screening_resumed"]


def test_both_answers_show_to_who_may_read_the_case(screening: Screening, meti: GovernmentBody) -> None:
    row = screening.screened_cases.get(partnership__reference="SECRET-7")
    row.disagreement = {
        "sets": {"outcomes": {"COI-01": "flagged", "COI-02": "clear"}, "findings": [["COI-01", "high", [], []]]},
        "cases": {"outcomes": {"COI-01": "error", "COI-02": "clear"}, "findings": []},
    }
    row.save()
    url = f"{URL}{screening.pk}/"
    having = read(url, Role.OFFICER, meti, right=True)["cases"][1]
    assert having["answers"] == [{"rule": "COI-01", "sets": ["flagged", "high"], "cases": ["error"]}]
    assert [each["answers"] for each in read(url, Role.OFFICER, meti)["cases"]] == [[]]
    page = Client()
    page.force_login(Account.objects.get(username=f"{Role.OFFICER}-True-{meti}"))
    for language, words in (("en", "The evaluators disagree"), ("ja", "評価器の結果が一致しません")):
        shown = page.get(f"/screenings/{screening.pk}/", headers={"Accept-Language": language}).content.decode()
        assert words in shown
        assert "SECRET-7" in shown
    page.force_login(Account.objects.get(username=f"{Role.OFFICER}-False-{meti}"))
    shown = page.get(f"/screenings/{screening.pk}/").content.decode()
    assert "SECRET-7" not in shown
    assert "disagree" not in shown
    assert "OPEN-1" in shown
    assert page.get("/screenings/").content.decode().count("<tr>") == 2


def test_the_page_has_buttons_for_a_rulebook_editor_alone(screening: Screening, meti: GovernmentBody) -> None:
    client = Client()
    client.force_login(Account.objects.create_user("editor", role=Role.RULEBOOK_EDITOR))
    started = client.post("/screenings/", follow=True).content.decode()
    assert "Stop the bulk check" in started
    running = Screening.objects.get(state=ScreeningState.QUEUED)
    assert "Resume the bulk check" in client.post(f"/screenings/{running.pk}/stop/", follow=True).content.decode()
    assert "already ended" in client.post(f"/screenings/{running.pk}/stop/", follow=True).content.decode()
    client.force_login(Account.objects.create_user("officer", role=Role.OFFICER, body=meti))
    assert "Resume the bulk check" not in client.get(f"/screenings/{running.pk}/").content.decode()
    assert client.post(f"/screenings/{running.pk}/resume/").status_code == 403


def test_a_case_that_becomes_restricted_is_not_listed_any_more(screening: Screening, meti: GovernmentBody) -> None:
    Partnership.objects.filter(reference="OPEN-1").update(secret=True)
    assert read(f"{URL}{screening.pk}/", Role.OFFICER, meti)["cases"] == []
