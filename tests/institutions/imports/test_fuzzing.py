"""Whatever a file holds, an import ends: brought in or refused with a reason, nothing half stored, never an error."""

import copy
import gzip
import io
import json
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutions.imports.claim import claim_of
from institutions.imports.every_format import FORMATS
from institutions.imports.register_document import RegisterDocument
from institutions.imports.requesting import request_import
from institutions.imports.run import work_on
from institutions.imports.storing import Storing
from institutions.models import GovernmentBody, Import, ImportedRecord, Party, table_of
from tests.institutions.imports.records import HOLDING, job

FUZZED = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
OCDS = {
    "sponsor": "METI",
    "domain": "infrastructure",
    "proposed_on": "2026-06-15",
    "method": "open",
    "object": "works",
    "value_yen": "1",
}
LEAVES = (
    st.none() | st.booleans() | st.integers(-5, 2**70) | st.floats() | st.text(max_size=8)
    | st.sampled_from(["H1", "K1", "METI", "shareholding", "person", "2026-06-15", "7000012050002", "key", "\ud800"])
)  # fmt: skip
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["kind", "holder", "company", "key", "name", "ja", "on", "from", "source", "title", "id"])
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)
RECORDS = st.dictionaries(
    st.sampled_from(["companies", "people", "bodies", "sources", "statements", "reference"]), JSON, max_size=4
)


def rows() -> tuple[int, int, int]:
    """What an import writes."""
    return Party.objects.count(), table_of("shareholding").objects.count(), ImportedRecord.objects.count()


@pytest.mark.django_db
@FUZZED
@given(contents=st.lists(RECORDS, min_size=1, max_size=3), names=st.lists(st.text(max_size=5), min_size=3, max_size=3))
def test_no_register_document_does_anything_but_be_stored_or_refused(
    meti: GovernmentBody, contents: list[dict[str, Any]], names: list[str]
) -> None:
    with transaction.atomic():
        good = RegisterDocument(line=1, record="good", content=copy.deepcopy(HOLDING))
        strange = [
            RegisterDocument(line=n, record=name, content=content)
            for n, (name, content) in enumerate(zip(names, contents, strict=False), start=2)
        ]
        outcomes = Storing(job(meti)).chunk([good, *strange])
        assert [each.line for each in outcomes] == list(range(1, len(strange) + 2))
        assert outcomes[0].outcome == "added"
        assert all(each.errors for each in outcomes if each.outcome == "refused")
        stored = sum(each.outcome == "added" for each in outcomes)
        assert ImportedRecord.objects.count() == stored
        transaction.set_rollback(True)


@pytest.mark.django_db
@FUZZED
@given(place=st.sampled_from(["holder", "company", "share_bp", "from", "source", "confidence", "vehicle"]), value=JSON)
def test_one_strange_value_refuses_its_record_whole(meti: GovernmentBody, place: str, value: object) -> None:
    content = copy.deepcopy(HOLDING)
    content["statements"][0][place] = value
    with transaction.atomic():
        before = rows()
        (outcome,) = Storing(job(meti)).chunk([RegisterDocument(line=1, record="R", content=content)])
        assert outcome.outcome == "added" or rows() == before
        transaction.set_rollback(True)


def bring_in(body: GovernmentBody, format_name: str, content: bytes) -> Import:
    """Import these bytes as a file of a format."""
    options = OCDS if format_name == "ocds" else {}
    made = request_import(
        io.BytesIO(content), file_name="f", format_name=format_name, body=body, options=options, here=True
    )
    work_on(claim_of(made))
    made.refresh_from_db()
    return made


BROKEN = {
    "nothing": b"",
    "nul": b"\0" * 100,
    "deep JSON": b"[" * 200_000,
    "deep objects": b'{"a":' * 100_000,
    "cut JSON": b'{"ocid": "x", "tender": {',
    "cut gzip": gzip.compress(b'{"ocid": "x"}' * 1000)[:40],
    "gzip of noise": gzip.compress(bytes(range(256)) * 10),
    "UTF-16": "edinetCode,issuerEdinetCode".encode("utf-16"),
    "long number": b'{"ocid": ' + b"9" * 100_000 + b"}",
    "a zip": b"PK\x03\x04" + b"\0" * 60,
    "one long line": b"x" * 3_000_000,
    "repeated keys": b'{"ocid": "a", "ocid": "b"}\n{"ocid": "c"}',
    "surrogates": json.dumps({"ocid": "\ud800"}).encode(),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("format_name", ["ocds", "edinet", "shareholding", "people"])
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_ends_with_a_reason_and_brings_nothing(meti: GovernmentBody, format_name: str, name: str) -> None:
    before = rows()
    made = bring_in(meti, format_name, BROKEN[name])
    assert made.state in ("done", "failed")
    assert made.error or made.refused or made.total == 0
    assert rows() == before


@pytest.mark.django_db
@FUZZED
@given(content=st.binary(max_size=200), format_name=st.sampled_from(["ocds", "edinet", "shareholding", "companies"]))
def test_no_bytes_do_anything_but_end(meti: GovernmentBody, content: bytes, format_name: str) -> None:
    with transaction.atomic():
        assert bring_in(meti, format_name, content).state in ("done", "failed")
        transaction.set_rollback(True)


def test_every_format_is_fuzzed_or_a_table() -> None:
    assert {"ocds", "edinet", "shareholding", "companies", "people"} <= set(FORMATS)
