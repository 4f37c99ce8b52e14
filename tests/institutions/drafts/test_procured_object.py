"""A selection has no object where its scheme procures nothing, and needs one everywhere else."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from institutions.drafts.check import DraftInvalid, check_document
from institutions.drafts.schema import submission_schema
from tests.documents import small

pytestmark = pytest.mark.usefixtures("meti")
Json = dict[str, Any]


def document_of(scheme: str | None, **selection: Any) -> Json:
    """Return a small document of a scheme, with this selection."""
    found = small(selection={"method": "open", **selection})
    return {**found, "scheme": scheme} if scheme else found


@pytest.mark.parametrize("scheme", ["grant", "equity", "guarantee", "mou"])
def test_a_scheme_that_procures_nothing_may_have_no_object(scheme: str) -> None:
    document = document_of(scheme, object=None)
    assert check_document(document).selection["object"] is None
    assert Draft202012Validator(submission_schema()).is_valid(document)


@pytest.mark.parametrize("scheme", ["procurement", "pfi", "concession", "joint_research", "other", None])
def test_every_other_scheme_needs_one(scheme: str | None) -> None:
    document = document_of(scheme, object=None)
    with pytest.raises(DraftInvalid) as refused:
        check_document(document)
    (error,) = refused.value.errors
    assert error.field == "/selection/object"
    assert "grant" in error.message
    assert not Draft202012Validator(submission_schema()).is_valid(document)


@pytest.mark.parametrize("scheme", ["grant", "procurement"])
def test_leaving_it_out_is_no_answer(scheme: str) -> None:
    document = document_of(scheme)
    with pytest.raises(DraftInvalid) as refused:
        check_document(document)
    assert [each.field for each in refused.value.errors] == ["/selection/object"]
    assert not Draft202012Validator(submission_schema()).is_valid(document)
