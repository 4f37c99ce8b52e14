"""The day of a page about bodies, as its address gives it."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from institutions.parties.organisation.steps import steps
from institutions.values.query import ParameterError, day_in, number_in


@dataclass(frozen=True, slots=True)
class Asked:
    """The day that a reader asks for; `ahead`: it is in the future. `trouble`: the error in their input."""

    on: date
    written: str
    trouble: str = ""
    ahead: bool = False


def asked_day(request: HttpRequest, today: date) -> Asked:
    """Return the day from `on`, or from `step`, the number of a prepared day from 1. Today if neither is given."""
    prepared = steps(today)
    try:
        on = day_in(request.GET, "on")
        step = number_in(request.GET, "step", most=len(prepared)) if on is None else None
    except ParameterError as wrong:
        label = {"on": _("Day"), "step": _("Step")}[wrong.name]
        return Asked(today, "", f"{label}: {wrong}")
    day = on or (prepared[step - 1].on if step else today)
    return Asked(day, day.isoformat(), ahead=day > today)
