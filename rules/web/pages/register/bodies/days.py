"""The day of a page about bodies, as its address gives it."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from institutions.parties.organisation.chart_events import chart_events
from institutions.query.parameters import ParameterError, day_parameter, number_parameter


@dataclass(frozen=True, slots=True)
class RequestedDay:
    """The day that a reader asks for; `ahead`: it is in the future. `trouble`: the error in their input."""

    on: date
    written: str
    trouble: str = ""
    ahead: bool = False


def asked_day(request: HttpRequest, today: date) -> RequestedDay:
    """Return the day from `on`, or from `step`, the number of a prepared day from 1. Today if neither is given."""
    prepared = chart_events(today)
    try:
        on = day_parameter(request.GET, "on")
        step = number_parameter(request.GET, "step", most=len(prepared)) if on is None else None
    except ParameterError as wrong:
        label = {"on": _("Day"), "step": _("Step")}[wrong.name]
        return RequestedDay(today, "", f"{label}: {wrong.words}")
    day = on or (prepared[step - 1].on if step else today)
    return RequestedDay(day, day.isoformat(), ahead=day > today)
