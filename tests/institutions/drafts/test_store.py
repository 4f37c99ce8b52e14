"""Storing a draft: once, whole or not at all, and the same answer when it comes again."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.drafts.check import check_document
from institutions.drafts.store import DraftConflict, Registration, register_partnership
from institutions.events.changes import RegisterChange
from institutions.events.signals import partnership_registered, register_changed
from institutions.kinds import Reach
from institutions.models import TABLES, Account, Partnership, Party, PartyName, Source, Submission, table_of
from tests.documents import EXAMPLE_NAMES, example, small

pytestmark = pytest.mark.usefixtures("meti", "digital_agency")


def register(document: dict[str, Any], **options: Any) -> Registration:
    return register_partnership(check_document(document), **{"account": None, "way": "rest", **options})


def rows() -> int:
    """Count the current statements of every kind."""
    return sum(table.objects.filter(superseded_at__isnull=True).count() for table in TABLES.values())


@pytest.mark.parametrize("name", EXAMPLE_NAMES)
def test_the_examples_are_stored(name: str) -> None:
    document = example(name)
    registered = register(document)
    assert registered.created
    assert registered.submission.document == {**document, "revision": 1}
    assert set(registered.parties) == {row["key"] for table in ("companies", "people") for row in document[table]}
    assert rows() == len(document["statements"])


def test_lists_need_no_document() -> None:
    submission = register(small()).submission
    submission.refresh_from_db()
    assert (submission.title, submission.sponsor.code, submission.domain) == ("Magnets / 磁石", "METI", "magnets")
    assert (submission.value_yen, str(submission.proposed_on), submission.way) == (1_000_000, "2026-06-15", "rest")


def test_who_sent_it_is_kept() -> None:
    account = Account.objects.create_user("officer")
    assert register(small(), account=account).submission.account == account


def test_the_same_content_again_returns_the_first() -> None:
    first = register(small())
    again = register(small(revision=1, participants=small()["participants"]))
    assert not again.created
    assert again.partnership == first.partnership
    assert again.submission == first.submission
    assert again.parties == first.parties
    assert Submission.objects.count() == 1
    assert rows() == 2


def test_other_content_is_a_conflict_that_names_what_differs() -> None:
    register(small())
    changed = small(value_yen=5)
    changed["statements"][1]["country"] = "KR"
    with pytest.raises(DraftConflict, match="higher revision") as conflict:
        register(changed)
    assert conflict.value.differs == ("/statements/1", "/value_yen")
    assert rows() == 2


def test_the_reference_of_another_body_is_another_partnership() -> None:
    register(small())
    register(small(submitted_by="DA"))
    assert Partnership.objects.count() == 2


def test_all_rows_of_a_transaction_have_one_moment() -> None:
    document = small()
    document["statements"].append({"kind": "ownership_known", "company": "hikari"})
    moment = register(document).submission.received_at
    for kind in ("shareholding", "exposure", "ownership_known"):
        assert table_of(kind).objects.get().recorded_at == moment
    assert set(PartyName.objects.values_list("recorded_at", flat=True)) == {moment}


def test_statements_know_their_reach_and_partnership() -> None:
    registered = register(small())
    assert table_of("shareholding").objects.get().reach == "submitter"
    assert table_of("exposure").objects.get().reach == "register"
    assert table_of("exposure").objects.get().partnership == registered.partnership


def test_values_come_back_as_they_were_stated() -> None:
    document = small(
        statements=[
            {"kind": "call", "key": "c1", "body": "METI", "method": "open"},
            {
                "kind": "bid",
                "call": "c1",
                "company": "hikari",
                "members": ["kita", "hikari"],
                "amount_yen": 5,
                "on": "2026-06-01",
            },
            {"kind": "control", "company": "hikari", "controller": "CN", "by": "state"},
            {"kind": "measure", "body": "METI", "company": "hikari", "known_on": None, "urgent": False},
        ]
    )
    registered = register(document)
    keys = {party: key for key, party in registered.parties.items()} | {Party.objects.get(code="METI").id: "METI"}
    bid, call = table_of("bid").objects.get(), table_of("call").objects.get()
    assert bid.values(keys.__getitem__) == {
        "call": str(call.lineage),
        "company": "hikari",
        "members": ("hikari", "kita"),
        "amount_yen": 5,
        "on": "2026-06-01",
    }
    assert bid.reach == "register"
    assert table_of("control").objects.get().values(keys.__getitem__) == {
        "company": "hikari",
        "controller": "CN",
        "by": "state",
    }
    assert table_of("measure").objects.get().values(keys.__getitem__) == {
        "body": "METI", "company": "hikari", "known_on": None, "urgent": False,
    }  # fmt: skip


def test_a_source_of_the_document_is_stored_once() -> None:
    source = {
        "key": "s1",
        "title": "Declaration, fictional",
        "url": "https://example.jp/1",
        "retrieved_on": "2026-06-01",
    }
    document = small(sources=[source])
    document["statements"][0]["source"] = "s1"
    register(document)
    register({**document, "reference": "T-2"})
    assert Source.objects.get().title == "Declaration, fictional"
    assert {row.source_id for row in table_of("shareholding").objects.all()} == {Source.objects.get().pk}
    assert {row.source_id for row in table_of("exposure").objects.all()} == {None}


def test_receivers_hear_of_it_inside_the_transaction() -> None:
    heard = []

    def listen(sender: type, submission: Submission, request_id: str, **_: object) -> None:
        heard.append((sender, submission.pk, request_id, connection.in_atomic_block))

    partnership_registered.connect(listen)
    try:
        registered = register(small(), request_id="r-1")
        register(small(), request_id="r-2")
    finally:
        partnership_registered.disconnect(listen)
    assert heard == [(Submission, registered.submission.pk, "r-1", True)]


@pytest.mark.django_db(transaction=True)
def test_an_error_of_a_receiver_leaves_nothing_behind() -> None:
    def fail(**_: object) -> None:
        raise RuntimeError("no")

    partnership_registered.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            register(small())
    finally:
        partnership_registered.disconnect(fail)
    assert not Partnership.objects.exists()
    assert Party.objects.exclude(kind="body").count() == 0
    assert rows() == 0


@pytest.fixture
def heard() -> Iterator[list[RegisterChange]]:
    """Yield the changes that others were told of."""
    changes: list[RegisterChange] = []

    def listen(change: RegisterChange, **_: object) -> None:
        changes.append(change)

    register_changed.connect(listen)
    yield changes
    register_changed.disconnect(listen)


def test_others_are_told_which_statements_are_new(heard: list[RegisterChange]) -> None:
    first = register(small())
    (change,) = heard
    hikari, sato = first.parties["hikari"], first.parties["sato"]
    assert (change.moment, change.partnership) == (first.submission.received_at, first.partnership.pk)
    assert change.body == first.partnership.submitted_by_id
    told = {each.kind: (each.scope, each.values) for each in change.statements}
    assert set(told) == {"shareholding", "exposure"}
    reach, values = told["shareholding"]
    assert (reach, values["holder"], values["company"], values["share_bp"]) == (Reach.SUBMITTER, sato, hikari, 620)
    reach, values = told["exposure"]
    assert (reach, values["company"], values["country"]) == (Reach.REGISTER, hikari, "CN")


def test_others_are_told_what_a_statement_said_and_what_it_says_now(heard: list[RegisterChange]) -> None:
    register(small())
    document = small(revision=2)
    document["statements"][0]["share_bp"] = 700
    register(document)
    assert [each.values["share_bp"] for each in heard[-1].statements] == [700, 620]


def test_nobody_is_told_of_statements_of_one_case_alone_or_that_stay_as_they_were(heard: list[RegisterChange]) -> None:
    register(small(statements=[{"kind": "clause", "risk": "guarantee"}]))
    register(small(reference="T-2"))
    register(small(reference="T-2", revision=2, value_yen=2))
    assert [len(each.statements) for each in heard] == [0, 2, 0]


def test_others_are_told_of_a_proposal_that_changed(heard: list[RegisterChange]) -> None:
    first = register(small()).submission
    second = register(small(revision=2, value_yen=2)).submission
    register(small(revision=3, value_yen=2))
    assert [each.submissions for each in heard] == [(first,), (second, first)]


def queries(document: dict[str, Any]) -> int:
    draft = check_document(document)
    with CaptureQueriesContext(connection) as captured:
        register_partnership(draft, account=None, way="file")
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_statements() -> None:
    exposure = small()["statements"][1]
    few = queries(small(statements=[exposure] * 2, people=[]))
    other_names = [{"key": key, "name": {"ja": name}} for key, name in (("hikari", "みなと商店"), ("kita", "青葉堂"))]
    many = queries(small(reference="T-2", statements=[exposure] * 40, companies=other_names, people=[]))
    assert few == many
