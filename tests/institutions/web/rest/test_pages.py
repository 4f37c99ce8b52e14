"""Lists in pages: rows of one and the same moment, by the thousand, are each read once from the first page on."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from institutions.models import GovernmentBody
from institutions.web.rest.pages import NewestFirst

pytestmark = pytest.mark.django_db

SIZE = 500
MORE_THAN_THE_CUTOFF = CursorPagination.offset_cutoff + SIZE + 1  # REST framework reads no offset beyond its cutoff


class Bodies(APIView):
    """A list whose rows may all have one moment."""

    ordering = ("-created_at", "-pk")


def bodies_of_one_moment(number: int) -> None:
    """Store bodies, and give them all one moment, as one import does."""
    GovernmentBody.objects.bulk_create(
        GovernmentBody(code=f"B{i}", name_en=f"Body {i}", type="ministry") for i in range(number)
    )
    GovernmentBody.objects.update(created_at=timezone.now())


def pages_from(address: str | None) -> Iterator[list[str]]:
    """Yield the ids of each page from an address on, each in one query; fail if the pages do not end."""
    for _ in range(MORE_THAN_THE_CUTOFF // SIZE + 2):
        if address is None:
            return
        page = NewestFirst()
        request = Request(APIRequestFactory().get(address))
        with CaptureQueriesContext(connection) as asked:
            rows = page.paginate_queryset(GovernmentBody.objects.all(), request, Bodies())
        assert len(asked) == 1
        yield [str(each.pk) for each in rows or ()]
        address = page.get_next_link()
    pytest.fail("The pages do not end.")


def test_each_of_many_rows_of_one_moment_is_read_once() -> None:
    bodies_of_one_moment(MORE_THAN_THE_CUTOFF)
    read = [pk for ids in pages_from(f"/api/v1/bodies/?page_size={SIZE}") for pk in ids]
    assert len(read) == len(set(read)) == MORE_THAN_THE_CUTOFF
