"""The auditor searches and exports the trail; some of these acts leave an event."""

import csv
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from institutions.audit.record import SYSTEM, actor_of, record_event
from institutions.audit.seal import seal_events
from institutions.audit.seal_files import export_seals
from institutions.audit.trail_standing import WEEKLY, note_verified
from institutions.audit.verify import verify_audit
from institutions.models import Account, AuditEvent, GovernmentBody, Partnership
from tests.institutions.audit.tampering import without_triggers
from tests.rules.review.auditing.answers import text_of

pytestmark = pytest.mark.django_db


def events(*numbers: int, **given: Any) -> None:
    for n in numbers:
        record_event(**{"actor": SYSTEM, "verb": "retried", "what": f"thing:{n}", **given})


def objects(text: str) -> list[str]:
    return [part.split("</code>")[0] for part in text.split("<code>")[1:] if part.startswith("thing:")]


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
     {"partnership": "P-0"}, {"object": "x" * 201}, {"verb": "zzz"}, {"verb": "registered,revised"}],
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
    seal_events()
    middle = AuditEvent.objects.get(number=2)
    text = text_of(asks.get(f"/audit/events/{middle.pk}/"))
    assert "Unchanged since it was written" in text
    assert "Event 2 of 3 in the chain rest." in text
    assert "Seal 1 covers it." in text
    with without_triggers():
        AuditEvent.objects.filter(pk=middle.pk).update(object="thing:9")
    assert "it was changed" in text_of(asks.get(f"/audit/events/{middle.pk}/"))
    answer = asks.get(f"/api/v1/audit/events/{middle.pk}/").json()
    assert (answer["hash_right"], answer["follows"], answer["continued"], answer["seal"]) == (False, True, True, 1)


def test_events_of_a_secret_partnership_are_for_who_may_read_it(
    asks: Client, auditor: Account, meti: GovernmentBody
) -> None:
    secret = Partnership.objects.create(reference="S-1", submitted_by=meti, created_at=timezone.now(), secret=True)
    record_event(actor=SYSTEM, verb="retried", what="thing:1", partnership=secret.pk)
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


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "3 of them were not sealed at that time."),
        ("ja", "封印されていませんでした"),
    ],
)
def test_the_last_verification_says_how_much_was_not_sealed_yet(asks: Client, language: str, said: str) -> None:
    assert seal_events() is None
    events(1, 2, 3)
    note_verified(verify_audit())
    answer = asks.get("/audit/", headers={"Accept-Language": language})
    assert said in text_of(answer)
    after = asks.get("/api/v1/audit/").json()["verified"]["after"]
    assert (after["unsealed_events"], after["troubles"]) == (3, 0)


def test_a_run_from_a_day_on_hides_no_trouble_that_an_earlier_one_found(asks: Client) -> None:
    events(1)
    whole = verify_audit()
    note_verified(replace(whole, troubles=("finding 1: was changed",)))
    assert "1 problem" in text_of(asks.get("/audit/"))
    for _ in range(WEEKLY + 1):
        note_verified(whole, since=timezone.now())
    assert "1 problem" in text_of(asks.get("/audit/"))
    assert asks.get("/api/v1/audit/").json()["verified"]["after"]["troubles"] == 1
    note_verified(whole)
    note_verified(whole, since=timezone.now())
    assert "since" in asks.get("/api/v1/audit/").json()["verified"]["after"], "the newest, once all is well"
    assert "problem" not in text_of(asks.get("/audit/"))


def test_the_page_says_which_seals_left_the_server_and_what_to_do(asks: Client, tmp_path: Path) -> None:
    events(1)
    with override_settings(SEALS_DIR=tmp_path / "seals", SEALS_DIR_SET=True):
        assert "Each seal is written to a file within five minutes." in text_of(asks.get("/audit/"))
        seal_events()
        export_seals()
        text = text_of(asks.get("/audit/"))
        assert "The last file is that of " in text
        assert "1 seal waits for a timestamp, since " in text
        assert "No authority is set, so whoever runs the server sends the requests." in text
    (tmp_path / "file").touch()
    with override_settings(SEALS_DIR=tmp_path / "file", SEALS_DIR_SET=True):
        text = text_of(asks.get("/audit/"))
        assert "Unknown: the folder cannot be read from here." in text
        assert "Check that SEALS_DIR is mounted" in text
