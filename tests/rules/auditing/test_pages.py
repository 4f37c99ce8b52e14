"""What the auditor finds, counts, draws and takes away; and what of it leaves an event."""

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from institutions.audit.record import SYSTEM, actor_of, record
from institutions.audit.seal import seal
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership, Role
from rules.auditing.drawing import drawn
from rules.auditing.overrides import By, What, overview
from rules.auditing.periods import last_year
from rules.auditing.sampling import population
from rules.casework.table import Act
from rules.models import AuditSample, CaseCondition, CaseMove, SampleNote
from tests.documents import small
from tests.institutions.audit.tampering import without_triggers
from tests.rules.casework.building import (
    acknowledge_all,
    decided,
    do,
    finding_of,
    registered,
    reviewer,
    settle,
    under_review,
    without_findings,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules.assessing.request.tell_workers", lambda _pk: True)


@pytest.fixture
def auditor(db: None) -> Account:
    return Account.objects.create_user("auditor", role=Role.AUDITOR)


@pytest.fixture
def asks(auditor: Account, client: Client) -> Client:
    """The auditor's browser."""
    client.force_login(auditor)
    return client


def text_of(answer: Any) -> str:
    return str((answer.getvalue() if answer.streaming else answer.content).decode())


def events(*numbers: int, **given: Any) -> None:
    for n in numbers:
        record(**{"actor": SYSTEM, "verb": "retried", "what": f"thing:{n}", **given})


def objects(text: str) -> list[str]:
    return [part.split("</code>")[0] for part in text.split("<code>")[1:] if part.startswith("thing:")]


@pytest.fixture
def cleared(meti: GovernmentBody, digital_agency: GovernmentBody) -> Partnership:
    """A case that two reviewers cleared: one finding mitigated and then dismissed by the same person."""
    first, second = reviewer("first"), reviewer("second")
    partnership = registered()
    under_review(partnership, first, second)
    decided(partnership, "COI-01", first, "mitigated")
    decided(partnership, "COI-01", first, "dismissed")
    settle(partnership, first, second)
    do(partnership, Act.CLEAR, first)
    return partnership


def test_events_are_found_by_what_narrows_them_the_newest_first(asks: Client, auditor: Account) -> None:
    events(1, 2, verb="registered")
    events(3, actor="body:METI", request_id="r-1")
    events(4, partnership=None, actor=actor_of(auditor))
    for asked, expected in (
        ({"verb": "registered"}, ["thing:2", "thing:1"]),
        ({"actor": "body:METI"}, ["thing:3"]),
        ({"actor": "auditor", "verb": "retried"}, ["thing:4"]),
        ({"object": "thing:2"}, ["thing:2"]),
        ({"request_id": "r-1"}, ["thing:3"]),
        ({"verb": "retried", "from": timezone.localdate().isoformat()}, ["thing:4", "thing:3"]),
        ({"until": (timezone.localdate() - timedelta(days=1)).isoformat()}, []),
    ):
        assert objects(text_of(asks.get("/audit/", asked))) == expected


def test_pages_go_on_where_the_one_before_ended(asks: Client) -> None:
    events(*range(120))
    seen, place = [], ""
    while True:
        answer = asks.get("/audit/", {"verb": "retried", "place": place})
        seen += objects(text_of(answer))
        place = answer.context["older"]
        if not place:
            break
        events(1000)  # what arrives meanwhile moves nothing
    assert seen == [f"thing:{n}" for n in reversed(range(120))]


@pytest.mark.parametrize(
    "asked",
    [{"from": "tomorrow"}, {"until": "0001-01-01"}, {"from": "2026-02-01", "until": "2026-01-01"}, {"actor": "nobody"},
     {"partnership": "P-0"}, {"object": "x" * 201}],
)  # fmt: skip
def test_what_cannot_be_searched_for_is_named_beside_its_field(asks: Client, asked: dict[str, str]) -> None:
    answer = asks.get("/audit/", asked)
    assert answer.status_code == 400
    assert 'aria-invalid="true"' in text_of(answer)
    assert asks.get("/audit/events.csv", asked).status_code == 400
    assert asks.get("/api/v1/audit/events/", asked).status_code == 400


def test_nul_does_no_harm(asks: Client) -> None:
    events(1)
    assert objects(text_of(asks.get("/audit/", {"object": "thing:1\0"}))) == ["thing:1"]


def test_a_search_for_a_person_is_an_event_and_its_further_pages_are_none(asks: Client, auditor: Account) -> None:
    events(1)
    for _again in range(2):
        asks.get("/audit/", {"actor": "auditor"})
    asks.get("/audit/", {"verb": "retried"})
    event = AuditEvent.objects.get(verb="audit_searched")
    assert event.after == {"actor": actor_of(auditor)}


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl"])
def test_what_was_searched_for_is_exported_and_each_export_is_an_event(asks: Client, suffix: str) -> None:
    events(1, 2, what="=cmd|thing", verb="registered", after={"place": "東京"})
    answer = asks.get(f"/audit/events.{suffix}", {"verb": "registered"})
    content = answer.getvalue()
    if suffix == "csv":
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
        assert [row["object"] for row in rows] == ["'=cmd|thing"] * 2
    elif suffix == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        assert (sheet.max_row, sheet["H2"].data_type) == (3, "s")
    else:
        lines = [json.loads(line) for line in content.splitlines()]
        kept = AuditEvent.objects.filter(verb="registered").order_by("-pk")
        assert lines == [{**each.content, "hash": each.hash} for each in kept.select_related("chain")]
    event = AuditEvent.objects.get(verb="audit_exported")
    assert event.after == {"format": suffix, "search": {"verb": "registered"}}


def test_an_event_says_whether_it_is_as_it_was_written(asks: Client) -> None:
    events(1, 2, 3)
    seal()
    middle = AuditEvent.objects.get(number=2)
    text = text_of(asks.get(f"/audit/events/{middle.pk}/"))
    assert "As it was written" in text
    assert "Event 2 of 3 in the chain rest." in text
    assert "Seal 1 is over it." in text
    with without_triggers():
        AuditEvent.objects.filter(pk=middle.pk).update(object="thing:9")
    assert "it was changed" in text_of(asks.get(f"/audit/events/{middle.pk}/"))
    answer = asks.get(f"/api/v1/audit/events/{middle.pk}/").json()
    assert (answer["hash_right"], answer["follows"], answer["continued"], answer["seal"]) == (False, True, True, 1)


def test_events_of_a_secret_partnership_are_for_who_may_read_it(
    asks: Client, auditor: Account, meti: GovernmentBody
) -> None:
    secret = Partnership.objects.create(reference="S-1", submitted_by=meti, created_at=timezone.now(), secret=True)
    record(actor=SYSTEM, verb="retried", what="thing:1", partnership=secret.pk)
    event = AuditEvent.objects.get(object="thing:1")
    addresses = (f"/audit/events/{event.pk}/", f"/api/v1/audit/events/{event.pk}/")
    assert objects(text_of(asks.get("/audit/"))) == []
    assert [asks.get(each).status_code for each in addresses] == [404, 404]
    assert asks.get("/audit/", {"partnership": str(secret.pk)}).status_code == 400
    Account.objects.filter(pk=auditor.pk).update(reads_secret=True)
    assert objects(text_of(asks.get("/audit/"))) == ["thing:1"]
    assert [asks.get(each).status_code for each in addresses] == [200, 200]


def test_the_number_of_queries_does_not_depend_on_the_trail(asks: Client) -> None:
    events(1)
    asks.get("/audit/")
    numbers = []
    for more in (1, 45):
        events(*range(more))
        with CaptureQueriesContext(connection) as caught:
            asks.get("/audit/", {"verb": "retried"})
        numbers.append(len(caught))
    assert numbers[0] == numbers[1]


def test_decisions_are_counted_by_reviewer_rule_and_ministry(
    cleared: Partnership, asks: Client, auditor: Account
) -> None:
    code = finding_of(cleared, "COI-01").match.finding.code
    lines = {line.label: line.figures for line in overview(By.RULE, last_year(), auditor)}
    assert (lines[code][What.MITIGATED], lines[code][What.CHANGED]) == (1, 1)
    by_reviewer = {line.label: line.figures for line in overview(By.REVIEWER, last_year(), auditor)}
    assert by_reviewer["first"][What.DECIDED] > 1
    assert by_reviewer["first"][What.ACKNOWLEDGED] > 0
    (ministry,) = overview(By.MINISTRY, last_year(), auditor)
    assert ministry.figures[What.DECIDED] == sum(each[What.DECIDED] for each in by_reviewer.values())
    answer = asks.get("/audit/decisions/")
    for row in answer.context["tables"]:
        for line in row["lines"]:
            for cell, what in zip(line["cells"], What, strict=True):
                if cell["query"]:
                    listed = asks.get(f"/audit/decisions/list/?{cell['query']}")
                    number = int(cell["text"].split(" ")[0])
                    assert listed.context["paginator"].count == number, (line["label"], what)


def test_a_rate_stands_with_its_denominator_and_only_of_enough(cleared: Partnership, asks: Client) -> None:
    first = Account.objects.get(username="first")
    do(cleared, Act.REOPEN, first)
    few = next(each for each in overview(By.RULE, last_year(), first) if each.key == "COI-01")
    assert few.rate is None
    said = f"{few.figures[What.DISMISSED]} of {few.figures[What.DECIDED]}</a>"
    assert said in text_of(asks.get("/audit/decisions/"))
    for n in range(10):
        decided(cleared, "COI-01", first, "dismissed" if n % 2 else "mitigated")
    line = next(each for each in overview(By.RULE, last_year(), first) if each.key == "COI-01")
    assert line.rate == round(100 * line.figures[What.DISMISSED] / line.figures[What.DECIDED])
    assert line.figures[What.LATE] == CaseCondition.objects.filter(decision__finding__code="COI-01").count() - 1
    rows = list(csv.reader(io.StringIO(text_of(asks.get("/audit/decisions/rule.csv")).lstrip("\ufeff"))))
    assert next(row for row in rows if row[0] == "COI-01")[-1] == str(line.rate)
    assert AuditEvent.objects.filter(verb="overrides_exported").count() == 1


@pytest.mark.parametrize(
    "asked", ["what=x", "what=decided&by=x", "what=decided&by=ministry&key=x", "what=decided&by=reviewer&key=-1", "",
              "what=decided&from=x"]
)  # fmt: skip
def test_a_list_that_nothing_is_counted_by_is_refused(asks: Client, asked: str) -> None:
    assert asks.get(f"/audit/decisions/list/?{asked}").status_code == 400


def test_a_sample_is_drawn_kept_drawn_again_and_noted(
    meti: GovernmentBody, digital_agency: GovernmentBody, asks: Client, auditor: Account
) -> None:
    first = reviewer("first")
    for n in range(5):
        partnership = registered({**without_findings(), "reference": f"C-{n}"})
        under_review(partnership, first)
        acknowledge_all(partnership, first)
        do(partnership, Act.CLEAR, first)
    for strata in ("none", "ministry", "severity"):
        answer = asks.post("/audit/samples/", {"size": "3", "strata": strata}, follow=True)
        sample = AuditSample.objects.latest("pk")
        assert sample.cases.count() == 3
        candidates = population(last_year(), strata, before=sample.at, secret=False)
        by_hand = [each.move for each in drawn(candidates, seed=sample.seed, size=3)]
        assert list(sample.cases.values_list("move_id", flat=True)) == by_hand
        assert "The same cases" in text_of(asks.get(f"/audit/samples/{sample.pk}/?again=1"))
    event = AuditEvent.objects.filter(verb="sample_drawn").latest("pk")
    assert event.after is not None
    assert event.after["seed"] == sample.seed
    do(Partnership.objects.get(reference="C-0"), Act.REOPEN, first)  # later acts change nothing of what was drawn
    assert "The same cases" in text_of(asks.get(f"/audit/samples/{sample.pk}/?again=1"))
    address = f"/audit/samples/{sample.pk}/"
    assert asks.post(address, {"position": "1", "note": " "}).status_code == 422
    assert asks.post(address, {"position": "9", "note": "x"}).status_code == 404
    answer = asks.post(address, {"position": "1", "note": "Nothing to add."}, follow=True)
    assert "Nothing to add." in text_of(answer)
    note = SampleNote.objects.get()
    noted = AuditEvent.objects.get(verb="sample_noted")
    assert noted.after is not None
    assert noted.after["note"] == note.pk
    assert "Nothing" not in str(noted.content)
    assert CaseMove.objects.filter(after="cleared").count() == 5


@pytest.mark.parametrize("sent", [{"size": "0"}, {"size": "x"}, {"size": "99999999999"}, {"size": "3"},
                                  {"size": "3", "strata": "x"}, {"size": "3", "from": "x"}])  # fmt: skip
def test_a_sample_that_cannot_be_drawn_says_why(asks: Client, sent: dict[str, str]) -> None:
    answer = asks.post("/audit/samples/", sent)
    assert answer.status_code == 422
    assert 'class="field-error"' in text_of(answer)
    assert not AuditSample.objects.exists()


def test_secret_cases_are_drawn_and_counted_for_nobody_without_the_right(
    meti: GovernmentBody, digital_agency: GovernmentBody, auditor: Account
) -> None:
    first = reviewer("first", reads_secret=True)
    partnership = registered({**small(statements=[]), "secrecy": "none"})
    under_review(partnership, first)
    acknowledge_all(partnership, first)
    do(partnership, Act.CLEAR, first)
    Partnership.objects.update(secret=True)
    now = timezone.now()
    assert population(last_year(), "none", before=now, secret=False) == []
    assert len(population(last_year(), "none", before=now, secret=True)) == 1
    assert overview(By.MINISTRY, last_year(), auditor) == []
