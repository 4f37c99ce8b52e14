"""The day that a page looks at: `?on=2026-06-20`, today where none is asked for."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from rules.written_day import written_day


class NotADayError(ValueError):
    """What was asked for is no day; the message says what to write."""


def day_asked(request: HttpRequest) -> date:
    """The day, or today in Japan; raises NotADayError for what is no date."""
    given = request.GET.get("on", "").strip()
    if not given:
        return timezone.localdate()
    try:
        return written_day(given)
    except ValueError:
        raise NotADayError(_("This is not a date. Write year, month and day, such as 2026-06-20.")) from None
