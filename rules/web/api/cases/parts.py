"""Lists of a case in parts of a thousand: its papers by cursor, and the acts within an answer by number."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar

from django.db.models import Model, QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from institutions.query.parameters import number_parameter
from institutions.web.rest.pages import NewestFirst
from rules.web.api.endpoint import Json, refuse_strange_parameters
from rules.web.api.filtering import OF_EVERY_LIST

A_PART: Final = 1_000  # entries
MOST_PARTS: Final = 1_000_000
ACTS: Final = "acts"  # the parameter with the number of a part
Row = TypeVar("Row", bound=Model)
Entry = TypeVar("Entry")

OF_PARTS: Final = (
    OpenApiParameter("cursor", str, description="The place in the list, from `next` or `previous`."),
    OpenApiParameter("page_size", int, description=f"How many entries a part has: 1 to {A_PART:,}, which is usual."),
)
OF_ACTS: Final = OpenApiParameter(
    ACTS,
    int,
    description=f"The part of the acts after each assessment, {A_PART:,} of them a part, from 1: `acts_next`.",
)


class PaperPages(NewestFirst):
    """Parts of a thousand in the order in which papers came."""

    page_size = max_page_size = A_PART
    ordering = ("at", "pk")


class PartShape(serializers.Serializer[Any]):  # Any: plain data
    """The addresses of the parts of a list beside this one."""

    next = serializers.URLField(allow_null=True, help_text=f"The next part; null on the last. {A_PART:,} a part.")
    previous = serializers.URLField(allow_null=True, help_text="The part before this one; null on the first.")


def paper_part(rows: QuerySet[Row], request: Request, view: APIView) -> tuple[list[Row], Json]:
    """Return the rows of the part that the caller asks for, and the addresses of the parts beside it.

    InvalidParameter for a parameter that the list does not have, or a wrong value.
    """
    refuse_strange_parameters(request.query_params, OF_EVERY_LIST)
    pages = PaperPages()
    found = pages.paginate_queryset(rows, request, view) or []
    return found, {"next": pages.get_next_link(), "previous": pages.get_previous_link()}


def asked_part_of_acts(request: Request) -> int:
    """Return the number of the part of the acts that the caller asks for. ParameterError if it is no number."""
    return number_parameter(request.query_params, ACTS, most=MOST_PARTS) or 1


def part_of_acts(acts: Sequence[Entry], number: int, request: Request) -> tuple[Sequence[Entry], str | None]:
    """Return a part of the acts after an assessment, and the address of the next part; None on the last."""
    until = number * A_PART
    after = replace_query_param(request.build_absolute_uri(), ACTS, number + 1) if len(acts) > until else None
    return acts[until - A_PART : until], after
