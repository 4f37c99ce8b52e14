"""Whatever a register document says, it is stored or refused whole, with a reason; never an error."""

import copy
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from institutions.formats.register_document import RegisterDocument
from institutions.imports.storing import RecordStore
from institutions.models import GovernmentBody, ImportedRecord, Party, table_of
from tests.institutions.imports.records import HOLDING, job

FUZZED = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
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
    """Count the rows that an import writes."""
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
        outcomes = RecordStore(job(meti)).chunk([good, *strange])
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
        (outcome,) = RecordStore(job(meti)).chunk([RegisterDocument(line=1, record="R", content=content)])
        assert outcome.outcome == "added" or rows() == before
        transaction.set_rollback(True)
