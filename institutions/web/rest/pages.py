"""Lists in pages: a cursor instead of a number, so that a page stays right while rows arrive."""

from collections.abc import Sequence
from typing import Any, NoReturn

from django.core import signing
from django.db.models import Field, Model, Q, QuerySet
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from institutions.codes.parameters import PlainNumber
from institutions.values.written_number import written_number
from institutions.web.rest.problem_troubles import NoCursor, NoPageSize
from institutions.web.rest.problems import InvalidParameter, coded_trouble

Place = list[str]  # the values of a row in the fields by which the list is ordered


class NewestFirst(CursorPagination):
    """Pages of 50, newest first; a view orders otherwise by its own `ordering`.

    The last field of the order must be unique, and none of them null. The cursor holds the values of all of them in
    the last row that was read: REST framework's holds the first field alone, and counts on among rows that share it,
    such as those of one import, which have one moment. It loses some of them on the way back.

    The cursor is signed for its address: an altered one, or one from another list, is refused, since its values would
    reach the database as values of any type.
    """

    ordering: Any = ("-pk",)  # Any: fields, of which the parent's types allow one
    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 500
    base_url: str

    def get_page_size(self, request: Request) -> int:
        """Return the size asked for; refuse it by name if it is no number from 1 to the largest."""
        given = request.query_params.get(self.page_size_query_param)
        if given is None:
            return self.page_size
        size = written_number(given, least=1, most=self.max_page_size)
        if size is None:
            said = NoPageSize(most=PlainNumber(self.max_page_size))
            raise InvalidParameter(said, errors=[coded_trouble("page_size", said)])
        return size

    def get_ordering(self, request: Request, queryset: QuerySet[Any], view: APIView) -> tuple[str, ...]:  # noqa: ARG002 - the parent's signature
        """Return the view's own order, where it has one."""
        ordering: tuple[str, ...] = getattr(view, "ordering", self.ordering)
        return ordering

    def paginate_queryset(
        self, queryset: Any, request: Request, view: Any = None
    ) -> list[Any] | None:  # Any: as REST framework declares them
        """Return the rows of the page at the cursor, in one query, and note which pages lie beside it."""
        self.request, self.base_url = request, request.build_absolute_uri()
        self.page_size = size = self.get_page_size(request)
        self.ordering = self.get_ordering(request, queryset, view)
        cursor = self.decode_cursor(request)
        backwards = bool(cursor and cursor.reverse)
        order = list(map(turned, self.ordering)) if backwards else list(self.ordering)
        rows = queryset.order_by(*order)
        if cursor and cursor.position:
            rows = rows.filter(rows_after(order, self._checked(cursor.position)))
        found = list(rows[: size + 1])
        self.page, more = found[:size], len(found) > size
        if backwards:
            self.page.reverse()
        self.has_next, self.has_previous = (True, more) if backwards else (more, self._has_before(cursor))
        return self.page

    def _has_before(self, cursor: Cursor | None) -> bool:
        """Return whether rows lie before the page at a cursor that leads forwards."""
        return bool(cursor and (cursor.position or not self.page))

    def get_next_link(self) -> str | None:
        """Return the address of the page after this one; None on the last."""
        return self._link(reverse=False, last=-1) if self.has_next else None

    def get_previous_link(self) -> str | None:
        """Return the address of the page before this one; None on the first."""
        return self._link(reverse=True, last=0) if self.has_previous else None

    def _link(self, *, reverse: bool, last: int) -> str:
        """Return the address of the rows beyond one of this page; from the other end of the list if it has no row."""
        place = place_of(self.page[last], self.ordering) if self.page else None
        cursor: Any = Cursor(offset=0, reverse=reverse, position=None)  # Any: its types allow a number as position
        return self.encode_cursor(cursor._replace(position=place))

    def _checked(self, position: Any) -> Place:  # Any: what the cursor holds
        """Return the values of a cursor; refuse one of a version whose cursors held one value."""
        if not isinstance(position, list) or len(position) != len(self.ordering):
            self._refuse()
        return position

    def encode_cursor(self, cursor: Cursor) -> str:
        """Return the address of the page at this cursor."""
        signed = self._signer(self.base_url.partition("?")[0]).sign_object(list(cursor), compress=True)
        return replace_query_param(self.base_url, self.cursor_query_param, signed)

    def decode_cursor(self, request: Request) -> Cursor | None:
        """Read the cursor that the caller sends back; None on the first page."""
        given = request.query_params.get(self.cursor_query_param)
        if given is None:
            return None
        try:
            cursor = Cursor(*self._signer(request.build_absolute_uri().partition("?")[0]).unsign_object(given))
        except (signing.BadSignature, ValueError):
            self._refuse()
        if cursor.offset:  # of an earlier version, which counted rows
            self._refuse()
        return cursor

    @staticmethod
    def _refuse() -> NoReturn:
        raise InvalidParameter(NoCursor(), errors=[coded_trouble("cursor", NoCursor())])

    @staticmethod
    def _signer(address: str) -> signing.Signer:
        return signing.Signer(salt=f"policyengine.api.pages {address}")

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Return the schema of the page for OpenAPI."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }


def turned(field: str) -> str:
    """Return a field of an order for the opposite order."""
    return field[1:] if field.startswith("-") else f"-{field}"


def place_of(row: Model, order: Sequence[str]) -> Place:
    """Return the values of a row in the fields of an order, as texts that a filter reads."""
    return [str(getattr(row, column_of(row, each.lstrip("-")))) for each in order]


def column_of(row: Model, name: str) -> str:
    """Return the attribute that has the stored value of a field: of a relation the id."""
    if name == "pk":
        return name
    field: Field[Any, Any] = row._meta.get_field(name)  # type: ignore[assignment]  # noqa: SLF001 - Django documents _meta
    return field.attname


def rows_after(order: Sequence[str], place: Place) -> Q:
    """Return the condition for the rows that lie beyond a place in an order."""
    first, *others = order
    name, then = first.lstrip("-"), "lt" if first.startswith("-") else "gt"
    beyond = Q((f"{name}__{then}", place[0]))
    if not others:
        return beyond
    # Not only the alternatives: this bound lets the database read an index of the first field from there on.
    return Q((f"{name}__{then}e", place[0])) & (beyond | rows_after(others, place[1:]))
