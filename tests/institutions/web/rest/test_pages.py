"""Lists in pages: rows of one and the same moment, by the thousand, are each read once, forwards and back."""

from collections.abc import Iterable, Iterator
from typing import Any, cast

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from rest_framework.generics import GenericAPIView
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from institutions.models import GovernmentBody
from institutions.web.rest.pages import NewestFirst
from institutions.web.rest.problems import InvalidParameter
from tests.every import every

pytestmark = pytest.mark.django_db

SIZE = 500
NUMBER = CursorPagination.offset_cutoff + SIZE + 1  # REST framework reads no offset beyond its cutoff


class Bodies(APIView):
    """A list whose rows may all have one moment."""

    ordering = ("-created_at", "-pk")


def bodies_of_one_moment(number: int) -> None:
    """Store bodies, and give them all one moment, as one import does."""
    GovernmentBody.objects.bulk_create(
        GovernmentBody(code=f"B{i}", name_en=f"Body {i}", type="ministry") for i in range(number)
    )
    GovernmentBody.objects.update(created_at=timezone.now())


def read_page(address: str) -> tuple[list[str], NewestFirst]:
    """Return the ids of the page at an address, read in one query, and the page."""
    page = NewestFirst()
    request = Request(APIRequestFactory().get(address))
    with CaptureQueriesContext(connection) as asked:
        rows = page.paginate_queryset(GovernmentBody.objects.all(), request, Bodies())
    assert len(asked) == 1
    return [str(each.pk) for each in rows or ()], page


def pages_from(address: str | None, *, back: bool = False) -> Iterator[tuple[str, list[str]]]:
    """Yield address and ids of each page from one on, forwards or back; fail if the pages do not end."""
    for _ in range(NUMBER // SIZE + 2):
        if address is None:
            return
        ids, page = read_page(address)
        yield address, ids
        address = page.get_previous_link() if back else page.get_next_link()
    pytest.fail("The pages do not end.")


def test_each_of_many_rows_of_one_moment_is_read_once_forwards_and_back() -> None:
    bodies_of_one_moment(NUMBER)
    forwards = list(pages_from(f"/api/v1/bodies/?page_size={SIZE}"))
    read = [pk for _, ids in forwards for pk in ids]
    assert len(read) == len(set(read)) == NUMBER
    back = [ids for _, ids in pages_from(forwards[-1][0], back=True)]
    assert [pk for ids in reversed(back) for pk in ids] == read


def test_a_row_that_arrives_or_goes_moves_no_page() -> None:
    bodies_of_one_moment(9)
    first, page = read_page("/api/v1/bodies/?page_size=3")
    GovernmentBody.objects.create(code="NEW", name_en="Newest", type="ministry")
    GovernmentBody.objects.filter(pk=first[-1]).delete()  # the row whose place the cursor holds
    second, page = read_page(page.get_next_link() or "")
    assert [str(each.pk) for each in GovernmentBody.objects.order_by("-created_at", "-pk")][3:6] == second
    before, page = read_page(page.get_previous_link() or "")
    assert before == [str(GovernmentBody.objects.get(code="NEW").pk), *first[:2]]
    assert page.get_previous_link() is None


def test_past_the_end_a_page_leads_back_to_the_last_rows() -> None:
    bodies_of_one_moment(4)
    _, page = read_page("/api/v1/bodies/?page_size=3")
    address = page.get_next_link() or ""
    (last,), _ = read_page(address)
    GovernmentBody.objects.filter(pk=last).delete()
    rows, page = read_page(address)
    assert (rows, page.get_next_link()) == ([], None)
    rows, page = read_page(page.get_previous_link() or "")
    assert len(rows) == 3
    assert page.get_previous_link() is None
    GovernmentBody.objects.all().delete()
    rows, page = read_page(page.get_next_link() or "")
    assert (rows, page.get_next_link()) == ([], None)
    rows, page = read_page(page.get_previous_link() or "")
    rows, page = read_page(page.get_next_link() or "")
    bodies_of_one_moment(2)
    assert len(read_page(page.get_previous_link() or "")[0]) == 2


def test_a_cursor_of_an_earlier_version_is_refused() -> None:
    """It held one value, as text, and how many rows of that value were read already."""
    page = NewestFirst()
    page.base_url = "http://testserver/api/v1/bodies/"
    for offset, position in ((2, "2026-12-01 03:00:00"), (0, "2026-12-01 03:00:00"), (50, None)):
        with pytest.raises(InvalidParameter):
            read_page(page.encode_cursor(Cursor(offset=offset, reverse=False, position=cast("Any", position))))


def lists() -> list[type[GenericAPIView[Any]]]:
    """Return every list of the interface in pages."""
    views = {getattr(pattern.callback, "view_class", None) for pattern in patterns_of(get_resolver().url_patterns)}
    found = [each for each in views if each and issubclass(getattr(each, "pagination_class", None) or int, NewestFirst)]
    return sorted(found, key=lambda each: each.__name__)


def patterns_of(given: Iterable[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Yield every address of a list of addresses and of those that it includes."""
    for each in given:
        if isinstance(each, URLResolver):
            yield from patterns_of(each.url_patterns)
        else:
            yield each


@every("view", lists)
def test_the_order_of_a_list_is_by_fields_that_are_never_null_and_the_last_is_unique(
    view: type[GenericAPIView[Any]],
) -> None:
    queryset: Any = view.queryset
    model = queryset.model
    order = [each.lstrip("-") for each in getattr(view, "ordering", NewestFirst.ordering)]
    fields = [model._meta.pk if each == "pk" else model._meta.get_field(each) for each in order]
    assert not [each.name for each in fields if each.null]
    within = {name for each in model._meta.total_unique_constraints for name in each.fields}
    assert fields[-1].unique or fields[-1].name in within


def test_there_are_lists() -> None:
    assert len(lists()) > 20
