"""The day that an answer looks from, as a parameter."""

import re
from datetime import date
from typing import Final

from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from policyengine.api.problems import InvalidParameter

ON: Final = OpenApiParameter("on", date, description="The day that is looked at, such as 2026-06-20; default: today.")
WRITTEN: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")  # Python also reads 20260620 and weeks


def day_asked(request: Request) -> date:
    """The day, or today in Japan; raises InvalidParameter for what is no date."""
    given = request.query_params.get(ON.name)
    if given is None:
        return timezone.localdate()
    try:
        if not WRITTEN.fullmatch(given):
            raise ValueError
        return date.fromisoformat(given)
    except ValueError:
        message = "Not a date. Write it as year, month and day, such as 2026-06-20."
        raise InvalidParameter(message, errors=[{"field": ON.name, "message": message}]) from None
