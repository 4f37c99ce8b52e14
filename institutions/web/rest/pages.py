"""Lists in pages: a cursor instead of a number, so that a page stays right while rows arrive."""

from typing import Any, NoReturn

from django.core import signing
from django.db.models import QuerySet
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from institutions.codes.parameters import PlainNumber
from institutions.values.written_number import written_number
from institutions.web.rest.problem_troubles import NoCursor, NoPageSize
from institutions.web.rest.problems import InvalidParameter, coded_trouble


class NewestFirst(CursorPagination):
    """Pages of 50, newest first; a view orders otherwise by its own `ordering`, whose first field must be unique.

    The cursor is signed for its address: an altered one, or one from another list, is refused, since its position would
    reach the database as a value of any type.
    """

    ordering = ("-pk",)
    page_size_query_param = "page_size"
    max_page_size = 500
    base_url: str

    def get_page_size(self, request: Request) -> int | None:
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
            return Cursor(*self._signer(request.build_absolute_uri().partition("?")[0]).unsign_object(given))
        except (signing.BadSignature, ValueError):
            self._refuse()

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
