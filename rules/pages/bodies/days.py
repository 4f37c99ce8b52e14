"""The day that a page of bodies looks from, as its address says it."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from institutions.organisation.steps import steps
from rules.written_day import written_day


@dataclass(frozen=True, slots=True)
class Asked:
    """The day that a reader asks for. `trouble` says what is wrong with what they wrote, and how to write it."""

    on: date
    written: str
    trouble: str = ""


def asked_day(request: HttpRequest, today: date) -> Asked:
    """By `on`, a day; or by `step`, the number of a prepared day from 1. Today where neither is given."""
    on, step = request.GET.get("on", "").strip(), request.GET.get("step", "").strip()
    prepared = steps(today)
    if on:
        try:
            return Asked(written_day(on), on)
        except ValueError:
            said = _("Day: “%(given)s” is not a date. Write it as year, month and day, such as 2020-04-01.")
            return Asked(today, "", said % {"given": on[:20]})
    if step:
        if step.isascii() and step.isdigit() and len(step) < 3 and 1 <= int(step) <= len(prepared):
            day = prepared[int(step) - 1].on
            return Asked(day, day.isoformat())
        said = _("Step: “%(given)s” is not one of the prepared days. Give a number from 1 to %(most)s.")
        return Asked(today, "", said % {"given": step[:20], "most": len(prepared)})
    return Asked(today, today.isoformat())
