"""The day of an answer, as a parameter."""

from datetime import date
from typing import Final

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from institutions.values.query import day_in

ON: Final = OpenApiParameter("on", date, description="The day to show, such as 2026-06-20; default: today.")


def day_asked(request: Request) -> date:
    """Return the day asked for, or today in Japan. ParameterError if it is no date."""
    return day_of(request, ON.name) or timezone.localdate()


def day_of(request: Request, name: str) -> date | None:
    """Return the day of a parameter; None if it is not given. ParameterError if it is no date."""
    return day_in(request.query_params, name)
