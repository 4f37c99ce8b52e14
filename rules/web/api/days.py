"""The day of an answer, as a parameter."""

from datetime import date
from typing import Final

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from institutions.query.parameters import day_parameter

ON: Final = OpenApiParameter("on", date, description="The day to show, such as 2026-06-20; default: today.")


def day_or_today(request: Request) -> date:
    """Return the day asked for, or today in Japan. ParameterError if it is no date."""
    return day_of_request(request, ON.name) or timezone.localdate()


def day_of_request(request: Request, name: str) -> date | None:
    """Return the day of a parameter; None if it is not given. ParameterError if it is no date."""
    return day_parameter(request.query_params, name)
