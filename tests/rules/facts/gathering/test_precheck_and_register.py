"""The same document gives the same facts, prechecked or registered; a precheck only reads."""

import json
from dataclasses import fields
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from institutions.drafts.check import check_document
from rules.facts.gathering.from_draft import gather_draft
from rules.facts.gathering.from_register import gather_cases
from rules.facts.gathering.statements import CaseInput
from tests.rules.facts.gathering.building import facts, facts_of
from tests.rules.facts.gathering.conftest import Json, Register, document, example

NAMES = ("digital_agency_cloud", "hikari_magnetics", "open_call")


def with_document_keys(case: CaseInput, parties: dict[str, Any]) -> list[tuple[object, ...]]:
    """Return the facts without ids and origins, with the document's keys for its parties, sorted."""
    keys = {str(party): key for key, party in parties.items()} | {f"new:{key}": key for key in parties}
    return sorted(
        (
            (
                fact.type,
                *(keys.get(str(value := getattr(fact, each.name)), value) for each in fields(fact) if shown(each.name)),
            )
            for fact in facts_of(case)
        ),
        key=repr,
    )


def shown(name: str) -> bool:
    return name not in ("id", "origins", "first", "second", "measure")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_gives_the_same_facts_before_and_after_it_is_registered(name: str, register: Register) -> None:
    draft = check_document(example(name))
    before = gather_draft(draft)
    registered = register(example(name))
    (after,) = gather_cases([registered.submission], timezone.now())
    assert with_document_keys(before, registered.parties) == with_document_keys(after, registered.parties)


def test_a_document_that_is_registered_already_is_not_read_twice(register: Register) -> None:
    registered = register(example("hikari_magnetics"))
    (stored,) = gather_cases([registered.submission], timezone.now())
    again = gather_draft(check_document(example("hikari_magnetics")))
    assert with_document_keys(again, registered.parties) == with_document_keys(stored, registered.parties)


def everything(register: Register) -> Json:
    """Return a document with a statement of every kind of party, call and list."""
    return document(
        "R-1",
        companies=[{"key": key, "name": {"en": key}} for key in ("hikari", "kita", "oya")],
        people=[{"key": key, "name": {"en": key}} for key in ("sato", "mori")],
        bodies=[{"key": "office", "name": {"en": "Magnet Office"}, "parent": "METI", "kind": "other"}],
        statements=[
            {"kind": "appointment", "person": "sato", "body": "office", "reports_to": "mori"},
            {"kind": "employment", "person": "sato", "company": "kita", "responsible": True},
            {"kind": "shareholding", "holder": "oya", "company": "hikari", "share_bp": 6000},
            {"kind": "control", "company": "oya", "controller": "AU", "by": "state"},
            {"kind": "association_member", "company": "hikari", "association": "kita"},
            {"kind": "call", "key": "c1", "body": "METI", "object": "research", "closed_on": "2026-01-10"},
            {"kind": "bid", "call": "c1", "company": "hikari", "status": "valid"},
            {"kind": "bid", "company": "hikari", "members": ["kita"], "status": "valid", "on": "2026-06-01"},
            {
                "kind": "measure",
                "key": "m1",
                "body": "METI",
                "company": "hikari",
                "type": "exclusion",
                "on": "2026-01-05",
            },
            {"kind": "investment", "investor": "AU", "country": "JP"},
            {"kind": "contact", "person": "mori", "body": "METI", "on": "2026-05-01", "about": True},
            {"kind": "recusal", "person": "sato", "on": "2026-06-01"},
        ],
    )


def test_keys_countries_calls_and_lists_are_read_alike(register: Register) -> None:
    given = everything(register)
    before = gather_draft(check_document(given))
    registered = register(given)
    (after,) = gather_cases([registered.submission], timezone.now())
    assert with_document_keys(before, registered.parties) == with_document_keys(after, registered.parties)
    types = {fact.type for fact in facts_of(after)}
    assert {"treaty_cover", "valid_bids", "association_member", "contact", "related_company"} <= types
    (row,) = facts(after, "association_member")
    assert row.association == str(registered.parties["kita"])


def test_a_gathered_case_survives_json(register: Register) -> None:
    (case,) = gather_cases([register(everything(register)).submission], timezone.now())
    again = CaseInput.from_json(json.loads(json.dumps(case.to_json())))
    assert facts_of(again) == facts_of(case)


@pytest.mark.parametrize("name", NAMES)
def test_a_precheck_opens_no_transaction_and_writes_nothing(name: str, register: Register) -> None:
    register(example("hikari_magnetics"))
    draft = check_document(example(name))
    with CaptureQueriesContext(connection) as queries:
        facts_of(gather_draft(draft))
    starts = {query["sql"].lstrip("(").split()[0].upper() for query in queries.captured_queries}
    assert starts == {"SELECT", "WITH"}


def test_a_new_revision_is_prechecked_without_what_it_replaces(register: Register) -> None:
    registered = register(
        document("R-1", statements=[{"kind": "measure", "body": "METI", "company": "hikari", "on": "2026-01-05"}])
    )
    case = gather_draft(check_document(document("R-1", revision=2)))
    assert [each.kind for each in case.statements] == []
    assert case.participants[0]["company"] == str(registered.parties["hikari"])
