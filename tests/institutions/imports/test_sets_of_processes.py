"""Processes that are stored together leave in the register what they leave when each is stored by itself."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from institutions.audit.record import SYSTEM, record_writes
from institutions.audit.verify import verify_audit
from institutions.drafts import store_together
from institutions.drafts.documents import FileDocument
from institutions.drafts.name_searches import search_at_once
from institutions.imports import partnerships
from institutions.imports.partnerships import PartnershipWork
from institutions.imports.requesting import request_import
from institutions.imports.storing import StoredOutcome
from institutions.models import (
    AuditEvent,
    BodyParent,
    CollectionParty,
    DocumentParty,
    GovernmentBody,
    IdentityLead,
    Import,
    NameKey,
    Partnership,
    Party,
    PartyDetails,
    PartyName,
    Source,
    Submission,
    UnsearchedParty,
    table_of,
)
from rules.models import Assessment, CaseSummary
from tests.documents import small
from tests.institutions.imports.test_partnerships import OPTIONS

pytestmark = pytest.mark.django_db

Json = dict[str, Any]
NUMBER: Final = "7123456789012"
OTHER_NUMBER: Final = "5223456789012"
LEI: Final = "3538000HIKARIMAGNE79"
ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNNAMED: Final = ("id", "lineage")


def proposal(number: int, *companies: Json, **changed: Any) -> FileDocument:
    """Return a process that is read already: its first company takes part, and each bids."""
    document = {
        **small(),
        "reference": f"ocds-set-{number}",
        "title": {"en": f"Works {number}"},
        "participants": [{"company": companies[0]["key"], "role": "lead_partner"}],
        "companies": list(companies),
        "people": [],
        "officials": [],
        "sources": [{"key": "s", "title": "Register of tenders", "publisher": "Kita City"}],
        "statements": [
            {"kind": "bid", "company": each["key"], "amount_yen": 1_000 + number, "on": "2026-04-20", "source": "s"}
            for each in companies
        ],
        **changed,
    }
    return FileDocument(f"line {number}", document)


def company(key: str, name: str, **numbers: str) -> Json:
    return {"key": key, "name": {"en": name}, **numbers}


def varied_processes() -> list[FileDocument]:
    """Return processes in which later ones depend on earlier ones in every way that there is."""
    kita, hikari = company("C1", "Kita Materials Inc."), company("C2", "Hikari Magnetics Co., Ltd.")
    calls: list[Json] = [
        {"kind": "call", "key": "k", "body": "METI", "method": "open", "object": "works", "opened_on": "2025-01-10"},
        {"kind": "bid", "call": "k", "company": "C1", "members": ["C1", "C2"], "amount_yen": 5, "status": "valid"},
        {"kind": "award", "call": "k", "company": "C1", "amount_yen": 5, "on": "2025-03-01"},
    ]
    person = {"key": "p", "name": {"en": "Mori Haruto"}}
    return [
        proposal(1, kita, hikari),
        proposal(2, kita, company("C9", "Kita Materials Inc.")),  # an equal name under another key: a possible match
        proposal(3, company("C10", "Kita Materials Inc."), statements=calls[:1]),
        proposal(4, company("C1", "Minami Koei K.K."), hikari),  # the key means another company from here on
        proposal(5, company("C1", "Minami Koei K.K."), kita | {"key": "C7"}),
        proposal(6, company("C5", "Higashi Denki", corporate_number=NUMBER)),
        proposal(7, company("C6", "Higashi Electric", corporate_number=NUMBER)),  # one company by its number
        proposal(8, company("nobody", "Nobody"), participants=[{"company": "unknown", "role": "partner"}]),  # refused
        proposal(9, company("C2", "Hikari Magnetics Co., Ltd.", lei=LEI)),  # a number for a company of this set
        proposal(10, company("C11", "Hikari Magnetics", lei=LEI)),
        proposal(11, kita, hikari, statements=calls, people=[person], officials=[{"person": "p", "role": "contact"}]),
        proposal(12, company("C12", "Kita Material Inc.", corporate_number=OTHER_NUMBER), hikari),
        proposal(13, kita, bodies=[{"key": "b", "name": {"en": "Fictional City"}, "kind": "other", "parent": "METI"}]),
        proposal(1, kita, title={"en": "Works 1, corrected"}),  # the next revision
        proposal(14, hikari, statements=[{"kind": "shareholding", "holder": "C2", "company": "METI"}]),  # refused
        proposal(15, hikari),
    ]


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def new_import(body: GovernmentBody) -> Import:
    return request_import(
        BytesIO(b"{}"),
        file_name="a.jsonl",
        format_name="ocds",
        body=body,
        options={**OPTIONS, "object": "works"},
        here=True,
    )


def stored(body: GovernmentBody, given: Sequence[FileDocument]) -> list[StoredOutcome]:
    return PartnershipWork(new_import(body)).chunk(list(given))


def described(row: models.Model) -> list[Any]:
    """Return the columns of a row, with names instead of ids."""
    found: list[Any] = []
    for each in row._meta.concrete_fields:
        value = getattr(row, each.name)
        if each.name not in UNNAMED and not isinstance(value, Import):
            named = value if not isinstance(value, models.Model) else str(getattr(value, "reference", value))
            found.append([each.name, "a moment" if isinstance(value, datetime) else ID.sub("id", str(named))])
    lists = row._meta.many_to_many
    return [*found, *([each.name, sorted(map(str, getattr(row, each.name).all()))] for each in lists)]


def register_as_it_is() -> Json:
    """Return all that a register holds, without ids and moments, in an order that does not depend on them."""
    search_at_once(UnsearchedParty.objects.values_list("party", flat=True))
    tables: list[Any] = [Partnership, Submission, Party, PartyName, PartyDetails, BodyParent, DocumentParty, Source]
    tables += [CollectionParty, Assessment, table_of("bid"), table_of("call"), table_of("award")]
    found = {each.__name__: sorted(map(str, map(described, each.objects.all()))) for each in tables}
    found["current"] = sorted(str(each) for each in PartyDetails.objects.current().values_list("details"))
    found["keys"] = sorted(map(str, NameKey.objects.values_list("key", "name__text")))
    leads = IdentityLead.objects.values_list(
        "party__name_en", "candidate__name_en", "folded", "score", "reasons", "same_name", "state", "body__code"
    )
    found["leads"] = sorted(map(str, leads))
    found["summaries"] = sorted(map(str, CaseSummary.objects.values_list("partnership__reference", "state", "text")))
    return found


def events_by_partnership() -> dict[str, list[Any]]:
    """Return what the events of each partnership say, with the number of rows that they name by table."""
    names = {f"partnership:{pk}": reference for pk, reference in Partnership.objects.values_list("pk", "reference")}
    found: dict[str, list[Any]] = {}
    for event in AuditEvent.objects.filter(chain__name__in=names).order_by("chain", "number"):
        rows = {
            part: {table: len(keys) for table, keys in tables.items()} for part, tables in (event.rows or {}).items()
        }
        # The transaction ends with an event for what no other names: which one has these rows says nothing.
        for part in rows.values():
            for table in ("institutions_collectionparty", "institutions_namesearch", "rules_assessment"):
                part.pop(table, None)
        said = (event.verb, event.actor, event.after, event.number, {k: v for k, v in rows.items() if v})
        found.setdefault(names[event.chain.name], []).append(json.loads(json.dumps(said)))
    return found


def test_a_set_leaves_what_its_processes_leave_one_by_one(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    def everything(outcomes: list[StoredOutcome]) -> list[Any]:
        return [outcomes, register_as_it_is(), events_by_partnership()]

    with rolled_back():
        together = everything(stored(meti, varied_processes()))
    monkeypatch.setattr(partnerships, "new_processes", lambda *_: set())
    with rolled_back():
        one_by_one = everything(stored(meti, varied_processes()))
    assert [each.outcome for each in together[0]].count("added") == 13
    assert [each.outcome for each in together[0]].count("refused") == 2
    assert together[1]["leads"]
    assert together[0] == one_by_one[0]
    for of_set, of_one in zip(together[1:], one_by_one[1:], strict=True):
        assert of_set.keys() == of_one.keys()
        assert [(name, rows, of_one[name]) for name, rows in of_set.items() if rows != of_one[name]] == []


def test_the_trail_of_a_set_verifies_and_each_event_names_its_own_rows(meti: GovernmentBody) -> None:
    with transaction.atomic():
        stored(meti, varied_processes())
        record_writes(actor=SYSTEM, verb="import_stored", what="import:1", chain="import:1")
    assert verify_audit().troubles == ()
    bids = table_of("bid")
    for event in AuditEvent.objects.filter(verb="registered"):
        partnership = event.object.removeprefix("partnership:")
        written = (event.rows or {})["written"]
        own = bids.objects.filter(submission__partnership=partnership, submission__revision=1)
        assert set(written.get(bids._meta.db_table, ())) == {str(each.pk) for each in own}
        assert set(written[Partnership._meta.db_table]) == {partnership}
        for pk in written.get(Party._meta.db_table, ()):
            first = DocumentParty.objects.filter(party=pk).order_by("submission__received_at").first()
            assert first
            assert str(first.submission.partnership_id) == partnership


def test_queries_do_not_grow_with_the_processes_of_a_set(meti: GovernmentBody) -> None:
    def queries(first: int, number: int) -> int:
        given = [
            proposal(each, company(f"K{each}", f"Kita {each}"), company(f"H{each}", f"Hikari {each}"))
            for each in range(first, first + number)
        ]
        with CaptureQueriesContext(connection) as asked:
            assert {each.outcome for each in stored(meti, given)} == {"added"}
        return len(asked)

    queries(100, 2)  # the salt of the database, and the collection
    assert queries(200, 3) == queries(300, 9)


def test_where_the_database_refuses_a_set_each_process_is_stored_by_itself(
    meti: GovernmentBody, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: Any, **_more: Any) -> Any:
        Partnership.objects.create(reference="left", submitted_by=meti, created_at="2026-01-01T00:00:00Z")
        raise IntegrityError

    monkeypatch.setattr(store_together, "signal_together", refuse)
    outcomes = stored(meti, [proposal(number, company("K", "Kita")) for number in range(3)])
    assert [each.outcome for each in outcomes] == ["added"] * 3
    assert set(Partnership.objects.values_list("reference", flat=True)) == {f"ocds-set-{n}" for n in range(3)}
    assert Party.objects.filter(kind="company").count() == 1
    assert Assessment.objects.count() == 3
