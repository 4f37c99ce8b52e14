"""A row that an event of before rows were named describes is compared with it: hashes, values, whether it is there."""

import pytest

from institutions.audit.older_hashes import HASHED_ACTS, HashedAct, OlderHashes, RebuiltHash
from institutions.audit.opening import OPENED
from institutions.audit.record import COMMAND, record_event
from institutions.models import AuditEvent, Source
from institutions.values.hashing import hash_text

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
