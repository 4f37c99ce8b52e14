"""A row that an event of before rows were named describes is compared with it: hashes, values, whether it is there."""

from typing import Any

import pytest
from django.db.models import JSONField, Value
from django.utils import timezone

from institutions.audit import older_hashes
from institutions.audit.older_hashes import HASHED_ACTS, HashedAct, OlderHashes, RebuiltHash
from institutions.audit.opening import OPENED
from institutions.audit.record import COMMAND, record_event
from institutions.models import Account, AuditEvent, Erasure, Person, Redaction, Source
from institutions.values.hashing import hash_json, hash_text
from tests.institutions.audit.tampering import without_triggers

pytestmark = pytest.mark.django_db
TABLE = Source._meta.db_table
SAID = "is not what event 1 of rest says of it"


def both_names(source: Source) -> frozenset[str]:
    """Return the hash over two columns, or none where the second is not known any more."""
    return frozenset({hash_text(f"{source.title}/{source.url}")} if source.url else set())


@pytest.fixture
def source(monkeypatch: pytest.MonkeyPatch) -> Source:
    """Return a row that an event of before rows were named describes."""
    act = HashedAct(
        model=Source,
        found_by={"pk": "source"},
        hashed={"title_sha256": "title"},
        held={"publisher": "publisher"},
        rebuilt={"both_sha256": RebuiltHash(columns=("title", "url"), of=both_names)},
    )
    monkeypatch.setitem(HASHED_ACTS, "tried", act)
    (made,) = Source.objects.bulk_create([Source(title="Gazette", publisher="Printer", url="u", fingerprint="0" * 64)])
    told = {"title_sha256": hash_text("Gazette"), "publisher": "Printer", "both_sha256": hash_text("Gazette/u")}
    record_event(actor=COMMAND, verb="tried", what="thing:1", after={"source": made.pk, **told})
    record_event(actor=COMMAND, verb=OPENED, what="rows:1")
    assert not AuditEvent.objects.exclude(rows=None).exists()
    return made


def test_what_is_as_it_was_described_is_counted(source: Source) -> None:
    older = OlderHashes()
    assert list(older.troubles()) == []
    assert (older.events, older.hashes) == (1, 3)
    Source.objects.filter(pk=source.pk).update(url="")  # so the hash over both is not known any more
    older = OlderHashes()
    assert list(older.troubles()) == []
    assert older.hashes == 2


def test_each_value_that_is_another_than_described_is_reported(source: Source) -> None:
    rows = Source.objects.filter(pk=source.pk)
    for column, value, said in (
        ("publisher", "Another", [f"publisher {SAID} (publisher)"]),
        ("url", "v", [f"title, url {SAID} (both_sha256)"]),
        ("title", "Other", [f"title {SAID} (title_sha256)", f"title, url {SAID} (both_sha256)"]),
    ):
        rows.update(**{column: value})
        assert list(OlderHashes().troubles()) == [f"{TABLE} {source.pk}: {each}" for each in said]
        rows.update(**{column: getattr(source, column)})


def test_a_described_row_that_is_gone_is_reported(source: Source) -> None:
    Source.objects.all().delete()
    told = f"{TABLE} with pk {source.pk}: is missing; event 1 of rest describes it"
    assert list(OlderHashes().troubles()) == [told]


def erase(source: Source, column: str, before: str) -> None:
    """Write a column anew, as an erasure does, and keep the hash of what it said."""
    who = Account.objects.get_or_create(username="administrator")[0]
    erasure = Erasure.objects.create(
        person=Person.objects.create(name_en="Sato"), reason="Asked.", account=who, redactions=1, sha256="0" * 64,
        at=timezone.now(),
    )  # fmt: skip
    Redaction.objects.create(
        erasure=erasure, of_table=TABLE, of_row=str(source.pk), of_column=column, before=before, after="2" * 64
    )
    Source.objects.filter(pk=source.pk).update(**{column: "Erased"})


def test_an_erased_column_is_compared_by_the_hash_of_what_it_said_first(source: Source) -> None:
    erase(source, "title", hash_text("Gazette"))
    erase(source, "title", hash_text("Erased"))
    erase(source, "publisher", hash_text("Printer"))
    older = OlderHashes()
    assert list(older.troubles()) == []
    assert older.hashes == 1  # neither a value nor a hash over several columns is known any more
    with without_triggers():
        Redaction.objects.filter(before=hash_text("Gazette")).update(before=hash_text("Journal"))
    assert list(OlderHashes().troubles()) == [f"{TABLE} {source.pk}: title {SAID} (title_sha256)"]


def test_only_a_hash_that_was_once_taken_with_quotes_may_differ_after_an_erasure(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    act = HashedAct(model=Source, found_by={"pk": "source"}, hashed={"reason_sha256": "title"})
    monkeypatch.setitem(HASHED_ACTS, "quoted", act)
    for verb in ("quoted", OPENED):
        after = {"source": source.pk, "reason_sha256": hash_json("Gazette")}
        record_event(actor=COMMAND, verb=verb, what="thing:1", after=after)
    with without_triggers():
        AuditEvent.objects.filter(verb=OPENED, number=2).delete()
    assert list(OlderHashes().troubles()) == []
    erase(source, "title", hash_text("Gazette"))
    assert list(OlderHashes().troubles()) == []


def test_an_event_counts_as_older_only_before_the_first_opening(source: Source) -> None:
    """Migrations open further tables later; and a register that was never opened has no older event."""
    Source.objects.filter(pk=source.pk).update(publisher="Another")
    told = {"source": source.pk, "publisher": "A third"}
    for verb in ("tried", OPENED):
        record_event(actor=COMMAND, verb=verb, what="thing:1", after=told)
    older = OlderHashes()
    assert list(older.troubles()) == [f"{TABLE} {source.pk}: publisher {SAID} (publisher)"]
    assert older.events == 1
    with without_triggers():
        AuditEvent.objects.filter(verb=OPENED).delete()
    older = OlderHashes()
    assert (list(older.troubles()), older.events) == ([], 0)


def test_rows_that_are_null_in_json_are_none_too(source: Source) -> None:
    with without_triggers():
        AuditEvent.objects.filter(verb="tried").update(rows=Value(None, JSONField()))
    assert not AuditEvent.objects.filter(verb="tried", rows__isnull=True).exists()
    Source.objects.filter(pk=source.pk).update(publisher="Another")
    assert list(OlderHashes().troubles()) == [f"{TABLE} {source.pk}: publisher {SAID} (publisher)"]


def test_events_are_read_by_the_beginning_of_their_verb_and_in_portions(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(older_hashes, "AT_ONCE", 2)
    monkeypatch.setitem(HASHED_ACTS, "trie*", HASHED_ACTS["tried"])
    monkeypatch.delitem(HASHED_ACTS, "tried")
    for _ in range(2):
        record_event(actor=COMMAND, verb="tried", what="thing:1", after={"source": source.pk, "publisher": "Printer"})
    record_event(actor=COMMAND, verb=OPENED, what="rows:1")
    with without_triggers():
        AuditEvent.objects.filter(verb=OPENED, number=2).delete()
    Source.objects.filter(pk=source.pk).update(publisher="Another")
    found = list(OlderHashes().troubles())
    said = [f"publisher is not what event {number} of rest says of it" for number in (1, 3, 4)]
    assert [each.partition(": ")[2].partition(" (")[0] for each in found] == said


@pytest.mark.parametrize(
    "after", [[], "x", {}, {"publisher": "x"}, {"source": "one"}, {"source": "9" * 30}, {"source": None}]
)
def test_an_event_that_names_no_row_in_a_form_of_the_program_is_passed_over(source: Source, after: Any) -> None:
    with without_triggers():
        AuditEvent.objects.filter(verb="tried").update(after=after)
    older = OlderHashes()
    assert (list(older.troubles()), older.hashes) == ([], 0)
    assert source.pk
