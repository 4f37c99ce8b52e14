"""An erasure and its preview ask for the keys of a person's documents together, not once for each document."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from institutions.models import Submission
from rules.review.erasing.register import rewrites_of_register
from rules.review.erasing.remaining import remaining_places
from rules.review.erasing.scope import erasure_scope
from tests.documents import small
from tests.rules.review.casework.building import registered
from tests.rules.review.erasing.erased_case import sato

pytestmark = pytest.mark.usefixtures("no_broker", "meti", "digital_agency")


def queries_of_plan_and_preview() -> int:
    """Return the queries for the rewrites and for what remains, as if the case were over."""
    scope = erasure_scope(sato())
    with CaptureQueriesContext(connection) as queries:
        rewritten = list(rewrites_of_register(scope.who, scope.partnerships, frozenset()))
        list(remaining_places(scope.who, scope.partnerships, ()))
    documents = [each for each in rewritten if each.model is Submission and each.column == "document"]
    assert len(documents) == Submission.objects.count()
    return len(queries)


def test_the_documents_of_a_person_cost_no_query_each() -> None:
    """A person of a thousand documents took two thousand queries more."""
    registered(small())
    registered(small(revision=2))
    few = queries_of_plan_and_preview()
    for revision in (3, 4, 5, 6):
        registered(small(revision=revision))
    assert queries_of_plan_and_preview() <= few
