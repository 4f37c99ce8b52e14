"""The day that a page looks at: `?on=2026-06-20`, today where none is asked for."""

import re
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

WRITTEN: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")  # Python also reads 20260620 and weeks


class NotADayError(ValueError):
    """What was asked for is no day; the message says what to write."""


def day_asked(request: HttpRequest) -> date:
    """The day, or today in Japan; raises NotADayError for what is no date."""
    given = request.GET.get("on", "").strip()
    if not given:
        return timezone.localdate()
    try:
        if not WRITTEN.fullmatch(given):
            raise ValueError
        return date.fromisoformat(given)
    except ValueError:
        raise NotADayError(_("This is not a date. Write year, month and day, such as 2026-06-20.")) from None
