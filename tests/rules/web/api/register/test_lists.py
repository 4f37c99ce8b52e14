"""Lists: pages, filters, whose rows they show, and a number of queries that does not grow."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.models import Account, GovernmentBody, Partnership, Role
from rules.models import Assessment, Finding, Match, OutcomeRow, RulebookVersion, Snapshot, State
from tests.rules.web.api.conftest import Caller, with_

Queries = Callable[[int], AbstractContextManager[Any]]


def finish(assessment: Assessment, *severities: str) -> None:
    """Finish an assessment as a worker would, with findings of these levels."""
    rulebook = RulebookVersion.objects.get_or_create(version="v1", defaults={"text": "{}"})[0]
    snapshot = Snapshot.objects.get_or_create(sha256="s1", defaults={"content": "{}"})[0]
    Assessment.objects.filter(pk=assessment.pk).update(
        state=State.DONE, rulebook=rulebook, snapshot=snapshot, finished_at=timezone.now()
    )
    for position, severity in enumerate(severities):
        finding, _ = Finding.objects.get_or_create(
            partnership=assessment.partnership, code="COI-01", fingerprint=f"{position}"
        )
        Match.objects.create(
            assessment=assessment, finding=finding, position=position, severity=severity, statement_en="A question",
            statement_ja="問い", evidence=[{"fact": "holds_stake"}], parameters={}, basis=[], mitigations=[],
            clears_if=[], evidence_hash="h",
        )  # fmt: skip


def many(caller: Caller, document: dict[str, Any], number: int) -> list[Assessment]:
    made = []
    for place in range(number):
        answer = caller.register(with_(document, reference=f"R-{place}"))
        assert answer.status_code == 201, answer.content
        made.append(Assessment.objects.get(pk=answer.json()["assessment"]))
    return made


def results(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()["results"]
    return rows


def test_a_row_says_what_is_proposed_and_where_it_stands(caller: Caller, document: dict[str, Any]) -> None:
    (assessment,) = many(caller, document, 1)
    finish(assessment, "high", "low")
    (row,) = results(caller.get("partnerships/"))
    assert row["id"] == str(assessment.partnership_id)
    assert row["title"] == {"en": "Magnet supply partnership", "ja": "磁石供給連携"}
    assert (row["sponsor"], row["domain"], row["proposed_on"]) == ("METI", "magnets", "2026-06-15")
    assert (row["state"], row["severity"], row["revision"]) == ("done", "high", 1)


def test_a_row_without_a_finding_says_how_many_rules_could_not_be_assessed(
    caller: Caller, document: dict[str, Any]
) -> None:
    (assessment,) = many(caller, document, 1)
    assert results(caller.get("partnerships/"))[0]["not_assessable"] is None
    finish(assessment)
    assert results(caller.get("partnerships/"))[0]["not_assessable"] == 0
    for code, outcome in (("COI-01", "not_assessable"), ("COI-02", "error"), ("COI-03", "clear")):
        OutcomeRow.objects.create(assessment=assessment, code=code, outcome=outcome)
    (row,) = results(caller.get("partnerships/"))
    assert (row["severity"], row["not_assessable"]) == (None, 2)


def test_pages_follow_each_other_newest_first_without_loss(caller: Caller, document: dict[str, Any]) -> None:
    many(caller, document, 5)
    seen, address = [], "partnerships/?page_size=2"
    while address:
        answer = caller.get(address).json()
        seen += [row["reference"] for row in answer["results"]]
        address = (answer["next"] or "").removeprefix("http://testserver")
    assert seen == ["R-4", "R-3", "R-2", "R-1", "R-0"]


@pytest.mark.parametrize("cursor", ["", "x", "cD0x", "cD1hYmM=", "%00", "Zm9v:abc"])
def test_a_cursor_that_the_list_did_not_give_is_400(caller: Caller, cursor: str) -> None:
    answer = caller.get(f"partnerships/?cursor={cursor}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "cursor"


def test_a_cursor_of_another_list_is_400(caller: Caller, document: dict[str, Any]) -> None:
    many(caller, document, 2)
    address = caller.get("partnerships/?page_size=1").json()["next"]
    assert caller.get(address.removeprefix("http://testserver").replace("partnerships", "people")).status_code == 400


@pytest.mark.parametrize("size", ["0", "-1", "501", "x", "", "1e9", "٣", "9" * 5000])
def test_a_page_size_out_of_range_is_400(caller: Caller, size: str) -> None:
    assert caller.get(f"bodies/?page_size={size}").status_code == 400


def test_filters_narrow_the_list(caller: Caller, document: dict[str, Any], mod: GovernmentBody) -> None:
    first, second, _ = many(caller, document, 3)
    finish(first, "critical")
    finish(second, "low")
    caller.register(with_(document, reference="R-2", revision=2, sponsor="MOD", domain="quantum"))

    def references(query: str) -> set[str]:
        return {row["reference"] for row in results(caller.get(f"partnerships/?{query}"))}

    assert references("state=queued") == {"R-2"}
    assert references("severity=critical") == {"R-0"}
    assert references("severity=low&state=done") == {"R-1"}
    assert references("sponsor=MOD") == {"R-2"}
    assert references("domain=magnets") == {"R-0", "R-1"}
    assert references("reference=R-1") == {"R-1"}
    assert references("submitted_by=MOD") == set()


@pytest.mark.parametrize("query", ["state=finished", "severity=bad", "sponsr=METI", "reference=%00", "sponsor="])
@pytest.mark.parametrize("path", ["partnerships/"])
def test_a_wrong_filter_is_400_and_named(caller: Caller, path: str, query: str) -> None:
    answer = caller.get(f"{path}?{query}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]


def test_a_key_sees_its_own_body_only(caller: Caller, other: Caller, document: dict[str, Any]) -> None:
    (assessment,) = many(caller, document, 1)
    finish(assessment, "high")
    for path in ("partnerships/", "findings/", "people/"):
        assert len(results(caller.get(path))) == 1
        assert results(other.get(path)) == []
    for path in (f"partnerships/{assessment.partnership_id}/", f"partnerships/{assessment.partnership_id}/assessments/",
                 f"assessments/{assessment.pk}/"):  # fmt: skip
        assert caller.get(path).status_code == 200
        assert other.get(path).status_code == 404


@pytest.mark.parametrize(
    ("role", "body", "seen"),
    [
        (Role.OFFICER, "METI", 1),
        (Role.OFFICER, "MOD", 0),
        (Role.OFFICER, None, 0),
        (Role.REVIEWER, "MOD", 1),
        (Role.AUDITOR, None, 1),
        (Role.ADMINISTRATOR, None, 1),  # and no people, as on the pages
    ],
)
def test_an_account_sees_what_its_role_reads(
    caller: Caller, mod: GovernmentBody, document: dict[str, Any], role: Role, body: str | None, seen: int
) -> None:
    finish(many(caller, document, 1)[0], "high")
    client = Client()
    of = GovernmentBody.objects.filter(code=body).first()
    client.force_login(Account.objects.create_user("reader", "a long pass phrase", role=role, body=of))
    for path in ("partnerships", "findings"):
        assert len(results(client.get(f"/api/v1/{path}/"))) == seen
    people = 0 if role == Role.ADMINISTRATOR else seen
    assert len(results(client.get("/api/v1/people/"))) == people


def test_findings_are_those_of_the_newest_finished_assessment(caller: Caller, document: dict[str, Any]) -> None:
    (old,) = many(caller, document, 1)
    finish(old, "low")
    new = Assessment.objects.create(partnership=old.partnership, submission=old.submission, as_of=date(2026, 6, 20))
    finish(new, "high", "medium")
    rows = results(caller.get("findings/"))
    assert [(row["severity"], row["assessment"]) for row in rows] == [("medium", str(new.pk)), ("high", str(new.pk))]
    assert rows[0]["statement"] == {"en": "A question", "ja": "問い"}
    assert len(results(caller.get("findings/?severity=high"))) == 1
    assert len(results(caller.get("findings/?code=COI-01"))) == 2
    assert results(caller.get("findings/?family=COL")) == []
    assert results(caller.get(f"findings/?partnership={old.pk}")) == []


@pytest.mark.parametrize("path", ["partnerships/", "findings/", "bodies/", "companies/", "people/"])
def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(
    caller: Caller, document: dict[str, Any], path: str, django_assert_num_queries: Queries
) -> None:
    finish(many(caller, document, 1)[0], "high")
    caller.get(path)
    with CaptureQueriesContext(connection) as few:
        assert len(results(caller.get(path))) == 1
        number = len(few)
    for place in range(6):
        parties = {
            "companies": [{"key": "hikari", "name": {"en": f"Hikari {place}"}}],
            "people": [{"key": "sato", "name": {"en": f"Sato {place}"}}],
        }
        answer = caller.register(with_(document, reference=f"S-{place}", **parties))
        finish(Assessment.objects.get(pk=answer.json()["assessment"]), "high", "low")
        GovernmentBody.objects.create(code=f"B{place}", name_en=f"Body {place}")
    with django_assert_num_queries(number):
        assert len(results(caller.get(path))) > 5
    assert number <= 4


def test_assessments_of_a_partnership_are_listed_newest_first(
    caller: Caller, document: dict[str, Any], django_assert_num_queries: Queries
) -> None:
    (first,) = many(caller, document, 1)
    finish(first)
    caller.register(with_(document, reference="R-0", revision=2))
    with django_assert_num_queries(3):
        rows = results(caller.get(f"partnerships/{first.partnership_id}/assessments/"))
    assert [(row["revision"], row["state"], row["trigger"]) for row in rows] == [
        (2, "queued", "revised"),
        (1, "done", "registered"),
    ]
    assert Partnership.objects.count() == 1
