"""The day that an answer looks from, as a parameter."""

from datetime import date
from typing import Final

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from institutions.values.query import day_in

ON: Final = OpenApiParameter("on", date, description="The day that is looked at, such as 2026-06-20; default: today.")


def day_asked(request: Request) -> date:
    """The day, or today in Japan; raises ParameterError for what is no date."""
    return day_of(request, ON.name) or timezone.localdate()


def day_of(request: Request, name: str) -> date | None:
    """The day of a parameter; None where it is not given. Raises ParameterError for what is no date."""
    return day_in(request.query_params, name)
