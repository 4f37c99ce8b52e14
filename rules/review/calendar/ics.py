"""A calendar as a file for calendar programs (RFC 5545)."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _
from icalendar import Calendar as File
from icalendar import Event, Todo

from institutions.values.product import PRODUCT_NAME
from institutions.values.written_day import written_day
from rules.review.calendar.calendar import Calendar

Row = Mapping[str, Any]  # Any: an entry in words, as `rules.web.pages.cases.calendar.calendar_row` writes it
PRODUCT: Final = f"-//{PRODUCT_NAME}//calendar of a case//EN"
DAY: Final = timedelta(days=1)


def calendar_file(calendar: Calendar, rows: Sequence[Row], *, title: str, url: str) -> bytes:
    """Write the file: an event a day, and a to-do for an unknown day. Equal calendars give equal bytes."""
    file = File()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("x-wr-calname", title)
    made = datetime.combine(calendar.today, time(), UTC)
    for row in rows:
        item = Event() if row["on"] else Todo()
        item.add("uid", f"{calendar.partnership.pk}/{row['key']}@policyengine")
        item.add("dtstamp", made)
        item.add("summary", f"{calendar.partnership.reference}: {row['what']}")
        item.add("description", entry_description(row))
        item.add("url", url)
        if row["on"]:
            day = written_day(row["on"])
            item.add("dtstart", day)
            item.add("dtend", day + DAY)
            item.add("transp", "TRANSPARENT")
        else:
            item.add("status", "NEEDS-ACTION")
        file.add_component(item)
    return bytes(file.to_ical())


def entry_description(row: Row) -> str:
    """Describe an entry: the party with the duty, the law, the source and the missing data, one a line."""
    lines = [_("Responsible or entitled: %(duty)s") % {"duty": row["duty"]}]
    if row["on"]:
        lines.append(f"{row['day']} ({row['other']})")
    if row["missing"]:
        lines.append(_("Not known. Missing: %(missing)s") % {"missing": row["missing"]})
    if row["endless"]:
        lines.append(_("There is no time limit: it remains possible."))
    if row["done"]:
        lines.append(_("Done"))
    if row["demands"]:
        lines.append(_("Do not sign the contract before this day."))
    lines += [f"{law['text']}{law['about']}" for law in row["laws"]]
    lines += [_("Source: %(source)s") % {"source": each["title"]} for each in row["sources"]]
    return "\n".join(lines)
